//===- Canonicalize.cpp - Folds plumbing ----------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphSurgery.h"
#include "Reductions.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

void reduce::canonicalize(mlir::ModuleOp module, Places &places) {
  SmallVector<Operation *> plumbing;
  for (Operation *op : collectGraphOps(module))
    if (isa<PlumbingOpInterface>(op) && !isa<OpenOp>(op))
      plumbing.push_back(op);
  if (plumbing.empty() || !places.next())
    return;
  MLIRContext *context = module.getContext();
  RewritePatternSet patterns(context);
  for (RegisteredOperationName name : context->getRegisteredOperations())
    if (name.hasInterface<PlumbingOpInterface>())
      name.getCanonicalizationPatterns(patterns, context);
  // Where it stops for want of patience, the module is valid all the same.
  (void)applyOpPatternsGreedily(plumbing, std::move(patterns));
}
