//===- DrawNetworkTest.cpp - From networks to drawings --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Dot/DrawNetwork.h"
#include "Dialect/Test/TestDialect.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::picture;

namespace {

class DrawNetworkTest : public ::testing::Test {
protected:
  DrawNetworkTest() {
    context.loadDialect<graph::GraphDialect, test::TestDialect>();
  }

  graph::NetworkOp parse(StringRef text) {
    module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module);
    graph::NetworkOp last;
    for (auto network : module->getOps<graph::NetworkOp>())
      last = network;
    return last;
  }

  std::string print() {
    std::string text;
    llvm::raw_string_ostream os(text);
    module->print(os);
    return text;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};

} // namespace

TEST_F(DrawNetworkTest, ModulesOfOtherDialectsAreKnownByInterface) {
  NetworkDrawing drawing = drawNetwork(parse(R"mlir(
    graph.network @other(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %a = test.pass_through %in : !graph.nodes<2> -> !graph.nodes<2>
      %b = test.group(%a) {name = "b"} : (!graph.nodes<2>) -> !graph.nodes<2> {
      ^bb0(%x: !graph.nodes<2>):
        %inner = graph.module(%x) : (!graph.nodes<2>) -> !graph.nodes<2>
      }
      graph.output %b : !graph.nodes<2>
    })mlir"));
  ASSERT_EQ(drawing.vertices.size(), 4u);
  const Vertex &a = drawing.vertices[1], &b = drawing.vertices[2];
  EXPECT_EQ(a.kind, Kind::Module);
  EXPECT_EQ(a.label, "pass_through");
  EXPECT_EQ(a.details,
            (std::vector<std::string>{"test.pass_through", "2 → 2 nodes"}));
  // What is inside the regions of others is their own business.
  EXPECT_EQ(b.details, (std::vector<std::string>{"test.group", "2 → 2 nodes"}));
  EXPECT_EQ(drawing.numModules, 2u);
}

TEST_F(DrawNetworkTest, LeavesTheNetworkAsItIs) {
  graph::NetworkOp network = parse(R"mlir(
    graph.network private @cell(%x: !graph.nodes<1>) -> !graph.nodes<1> {
      %w = graph.module(%x) : (!graph.nodes<1>) -> !graph.nodes<1>
      graph.output %w : !graph.nodes<1>
    }
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %a = graph.instance @cell(%b) : (!graph.nodes<1>) -> !graph.nodes<1>
      %b = graph.instance @cell(%in) : (!graph.nodes<1>) -> !graph.nodes<1>
      graph.output %a : !graph.nodes<1>
    })mlir");
  std::string before = print();
  NetworkDrawing drawing = drawNetwork(network);
  EXPECT_EQ(print(), before);
  ASSERT_EQ(drawing.clusters.size(), 2u);
  EXPECT_EQ(drawing.clusters[1].label, "instance#1");
  EXPECT_EQ(drawing.clusters[1].detail, "instance of cell");
  EXPECT_EQ(drawing.vertices[1].fullLabel, "instance/module");
  EXPECT_EQ(drawing.vertices[1].label, "module");
}

TEST_F(DrawNetworkTest, LabelsInDeepHoldersAreWithoutPrefix) {
  // Prefixes that are too long are abbreviated.
  std::string name(300, 'x');
  NetworkDrawing drawing = drawNetwork(parse(R"mlir(
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %h = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = ")mlir" +
                                             name + R"mlir("} {
        %w = graph.module(%x) {name = "a/b"} : (!graph.nodes<1>) -> !graph.nodes<1>
        graph.output %w : !graph.nodes<1>
      }
      graph.output %h : !graph.nodes<1>
    })mlir"));
  EXPECT_EQ(drawing.vertices[1].label, "a/b");
  EXPECT_EQ(drawing.vertices[1].fullLabel, "~1/a/b");
  EXPECT_EQ(drawing.clusters[0].label, name);
}

TEST_F(DrawNetworkTest, WaysThatNoNumberCountsAreTheMost) {
  std::string text = R"mlir(
    graph.network @net(%0: !graph.nodes<1>) -> !graph.nodes<1> {)mlir";
  for (int k = 0; k < 70; ++k)
    text += "%" + std::to_string(k + 1) + " = graph.merge %" +
            std::to_string(k) + ", %" + std::to_string(k) +
            " : !graph.nodes<1>\n";
  NetworkDrawing drawing =
      drawNetwork(parse(text + "graph.output %70 : !graph.nodes<1> }"));
  ASSERT_EQ(drawing.edges.size(), 1u);
  EXPECT_EQ(drawing.edges[0].connections, std::numeric_limits<uint64_t>::max());
}
