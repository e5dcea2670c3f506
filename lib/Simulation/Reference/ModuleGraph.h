//===- ModuleGraph.h - Which modules feed each other ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_REFERENCE_MODULEGRAPH_H
#define TIDEPOOL_LIB_SIMULATION_REFERENCE_MODULEGRAPH_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/GraphTraits.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/iterator.h"

#include <cstdint>
#include <vector>

namespace tidepool::simulation {

/// A directed graph of modules, by number. A root, which has the number behind
/// the last module, leads to all of them.
class ModuleGraph {
public:
  explicit ModuleGraph(uint32_t numModules) : sinks(numModules + 1) {
    for (uint32_t module = 0; module < numModules; ++module)
      sinks.back().push_back(module);
  }

  uint32_t getRoot() const { return sinks.size() - 1; }
  llvm::ArrayRef<uint32_t> getSinks(uint32_t module) const {
    return sinks[module];
  }
  void connect(uint32_t source, uint32_t sink) {
    // Nodes of a module stand together, so most repeats are neighbours.
    if (sinks[source].empty() || sinks[source].back() != sink)
      sinks[source].push_back(sink);
  }

  /// The strongly connected component of each module. Numbers say nothing.
  std::vector<uint32_t> findComponents() const;
  /// The modules in an order in which each follows all that feed it, modules of
  /// equal rank in the order of their numbers. Those in loops, or behind one,
  /// are left out.
  std::vector<uint32_t> sort() const;
  /// A shortest loop through the first module that is in one; empty if none is.
  std::vector<uint32_t> findLoop() const;

private:
  std::vector<llvm::SmallVector<uint32_t, 2>> sinks;
};

/// A module of a graph, for LLVM's graph algorithms.
struct ModuleRef {
  const ModuleGraph *graph;
  uint32_t module;
  bool operator==(const ModuleRef &other) const {
    return module == other.module;
  }
  bool operator!=(const ModuleRef &other) const { return !(*this == other); }
};

/// Iterates over the modules that one feeds.
class SinkIterator
    : public llvm::iterator_adaptor_base<
          SinkIterator, const uint32_t *, std::random_access_iterator_tag,
          ModuleRef, std::ptrdiff_t, ModuleRef *, ModuleRef> {
public:
  SinkIterator() = default;
  SinkIterator(const ModuleGraph *graph, const uint32_t *it)
      : iterator_adaptor_base(it), graph(graph) {}
  ModuleRef operator*() const { return {graph, *this->I}; }

private:
  const ModuleGraph *graph = nullptr;
};

} // namespace tidepool::simulation

template <>
struct llvm::DenseMapInfo<tidepool::simulation::ModuleRef> {
  using Ref = tidepool::simulation::ModuleRef;
  static Ref getEmptyKey() { return {nullptr, ~0u}; }
  static Ref getTombstoneKey() { return {nullptr, ~0u - 1}; }
  static unsigned getHashValue(const Ref &ref) {
    return DenseMapInfo<uint32_t>::getHashValue(ref.module);
  }
  static bool isEqual(const Ref &a, const Ref &b) { return a == b; }
};

template <>
struct llvm::GraphTraits<const tidepool::simulation::ModuleGraph *> {
  using NodeRef = tidepool::simulation::ModuleRef;
  using ChildIteratorType = tidepool::simulation::SinkIterator;
  static NodeRef getEntryNode(const tidepool::simulation::ModuleGraph *graph) {
    return {graph, graph->getRoot()};
  }
  static ChildIteratorType child_begin(NodeRef ref) {
    return {ref.graph, ref.graph->getSinks(ref.module).begin()};
  }
  static ChildIteratorType child_end(NodeRef ref) {
    return {ref.graph, ref.graph->getSinks(ref.module).end()};
  }
};

#endif // TIDEPOOL_LIB_SIMULATION_REFERENCE_MODULEGRAPH_H
