//===- Connections.h - What connects boxes ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_DOT_CONNECTIONS_H
#define TIDEPOOL_LIB_TARGET_DOT_CONNECTIONS_H

#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"
#include "tidepool/Target/Dot/NetworkDrawing.h"

namespace tidepool::picture {

/// Which box every module and every port of a network is in. Boxes are
/// numbers below `numBoxes`.
struct BoxMap {
  size_t numBoxes = 0;
  std::vector<size_t> ofModule; ///< in the order of `NodeGraph::getModules()`
  std::vector<size_t> ofInput;  ///< by network input node
  std::vector<size_t> ofOutput; ///< by network output node
};

/// Where the signals of a box go to or come from.
struct Neighbours {
  static constexpr size_t none = size_t(-1), several = size_t(-2);
  std::vector<size_t> source, sink; ///< by box: the only one, none or several
};

/// Looks through plumbing and ports for what connects boxes.
class Connections {
public:
  explicit Connections(const graph::NodeGraph &graph);

  /// Counts the connections from box to box, in order of source and sink; those
  /// within a box are left out unless it is a single module. Searches once per
  /// box, through the plumbing behind it.
  std::vector<Edge> count(const BoxMap &boxes) const;

  /// The only source and sink of every box but itself. Linear time.
  Neighbours findNeighbours(const BoxMap &boxes) const;

private:
  using Vertex = graph::NodeGraph::Vertex;

  /// The nodes where the signals of each box begin.
  std::vector<std::vector<Vertex>> findStarts(const BoxMap &boxes) const;
  /// Calls `visit(box)` for every module input and network output at a node.
  template <typename Visit>
  void visitSinks(Vertex node, const BoxMap &boxes, Visit visit) const;
  /// Appends all nodes behind `start` that `visited` does not know yet, each
  /// behind those that it feeds.
  void searchFrom(Vertex start, std::vector<unsigned> &visited, unsigned stamp,
                  std::vector<Vertex> &postOrder) const;

  const graph::NodeGraph &graph;
  /// The positions among the network's outputs, node after node.
  std::vector<Vertex> firstOutput, outputs;
};

} // namespace tidepool::picture

#endif // TIDEPOOL_LIB_TARGET_DOT_CONNECTIONS_H
