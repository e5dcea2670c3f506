//===- MultiplyWeights.cpp - Weights behind weights become one ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights are visited after all weights that feed them. Each ends as a sum of
// terms: what one value contributes, as a matrix. The terms of weights fed by
// others follow from the terms of these, so a diamond of weights does not
// multiply its paths. Ops change only when all products are known.
//
//===----------------------------------------------------------------------===//

#include "MultiplyWeights/Products.h"
#include "PlumbingFilter.h"

#include "tidepool/Dialect/Graph/Transforms/Passes.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHMULTIPLYWEIGHTS
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
struct MultiplyWeightsPass
    : tidepool::graph::impl::GraphMultiplyWeightsBase<MultiplyWeightsPass> {
  using GraphMultiplyWeightsBase::GraphMultiplyWeightsBase;
  void runOnOperation() override;

private:
  bool multiplyWeights(NetworkOp network);
};
} // namespace

/// Returns whether anything has changed; if not, says why.
bool MultiplyWeightsPass::multiplyWeights(NetworkOp network) {
  Products products(network);
  findFactors(products);
  makeProducts(products, maxElements);
  if (llvm::none_of(products.byModule, [](const auto &entry) {
        return entry.second.isMultiplied;
      })) {
    for (const auto &[loc, text] : products.warnings)
      emitWarning(loc) << text;
    return false;
  }
  buildProducts(products, remarks);
  tidyPlumbing(network);
  return true;
}

void MultiplyWeightsPass::runOnOperation() {
  NetworkOp network = getOperation();
  if (hasHolders(network, remarks))
    return markAllAnalysesPreserved();
  // Weights that lead out of a loop may be split into some that do so and some
  // outside of the loop, which can be multiplied further.
  bool isChanged = false;
  while (multiplyWeights(network))
    isChanged = true;
  if (!isChanged)
    markAllAnalysesPreserved();
}
