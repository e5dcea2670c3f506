//===- NodeSources.h - Where a node's signal comes from ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NODESOURCES_H
#define TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NODESOURCES_H

#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"

namespace tidepool::graph {

/// Looks through plumbing and ports for the nodes that feed a node.
class NodeSources {
public:
  /// A network input or an output node of a module.
  struct Source {
    NodeGraph::Vertex node;
    /// How many ways lead from it: `merge %x, %x` carries x twice.
    double times;
  };

  explicit NodeSources(const NodeGraph &graph);

  /// The sources of `node`, itself if it is one, in the order in which plumbing
  /// names them. Open nodes have none.
  llvm::SmallVector<Source, 2> get(NodeGraph::Vertex node) const;

private:
  bool isSource(NodeGraph::Vertex node) const;

  const NodeGraph &graph;
  std::vector<bool> isInput;
  /// By node: where the chain of single connections that feeds it starts.
  std::vector<NodeGraph::Vertex> chainStart;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NODESOURCES_H
