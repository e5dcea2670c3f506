//===- CaseSize.cpp - How big a failing case is ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Reduce/CaseSize.h"

#include "Reductions/GraphSurgery.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;
using namespace tidepool::reduce;

double tidepool::reduce::roundToOneDigit(double value) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.0e", value);
  double rounded = std::strtod(text, nullptr);
  // At the ends of the range there may be no such number.
  return std::isfinite(rounded) && (rounded != 0) == (value != 0) ? rounded
                                                                  : value;
}

/// 0 is shorter than a number with one digit, which is shorter than others.
static int64_t measureNumber(double value, Type type) {
  double rounded = roundToOneDigit(value);
  if (type.isF32())
    rounded = static_cast<float>(rounded);
  return value == 0 ? 0 : value == rounded ? 1 : 2;
}

static int64_t countNodesOnly(TypeRange types) {
  int64_t count = 0;
  for (Type type : types)
    if (auto nodes = dyn_cast<NodesType>(type))
      count += nodes.getSize();
  return count;
}

static void addAttribute(Attribute attribute, CaseSize &size) {
  ++size.details;
  if (auto number = dyn_cast<FloatAttr>(attribute))
    size.details += measureNumber(number.getValueAsDouble(), number.getType());
  auto elements = dyn_cast<ElementsAttr>(attribute);
  auto sparse = dyn_cast<SparseElementsAttr>(attribute);
  if (elements && !elements.isSplat())
    size.numbers += sparse ? sparse.getValues().getNumElements()
                           : elements.getNumElements();
}

static void addParameter(ElementsAttr values, CaseSize &size) {
  if (std::optional<double> splat = findSplat(values))
    size.details += measureNumber(*splat, values.getElementType());
}

CaseSize CaseSize::of(mlir::ModuleOp module) {
  CaseSize size;
  module.walk([&](Operation *op) {
    if (op == module || isa<OpenOp>(op))
      return;
    size.operations += !op->hasTrait<OpTrait::IsTerminator>();
    size.nodes += countNodesOnly(op->getOperandTypes()) +
                  countNodesOnly(op->getResultTypes());
    for (Region &region : op->getRegions())
      for (Block &block : region)
        size.nodes += countNodesOnly(block.getArgumentTypes());
    for (NamedAttribute attribute : op->getAttrs())
      addAttribute(attribute.getValue(), size);
    for (NamedAttribute parameter : getParameters(op))
      addParameter(cast<ElementsAttr>(parameter.getValue()), size);
  });
  return size;
}
