//===- Circuit.cpp - A NIR model without nesting --------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Circuit.h"

#include "tidepool/Target/NIR/Import/ReadNotes.h"

#include "llvm/ADT/STLExtras.h"

using namespace tidepool::nir;
using llvm::StringRef;
using llvm::Twine;

Circuit::Circuit(const Model &model, Reporter &reporter) {
  // New scopes are appended while nested graphs turn up.
  std::vector<std::pair<const Graph *, uint32_t>> pending = {
      {&model.graph, Vertex::none}};
  for (size_t next = 0; next < pending.size(); ++next) {
    auto [graph, owner] = pending[next];
    addScope(*graph, owner, reporter);
    for (uint32_t vertex : scopes.back().vertices)
      if (const Node *node = vertices[vertex].node; node && node->graph) {
        vertices[vertex].inner = pending.size();
        pending.push_back({node->graph.get(), vertex});
      }
  }
  addWires(reporter);
  sortPassages(reporter);
  // What feeds it may be among what is wrong.
  if (!reporter.hasErrors())
    reportUnfed(reporter);
}

uint32_t Circuit::addVertex(Vertex vertex) {
  scopes[vertex.scope].vertices.push_back(vertices.size());
  vertices.push_back(std::move(vertex));
  return vertices.size() - 1;
}

void Circuit::addScope(const Graph &graph, uint32_t owner, Reporter &reporter) {
  uint32_t scope = scopes.size();
  scopes.emplace_back();
  scopes[scope].path = graph.path;
  scopes[scope].owner = owner;
  scopes[scope].isComplete = graph.isComplete;
  uint32_t first = vertices.size();
  for (const Node &node : graph.nodes)
    addVertex({node.name, node.path, node.type, &node, scope, Vertex::none});
  for (Edge edge : graph.edges) {
    scopes[scope].edges.push_back(edges.size());
    edges.push_back({first + edge.source, first + edge.target});
  }
  if (graph.isComplete && graph.nodes.empty())
    reporter.error(graph.path, "the graph has no nodes");
  if (graph.isComplete) {
    addMissingPorts(scope, NodeType::Input, reporter);
    addMissingPorts(scope, NodeType::Output, reporter);
  }
  bool isWhole = scopes[scope].vertices.size() == graph.nodes.size();
  for (uint32_t node : isWhole ? readOrder(graph) : std::vector<uint32_t>())
    scopes[scope].program.push_back(first + node);
  collectPorts(scope);
}

void Circuit::addMissingPorts(uint32_t scope, NodeType port,
                              Reporter &reporter) {
  bool isInput = port == NodeType::Input;
  const std::vector<uint32_t> members = scopes[scope].vertices;
  llvm::SmallVector<bool> connected(vertices.size());
  for (uint32_t edge : scopes[scope].edges)
    connected[isInput ? edges[edge].target : edges[edge].source] = true;
  if (llvm::any_of(members,
                   [&](uint32_t v) { return vertices[v].type == port; }))
    return;
  for (uint32_t member : members) {
    bool isPort = vertices[member].type == NodeType::Input ||
                  vertices[member].type == NodeType::Output;
    if (connected[member] || isPort)
      continue;
    std::string name = (isInput ? "input_" : "output_") + vertices[member].name;
    reporter.warn(vertices[member].path,
                  Twine("the graph has no ") + getName(port) +
                      " node; made one named '" + name + "' for this node");
    uint32_t made = addVertex(
        {name, vertices[member].path, port, nullptr, scope, Vertex::none});
    scopes[scope].edges.push_back(edges.size());
    edges.push_back(isInput ? Edge{made, member} : Edge{member, made});
  }
}

void Circuit::collectPorts(uint32_t scope) {
  Scope &ports = scopes[scope];
  bool isOrdered = !ports.program.empty();
  for (uint32_t vertex : isOrdered ? ports.program : ports.vertices) {
    if (vertices[vertex].type == NodeType::Input)
      ports.inputs.push_back(vertex);
    if (vertices[vertex].type == NodeType::Output)
      ports.outputs.push_back(vertex);
  }
  auto byName = [&](uint32_t a, uint32_t b) {
    return vertices[a].name < vertices[b].name;
  };
  if (isOrdered)
    return;
  llvm::sort(ports.inputs, byName);
  llvm::sort(ports.outputs, byName);
}

