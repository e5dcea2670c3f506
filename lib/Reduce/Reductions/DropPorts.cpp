//===- DropPorts.cpp - Drops inputs, outputs and operands -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphSurgery.h"
#include "Reductions.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;
using llvm::BitVector;

namespace {
/// The inputs and outputs that an op is to lose.
struct ChosenPorts {
  ChosenPorts(unsigned numInputs, unsigned numOutputs, reduce::Places &places)
      : inputs(numInputs), outputs(numOutputs) {
    for (unsigned i = 0; i < numInputs; ++i)
      inputs[i] = places.next();
    for (unsigned i = 0; i < numOutputs; ++i)
      outputs[i] = places.next();
  }
  bool isEmpty() const { return inputs.none() && outputs.none(); }

  BitVector inputs, outputs;
};
} // namespace

/// Takes ports away from the inside of a network or holder.
static void dropInnerPorts(GraphHolderOpInterface holder,
                           const ChosenPorts &ports) {
  holder.getGraphOutput()->eraseOperands(ports.outputs);
  for (unsigned input : ports.inputs.set_bits())
    reduce::openUses(holder.getGraphBlock()->getArgument(input));
}

static void dropNetworkPorts(NetworkOp network, const ChosenPorts &ports) {
  dropInnerPorts(cast<GraphHolderOpInterface>(network.getOperation()), ports);
  // This fails for function types of other dialects only.
  (void)network.eraseArguments(ports.inputs);
  (void)network.eraseResults(ports.outputs);
}

static void dropModulePorts(Operation *op, const ChosenPorts &ports) {
  if (auto holder = dyn_cast<GraphHolderOpInterface>(op)) {
    dropInnerPorts(holder, ports);
    holder.getGraphBlock()->eraseArguments(ports.inputs);
  }
  reduce::dropPorts(op, ports.inputs, ports.outputs);
}

void reduce::dropPorts(mlir::ModuleOp module, Places &places) {
  InstanceMap instances = collectInstances(module);
  SmallVector<std::pair<Operation *, ChosenPorts>> chosen;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (auto network = dyn_cast<NetworkOp>(op))
      chosen.emplace_back(op,
                          ChosenPorts(network.getArgumentTypes().size(),
                                      network.getResultTypes().size(), places));
    else if (isa<HolderOp, PlainModuleOp>(op))
      chosen.emplace_back(
          op, ChosenPorts(op->getNumOperands(), op->getNumResults(), places));
  });
  // Inner ops first: outer ones are built anew and take them along.
  for (auto &[op, ports] : llvm::reverse(chosen)) {
    if (ports.isEmpty())
      continue;
    auto network = dyn_cast<NetworkOp>(op);
    if (!network) {
      dropModulePorts(op, ports);
      continue;
    }
    dropNetworkPorts(network, ports);
    for (InstanceOp instance : instances[network])
      dropPorts(instance, ports.inputs, ports.outputs);
  }
}

void reduce::dropMergeOperands(mlir::ModuleOp module, Places &places) {
  SmallVector<std::pair<MergeOp, BitVector>> chosen;
  module.walk<WalkOrder::PreOrder>([&](MergeOp merge) {
    BitVector operands(merge->getNumOperands());
    for (unsigned i = 0, e = operands.size(); i != e; ++i)
      operands[i] = places.next();
    if (operands.any())
      chosen.emplace_back(merge, std::move(operands));
  });
  for (auto &[merge, operands] : chosen) {
    if (!operands.all()) {
      merge->eraseOperands(operands);
      continue;
    }
    openUses(merge.getResult());
    merge->erase();
  }
}
