//===- NodeGraph.h - Nodes and modules as an integer graph ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The connections of a network node by node, as arrays that graph algorithms
// run on in linear time. Holders are transparent: their ports connect the nodes
// outside with those inside. Instances are opaque: flatten first to see inside.
// So are ops of other dialects, whatever regions they have.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NODEGRAPH_H
#define TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NODEGRAPH_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "llvm/ADT/GraphTraits.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/iterator.h"

namespace tidepool::graph {

/// A directed graph with a vertex per node (position of a value), a vertex per
/// module, and one root from which all others are reached. Edges follow the
/// signals: module -> output node, node -> node through plumbing and ports,
/// input node -> module.
class NodeGraph {
public:
  using Vertex = uint32_t;

  /// Reads `holder`, a `GraphHolderOpInterface` op that has passed
  /// verification.
  explicit NodeGraph(mlir::Operation *holder);

  /// Vertices are numbered: nodes, then modules, then the root.
  Vertex getNumNodes() const { return numNodes; }
  Vertex getNumVertices() const { return numNodes + modules.size() + 1; }
  Vertex getRoot() const { return numNodes + modules.size(); }

  /// Modules and other opaque ops (instances, ops of other dialects) in text
  /// order.
  llvm::ArrayRef<mlir::Operation *> getModules() const { return modules; }
  bool isModule(Vertex v) const { return v >= numNodes && v != getRoot(); }
  mlir::Operation *getModule(Vertex v) const { return modules[v - numNodes]; }
  /// The vertex of the module at this position of `getModules()`.
  Vertex getNthModuleVertex(size_t index) const { return numNodes + index; }
  /// The vertex of a module of this graph.
  Vertex getModuleVertex(mlir::Operation *module) const;

  /// The number of vertices of a value: one per node, and one for a value of
  /// another type, which only ops of other dialects have.
  static Vertex getSize(mlir::Value value);

  /// The values of the graph in text order.
  llvm::ArrayRef<mlir::Value> getValues() const { return values; }
  /// The vertex of the node at `position` of `value`.
  Vertex getNode(mlir::Value value, int64_t position) const;
  /// The vertices of `value`, in order of position.
  llvm::iota_range<Vertex> getNodes(mlir::Value value) const;
  /// The value and position of a node.
  std::pair<mlir::Value, int64_t> getValueOf(Vertex node) const;

  /// The network's input and output nodes, in port order.
  llvm::ArrayRef<Vertex> getInputs() const { return inputs; }
  llvm::ArrayRef<Vertex> getOutputs() const { return outputs; }

  llvm::ArrayRef<Vertex> getSuccessors(Vertex v) const {
    return forward.get(v);
  }
  /// The root is nobody's predecessor here.
  llvm::ArrayRef<Vertex> getPredecessors(Vertex v) const {
    return backward.get(v);
  }

  /// For each node the end of the chain that `next` leads along, itself at the
  /// end of one. `next` gives a node that is no end the vertex behind it, all
  /// others themselves, and closes no circle. A long chain is walked once, not
  /// once for each node on it.
  std::vector<Vertex>
  findChainEnds(llvm::function_ref<Vertex(Vertex)> next) const;

private:
  using Edge = std::pair<Vertex, Vertex>;

  /// Edges in compressed rows.
  struct Rows {
    std::vector<Vertex> begin, targets;
    /// Builds the rows of `numVertices` vertices; `swap` reverses the edges.
    void build(llvm::ArrayRef<Edge> edges, Vertex numVertices, bool swap);
    llvm::ArrayRef<Vertex> get(Vertex v) const {
      return llvm::ArrayRef(targets).slice(begin[v], begin[v + 1] - begin[v]);
    }
  };

  void addValue(mlir::Value value);
  void addOp(mlir::Operation *op);
  void connectOp(mlir::Operation *op, std::vector<Edge> &edges) const;
  void connectValues(mlir::Value source, mlir::Value sink,
                     std::vector<Edge> &edges) const;

  Vertex numNodes = 0;
  llvm::SmallVector<mlir::Operation *> modules;
  llvm::DenseMap<mlir::Operation *, size_t> moduleIndex;
  llvm::SmallVector<mlir::Value> values;
  llvm::SmallVector<Vertex> firstNodes; ///< of each value, ascending
  llvm::DenseMap<mlir::Value, Vertex> firstNode;
  llvm::SmallVector<Vertex> inputs, outputs;
  Rows forward, backward;
};

/// A vertex that knows its graph, as `llvm::GraphTraits` wants it.
struct VertexRef {
  const NodeGraph *graph;
  NodeGraph::Vertex vertex;
  bool operator==(const VertexRef &other) const {
    return vertex == other.vertex;
  }
  bool operator!=(const VertexRef &other) const { return !(*this == other); }
};

/// Iterates over the successors of a vertex.
class SuccessorIterator : public llvm::iterator_adaptor_base<
                              SuccessorIterator, const NodeGraph::Vertex *,
                              std::random_access_iterator_tag, VertexRef,
                              std::ptrdiff_t, VertexRef *, VertexRef> {
public:
  SuccessorIterator() = default;
  SuccessorIterator(const NodeGraph *graph, const NodeGraph::Vertex *it)
      : iterator_adaptor_base(it), graph(graph) {}
  VertexRef operator*() const { return {graph, *this->I}; }

private:
  const NodeGraph *graph = nullptr;
};

} // namespace tidepool::graph

template <>
struct llvm::DenseMapInfo<tidepool::graph::VertexRef> {
  using Ref = tidepool::graph::VertexRef;
  using VertexInfo = DenseMapInfo<tidepool::graph::NodeGraph::Vertex>;
  static Ref getEmptyKey() { return {nullptr, VertexInfo::getEmptyKey()}; }
  static Ref getTombstoneKey() {
    return {nullptr, VertexInfo::getTombstoneKey()};
  }
  static unsigned getHashValue(const Ref &ref) {
    return VertexInfo::getHashValue(ref.vertex);
  }
  static bool isEqual(const Ref &a, const Ref &b) { return a == b; }
};

template <>
struct llvm::GraphTraits<const tidepool::graph::NodeGraph *> {
  using NodeRef = tidepool::graph::VertexRef;
  using ChildIteratorType = tidepool::graph::SuccessorIterator;
  static NodeRef getEntryNode(const tidepool::graph::NodeGraph *graph) {
    return {graph, graph->getRoot()};
  }
  static ChildIteratorType child_begin(NodeRef ref) {
    return {ref.graph, ref.graph->getSuccessors(ref.vertex).begin()};
  }
  static ChildIteratorType child_end(NodeRef ref) {
    return {ref.graph, ref.graph->getSuccessors(ref.vertex).end()};
  }
};

#endif // TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NODEGRAPH_H
