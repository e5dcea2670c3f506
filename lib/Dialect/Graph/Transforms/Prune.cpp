//===- Prune.cpp - Removes modules that reach no output -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/Liveness.h"
#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "mlir/IR/Builders.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHPRUNE
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
struct PrunePass : tidepool::graph::impl::GraphPruneBase<PrunePass> {
  using GraphPruneBase::GraphPruneBase;
  void runOnOperation() override;
};
} // namespace

/// Whether no node of any result leads to an output.
static bool isDead(Operation *op, const NodeGraph &graph,
                   const std::vector<bool> &live) {
  if (!isa<PlumbingOpInterface, HolderOp>(op))
    return !live[graph.getModuleVertex(op)];
  return llvm::none_of(op->getResults(), [&](Value result) {
    return llvm::any_of(graph.getNodes(result),
                        [&](NodeGraph::Vertex node) { return live[node]; });
  });
}

/// The dead ops, without those inside a dead holder.
static SmallVector<Operation *> findDead(NetworkOp network,
                                         const NodeGraph &graph,
                                         const std::vector<bool> &live) {
  SmallVector<Operation *> dead;
  network.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (op == network)
      return WalkResult::advance();
    if (!isa<OutputOp>(op) && isDead(op, graph, live)) {
      dead.push_back(op);
      return WalkResult::skip();
    }
    return isa<HolderOp>(op) ? WalkResult::advance() : WalkResult::skip();
  });
  return dead;
}

/// Replaces what is left of the uses of dead results by open nodes: the nodes
/// that a live merge or concat joins with live ones.
static void openRemainingUses(Operation *dead) {
  OpBuilder builder(dead);
  for (Value result : dead->getResults())
    if (!result.use_empty())
      result.replaceAllUsesWith(
          OpenOp::create(builder, dead->getLoc(), result.getType()));
}

/// One remark per module that is going to be removed.
static void emitRemarks(NetworkOp network, const NodeGraph &graph,
                        const std::vector<bool> &live) {
  ModuleLabels labels(network);
  for (Operation *module : graph.getModules())
    if (!live[graph.getModuleVertex(module)])
      mlir::emitRemark(module->getLoc())
          << "removed '" << labels.get(module)
          << "': no output can be reached from it";
}

void PrunePass::runOnOperation() {
  NetworkOp network = getOperation();
  NodeGraph graph(network);
  std::vector<bool> live = findLive(graph);

  SmallVector<Operation *> dead = findDead(network, graph, live);
  if (remarks)
    emitRemarks(network, graph, live);
  if (dead.empty())
    return markAllAnalysesPreserved();
  for (Operation *op : dead)
    op->dropAllReferences();
  for (Operation *op : dead)
    openRemainingUses(op);
  for (Operation *op : dead)
    op->erase();
}
