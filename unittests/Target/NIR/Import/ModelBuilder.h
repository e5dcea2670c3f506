//===- ModelBuilder.h - Models for tests ------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_TARGET_NIR_IMPORT_MODELBUILDER_H
#define TIDEPOOL_UNITTESTS_TARGET_NIR_IMPORT_MODELBUILDER_H

#include "tidepool/Target/NIR/Import.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/STLExtras.h"

namespace tidepool::nir {

/// Numbers in memory.
class StoredNumbers : public NumberSource {
public:
  explicit StoredNumbers(std::vector<double> numbers,
                         uint64_t slicesPerPiece = 1)
      : numbers(std::move(numbers)), slicesPerPiece(slicesPerPiece) {}
  llvm::Error read(llvm::MutableArrayRef<float> values,
                   uint64_t begin) const override {
    llvm::copy(llvm::ArrayRef(numbers).slice(begin, values.size()),
               values.begin());
    return llvm::Error::success();
  }
  llvm::Error read(llvm::MutableArrayRef<double> values,
                   uint64_t begin) const override {
    llvm::copy(llvm::ArrayRef(numbers).slice(begin, values.size()),
               values.begin());
    return llvm::Error::success();
  }

  uint64_t getSlicesPerPiece() const override { return slicesPerPiece; }

private:
  std::vector<double> numbers;
  uint64_t slicesPerPiece;
};

inline Parameter makeArray(std::vector<uint64_t> shape,
                           std::vector<double> numbers,
                           ElementType type = ElementType::Float32) {
  Parameter parameter;
  parameter.type = type;
  parameter.shape = std::move(shape);
  parameter.numbers = std::make_shared<StoredNumbers>(std::move(numbers));
  return parameter;
}

inline Parameter makeVector(std::vector<double> numbers) {
  return makeArray({numbers.size()}, numbers);
}

inline Parameter makeScalar(double number) { return makeArray({}, {number}); }

inline Parameter makeText(std::string text) {
  Parameter parameter;
  parameter.type = ElementType::String;
  parameter.text = std::move(text);
  return parameter;
}

/// Puts a graph together node by node; nodes are sorted at the end, as in a
/// file.
class GraphBuilder {
public:
  GraphBuilder &add(std::string name, NodeType type,
                    std::map<std::string, Parameter> parameters) {
    Node node;
    node.name = name;
    node.type = type;
    node.parameters = std::move(parameters);
    nodes.push_back(std::move(node));
    return *this;
  }
  GraphBuilder &port(std::string name, NodeType type,
                     std::vector<double> shape) {
    return add(name, type, {{"shape", makeVector(std::move(shape))}});
  }
  GraphBuilder &nest(std::string name, Graph graph) {
    add(name, NodeType::NIRGraph, {});
    nodes.back().graph = std::make_unique<Graph>(std::move(graph));
    return *this;
  }
  GraphBuilder &edge(std::string source, std::string target) {
    names.push_back({source, target});
    return *this;
  }

  Graph build(std::string path = "node") {
    Graph graph;
    graph.path = path;
    llvm::sort(nodes,
               [](const Node &a, const Node &b) { return a.name < b.name; });
    for (Node &node : nodes) {
      node.path = path + "/nodes/" + node.name;
      for (auto &[name, parameter] : node.parameters)
        parameter.path = node.path + "/" + name;
    }
    auto find = [&](const std::string &name) -> uint32_t {
      return llvm::find_if(nodes,
                           [&](const Node &n) { return n.name == name; }) -
             nodes.begin();
    };
    for (auto &[source, target] : names)
      graph.edges.push_back({find(source), find(target)});
    graph.nodes = std::move(nodes);
    return graph;
  }

private:
  std::vector<Node> nodes;
  std::vector<std::pair<std::string, std::string>> names;
};

/// What an import said, one line each: `error: ...`.
class Transcript {
public:
  explicit Transcript(mlir::MLIRContext &context)
      : handler(&context, [this](mlir::Diagnostic &diag) {
          const char *kind = "remark: ";
          if (diag.getSeverity() == mlir::DiagnosticSeverity::Error)
            kind = "error: ";
          if (diag.getSeverity() == mlir::DiagnosticSeverity::Warning)
            kind = "warning: ";
          lines.push_back(kind + diag.str());
        }) {}

  std::vector<std::string> lines;

  bool has(llvm::StringRef kind, llvm::StringRef text) const {
    return llvm::any_of(lines, [&](llvm::StringRef line) {
      return line.starts_with(kind) && line.contains(text);
    });
  }
  size_t count(llvm::StringRef kind) const {
    return llvm::count_if(
        lines, [&](llvm::StringRef line) { return line.starts_with(kind); });
  }

private:
  mlir::ScopedDiagnosticHandler handler;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_UNITTESTS_TARGET_NIR_IMPORT_MODELBUILDER_H
