//===- Inline.cpp - Dissolves holders and networks ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphSurgery.h"
#include "Reductions.h"

#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

/// Puts the ops of `body` in the place of `op`, whose operands and results its
/// ports are.
static void inlineBody(Operation *op, Region &body) {
  Block &block = body.front();
  Operation *output = block.getTerminator();
  for (auto [argument, operand] :
       llvm::zip(block.getArguments(), op->getOperands()))
    argument.replaceAllUsesWith(operand);
  SmallVector<Value> values(output->getOperands());
  output->erase();
  op->getBlock()->getOperations().splice(op->getIterator(),
                                         block.getOperations());
  reduce::replaceOp(op, values);
}

void reduce::inlineHolders(mlir::ModuleOp module, Places &places) {
  SmallVector<HolderOp> chosen;
  module.walk<WalkOrder::PreOrder>([&](HolderOp holder) {
    if (places.next())
      chosen.push_back(holder);
  });
  for (HolderOp holder : chosen)
    inlineBody(holder, holder.getBody());
}

static size_t countOps(Operation *op) {
  size_t count = 0;
  op->walk([&](Operation *) { ++count; });
  return count;
}

namespace {
/// Puts networks in the place of their instances.
class NetworkInliner {
public:
  explicit NetworkInliner(mlir::ModuleOp module)
      : instances(reduce::collectInstances(module)), budget(countOps(module)) {}

  void inlineInstances(NetworkOp network);

private:
  /// The body of `network` for one more instance; the last gets the body
  /// itself.
  std::unique_ptr<Region> takeBody(NetworkOp network, bool isLast);

  reduce::InstanceMap instances;
  SymbolTableCollection symbols;
  /// What grows beyond all measure cannot be smaller in the end.
  size_t budget;
};
} // namespace

std::unique_ptr<Region> NetworkInliner::takeBody(NetworkOp network,
                                                 bool isLast) {
  auto body = std::make_unique<Region>();
  if (isLast) {
    body->takeBody(network.getBody());
    return body;
  }
  IRMapping mapping;
  network.getBody().cloneInto(body.get(), mapping);
  body->walk([&](InstanceOp nested) {
    if (auto callee = symbols.lookupNearestSymbolFrom<NetworkOp>(
            network, nested.getCalleeAttr()))
      instances[callee].push_back(nested);
  });
  return body;
}

void NetworkInliner::inlineInstances(NetworkOp network) {
  SmallVector<InstanceOp> uses = std::move(instances[network]);
  size_t growth = countOps(network) * (uses.size() - 1);
  if (growth > budget)
    return;
  budget -= growth;
  for (InstanceOp instance : uses)
    inlineBody(instance, *takeBody(network, instance == uses.back()));
  network->erase();
}

void reduce::inlineNetworks(mlir::ModuleOp module, Places &places) {
  SmallVector<NetworkOp> chosen;
  for (const auto &[network, instances] : collectInstances(module))
    if (!instances.empty() && places.next())
      chosen.push_back(network);
  NetworkInliner inliner(module);
  for (NetworkOp network : chosen)
    inliner.inlineInstances(network);
}
