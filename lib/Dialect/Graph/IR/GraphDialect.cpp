//===- GraphDialect.cpp - The graph dialect -------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tidepool::graph;

#include "tidepool/Dialect/Graph/IR/GraphDialect.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "tidepool/Dialect/Graph/IR/GraphTypes.cpp.inc"

void GraphDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "tidepool/Dialect/Graph/IR/GraphTypes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "tidepool/Dialect/Graph/IR/GraphOps.cpp.inc"
      >();
}

LogicalResult NodesType::verify(function_ref<InFlightDiagnostic()> emitError,
                                int64_t size) {
  if (size >= 1 && size <= maxSize)
    return success();
  return emitError() << "expects 1 to " << maxSize << " nodes, but got "
                     << size; // (C1)
}

LogicalResult GraphDialect::verifyOperationAttribute(Operation *op,
                                                     NamedAttribute attr) {
  StringRef name = attr.getName();
  if (name != getRecurrentAttrName() && name != getLoopAttrName())
    return op->emitError() << "unknown attribute '" << name
                           << "' of the graph dialect";
  if (!isa<GraphModuleOpInterface, InstanceOp>(op))
    return op->emitError() << "attribute '" << name
                           << "' belongs on modules and instances only";
  if (name == getRecurrentAttrName() && !isa<UnitAttr>(attr.getValue()))
    return op->emitError() << "attribute '" << name << "' must be a unit";
  auto number = dyn_cast<IntegerAttr>(attr.getValue());
  if (name == getLoopAttrName() &&
      (!number || !number.getType().isSignlessInteger(64) ||
       number.getInt() < 0))
    return op->emitError() << "attribute '" << name
                           << "' must be an i64 of at least 0";
  return success();
}

/// The attributes of the dialect speak of modules, so ports have none.
static LogicalResult reportPortAttribute(Operation *op, NamedAttribute attr) {
  return op->emitError() << "attribute '" << attr.getName().getValue()
                         << "' of the graph dialect does not belong on "
                            "arguments and results";
}

LogicalResult GraphDialect::verifyRegionArgAttribute(Operation *op, unsigned,
                                                     unsigned,
                                                     NamedAttribute attr) {
  return reportPortAttribute(op, attr);
}

LogicalResult GraphDialect::verifyRegionResultAttribute(Operation *op, unsigned,
                                                        unsigned,
                                                        NamedAttribute attr) {
  return reportPortAttribute(op, attr);
}
