//===- NodeSources.cpp - Where a node's signal comes from -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/NodeSources.h"

using namespace mlir;
using namespace tidepool::graph;

using Vertex = NodeGraph::Vertex;

NodeSources::NodeSources(const NodeGraph &graph)
    : graph(graph), isInput(graph.getNumVertices()) {
  for (Vertex input : graph.getInputs())
    isInput[input] = true;
  chainStart = graph.findChainEnds([&](Vertex node) {
    ArrayRef<Vertex> predecessors = graph.getPredecessors(node);
    return isSource(node) || predecessors.size() != 1 ? node
                                                      : predecessors.front();
  });
}

bool NodeSources::isSource(Vertex node) const {
  ArrayRef<Vertex> predecessors = graph.getPredecessors(node);
  return isInput[node] ||
         (!predecessors.empty() && graph.isModule(predecessors.front()));
}

SmallVector<NodeSources::Source, 2> NodeSources::get(Vertex node) const {
  // Chains without a merge are the common case.
  node = chainStart[node];
  if (isSource(node))
    return {{node, 1.0}};

  // Plumbing has no cycles: list what feeds the node with every node behind all
  // that it feeds, then pass the number of ways on in that order.
  struct Frame {
    Vertex node;
    size_t next;
  };
  SmallVector<Vertex> postOrder;
  llvm::DenseMap<Vertex, double> ways{{node, 0.0}};
  SmallVector<Frame> stack{{node, 0}};
  while (!stack.empty()) {
    Frame &frame = stack.back();
    ArrayRef<Vertex> predecessors = isSource(frame.node)
                                        ? ArrayRef<Vertex>()
                                        : graph.getPredecessors(frame.node);
    if (frame.next == predecessors.size()) {
      postOrder.push_back(frame.node);
      stack.pop_back();
      continue;
    }
    Vertex predecessor = chainStart[predecessors[frame.next++]];
    if (ways.try_emplace(predecessor, 0.0).second)
      stack.push_back({predecessor, 0});
  }

  ways[node] = 1.0;
  for (Vertex v : llvm::reverse(postOrder))
    if (!isSource(v))
      for (Vertex predecessor : graph.getPredecessors(v))
        ways[chainStart[predecessor]] += ways[v];
  SmallVector<Source, 2> sources;
  for (Vertex v : postOrder)
    if (isSource(v))
      sources.push_back({v, ways.lookup(v)});
  return sources;
}
