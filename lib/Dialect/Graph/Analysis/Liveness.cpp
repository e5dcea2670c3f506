//===- Liveness.cpp - What leads to an output -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/Liveness.h"

using namespace mlir;
using namespace tidepool::graph;

std::vector<bool> tidepool::graph::findLive(const NodeGraph &graph) {
  std::vector<bool> live(graph.getNumVertices());
  std::vector<NodeGraph::Vertex> worklist;
  auto reach = [&](NodeGraph::Vertex v) {
    if (live[v])
      return;
    live[v] = true;
    worklist.push_back(v);
  };
  llvm::for_each(graph.getOutputs(), reach);
  while (!worklist.empty()) {
    NodeGraph::Vertex v = worklist.back();
    worklist.pop_back();
    llvm::for_each(graph.getPredecessors(v), reach);
  }
  return live;
}

SmallVector<Operation *> tidepool::graph::findDeadModules(Operation *holder) {
  NodeGraph graph(holder);
  std::vector<bool> live = findLive(graph);
  SmallVector<Operation *> dead;
  for (auto [index, module] : llvm::enumerate(graph.getModules()))
    if (!live[graph.getNthModuleVertex(index)])
      dead.push_back(module);
  return dead;
}
