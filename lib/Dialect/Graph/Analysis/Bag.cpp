//===- Bag.cpp - All modules and nodes of a network -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/Bag.h"
#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"

using namespace mlir;
using namespace tidepool::graph;

Bag tidepool::graph::bagGraph(Operation *holder) {
  NodeGraph graph(holder);
  std::vector<bool> reached(graph.getNumVertices());
  std::vector<NodeGraph::Vertex> worklist;
  auto reach = [&](ArrayRef<NodeGraph::Vertex> vertices) {
    for (NodeGraph::Vertex v : vertices) {
      if (reached[v])
        continue;
      reached[v] = true;
      worklist.push_back(v);
    }
  };
  reach(graph.getInputs());
  reach(graph.getOutputs());
  while (!worklist.empty()) {
    NodeGraph::Vertex v = worklist.back();
    worklist.pop_back();
    reach(graph.getSuccessors(v));
    reach(graph.getPredecessors(v));
  }

  Bag bag;
  for (auto [index, module] : llvm::enumerate(graph.getModules()))
    if (reached[graph.getNthModuleVertex(index)])
      bag.modules.push_back(module);
  for (Value value : graph.getValues())
    for (auto [position, node] : llvm::enumerate(graph.getNodes(value)))
      if (reached[node])
        bag.nodes.push_back({value, static_cast<int64_t>(position)});
  return bag;
}
