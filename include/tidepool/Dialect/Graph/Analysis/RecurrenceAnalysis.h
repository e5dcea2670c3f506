//===- RecurrenceAnalysis.h - Loops of a network ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two notions of recurrence. Rockpool's: a module is recurrent if one module is
// both a source of one of its input nodes and a sink of one of its output
// nodes; that finds recurrent weights around a population, but no longer loops.
// And every loop: the strongly connected components of the network.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_ANALYSIS_RECURRENCEANALYSIS_H
#define TIDEPOOL_DIALECT_GRAPH_ANALYSIS_RECURRENCEANALYSIS_H

#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"

namespace tidepool::graph {

/// Finds the loops of a network or holder. Construction takes time linear in
/// modules, nodes and connections. Holders are transparent, instances are
/// opaque modules.
class RecurrenceAnalysis {
public:
  /// A direct connection, through plumbing, from one module to another.
  struct Connection {
    mlir::Operation *source;
    mlir::Operation *sink;
  };

  /// The modules of one strongly connected component that has a cycle.
  struct Loop {
    llvm::SmallVector<mlir::Operation *> modules; ///< in text order
    /// Connections that lead from a module back to itself or to one that stands
    /// above it in the text. Without them the component has no cycle.
    llvm::SmallVector<Connection> closing;
  };

  explicit RecurrenceAnalysis(mlir::Operation *holder);

  /// The recurrent modules by Rockpool's definition, in text order.
  llvm::ArrayRef<mlir::Operation *> getRecurrentModules() const {
    return recurrent;
  }
  /// All loops, ordered by their first module in the text. The position in this
  /// list is the loop's id.
  llvm::ArrayRef<Loop> getLoops() const { return loops; }
  /// The id of the loop that `module` is part of, if it is part of one.
  std::optional<unsigned> getLoopId(mlir::Operation *module) const;
  /// Whether an output node of `module` reaches one of its input nodes through
  /// plumbing alone.
  bool hasSelfLoop(mlir::Operation *module) const {
    return selfLoops.contains(module);
  }

  /// The modules of a shortest loop through `module`, starting with it; empty
  /// if there is none. Takes time linear in the network.
  llvm::SmallVector<mlir::Operation *>
  findShortestLoopThrough(mlir::Operation *module) const;

  /// The modules of a shortest loop in loop `id`. Takes one linear search per
  /// module, each cut off at the best length so far: meant for small loops and
  /// for people.
  llvm::SmallVector<mlir::Operation *> findShortestLoop(unsigned id) const;

private:
  using Vertex = NodeGraph::Vertex;

  void findLoops();
  void findConnectionsWithinLoops();
  template <typename Visit>
  void visitSinks(Vertex module, unsigned loop, Visit visit);
  llvm::SmallVector<mlir::Operation *>
  searchShortestLoop(mlir::Operation *module, size_t maxLength) const;

  NodeGraph graph;
  std::vector<unsigned> loopOf;  ///< by vertex; noLoop outside of loops
  std::vector<Vertex> skip;      ///< where a chain of single connections ends
  std::vector<Vertex> visitedBy; ///< the last module whose search came by
  llvm::SmallVector<Loop> loops;
  llvm::SmallVector<mlir::Operation *> recurrent;
  llvm::DenseSet<mlir::Operation *> selfLoops;
};

/// The recurrent modules by Rockpool's definition, in text order. Rockpool's
/// `find_recurrent_modules`.
llvm::SmallVector<mlir::Operation *>
findRecurrentModules(mlir::Operation *holder);

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_ANALYSIS_RECURRENCEANALYSIS_H
