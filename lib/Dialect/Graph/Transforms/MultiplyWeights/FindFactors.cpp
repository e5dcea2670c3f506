//===- FindFactors.cpp - Which weights can be multiplied ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Products.h"

#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace tidepool::graph;

static void findFeedingWeights(Products &products) {
  const NetworkView &view = products.view;
  for (auto &[module, product] : products.byModule) {
    llvm::SetVector<unsigned> factors;
    for (const NetworkView::Sources &sources : view.getInputs(module))
      for (const NetworkView::Source &source : sources)
        if (view.getAs<WeightsOpInterface>(source.module))
          factors.insert(source.module);
    product.factors = factors.takeVector();
  }
}

/// Nothing can be multiplied around a loop, or between two.
static void excludeLoopsOfWeights(Products &products) {
  auto ignore = [](unsigned) {};
  SmallVector<unsigned> behind =
      products.visitInOrder(products.getModules(), false, ignore);
  SmallVector<unsigned> loops = products.visitInOrder(behind, true, ignore);
  if (loops.empty())
    return;
  products.warn(products.view.getModule(loops.front())->getLoc(),
                listModules(products.view, loops) +
                    ": not multiplied, as weights in a loop without neurons "
                    "have no meaning");
  for (unsigned module : loops) {
    products.byModule[module].canBeFactor = false;
    products.byModule[module].factors.clear();
  }
}

namespace {
/// What weights in a loop feed.
struct LoopSinks {
  bool weights = false, weightsOutside = false;
  bool othersOutside = false, othersInside = false;

  /// Neurons reach weights of their own loop one step later. A product hears
  /// them a step later only if it leads back into the loop as well.
  bool allowProducts() const {
    return !weightsOutside && (!othersOutside || othersInside);
  }
};
} // namespace

static LoopSinks findSinks(const NetworkView &view, unsigned module,
                           const RecurrenceAnalysis &recurrence,
                           unsigned loop) {
  LoopSinks found;
  for (const NetworkView::Sinks &sinks : view.getOutputs(module))
    for (const NetworkView::Sink &sink : sinks) {
      bool isInside = sink.module != NetworkView::none &&
                      recurrence.getLoopId(view.getModule(sink.module)) == loop;
      bool isWeights = bool(view.getAs<WeightsOpInterface>(sink.module));
      found.weights |= isWeights;
      found.weightsOutside |= isWeights && !isInside;
      found.othersOutside |= !isWeights && !isInside;
      found.othersInside |= !isWeights && isInside;
    }
  return found;
}

static void excludeWaysOutOfLoops(Products &products) {
  RecurrenceAnalysis recurrence(products.network);
  for (auto &[module, product] : products.byModule) {
    std::optional<unsigned> loop = recurrence.getLoopId(product.op);
    if (!loop || !product.canBeFactor)
      continue;
    LoopSinks sinks = findSinks(products.view, module, recurrence, *loop);
    product.canBeFactor = sinks.allowProducts();
    if (!product.canBeFactor && sinks.weights)
      products.warn(
          product.op.getLoc(),
          "'" + products.view.getLabel(module) +
              "' is not multiplied with the weights that it feeds: it is part "
              "of a loop and leads out of it as well, and without it neurons "
              "of the loop would be heard there a step earlier");
  }
}

static void dropExcludedFactors(Products &products) {
  for (auto &[module, product] : products.byModule)
    llvm::erase_if(product.factors,
                   [&](unsigned factor) { return !products.isFactor(factor); });
}

static void findKept(Products &products) {
  const NetworkView &view = products.view;
  for (auto &[module, product] : products.byModule) {
    bool isUsed = false;
    for (const NetworkView::Sinks &sinks : view.getOutputs(module))
      for (const NetworkView::Sink &sink : sinks) {
        isUsed = true;
        // Weights take all factors among their sources, or none.
        product.isKept |= !product.canBeFactor ||
                          !view.getAs<WeightsOpInterface>(sink.module) ||
                          products.byModule[sink.module].factors.empty();
      }
    product.isKept |= !isUsed;
  }
}

void tidepool::graph::findFactors(Products &products) {
  findFeedingWeights(products);
  excludeLoopsOfWeights(products);
  excludeWaysOutOfLoops(products);
  dropExcludedFactors(products);
  findKept(products);
}
