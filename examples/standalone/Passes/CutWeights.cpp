//===- CutWeights.cpp - Sets small weights to zero ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Passes/Passes.h"

#include "tidepool/Dialect/Graph/IR/FloatElementsView.h"

#include <cmath>

namespace standalone {
#define GEN_PASS_DEF_STANDALONECUTWEIGHTS
#include "Passes/Passes.h.inc"
} // namespace standalone

using namespace mlir;
using namespace tidepool;

namespace {
struct CutWeightsPass
    : standalone::impl::StandaloneCutWeightsBase<CutWeightsPass> {
  using StandaloneCutWeightsBase::StandaloneCutWeightsBase;
  void runOnOperation() override;

private:
  void cut(graph::LinearWeightsOp op);
};
} // namespace

void CutWeightsPass::cut(graph::LinearWeightsOp op) {
  auto weights = graph::FloatElementsView::ofVerified(op.getWeights());
  std::vector<double> kept(weights.size());
  int64_t numCut = 0;
  weights.forEachNonZero(0, weights.size(), [&](int64_t index, double weight) {
    if (std::abs(weight) >= below)
      kept[index] = weight;
    else
      ++numCut;
  });
  if (numCut == 0)
    return;
  auto type = RankedTensorType::get(op.getWeights().getShapedType().getShape(),
                                    Float64Type::get(&getContext()));
  op.setWeightsAttr(DenseElementsAttr::get(type, ArrayRef(kept)));
  emitRemark(op.getLoc()) << numCut << " of " << weights.size()
                          << " weights are below " << below;
}

void CutWeightsPass::runOnOperation() {
  if (!(below >= 0.0)) { // not a number, too
    emitError(getOperation().getLoc(), "'below' must not be negative");
    return signalPassFailure();
  }
  getOperation().walk([&](graph::LinearWeightsOp op) { cut(op); });
  markAllAnalysesPreserved(); // a weight of zero still connects
}
