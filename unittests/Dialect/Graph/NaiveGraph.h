//===- NaiveGraph.h - A slow second opinion on graphs -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the analyses find, found again in the plainest way: straight from the
// meaning of each op, one node at a time, without regard to time. And random
// networks to compare the two on.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_DIALECT_GRAPH_NAIVEGRAPH_H
#define TIDEPOOL_UNITTESTS_DIALECT_GRAPH_NAIVEGRAPH_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/BuiltinOps.h"

#include <random>

namespace tidepool::graph {

/// One position of a value.
struct Node {
  mlir::Value value;
  int64_t position;
  bool operator<(const Node &other) const {
    return std::make_pair(value.getAsOpaquePointer(), position) <
           std::make_pair(other.value.getAsOpaquePointer(), other.position);
  }
  bool operator==(const Node &other) const {
    return value == other.value && position == other.position;
  }
};

/// The nodes that `node` is one with or the sum of, one step back through
/// plumbing or a holder's port; nothing for nodes of modules and networks.
llvm::SmallVector<Node> stepBack(const Node &node);

/// The outputs of modules and inputs of the network that drive `node`, each as
/// often as it counts.
llvm::SmallVector<Node> findDrivers(const Node &node);

/// The drivers of an input node of `op`, counted over its operands.
llvm::SmallVector<Node> findDriversOfInput(mlir::Operation *op,
                                           int64_t inputNode);

/// The number of a node among all results of its op or all arguments of its
/// block.
int64_t getPortNumber(const Node &node);

/// The modules of a network and which feeds which.
struct NaiveGraph {
  explicit NaiveGraph(NetworkOp network);

  /// Length of the shortest way from one module to another; 0 if there is none.
  std::vector<std::vector<unsigned>> findDistances() const;

  std::vector<mlir::Operation *> modules; ///< in text order
  /// Whether module i feeds module j through plumbing alone.
  std::vector<std::vector<bool>> feeds;
};

/// Builds a small network of `graph.module` ops with random ports, plumbing and
/// holders. Only what `random` returns decides.
NetworkOp buildRandomNetwork(std::mt19937 &random, mlir::ModuleOp module);

} // namespace tidepool::graph

#endif // TIDEPOOL_UNITTESTS_DIALECT_GRAPH_NAIVEGRAPH_H
