//===- PlumbingFilter.cpp - Part of what plumbing carries -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlumbingFilter.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace tidepool::graph;

PlumbingFilter::PlumbingFilter(NetworkOp network,
                               function_ref<bool(Value)> isWanted) {
  auto addSource = [&](Value value) {
    add(value, isWanted(value) ? Wanted : Unwanted);
  };
  Block &block = network.getBody().front();
  llvm::for_each(block.getArguments(), addSource);
  for (Operation &op : block)
    if (!isa<PlumbingOpInterface>(op))
      llvm::for_each(op.getResults(), addSource);
}

/// Notes that `value` carries `more`, and so does all plumbing behind it.
void PlumbingFilter::add(Value value, uint8_t more) {
  SmallVector<Value> worklist{value};
  while (!worklist.empty()) {
    Value next = worklist.pop_back_val();
    uint8_t &known = parts[next];
    if ((known | more) == known)
      continue;
    known |= more;
    for (Operation *user : next.getUsers())
      if (isa<PlumbingOpInterface>(user))
        worklist.push_back(user->getResult(0));
  }
}

Value PlumbingFilter::get(Value value) {
  uint8_t known = parts.lookup(value);
  if (known != (Wanted | Unwanted))
    return known == Wanted ? value : Value();
  Value copy = getCopy(value);
  while (!unconnected.empty())
    for (OpOperand &operand : unconnected.pop_back_val()->getOpOperands()) {
      uint8_t carried = parts.lookup(operand.get());
      if (carried == (Wanted | Unwanted)) {
        operand.set(getCopy(operand.get()));
      } else if (carried == Unwanted) {
        OpBuilder builder(operand.getOwner());
        operand.set(OpenOp::create(builder, operand.getOwner()->getLoc(),
                                   operand.get().getType()));
      }
    }
  return copy;
}

/// A copy of the plumbing that gives `value`, still with its operands.
Value PlumbingFilter::getCopy(Value value) {
  Value &copy = copies[value];
  if (!copy) {
    Operation *op = value.getDefiningOp();
    copy = OpBuilder(op).clone(*op)->getResult(0);
    unconnected.push_back(copy.getDefiningOp());
  }
  return copy;
}

void tidepool::graph::tidyPlumbing(NetworkOp network) {
  SmallVector<Operation *> plumbing;
  for (Operation &op : network.getBody().front())
    if (isa<PlumbingOpInterface>(op))
      plumbing.push_back(&op);
  MLIRContext *context = network.getContext();
  RewritePatternSet patterns(context);
  MergeOp::getCanonicalizationPatterns(patterns, context);
  SelectOp::getCanonicalizationPatterns(patterns, context);
  PlaceOp::getCanonicalizationPatterns(patterns, context);
  ConcatOp::getCanonicalizationPatterns(patterns, context);
  GreedyRewriteConfig config;
  config.setScope(&network.getBody());
  config.setStrictness(GreedyRewriteStrictness::ExistingAndNewOps);
  // Plumbing that is not folded to the end still means the same.
  (void)applyOpPatternsGreedily(plumbing, std::move(patterns), config);
}
