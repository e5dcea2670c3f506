//===- GraphFixture.h - What tests of graphs share ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_DIALECT_GRAPH_GRAPHFIXTURE_H
#define TIDEPOOL_UNITTESTS_DIALECT_GRAPH_GRAPHFIXTURE_H

#include "Dialect/Test/TestDialect.h"
#include "NaiveGraph.h"
#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"

namespace tidepool::graph {

/// Names of modules, or other text that tests expect.
using Names = std::vector<std::string>;

/// A context with the graph and the test dialect, and a module to build in.
class GraphFixture : public ::testing::Test {
protected:
  GraphFixture() {
    context.loadDialect<GraphDialect, test::TestDialect>();
    module = mlir::ModuleOp::create(loc);
  }

  /// Reads a module; its first network becomes `network`. Types may be spelt
  /// `!n1` to `!n4`.
  void parse(llvm::StringRef text, bool verify = true) {
    std::string aliases;
    for (int size = 1; size <= 4; ++size)
      aliases += llvm::formatv("!n{0} = !graph.nodes<{0}>\n", size);
    module = mlir::parseSourceString<mlir::ModuleOp>(
        aliases + text.str(), mlir::ParserConfig(&context, verify));
    if (!module) { // the parser has said why on standard error
      ADD_FAILURE() << "text of the test does not parse";
      std::abort();
    }
    network = *module->getOps<NetworkOp>().begin();
  }

  /// Makes `network` a new one, without modules. Its outputs are open.
  void createNetwork(llvm::ArrayRef<int64_t> inputs,
                     llvm::ArrayRef<int64_t> outputs) {
    rewriter.setInsertionPointToEnd(module->getBody());
    network = NetworkOp::create(
        rewriter, loc, "net",
        rewriter.getFunctionType(nodes(inputs), nodes(outputs)));
    rewriter.setInsertionPointToEnd(&network.getBody().front());
    auto output = OutputOp::create(rewriter, loc, createOpen(outputs));
    rewriter.setInsertionPoint(output);
  }

  /// Adds a module to `network` whose inputs are open.
  mlir::Operation *createModule(llvm::StringRef name,
                                llvm::ArrayRef<int64_t> inputs,
                                llvm::ArrayRef<int64_t> outputs) {
    return PlainModuleOp::create(rewriter, loc, nodes(outputs),
                                 createOpen(inputs),
                                 rewriter.getStringAttr(name));
  }

  /// One `graph.open` per size.
  llvm::SmallVector<mlir::Value> createOpen(llvm::ArrayRef<int64_t> sizes) {
    return llvm::map_to_vector(nodes(sizes), [&](mlir::Type type) {
      return mlir::Value(OpenOp::create(rewriter, loc, type));
    });
  }

  llvm::SmallVector<mlir::Type> nodes(llvm::ArrayRef<int64_t> sizes) {
    return llvm::map_to_vector(sizes, [&](int64_t size) {
      return mlir::Type(NodesType::get(&context, size));
    });
  }

  mlir::Operation *getOutput() { return network.getGraphOutput(); }

  /// The op of this name, wherever it is in `module`.
  mlir::Operation *find(llvm::StringRef name) {
    mlir::Operation *found = nullptr;
    module->walk([&](mlir::Operation *op) {
      auto attr = op->getAttrOfType<mlir::StringAttr>("name");
      if (attr && attr.getValue() == name)
        found = op;
    });
    EXPECT_TRUE(found) << "no module '" << name.str() << "'";
    return found;
  }

  /// The number of ops of a kind in `module`.
  template <typename... OpOrInterface>
  unsigned count() {
    unsigned number = 0;
    module->walk([&](mlir::Operation *op) {
      number += llvm::isa<OpOrInterface...>(op);
    });
    return number;
  }

  /// What ops are called, in their order.
  static Names namesOf(llvm::ArrayRef<mlir::Operation *> ops) {
    Names names;
    for (mlir::Operation *op : ops)
      names.push_back(getBaseLabel(op).str());
    return names;
  }

  /// What drives an input node of `op`, counted over its operands: sorted names
  /// such as `w.0` for output node 0 of module `w` and `in.2` for node 2 of the
  /// network's inputs. Found node by node from the meaning of the ops.
  static Names driversOf(mlir::Operation *op, int64_t inputNode) {
    Names names;
    for (const Node &node : findDriversOfInput(op, inputNode)) {
      mlir::Operation *source = node.value.getDefiningOp();
      names.push_back((source ? getBaseLabel(source).str() : "in") + "." +
                      std::to_string(getPortNumber(node)));
    }
    llvm::sort(names);
    return names;
  }

  /// Whether `module` verifies; its errors if not.
  ::testing::AssertionResult verifies() {
    Names errors = messagesOf([&] { (void)mlir::verify(*module); });
    if (errors.empty())
      return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << llvm::join(errors, "\n");
  }

  /// The diagnostics that `action` emits, notes indented below their errors.
  Names messagesOf(llvm::function_ref<void()> action) {
    Names messages;
    mlir::ScopedDiagnosticHandler handler(
        &context, [&](mlir::Diagnostic &diagnostic) {
          messages.push_back(diagnostic.str());
          for (mlir::Diagnostic &note : diagnostic.getNotes())
            if (!llvm::StringRef(note.str()).starts_with("see current op"))
              messages.push_back("  " + note.str());
          return mlir::success();
        });
    action();
    return messages;
  }

  /// The text of `module`, to see whether something changed it.
  std::string print() {
    std::string text;
    llvm::raw_string_ostream os(text);
    module->print(os);
    return text;
  }

  mlir::MLIRContext context;
  mlir::IRRewriter rewriter{&context};
  mlir::Location loc = mlir::UnknownLoc::get(&context);
  mlir::OwningOpRef<mlir::ModuleOp> module;
  NetworkOp network;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_UNITTESTS_DIALECT_GRAPH_GRAPHFIXTURE_H
