//===- TestDialect.cpp - Modules outside the graph dialect ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dialect/Test/TestDialect.h"
#include "tidepool/Dialect/Graph/IR/ParameterVerifier.h"
#include "tidepool/Dialect/Graph/Transforms/GraphEditing.h"

#include "mlir/IR/DialectImplementation.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::test;

#include "Dialect/Test/TestDialect.cpp.inc"

#define GET_OP_CLASSES
#include "Dialect/Test/TestOps.cpp.inc"

using Parts = FailureOr<SmallVector<Value>>;

void TestDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "Dialect/Test/TestOps.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// WeightedRateOp
//===----------------------------------------------------------------------===//

LogicalResult WeightedRateOp::verify() { // (C1), (C2)
  int64_t numIn = getNumInputNodes(), numOut = getNumOutputNodes();
  if (failed(graph::verifyParameter(*this, "weights", getWeights(),
                                    {numIn, numOut})) ||
      failed(graph::verifyParameter(*this, "tau", getTau(), {numOut},
                                    graph::ParameterRange::Positive)))
    return failure();
  if (getBias())
    return graph::verifyParameter(*this, "bias", *getBias(), {numOut});
  return success();
}

Parts WeightedRateOp::expand(RewriterBase &rewriter) {
  Location loc = getLoc();
  Type type = getOutput().getType();
  auto weights = graph::LinearWeightsOp::create(
      rewriter, loc, type, getInput(), getWeights(), /*biases=*/ElementsAttr(),
      rewriter.getStringAttr("weights"));
  auto neurons = graph::RateNeuronsOp::create(
      rewriter, loc, type, weights, getTau(), getBiasAttr(), getDtAttr(),
      rewriter.getStringAttr("neurons"));
  graph::HolderOp holder =
      graph::wrapInHolder(rewriter, {weights, neurons}, getName().value_or(""));
  return SmallVector<Value>(holder.getResults());
}

//===----------------------------------------------------------------------===//
// Modules that show one behaviour each
//===----------------------------------------------------------------------===//

Parts PassThroughOp::expand(RewriterBase &) {
  return SmallVector<Value>{getInput()};
}

Parts EndlessOp::expand(RewriterBase &rewriter) {
  return SmallVector<Value>{
      EndlessOp::create(rewriter, getLoc(), getOutput().getType(), getInput())};
}

Parts WrongTypesOp::expand(RewriterBase &rewriter) {
  auto type = graph::NodesType::get(getContext(), getNumOutputNodes() + 1);
  return SmallVector<Value>{graph::OpenOp::create(rewriter, getLoc(), type)};
}

Parts FailingOp::expand(RewriterBase &) { return emitOpError("has no parts"); }

Parts GroupOp::expand(RewriterBase &rewriter) {
  auto holder = graph::HolderOp::create(rewriter, getLoc(), getResultTypes(),
                                        getInputs(), getNameAttr());
  rewriter.cloneRegionBefore(getBody(), holder.getBody(),
                             holder.getBody().end());
  Block &body = holder.getBody().front();
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToEnd(&body);
  graph::OutputOp::create(rewriter, getLoc(), body.back().getResults());
  return SmallVector<Value>(holder.getResults());
}
