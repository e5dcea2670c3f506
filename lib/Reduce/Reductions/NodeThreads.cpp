//===- NodeThreads.cpp - Nodes that stand or fall together ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NodeThreads.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;
using reduce::NodeThreads;

NodeThreads::NodeThreads(mlir::ModuleOp module)
    : instances(collectInstances(module)) {
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    for (Value result : op->getResults())
      number(result);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (Value argument : block.getArguments())
          number(argument);
  });
  threads.grow(numNodes);
  module.walk([&](Operation *op) { join(op); });
  for (const auto &[network, uses] : instances)
    for (InstanceOp instance : uses) {
      GraphHolderOpInterface callee = cast<GraphHolderOpInterface>(*network);
      joinAll(callee.getGraphBlock()->getArguments(), instance.getInputs());
      joinAll(callee.getGraphOutput()->getOperands(), instance.getOutputs());
    }
  threads.compress();

  pinned.resize(threads.getNumClasses());
  for (Value value : pinnedValues)
    for (int64_t node = 0, e = countNodes(value); node != e; ++node)
      pinned.set(getThread(value, node));
}

void NodeThreads::number(Value value) {
  if (!isa<NodesType>(value.getType()))
    return;
  values.push_back(value);
  firstNode[value] = numNodes;
  numNodes += countNodes(value);
}

void NodeThreads::join(Value a, Value b) {
  for (int64_t node = 0, e = countNodes(a); node != e; ++node)
    threads.join(getNode(a, node), getNode(b, node));
}

void NodeThreads::joinAll(ValueRange a, ValueRange b) {
  for (auto [first, second] : llvm::zip(a, b))
    join(first, second);
}

void NodeThreads::joinNeurons(Value input, Value output) {
  int64_t numSynapses = countNodes(input) / countNodes(output);
  for (int64_t node = 0, e = countNodes(input); node != e; ++node)
    threads.join(getNode(input, node), getNode(output, node / numSynapses));
}

void NodeThreads::pin(Operation *op) {
  auto add = [&](ValueRange added) {
    for (Value value : added)
      if (isa<NodesType>(value.getType()))
        pinnedValues.push_back(value);
  };
  add(op->getOperands());
  add(op->getResults());
  for (Region &region : op->getRegions())
    for (Block &block : region)
      add(block.getArguments());
}

void NodeThreads::join(Operation *op) {
  if (!isa_and_present<GraphDialect>(op->getDialect()))
    return pin(op);
  if (auto plumbing = dyn_cast<PlumbingOpInterface>(op))
    return plumbing.visitConnections(
        [&](int64_t node, unsigned operand, int64_t operandNode) {
          threads.join(getNode(op->getResult(0), node),
                       getNode(op->getOperand(operand), operandNode));
        });
  if (isa<NeuronsOpInterface>(op))
    return joinNeurons(op->getOperand(0), op->getResult(0));
  if (auto alias = dyn_cast<AliasOp>(op))
    return join(alias.getInput(), alias.getOutput());
  if (auto holder = dyn_cast<HolderOp>(op)) {
    Block &body = holder.getBody().front();
    joinAll(holder.getInputs(), body.getArguments());
    joinAll(holder.getOutputs(), body.getTerminator()->getOperands());
  }
}
