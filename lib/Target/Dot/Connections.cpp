//===- Connections.cpp - What connects boxes ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Connections.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace tidepool;
using namespace tidepool::graph;
using namespace tidepool::picture;

Connections::Connections(const NodeGraph &graph)
    : graph(graph), firstOutput(graph.getNumNodes() + 1),
      outputs(graph.getOutputs().size()) {
  for (Vertex node : graph.getOutputs())
    ++firstOutput[node + 1];
  for (Vertex node = 0; node < graph.getNumNodes(); ++node)
    firstOutput[node + 1] += firstOutput[node];
  std::vector<Vertex> next(firstOutput.begin(), firstOutput.end() - 1);
  for (auto [position, node] : llvm::enumerate(graph.getOutputs()))
    outputs[next[node]++] = position;
}

std::vector<std::vector<NodeGraph::Vertex>>
Connections::findStarts(const BoxMap &boxes) const {
  std::vector<std::vector<Vertex>> starts(boxes.numBoxes);
  for (auto [index, box] : llvm::enumerate(boxes.ofModule))
    llvm::append_range(starts[box],
                       graph.getSuccessors(graph.getNthModuleVertex(index)));
  for (auto [node, box] : llvm::zip(graph.getInputs(), boxes.ofInput))
    starts[box].push_back(node);
  return starts;
}

template <typename Visit>
void Connections::visitSinks(Vertex node, const BoxMap &boxes,
                             Visit visit) const {
  for (Vertex next : graph.getSuccessors(node))
    if (graph.isModule(next))
      visit(boxes.ofModule[next - graph.getNumNodes()]);
  for (Vertex k = firstOutput[node]; k < firstOutput[node + 1]; ++k)
    visit(boxes.ofOutput[outputs[k]]);
}

void Connections::searchFrom(Vertex start, std::vector<unsigned> &visited,
                             unsigned stamp,
                             std::vector<Vertex> &postOrder) const {
  struct Frame {
    Vertex node;
    size_t next;
  };
  if (visited[start] == stamp)
    return;
  visited[start] = stamp;
  std::vector<Frame> stack{{start, 0}};
  while (!stack.empty()) {
    Frame &frame = stack.back();
    llvm::ArrayRef<Vertex> successors = graph.getSuccessors(frame.node);
    if (frame.next == successors.size()) {
      postOrder.push_back(frame.node);
      stack.pop_back();
      continue;
    }
    Vertex next = successors[frame.next++];
    if (graph.isModule(next) || visited[next] == stamp)
      continue;
    visited[next] = stamp;
    stack.push_back({next, 0});
  }
}

std::vector<Edge> Connections::count(const BoxMap &boxes) const {
  std::vector<std::vector<Vertex>> starts = findStarts(boxes);
  std::vector<size_t> numModules(boxes.numBoxes);
  for (size_t box : boxes.ofModule)
    ++numModules[box];

  std::vector<unsigned> visited(graph.getNumNodes());
  std::vector<uint64_t> ways(graph.getNumNodes()), found(boxes.numBoxes);
  std::vector<Vertex> postOrder;
  std::vector<size_t> sinks;
  std::vector<Edge> edges;
  for (size_t box = 0; box < boxes.numBoxes; ++box) {
    for (Vertex start : starts[box])
      searchFrom(start, visited, box + 1, postOrder);
    for (Vertex start : starts[box])
      ways[start] = 1;
    for (Vertex node : llvm::reverse(postOrder)) {
      visitSinks(node, boxes, [&](size_t sink) {
        if (found[sink] == 0)
          sinks.push_back(sink);
        found[sink] = llvm::SaturatingAdd(found[sink], ways[node]);
      });
      for (Vertex next : graph.getSuccessors(node))
        if (!graph.isModule(next))
          ways[next] = llvm::SaturatingAdd(ways[next], ways[node]);
      ways[node] = 0;
    }
    llvm::sort(sinks);
    for (size_t sink : sinks) {
      if (sink != box || numModules[box] == 1)
        edges.push_back({box, sink, found[sink], std::nullopt});
      found[sink] = 0;
    }
    sinks.clear();
    postOrder.clear();
  }
  return edges;
}

/// Adds to what is known of a neighbour.
static void join(size_t &known, size_t other) {
  if (known == Neighbours::none)
    known = other;
  else if (other != Neighbours::none && other != known)
    known = Neighbours::several;
}

Neighbours Connections::findNeighbours(const BoxMap &boxes) const {
  std::vector<unsigned> visited(graph.getNumNodes());
  std::vector<Vertex> postOrder;
  for (Vertex node = 0; node < graph.getNumNodes(); ++node)
    searchFrom(node, visited, 1, postOrder);

  Neighbours neighbours;
  neighbours.source.assign(boxes.numBoxes, Neighbours::none);
  neighbours.sink.assign(boxes.numBoxes, Neighbours::none);
  std::vector<std::vector<Vertex>> starts = findStarts(boxes);
  std::vector<size_t> ofNode(graph.getNumNodes(), Neighbours::none);
  for (auto [box, nodes] : llvm::enumerate(starts))
    for (Vertex node : nodes)
      ofNode[node] = box;
  for (Vertex node : llvm::reverse(postOrder)) {
    visitSinks(node, boxes, [&](size_t sink) {
      if (ofNode[node] != sink)
        join(neighbours.source[sink], ofNode[node]);
    });
    for (Vertex next : graph.getSuccessors(node))
      if (!graph.isModule(next))
        join(ofNode[next], ofNode[node]);
  }

  ofNode.assign(graph.getNumNodes(), Neighbours::none);
  for (Vertex node : postOrder) {
    visitSinks(node, boxes, [&](size_t sink) { join(ofNode[node], sink); });
    for (Vertex next : graph.getSuccessors(node))
      if (!graph.isModule(next))
        join(ofNode[node], ofNode[next]);
  }
  for (auto [box, nodes] : llvm::enumerate(starts))
    for (Vertex node : nodes)
      if (ofNode[node] != box)
        join(neighbours.sink[box], ofNode[node]);
  return neighbours;
}
