//===- StandaloneDialect.cpp - A dialect beside Tidepool's ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Standalone/StandaloneDialect.h"

#include "mlir/IR/DialectImplementation.h"

#include <cmath>

using namespace mlir;
using namespace standalone;
using namespace tidepool;

#include "Standalone/StandaloneDialect.cpp.inc"

#define GET_OP_CLASSES
#include "Standalone/StandaloneOps.cpp.inc"

void StandaloneDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "Standalone/StandaloneOps.cpp.inc"
      >();
}

LogicalResult RivalNeuronsOp::verify() {
  if (getNumOutputNodes() < 2) // (C1)
    return emitOpError("has a single neuron; rivals are at least two");
  for (StringRef name : // (C2)
       {"tau_mem", "tau_syn", "threshold", "inhibition", "dt"}) {
    double value = (*this)->getAttrOfType<FloatAttr>(name).getValueAsDouble();
    if (!std::isfinite(value) || value <= 0.0)
      return emitOpError() << "'" << name << "' must be finite and above 0";
  }
  return success();
}

FailureOr<SmallVector<Value>> RivalNeuronsOp::expand(RewriterBase &rewriter) {
  Type nodes = getInput().getType();
  int64_t count = getNumOutputNodes();
  auto forEach = [&](const APFloat &value) -> ElementsAttr {
    return DenseElementsAttr::get(
        RankedTensorType::get(count, rewriter.getF64Type()), value);
  };
  std::vector<double> weights(count * count,
                              -getInhibition().convertToDouble());
  for (int64_t neuron = 0; neuron < count; ++neuron)
    weights[neuron * count + neuron] = 0.0;

  auto holder = graph::HolderOp::create(
      rewriter, getLoc(), nodes, getInput(),
      rewriter.getStringAttr(graph::getBaseLabel(*this)));
  OpBuilder::InsertionGuard guard(rewriter);
  Block *body = rewriter.createBlock(&holder.getBody(), {}, nodes, {getLoc()});
  Value input = body->getArgument(0);
  auto sum =
      graph::MergeOp::create(rewriter, getLoc(), ValueRange{input, input});
  auto neurons = graph::LIFNeuronsOp::create(
      rewriter, getLoc(), nodes, sum, forEach(getTauMem()),
      forEach(getTauSyn()), forEach(getThreshold()), /*bias=*/ElementsAttr(),
      getDtAttr(), rewriter.getStringAttr("neurons"));
  auto rivalry = graph::LinearWeightsOp::create(
      rewriter, getLoc(), nodes, neurons,
      DenseElementsAttr::get(
          RankedTensorType::get({count, count}, rewriter.getF64Type()),
          ArrayRef(weights)),
      /*biases=*/ElementsAttr(), rewriter.getStringAttr("rivalry"));
  sum->setOperand(1, rivalry); // closes the loop
  graph::OutputOp::create(rewriter, getLoc(), neurons->getResults());
  return SmallVector<Value>(holder.getResults());
}
