//===- ModuleOps.cpp - Weights, neurons and other modules -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Graph/IR/ParameterVerifier.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"

using namespace mlir;
using namespace tidepool::graph;

//===----------------------------------------------------------------------===//
// Attributes of modules and instances: the name stands first
//===----------------------------------------------------------------------===//

static ParseResult parseModuleAttributes(OpAsmParser &parser,
                                         OperationState &state,
                                         NamedAttrList &attributes) {
  SMLoc loc = parser.getCurrentLocation();
  return failure(
      parser.parseOptionalAttrDict(attributes) ||
      tidepool::graph::detail::verifyParsedAttributes(parser, loc, state));
}

template <typename Properties>
static void printModuleAttributes(OpAsmPrinter &printer, Operation *op,
                                  const Properties &,
                                  DictionaryAttr attributes) {
  SmallVector<NamedAttribute> ordered(attributes.getValue());
  auto isName = [](NamedAttribute attr) { return attr.getName() == "name"; };
  if (auto *name = llvm::find_if(ordered, isName); name != ordered.end())
    std::rotate(ordered.begin(), name, name + 1);
  SmallVector<StringRef> elided; // what stands elsewhere in the text
  if (auto instance = dyn_cast<InstanceOp>(op))
    elided.push_back(instance.getCalleeAttrName());
  printer.printOptionalAttrDict(ordered, elided);
}

static std::optional<double> toDouble(std::optional<APFloat> value) {
  return value ? std::optional(value->convertToDouble()) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// LIFNeuronsOp
//===----------------------------------------------------------------------===//

std::optional<double> LIFNeuronsOp::getTimeStep() { return toDouble(getDt()); }

LogicalResult LIFNeuronsOp::verify() {
  int64_t numIn = getNumInputNodes(), numOut = getNumOutputNodes();
  if (failed(verifyParameter(*this, "tau_mem", getTauMem(), {numOut},
                             ParameterRange::Positive)) ||
      failed(verifyParameter(*this, "tau_syn", getTauSyn(), {numIn},
                             ParameterRange::Positive)) ||
      failed(verifyParameter(*this, "threshold", getThreshold(), {numOut},
                             ParameterRange::Positive)))
    return failure(); // (C1), (C2)
  if (getBias())
    return verifyParameter(*this, "bias", *getBias(), {numOut});
  return success();
}

//===----------------------------------------------------------------------===//
// RateNeuronsOp
//===----------------------------------------------------------------------===//

std::optional<double> RateNeuronsOp::getTimeStep() { return toDouble(getDt()); }

LogicalResult RateNeuronsOp::verify() {
  int64_t numOut = getNumOutputNodes();
  if (failed(verifyParameter(*this, "tau", getTau(), {numOut},
                             ParameterRange::Positive)))
    return failure(); // (C1), (C2)
  if (getBias())
    return verifyParameter(*this, "bias", *getBias(), {numOut});
  return success();
}

//===----------------------------------------------------------------------===//
// GenericNeuronsOp
//===----------------------------------------------------------------------===//

std::optional<double> GenericNeuronsOp::getTimeStep() {
  return toDouble(getDt());
}

// All ops of the dialect are defined here, because their generated parsers and
// printers call the static functions above.
#define GET_OP_CLASSES
#include "tidepool/Dialect/Graph/IR/GraphOps.cpp.inc"
