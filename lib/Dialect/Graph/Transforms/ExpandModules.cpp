//===- ExpandModules.cpp - Replaces modules by their parts ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Transforms/Passes.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHEXPANDMODULES
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
struct ExpandModulesPass
    : tidepool::graph::impl::GraphExpandModulesBase<ExpandModulesPass> {
  using GraphExpandModulesBase::GraphExpandModulesBase;
  void runOnOperation() override;
};
} // namespace

/// The modules to expand next. Those in regions of one of them are left for the
/// round after it: its expansion erases them with it, or moves or copies them.
static SmallVector<ExpandableModuleOpInterface> collect(NetworkOp network) {
  SmallVector<ExpandableModuleOpInterface> modules;
  network.walk<WalkOrder::PreOrder>([&](ExpandableModuleOpInterface module) {
    modules.push_back(module);
    return WalkResult::skip();
  });
  return modules;
}

/// Replaces one module by what it expands to.
static LogicalResult expandOne(ExpandableModuleOpInterface module,
                               RewriterBase &rewriter) {
  rewriter.setInsertionPoint(module);
  FailureOr<SmallVector<Value>> parts = module.expand(rewriter);
  if (failed(parts))
    return failure();
  if (TypeRange(ValueRange(*parts)) != module->getResultTypes())
    return module->emitOpError(
        "expands to values of other types than its results");
  // A module that passes its operand on, in a loop with nothing else.
  if (llvm::any_of(*parts, [&](Value part) {
        return part.getDefiningOp() == module.getOperation();
      }))
    return module->emitOpError(
        "expands to a result of its own, so that nothing would feed it");
  rewriter.replaceOp(module, *parts);
  return success();
}

void ExpandModulesPass::runOnOperation() {
  IRRewriter rewriter(&getContext());
  SmallVector<ExpandableModuleOpInterface> modules = collect(getOperation());
  if (modules.empty())
    return markAllAnalysesPreserved();
  for (unsigned generation = 0; !modules.empty(); ++generation) {
    if (generation == maxGenerations) {
      modules.front()->emitOpError("still expands after ")
          << maxGenerations.getValue()
          << " rounds; does a module expand into itself?";
      return signalPassFailure();
    }
    for (ExpandableModuleOpInterface module : modules) {
      if (failed(expandOne(module, rewriter)))
        return signalPassFailure();
    }
    modules = collect(getOperation());
  }
}
