//===- Repairs.cpp - What the repair passes share -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Repairs.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace tidepool::graph;

bool tidepool::graph::hasHolders(NetworkOp network, bool remarks) {
  auto holders = network.getOps<HolderOp>();
  if (holders.empty())
    return false;
  if (remarks)
    emitRemark((*holders.begin()).getLoc())
        << "network '" << network.getSymName()
        << "' has holders and is left as it is; run graph-flatten first";
  return true;
}

void tidepool::graph::inheritAttributes(Operation *op,
                                        ArrayRef<Operation *> others) {
  for (Operation *other : others)
    for (NamedAttribute attr : other->getDiscardableAttrs())
      if (!op->hasAttr(attr.getName()) &&
          attr.getName() != GraphDialect::getRecurrentAttrName() &&
          attr.getName() != GraphDialect::getLoopAttrName())
        op->setDiscardableAttr(attr.getName(), attr.getValue());
}

Location tidepool::graph::fuseLocations(ArrayRef<Operation *> ops) {
  auto locs =
      llvm::map_to_vector(ops, [](Operation *op) { return op->getLoc(); });
  return FusedLoc::get(ops.front()->getContext(), locs);
}

std::string tidepool::graph::listModules(const NetworkView &view,
                                         ArrayRef<unsigned> modules) {
  constexpr size_t maxShown = 8;
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(modules.take_front(maxShown), os, [&](unsigned module) {
    if (module == NetworkView::none)
      os << "network inputs";
    else
      os << '\'' << view.getLabel(module) << '\'';
  });
  if (modules.size() > maxShown)
    os << " and " << modules.size() - maxShown << " more";
  return text;
}

bool tidepool::graph::areFinite(ArrayRef<double> values) {
  return llvm::all_of(values,
                      [](double value) { return std::isfinite(value); });
}

/// Biases in the type of the weights as far as it can hold them.
static ElementsAttr makeBiases(MLIRContext *context, ArrayRef<double> biases,
                               bool isDouble) {
  isDouble |= llvm::any_of(biases, [](double bias) {
    return std::abs(bias) > std::numeric_limits<float>::max();
  });
  Type element = isDouble ? Type(Float64Type::get(context))
                          : Type(Float32Type::get(context));
  auto type =
      RankedTensorType::get({static_cast<int64_t>(biases.size())}, element);
  if (isDouble)
    return DenseElementsAttr::get(type, biases);
  return DenseElementsAttr::get(
      type, ArrayRef<float>(llvm::to_vector_of<float>(biases)));
}

/// The key of a resource with the weights called `name` of the network that
/// `builder` builds in. Keys are unique within a context, which numbers equal
/// ones as they come. Networks are changed in parallel, so no two of them may
/// ask for the same key: a dot ends the name of the network and is escaped in
/// it.
static std::string makeResourceKey(OpBuilder &builder, StringAttr name) {
  auto network = cast<NetworkOp>(builder.getInsertionBlock()->getParentOp());
  std::string key;
  for (char c : network.getSymName())
    key += c == '.' ? "%2E" : c == '%' ? "%25" : std::string(1, c);
  return key + "." + (name ? name.str() : "weights");
}

LinearWeightsOp tidepool::graph::buildWeights(OpBuilder &builder, Location loc,
                                              Value input, MatrixBuilder matrix,
                                              ArrayRef<double> biases,
                                              bool isDouble, StringAttr name) {
  MLIRContext *context = builder.getContext();
  ElementsAttr biasAttr;
  if (llvm::any_of(biases, [](double bias) { return bias != 0; }))
    biasAttr = makeBiases(context, biases, isDouble);
  ElementsAttr weights =
      matrix.build(context, isDouble, makeResourceKey(builder, name));
  int64_t numOutputs = weights.getShapedType().getDimSize(1);
  return LinearWeightsOp::create(builder, loc,
                                 NodesType::get(context, numOutputs), input,
                                 weights, biasAttr, name);
}

bool tidepool::graph::hasDoubles(WeightsOpInterface weights) {
  auto isDouble = [](ElementsAttr attr) {
    return attr.getElementType().isF64();
  };
  std::optional<ElementsAttr> biases = weights.getBiases();
  return isDouble(weights.getWeights()) || (biases && isDouble(*biases));
}
