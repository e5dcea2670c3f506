//===- NodeGraph.cpp - Nodes and modules as an integer graph --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"

using namespace mlir;
using namespace tidepool::graph;

NodeGraph::NodeGraph(Operation *holder) {
  auto graph = cast<GraphHolderOpInterface>(holder);
  llvm::for_each(graph.getGraphBlock()->getArguments(),
                 [&](Value value) { addValue(value); });
  walkGraph(holder, [&](Operation *op) { addOp(op); });

  std::vector<Edge> edges;
  walkGraph(holder, [&](Operation *op) { connectOp(op, edges); });
  forward.build(edges, getNumVertices(), /*swap=*/false);
  backward.build(edges, getNumVertices(), /*swap=*/true);
  // The root's row is the last one.
  for (Vertex v = 0; v < getRoot(); ++v)
    forward.targets.push_back(v);
  forward.begin.back() = forward.targets.size();

  auto addPorts = [&](ValueRange ports, SmallVector<Vertex> &nodes) {
    for (Value port : ports)
      llvm::append_range(nodes, getNodes(port));
  };
  addPorts(graph.getGraphBlock()->getArguments(), inputs);
  addPorts(graph.getGraphOutput()->getOperands(), outputs);
}

NodeGraph::Vertex NodeGraph::getModuleVertex(Operation *module) const {
  auto it = moduleIndex.find(module);
  assert(it != moduleIndex.end() && "not a module of this graph");
  return getNthModuleVertex(it->second);
}

NodeGraph::Vertex NodeGraph::getNode(Value value, int64_t position) const {
  auto it = firstNode.find(value);
  assert(it != firstNode.end() && "not a value of this graph");
  return it->second + position;
}

llvm::iota_range<NodeGraph::Vertex> NodeGraph::getNodes(Value value) const {
  Vertex first = getNode(value, 0);
  return llvm::seq<Vertex>(first, first + getSize(value));
}

std::pair<Value, int64_t> NodeGraph::getValueOf(Vertex node) const {
  size_t index = llvm::upper_bound(firstNodes, node) - firstNodes.begin() - 1;
  return {values[index], node - firstNodes[index]};
}

std::vector<NodeGraph::Vertex>
NodeGraph::findChainEnds(function_ref<Vertex(Vertex)> next) const {
  std::vector<Vertex> ends(numNodes);
  std::vector<bool> known(numNodes);
  std::vector<Vertex> chain;
  for (Vertex start = 0; start < numNodes; ++start) {
    Vertex v = start;
    while (v < numNodes && !known[v]) {
      chain.push_back(v);
      Vertex following = next(v);
      if (following == v)
        break;
      v = following;
    }
    Vertex end = v < numNodes && known[v] ? ends[v] : v;
    for (Vertex passed : chain) {
      ends[passed] = end;
      known[passed] = true;
    }
    chain.clear();
  }
  return ends;
}

NodeGraph::Vertex NodeGraph::getSize(Value value) {
  auto type = dyn_cast<NodesType>(value.getType());
  return type ? type.getSize() : 1;
}

void NodeGraph::addValue(Value value) {
  values.push_back(value);
  firstNodes.push_back(numNodes);
  firstNode[value] = numNodes;
  numNodes += getSize(value);
}

void NodeGraph::addOp(Operation *op) {
  llvm::for_each(op->getResults(), [&](Value value) { addValue(value); });
  if (auto holder = dyn_cast<GraphHolderOpInterface>(op)) {
    llvm::for_each(holder.getGraphBlock()->getArguments(),
                   [&](Value value) { addValue(value); });
    return;
  }
  if (isa<PlumbingOpInterface>(op) || op->hasTrait<OpTrait::IsTerminator>())
    return;
  moduleIndex[op] = modules.size();
  modules.push_back(op);
}

void NodeGraph::connectValues(Value source, Value sink,
                              std::vector<Edge> &edges) const {
  Vertex from = getNode(source, 0), to = getNode(sink, 0);
  for (Vertex k = 0, size = countNodes(source); k < size; ++k)
    edges.push_back({from + k, to + k});
}

void NodeGraph::connectOp(Operation *op, std::vector<Edge> &edges) const {
  if (auto plumbing = dyn_cast<PlumbingOpInterface>(op)) {
    Vertex result = getNode(op->getResult(0), 0);
    auto operands = llvm::map_to_vector(
        op->getOperands(), [&](Value operand) { return getNode(operand, 0); });
    plumbing.visitConnections(
        [&](int64_t node, unsigned operand, int64_t operandNode) {
          edges.push_back({static_cast<Vertex>(operands[operand] + operandNode),
                           static_cast<Vertex>(result + node)});
        });
    return;
  }
  if (auto holder = dyn_cast<GraphHolderOpInterface>(op)) {
    for (auto [outside, inside] :
         llvm::zip(op->getOperands(), holder.getGraphBlock()->getArguments()))
      connectValues(outside, inside, edges);
    for (auto [inside, outside] :
         llvm::zip(holder.getGraphOutput()->getOperands(), op->getResults()))
      connectValues(inside, outside, edges);
    return;
  }
  auto it = moduleIndex.find(op);
  if (it == moduleIndex.end())
    return;
  Vertex module = getNthModuleVertex(it->second);
  for (Value operand : op->getOperands())
    for (Vertex node : getNodes(operand))
      edges.push_back({node, module});
  for (Value result : op->getResults())
    for (Vertex node : getNodes(result))
      edges.push_back({module, node});
}

void NodeGraph::Rows::build(ArrayRef<Edge> edges, Vertex numVertices,
                            bool swap) {
  // Counting sort by source: keeps the order of edges within a row.
  auto source = [&](const Edge &e) { return swap ? e.second : e.first; };
  auto target = [&](const Edge &e) { return swap ? e.first : e.second; };
  begin.assign(numVertices + 1, 0);
  for (const Edge &edge : edges)
    ++begin[source(edge) + 1];
  for (Vertex v = 0; v < numVertices; ++v)
    begin[v + 1] += begin[v];
  targets.resize(edges.size());
  std::vector<Vertex> next(begin.begin(), begin.end() - 1);
  for (const Edge &edge : edges)
    targets[next[source(edge)]++] = target(edge);
}
