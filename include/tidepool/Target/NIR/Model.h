//===- Model.h - A network as a NIR file holds it ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The Neuromorphic Intermediate Representation (NIR): a directed graph of nodes
// with parameters. Free of MLIR and of HDF5.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_MODEL_H
#define TIDEPOOL_TARGET_NIR_MODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tidepool::nir {

/// How numbers are held: as they are stored, but half precision counts as
/// single, and all integers as one.
enum class ElementType { Float32, Float64, Integer, Boolean, String };

/// Where the numbers of a parameter come from. They are read when they are
/// needed, straight to where they are needed.
class NumberSource {
public:
  virtual ~NumberSource() = default;

  /// Reads numbers in row-major order from number `begin` on, as many as
  /// `values` has. They must be whole slices along the first axis.
  virtual llvm::Error read(llvm::MutableArrayRef<float> values,
                           uint64_t begin) const = 0;
  virtual llvm::Error read(llvm::MutableArrayRef<double> values,
                           uint64_t begin) const = 0;
  /// How many slices along the first axis are stored as one piece, such as a
  /// compressed one: reading fewer at a time reads pieces several times.
  virtual uint64_t getSlicesPerPiece() const { return 1; }

  llvm::Error read(llvm::MutableArrayRef<float> values) const {
    return read(values, 0);
  }
  llvm::Error read(llvm::MutableArrayRef<double> values) const {
    return read(values, 0);
  }
};

/// A parameter of a node: an array of numbers, or a text.
struct Parameter {
  std::string path; ///< of the object in the file, for messages
  ElementType type = ElementType::Float32;
  std::vector<uint64_t> shape;                 ///< empty for a scalar
  std::shared_ptr<const NumberSource> numbers; ///< null for a text
  std::string text;

  /// The number of elements; a file's size has bounded it.
  uint64_t getNumElements() const;
};

/// The kinds of nodes that NIR has, and that of a broken node whose kind the
/// file does not tell.
enum class NodeType {
  Affine,
  AvgPool2d,
  Conv1d,
  Conv2d,
  CubaLI,
  CubaLIF,
  Delay,
  Flatten,
  I,
  IF,
  Input,
  LI,
  LIF,
  Linear,
  NIRGraph,
  Output,
  Scale,
  SumPool2d,
  Threshold,
  Unknown
};

/// The name in files, such as `CubaLIF`; `-` if it is unknown.
llvm::StringRef getName(NodeType type);
llvm::ArrayRef<llvm::StringLiteral> getNodeTypeNames();
/// The type of this name; names are case-sensitive.
std::optional<NodeType> findNodeType(llvm::StringRef name);

/// Numbers and texts by name; those of nested groups as `group/name`. Networks
/// mean the same without them.
using Metadata = std::map<std::string, Parameter>;

struct Graph;

struct Node {
  std::string name;
  std::string path; ///< of its group in the file
  NodeType type = NodeType::Unknown;
  std::map<std::string, Parameter> parameters; ///< by name
  Metadata metadata;            ///< but those of a NIRGraph are in `graph`
  std::unique_ptr<Graph> graph; ///< of a NIRGraph
  /// Whether something of it cannot be read; then parts of it may be missing.
  bool isBroken = false;

  /// Null if there is no such parameter.
  const Parameter *find(llvm::StringRef parameter) const;
};

/// An identity wire. The same one may be there twice, and counts twice then.
struct Edge {
  uint32_t source = 0, target = 0; ///< nodes of the graph
};

struct Graph {
  std::string path;
  std::vector<Node> nodes; ///< by name, byte by byte
  std::vector<Edge> edges; ///< in the order of the file
  Metadata metadata;
  /// False if nodes are broken, or nodes or edges of the file are not here.
  bool isComplete = true;
};

/// What is wrong with an object of a file.
struct Defect {
  std::string path; ///< of the object
  std::string text;
};

struct Model {
  std::string version; ///< of the writer; empty if the file has none
  Graph graph;
  /// What was left out of the model because networks mean the same without it.
  std::vector<Defect> warnings;
  /// Why the file is refused: about every broken node there is one, but there
  /// may be more broken nodes than are told of one file.
  std::vector<Defect> errors;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_MODEL_H
