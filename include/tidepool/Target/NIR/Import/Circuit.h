//===- Circuit.h - A NIR model without nesting ------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_CIRCUIT_H
#define TIDEPOOL_TARGET_NIR_IMPORT_CIRCUIT_H

#include "tidepool/Target/NIR/Import/Reporter.h"
#include "tidepool/Target/NIR/Model.h"

#include <vector>

namespace tidepool::nir {

/// A node of any graph of the model.
struct Vertex {
  static constexpr uint32_t none = ~0u;

  std::string name;
  std::string path;
  NodeType type = NodeType::Input;
  const Node *node = nullptr; ///< null for a port that the file lacks
  uint32_t scope = 0;         ///< the graph that it is in
  uint32_t inner = none;      ///< the graph that it holds

  bool isLeaf() const { return inner == none; }
  /// Whether some of it could not be read.
  bool isBroken() const { return node && node->isBroken; }
  const Parameter *find(llvm::StringRef parameter) const {
    return node ? node->find(parameter) : nullptr;
  }
};

/// A graph of the model.
struct Scope {
  std::string path;
  uint32_t owner = Vertex::none; ///< the vertex that holds it
  std::vector<uint32_t> vertices;
  /// By name, or in the program's order if the file notes it.
  std::vector<uint32_t> inputs, outputs;
  std::vector<uint32_t> program; ///< all vertices, if the file notes the order
  std::vector<uint32_t> edges;   ///< of the circuit
  bool isComplete = true;        ///< false if nodes or edges could not be read

  bool isRoot() const { return owner == Vertex::none; }
};

/// All nodes of a model, numbered through; those of nested graphs follow those
/// of the graph around them. A graph without any port has one for each node
/// that nothing feeds or that feeds nothing, as NIR's own reader adds them.
///
/// Errors leave out wires whose ends are not known. What could be the fault of
/// nodes and edges that could not be read is no error.
class Circuit {
public:
  /// Reports nested graphs that cannot be wired and loops of plain wires.
  Circuit(const Model &model, Reporter &reporter);

  std::vector<Vertex> vertices;
  std::vector<Scope> scopes; ///< the root first
  std::vector<Edge> edges;   ///< as in the file, between vertices
  /// The same edges, led through the ports of nested graphs to the leaves.
  std::vector<Edge> wires;
  /// By vertex: the wires that arrive and leave, leaves only.
  std::vector<std::vector<uint32_t>> wiresInto, wiresFrom;
  /// The leaves that pass on what they get, sources first.
  std::vector<uint32_t> passages;

  bool isPassage(uint32_t vertex) const;

private:
  void addScope(const Graph &graph, uint32_t owner, Reporter &reporter);
  void addMissingPorts(uint32_t scope, NodeType port, Reporter &reporter);
  uint32_t addVertex(Vertex vertex);
  void collectPorts(uint32_t scope);
  void addWires(Reporter &reporter);
  void addWire(Edge edge, Reporter &reporter);
  std::optional<uint32_t> findPort(uint32_t vertex, bool isSource,
                                   Reporter &reporter) const;
  void sortPassages(Reporter &reporter);
  void reportUnfed(Reporter &reporter) const;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_CIRCUIT_H