/// The leaf that an edge at `vertex` ends in.
std::optional<uint32_t> Circuit::findPort(uint32_t vertex, bool isSource,
                                          Reporter &reporter) const {
  const Vertex &holder = vertices[vertex];
  if (holder.isLeaf())
    return vertex;
  const Scope &inner = scopes[holder.inner];
  const auto &ports = isSource ? inner.outputs : inner.inputs;
  if (ports.size() == 1)
    return ports.front();
  if (inner.isComplete)
    reporter.error(holder.path,
                   Twine("an edge ") + (isSource ? "leaves" : "enters") +
                       " this graph, which has " + Twine(ports.size()) +
                       (isSource ? " Output nodes" : " Input nodes") +
                       "; NIR edges need exactly one");
  return std::nullopt;
}

void Circuit::addWire(Edge edge, Reporter &reporter) {
  std::optional<uint32_t> source = findPort(edge.source, true, reporter);
  std::optional<uint32_t> leaf = findPort(edge.target, false, reporter);
  if (!source || !leaf)
    return;
  const Vertex &target = vertices[*leaf];
  if (target.type == NodeType::Input && scopes[target.scope].isRoot())
    reporter.error(target.path, "an edge from '" + vertices[edge.source].name +
                                    "' leads into this Input node");
  wiresFrom[*source].push_back(wires.size());
  wiresInto[*leaf].push_back(wires.size());
  wires.push_back({*source, *leaf});
}

void Circuit::addWires(Reporter &reporter) {
  wiresInto.resize(vertices.size());
  wiresFrom.resize(vertices.size());
  for (Edge edge : edges)
    addWire(edge, reporter);
  const Scope &root = scopes.front();
  if (!root.isComplete)
    return;
  if (!root.vertices.empty() && root.outputs.empty())
    reporter.error(root.path,
                   "the graph has no Output node, and no node whose output is "
                   "unused; add an Output node");
  if (root.inputs.empty())
    reporter.warn(root.path, "the network has no inputs");
}

bool Circuit::isPassage(uint32_t vertex) const {
  switch (vertices[vertex].type) {
  case NodeType::Input:
  case NodeType::Output:
  case NodeType::Flatten:
    return true;
  default:
    return false;
  }
}

void Circuit::sortPassages(Reporter &reporter) {
  std::vector<uint32_t> waiting(vertices.size());
  for (uint32_t vertex = 0; vertex < vertices.size(); ++vertex) {
    if (!vertices[vertex].isLeaf() || !isPassage(vertex))
      continue;
    waiting[vertex] = llvm::count_if(wiresInto[vertex], [&](uint32_t wire) {
      return isPassage(wires[wire].source);
    });
    if (!waiting[vertex])
      passages.push_back(vertex);
  }
  for (size_t next = 0; next < passages.size(); ++next)
    for (uint32_t wire : wiresFrom[passages[next]])
      if (uint32_t target = wires[wire].target;
          isPassage(target) && !--waiting[target])
        passages.push_back(target);
  for (uint32_t vertex = 0; vertex < vertices.size(); ++vertex)
    if (waiting[vertex])
      reporter.error(vertices[vertex].path,
                     "it feeds itself through Input, Output and Flatten nodes "
                     "alone, so it has no value");
}

void Circuit::reportUnfed(Reporter &reporter) const {
  for (uint32_t vertex = 0; vertex < vertices.size(); ++vertex) {
    bool isRootInput = vertices[vertex].type == NodeType::Input &&
                       scopes[vertices[vertex].scope].isRoot();
    if (vertices[vertex].isLeaf() && wiresInto[vertex].empty() && !isRootInput)
      reporter.warn(vertices[vertex].path, "nothing feeds this node");
  }
}
