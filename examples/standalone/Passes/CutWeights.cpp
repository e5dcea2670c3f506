//===- CutWeights.cpp - Sets small weights to zero ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Passes/Passes.h"

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

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
  auto weights = graph::MatrixView::ofVerified(op.getWeights());
  graph::MatrixBuilder kept(weights.getNumRows(), weights.getNumColumns());
  int64_t numCut = 0;
  weights.forEachNonZero([&](int64_t row, int64_t column, double weight) {
    if (std::abs(weight) >= below)
      kept.add(row, column, weight);
    else
      ++numCut;
  });
  if (numCut == 0)
    return;
  op.setWeightsAttr(kept.build(&getContext(), /*isDouble=*/true, "weights"));
  emitRemark(op.getLoc()) << numCut << " of "
                          << op.getWeights().getNumElements()
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
