//===- RecurrenceAnalysis.cpp - Loops of a network ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"

#include "llvm/ADT/SCCIterator.h"

#include <limits>

using namespace mlir;
using namespace tidepool::graph;

static constexpr unsigned noLoop = std::numeric_limits<unsigned>::max();

RecurrenceAnalysis::RecurrenceAnalysis(Operation *holder) : graph(holder) {
  findLoops();
  findConnectionsWithinLoops();
}

std::optional<unsigned> RecurrenceAnalysis::getLoopId(Operation *module) const {
  unsigned id = loopOf[graph.getModuleVertex(module)];
  return id == noLoop ? std::nullopt : std::optional(id);
}

void RecurrenceAnalysis::findLoops() {
  // The verifier leaves no cycle of plumbing alone and no vertex is its own
  // successor, so a component with more than one vertex is a loop of modules.
  std::vector<unsigned> componentOf(graph.getNumVertices(), noLoop);
  unsigned numComponents = 0;
  const NodeGraph *constGraph = &graph;
  for (auto it = llvm::scc_begin(constGraph); !it.isAtEnd(); ++it) {
    if (it->size() < 2)
      continue;
    for (const VertexRef &ref : *it)
      componentOf[ref.vertex] = numComponents;
    ++numComponents;
  }

  // Number the loops by their first module in the text.
  std::vector<unsigned> idOfComponent(numComponents, noLoop);
  for (auto [index, module] : llvm::enumerate(graph.getModules())) {
    unsigned component = componentOf[graph.getNthModuleVertex(index)];
    if (component == noLoop)
      continue;
    unsigned &id = idOfComponent[component];
    if (id == noLoop) {
      id = loops.size();
      loops.emplace_back();
    }
    loops[id].modules.push_back(module);
  }
  loopOf.assign(graph.getNumVertices(), noLoop);
  for (Vertex v = 0; v < graph.getNumVertices(); ++v)
    if (componentOf[v] != noLoop)
      loopOf[v] = idOfComponent[componentOf[v]];
}

/// Calls `visit` once for each module of `loop` that a node of `module` reaches
/// through plumbing.
template <typename Visit>
void RecurrenceAnalysis::visitSinks(Vertex module, unsigned loop, Visit visit) {
  std::vector<Vertex> worklist;
  auto reach = [&](Vertex v) {
    if (v < graph.getNumNodes())
      v = skip[v];
    if (loopOf[v] != loop || visitedBy[v] == module)
      return;
    visitedBy[v] = module;
    if (graph.isModule(v))
      visit(v);
    else
      worklist.push_back(v);
  };
  llvm::for_each(graph.getSuccessors(module), reach);
  while (!worklist.empty()) {
    Vertex v = worklist.back();
    worklist.pop_back();
    llvm::for_each(graph.getSuccessors(v), reach);
  }
}

void RecurrenceAnalysis::findConnectionsWithinLoops() {
  skip = graph.findChainEnds([&](Vertex node) {
    ArrayRef<Vertex> successors = graph.getSuccessors(node);
    return successors.size() == 1 ? successors.front() : node;
  });
  visitedBy.assign(graph.getNumVertices(), graph.getRoot());

  // A module and a sink that feeds it back are both recurrent; both are in the
  // same loop, so only connections within loops matter.
  llvm::DenseSet<std::pair<Vertex, Vertex>> connections;
  std::vector<bool> isRecurrent(graph.getNumVertices());
  for (unsigned id = 0; id < loops.size(); ++id) {
    for (Operation *op : loops[id].modules) {
      Vertex module = graph.getModuleVertex(op);
      visitSinks(module, id, [&](Vertex sink) {
        if (sink <= module)
          loops[id].closing.push_back({op, graph.getModule(sink)});
        if (sink == module)
          selfLoops.insert(op);
        connections.insert({module, sink});
        if (connections.contains({sink, module}))
          isRecurrent[module] = isRecurrent[sink] = true;
      });
    }
  }
  for (auto [index, module] : llvm::enumerate(graph.getModules()))
    if (isRecurrent[graph.getNthModuleVertex(index)])
      recurrent.push_back(module);
}

SmallVector<Operation *>
RecurrenceAnalysis::findShortestLoopThrough(Operation *module) const {
  return searchShortestLoop(module, std::numeric_limits<size_t>::max());
}

SmallVector<Operation *>
RecurrenceAnalysis::findShortestLoop(unsigned id) const {
  SmallVector<Operation *> best;
  size_t maxLength = std::numeric_limits<size_t>::max();
  for (Operation *module : loops[id].modules) {
    SmallVector<Operation *> found = searchShortestLoop(module, maxLength);
    if (found.empty())
      continue;
    best = std::move(found);
    if (best.size() == 1)
      break;
    maxLength = best.size() - 1;
  }
  return best;
}

/// The modules of a shortest loop of at most `maxLength` modules.
SmallVector<Operation *>
RecurrenceAnalysis::searchShortestLoop(Operation *module,
                                       size_t maxLength) const {
  Vertex start = graph.getModuleVertex(module);
  unsigned loop = loopOf[start];
  if (loop == noLoop)
    return {};
  // Breadth first by modules: nodes cost nothing, so they are searched at once
  // (in depth) before the next module.
  llvm::DenseMap<Vertex, Vertex> cameFrom;
  std::vector<Vertex> level{start}, nextLevel, worklist;
  for (size_t length = 1; !level.empty() && length <= maxLength; ++length) {
    nextLevel.clear();
    worklist = level;
    while (!worklist.empty()) {
      Vertex v = worklist.back();
      worklist.pop_back();
      for (Vertex next : graph.getSuccessors(v)) {
        if (loopOf[next] != loop || !cameFrom.try_emplace(next, v).second)
          continue;
        if (next == start) {
          SmallVector<Operation *> found;
          for (Vertex u = v; u != start; u = cameFrom.lookup(u))
            if (graph.isModule(u))
              found.push_back(graph.getModule(u));
          found.push_back(module);
          std::reverse(found.begin(), found.end());
          return found;
        }
        (graph.isModule(next) ? nextLevel : worklist).push_back(next);
      }
    }
    std::swap(level, nextLevel);
  }
  return {};
}

SmallVector<Operation *>
tidepool::graph::findRecurrentModules(Operation *holder) {
  return SmallVector<Operation *>(
      RecurrenceAnalysis(holder).getRecurrentModules());
}
