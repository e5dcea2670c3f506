//===- Repairs.cpp - What the repair passes share -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Repairs.h"

#include "mlir/IR/AsmState.h"

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

template <typename T>
static ElementsAttr makeElements(RankedTensorType type, ArrayRef<double> values,
                                 StringRef name) {
  if (values.size() <= maxInlineElements)
    return DenseElementsAttr::get(type,
                                  ArrayRef<T>(llvm::to_vector_of<T>(values)));
  AsmResourceBlob blob =
      HeapAsmResourceBlob::allocate(values.size() * sizeof(T), alignof(double));
  llvm::copy(values, reinterpret_cast<T *>(blob.getMutableData().data()));
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

ElementsAttr tidepool::graph::makeElements(MLIRContext *context,
                                           ArrayRef<int64_t> shape,
                                           ArrayRef<double> values,
                                           bool isDouble, StringRef name) {
  isDouble |= llvm::any_of(values, [](double value) {
    return std::abs(value) > std::numeric_limits<float>::max();
  });
  if (isDouble)
    return ::makeElements<double>(
        RankedTensorType::get(shape, Float64Type::get(context)), values, name);
  return ::makeElements<float>(
      RankedTensorType::get(shape, Float32Type::get(context)), values, name);
}

bool Matrix::isFinite() const {
  auto isFinite = [](double value) { return std::isfinite(value); };
  return llvm::all_of(values, isFinite) && llvm::all_of(biases, isFinite);
}

LinearWeightsOp Matrix::build(OpBuilder &builder, Location loc, Value input,
                              int64_t numOutputs, StringAttr name) const {
  MLIRContext *context = builder.getContext();
  StringRef resource = name ? name.getValue() : "weights";
  ElementsAttr biasAttr;
  if (llvm::any_of(biases, [](double bias) { return bias != 0; }))
    biasAttr = makeElements(context, {numOutputs}, biases, isDouble, resource);
  return LinearWeightsOp::create(
      builder, loc, NodesType::get(context, numOutputs), input,
      makeElements(context, {countNodes(input), numOutputs}, values, isDouble,
                   resource),
      biasAttr, name);
}

bool tidepool::graph::hasDoubles(WeightsOpInterface weights) {
  auto isDouble = [](ElementsAttr attr) {
    return attr.getElementType().isF64();
  };
  std::optional<ElementsAttr> biases = weights.getBiases();
  return isDouble(weights.getWeights()) || (biases && isDouble(*biases));
}
