//===- DropZeroBiases.cpp - Removes biases that are zero ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "llvm/ADT/TypeSwitch.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHDROPZEROBIASES
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
struct DropZeroBiasesPass
    : tidepool::graph::impl::GraphDropZeroBiasesBase<DropZeroBiasesPass> {
  using GraphDropZeroBiasesBase::GraphDropZeroBiasesBase;
  void runOnOperation() override;
};
} // namespace

static bool isZero(ElementsAttr attr) {
  auto values = FloatElementsView::ofVerified(attr);
  int64_t numStored = values.isSplat() ? 1 : values.size();
  for (int64_t k = 0; k < numStored; ++k)
    if (values[k] != 0)
      return false;
  return true;
}

/// The attribute of `op` that holds biases, none if it has no such thing.
static StringAttr getBiasName(Operation *op) {
  return TypeSwitch<Operation *, StringAttr>(op)
      .Case([](LinearWeightsOp weights) { return weights.getBiasesAttrName(); })
      .Case<LIFNeuronsOp, RateNeuronsOp>(
          [](auto neurons) { return neurons.getBiasAttrName(); })
      .Default(StringAttr());
}

void DropZeroBiasesPass::runOnOperation() {
  NetworkOp network = getOperation();
  SmallVector<std::pair<Operation *, StringAttr>> found;
  walkGraph(network, [&](Operation *op) {
    StringAttr name = getBiasName(op);
    auto biases = name ? op->getAttrOfType<ElementsAttr>(name) : ElementsAttr();
    if (biases && isZero(biases))
      found.push_back({op, name});
  });
  if (found.empty())
    return markAllAnalysesPreserved();
  ModuleLabels labels(network);
  for (auto [op, name] : found) {
    op->removeAttr(name);
    if (remarks)
      emitRemark(op->getLoc()) << "removed '" << name.getValue() << "' of '"
                               << labels.get(op) << "': all are zero";
  }
  markAnalysesPreserved<RecurrenceAnalysis>(); // a bias connects nothing
}
