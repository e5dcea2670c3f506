//===- GraphEditingTest.cpp - Tests of graph editing ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Transforms/GraphEditing.h"
#include "../GraphFixture.h"

using namespace mlir;
using namespace tidepool::graph;

//===----------------------------------------------------------------------===//
// connectModules
//===----------------------------------------------------------------------===//

namespace {
class ConnectModulesTest : public GraphFixture {
protected:
  using Indices = std::optional<ArrayRef<int64_t>>;

  LogicalResult connect(Operation *source, Operation *destination,
                        Indices from = std::nullopt,
                        Indices to = std::nullopt) {
    return connectModules(rewriter, source, destination, from, to);
  }

  /// The error of a connection that must fail and change nothing.
  Names errorOf(Operation *source, Operation *destination,
                Indices from = std::nullopt, Indices to = std::nullopt) {
    std::string before = print();
    Names messages = messagesOf(
        [&] { EXPECT_TRUE(failed(connect(source, destination, from, to))); });
    EXPECT_EQ(print(), before);
    return messages;
  }
};
} // namespace

TEST_F(ConnectModulesTest, UsesWholeResultsWithoutPlumbing) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 3);
  Operation *b = createModule("b", 3, {});
  ASSERT_TRUE(succeeded(connect(a, b)));
  EXPECT_EQ(b->getOperand(0), a->getResult(0));
  EXPECT_EQ(count<PlumbingOpInterface>(), 0u); // the placeholder is gone too
  EXPECT_TRUE(verifies());
}

TEST_F(ConnectModulesTest, AddsToWhatFeedsTheDestination) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", {}, 2);
  Operation *c = createModule("c", 2, {});
  ASSERT_TRUE(succeeded(connect(a, c)));
  ASSERT_TRUE(succeeded(connect(b, c)));
  EXPECT_EQ(driversOf(c, 0), (Names{"a.0", "b.0"}));
  EXPECT_EQ(driversOf(c, 1), (Names{"a.1", "b.1"}));
  EXPECT_TRUE(verifies());
}

// Connections form a multiset: the signal arrives twice.
TEST_F(ConnectModulesTest, CountsRepeatedConnections) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 1);
  Operation *b = createModule("b", 1, {});
  ASSERT_TRUE(succeeded(connect(a, b)));
  ASSERT_TRUE(succeeded(connect(a, b)));
  EXPECT_EQ(driversOf(b, 0), (Names{"a.0", "a.0"}));
  EXPECT_TRUE(verifies());
}

TEST_F(ConnectModulesTest, PairsSourceAndDestinationIndices) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 3);
  Operation *b = createModule("b", 4, {});
  ASSERT_TRUE(succeeded(
      connect(a, b, ArrayRef<int64_t>{2, 0}, ArrayRef<int64_t>{0, 3})));
  EXPECT_EQ(driversOf(b, 0), Names{"a.2"});
  EXPECT_EQ(driversOf(b, 1), Names{});
  EXPECT_EQ(driversOf(b, 2), Names{});
  EXPECT_EQ(driversOf(b, 3), Names{"a.0"});
  EXPECT_TRUE(verifies());
}

// The pairs count, not the order in which they are given.
TEST_F(ConnectModulesTest, TakesDestinationIndicesInAnyOrder) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 2, {});
  ASSERT_TRUE(succeeded(
      connect(a, b, ArrayRef<int64_t>{0, 1}, ArrayRef<int64_t>{1, 0})));
  EXPECT_EQ(driversOf(b, 0), Names{"a.1"});
  EXPECT_EQ(driversOf(b, 1), Names{"a.0"});
}

TEST_F(ConnectModulesTest, CompletesMissingIndices) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 3, {});
  ASSERT_TRUE(succeeded(connect(a, b, std::nullopt, ArrayRef<int64_t>{2, 1})));
  Operation *c = createModule("c", 1, {});
  ASSERT_TRUE(succeeded(connect(a, c, ArrayRef<int64_t>{1})));
  EXPECT_EQ(driversOf(b, 0), Names{});
  EXPECT_EQ(driversOf(b, 1), Names{"a.1"});
  EXPECT_EQ(driversOf(b, 2), Names{"a.0"});
  EXPECT_EQ(driversOf(c, 0), Names{"a.1"});
  EXPECT_TRUE(verifies());
}

TEST_F(ConnectModulesTest, LetsOneSourceNodeFeedSeveralDestinations) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 3, {});
  ASSERT_TRUE(succeeded(connect(a, b, ArrayRef<int64_t>{1, 1, 1})));
  for (int64_t k = 0; k < 3; ++k)
    EXPECT_EQ(driversOf(b, k), Names{"a.1"});
  EXPECT_TRUE(verifies());
}

// Indices count over all results and all operands.
TEST_F(ConnectModulesTest, SpansSeveralResultsAndOperands) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, {1, 2});
  Operation *b = createModule("b", {2, 1, 1}, {});
  ASSERT_TRUE(succeeded(
      connect(a, b, ArrayRef<int64_t>{2, 0, 1}, ArrayRef<int64_t>{3, 1, 0})));
  EXPECT_EQ(driversOf(b, 0), Names{"a.1"});
  EXPECT_EQ(driversOf(b, 1), Names{"a.0"});
  EXPECT_EQ(driversOf(b, 2), Names{});
  EXPECT_EQ(driversOf(b, 3), Names{"a.2"});
  EXPECT_TRUE(b->getOperand(1).getDefiningOp<OpenOp>()); // left as it was
  EXPECT_TRUE(verifies());
}

TEST_F(ConnectModulesTest, JoinsResultsOnceForAllOperands) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, {1, 3});
  Operation *b = createModule("b", {2, 2}, {});
  ASSERT_TRUE(succeeded(connect(a, b, ArrayRef<int64_t>{0, 3, 1, 0},
                                ArrayRef<int64_t>{0, 1, 2, 3})));
  EXPECT_EQ(count<ConcatOp>(), 1u);
  EXPECT_EQ(driversOf(b, 0), Names{"a.0"});
  EXPECT_EQ(driversOf(b, 1), Names{"a.3"});
  EXPECT_EQ(driversOf(b, 2), Names{"a.1"});
  EXPECT_EQ(driversOf(b, 3), Names{"a.0"});
  EXPECT_TRUE(verifies());
}

TEST_F(ConnectModulesTest, MatchesResultsWithOperandsWithoutPlumbing) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, {1, 3});
  Operation *b = createModule("b", {1, 3}, {});
  ASSERT_TRUE(succeeded(connect(a, b)));
  EXPECT_EQ(b->getOperands(), a->getResults());
  EXPECT_EQ(count<PlumbingOpInterface>(), 0u);
}

TEST_F(ConnectModulesTest, ClosesLoops) {
  createNetwork({}, {});
  Operation *a = createModule("a", 2, 2);
  Operation *b = createModule("b", 2, 2);
  ASSERT_TRUE(succeeded(connect(a, b)));
  ASSERT_TRUE(succeeded(connect(b, a))); // `a` stands above `b`
  ASSERT_TRUE(succeeded(connect(a, a)));
  EXPECT_EQ(driversOf(a, 1), (Names{"a.1", "b.1"}));
  EXPECT_TRUE(verifies());
}

TEST_F(ConnectModulesTest, LeavesOpenNodesToTheirOtherUsers) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 2, {});
  Operation *c = createModule("c", 2, {});
  c->setOperand(0, b->getOperand(0));
  ASSERT_TRUE(succeeded(connect(a, b)));
  EXPECT_EQ(driversOf(b, 0), Names{"a.0"});
  EXPECT_EQ(driversOf(c, 0), Names{});
  EXPECT_TRUE(verifies());
}

// The outputs of a network and the ports of a holder connect like modules.
TEST_F(ConnectModulesTest, ConnectsOutputsAndHolders) {
  createNetwork(2, 2);
  Operation *a = createModule("a", 2, 2);
  Operation *holder = wrapInHolder(rewriter, {a}, "h");
  Operation *b = createModule("b", 2, 2);
  ASSERT_TRUE(succeeded(connect(b, holder)));
  ASSERT_TRUE(succeeded(connect(holder, getOutput())));
  EXPECT_EQ(driversOf(a, 1), Names{"b.1"});
  EXPECT_EQ(driversOf(getOutput(), 1), Names{"a.1"});
  EXPECT_TRUE(verifies());
}

TEST_F(ConnectModulesTest, DoesNothingWithoutPairs) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 2, {});
  std::string before = print();
  EXPECT_TRUE(
      succeeded(connect(a, b, ArrayRef<int64_t>{}, ArrayRef<int64_t>{})));
  EXPECT_EQ(print(), before);
}

TEST_F(ConnectModulesTest, RefusesDifferentNumbersOfNodes) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 3, {});
  EXPECT_EQ(errorOf(a, b),
            Names{"'graph.module' op cannot be connected: 2 source nodes for 3 "
                  "destination nodes"});
  EXPECT_EQ(errorOf(a, b, std::nullopt, ArrayRef<int64_t>{1}),
            Names{"'graph.module' op cannot be connected: 2 source nodes for 1 "
                  "destination nodes"});
}

TEST_F(ConnectModulesTest, RefusesSourceIndicesOutOfRange) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 2, {});
  EXPECT_EQ(errorOf(a, b, ArrayRef<int64_t>{0, 2}),
            Names{"'graph.module' op cannot be connected: source index 2 is "
                  "out of range for 2 nodes"});
  EXPECT_EQ(errorOf(a, b, ArrayRef<int64_t>{-1, 0}),
            Names{"'graph.module' op cannot be connected: source index -1 is "
                  "out of range for 2 nodes"});
}

TEST_F(ConnectModulesTest, RefusesDestinationIndicesOutOfRange) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 3, {});
  EXPECT_EQ(errorOf(a, b, std::nullopt, ArrayRef<int64_t>{3, 0}),
            Names{"'graph.module' op cannot be connected: destination index 3 "
                  "is out of range for 3 nodes"});
  EXPECT_EQ(errorOf(a, b, std::nullopt, ArrayRef<int64_t>{0, -7}),
            Names{"'graph.module' op cannot be connected: destination index -7 "
                  "is out of range for 3 nodes"});
}

TEST_F(ConnectModulesTest, RefusesRepeatedDestinationIndices) {
  createNetwork({}, {});
  Operation *a = createModule("a", {}, 2);
  Operation *b = createModule("b", 3, {});
  EXPECT_EQ(errorOf(a, b, std::nullopt, ArrayRef<int64_t>{1, 1}),
            Names{"'graph.module' op cannot be connected: destination index 1 "
                  "appears twice"});
}

//===----------------------------------------------------------------------===//
// replaceModule
//===----------------------------------------------------------------------===//

namespace {
class ReplaceModuleTest : public GraphFixture {};
} // namespace

TEST_F(ReplaceModuleTest, TakesOverOperandsAndUses) {
  parse(R"(graph.network @net(%in: !n2) -> !n1 {
    %old = graph.module(%in) {name = "old"} : (!n2) -> !n1
    %user = graph.module(%old) {name = "user"} : (!n1) -> !n1
    %sum = graph.merge %user, %old : !n1
    graph.output %sum : !n1
  })");
  rewriter.setInsertionPoint(find("old"));
  Operation *replacement = createModule("new", 2, 1);
  ASSERT_TRUE(succeeded(replaceModule(rewriter, find("old"), replacement)));
  EXPECT_EQ(driversOf(find("new"), 1), Names{"in.1"});
  EXPECT_EQ(driversOf(find("user"), 0), Names{"new.0"});
  EXPECT_EQ(driversOf(getOutput(), 0), (Names{"new.0", "user.0"}));
  EXPECT_EQ(count<PlainModuleOp>(), 2u);
  EXPECT_EQ(count<OpenOp>(), 0u) << "the placeholder of the new module is left";
  EXPECT_TRUE(verifies());
}

TEST_F(ReplaceModuleTest, ReplacesModulesThatFeedThemselves) {
  createNetwork({}, {});
  Operation *old = createModule("old", 1, 1);
  old->setOperand(0, old->getResult(0));
  Operation *replacement = createModule("new", 1, 1);
  ASSERT_TRUE(succeeded(replaceModule(rewriter, old, replacement)));
  EXPECT_EQ(driversOf(replacement, 0), Names{"new.0"});
  EXPECT_TRUE(verifies());
}

// One graph.open may be the placeholder of several operands.
TEST_F(ReplaceModuleTest, ErasesSharedPlaceholdersOnce) {
  createNetwork({1, 1}, {});
  Operation *old = createModule("old", {1, 1}, {});
  old->setOperands(network.getArguments());
  Operation *replacement = createModule("new", {1, 1}, {});
  replacement->setOperand(0, replacement->getOperand(1));
  ASSERT_TRUE(succeeded(replaceModule(rewriter, old, replacement)));
  EXPECT_EQ(driversOf(replacement, 1), Names{"in.1"});
  EXPECT_TRUE(verifies());
}

TEST_F(ReplaceModuleTest, KeepsPlaceholdersWithOtherUsers) {
  createNetwork(1, {});
  Operation *old = createModule("old", 1, {});
  old->setOperand(0, network.getArgument(0));
  Operation *replacement = createModule("new", 1, {});
  Operation *other = createModule("other", 1, {});
  Value open = replacement->getOperand(0);
  other->setOperand(0, open);
  ASSERT_TRUE(succeeded(replaceModule(rewriter, old, replacement)));
  EXPECT_EQ(other->getOperand(0), open);
  EXPECT_TRUE(verifies());
}

// A replacement that was built on top of the module it replaces.
TEST_F(ReplaceModuleTest, DropsWhatFedTheReplacement) {
  createNetwork(1, {});
  Operation *old = createModule("old", 1, 1);
  old->setOperand(0, network.getArgument(0));
  Operation *replacement = createModule("new", 1, 1);
  replacement->setOperand(0, old->getResult(0));
  ASSERT_TRUE(succeeded(replaceModule(rewriter, old, replacement)));
  EXPECT_EQ(driversOf(replacement, 0), Names{"in.0"});
  EXPECT_TRUE(verifies());
}

TEST_F(ReplaceModuleTest, RefusesOtherTypes) {
  createNetwork({}, {});
  Operation *old = createModule("old", 2, 1);
  Operation *otherInputs = createModule("inputs", {1, 1}, 1);
  Operation *otherOutputs = createModule("outputs", 2, 2);
  std::string before = print();
  for (Operation *replacement : {otherInputs, otherOutputs})
    EXPECT_EQ(messagesOf([&] {
                EXPECT_TRUE(failed(replaceModule(rewriter, old, replacement)));
              }),
              (Names{"'graph.module' op cannot replace a module with operands "
                     "or results of other types",
                     "  module to be replaced"}));
  EXPECT_EQ(print(), before);
}

//===----------------------------------------------------------------------===//
// wrapInHolder
//===----------------------------------------------------------------------===//

namespace {
class WrapInHolderTest : public GraphFixture {};
} // namespace

TEST_F(WrapInHolderTest, MakesPortsOfWhatCrossesTheBorder) {
  parse(R"(graph.network @net(%x: !n1, %y: !n2) -> !n1 {
    %a = graph.module(%x, %y) {name = "a"} : (!n1, !n2) -> !n3
    %b = graph.module(%a, %y) {name = "b"} : (!n3, !n2) -> !n1
    %c = graph.module(%b) {name = "c"} : (!n1) -> !n1
    graph.output %c : !n1
  })");
  HolderOp holder = wrapInHolder(rewriter, {find("a"), find("b")}, "layer");
  EXPECT_EQ(holder.getName(), "layer");
  // %y is used twice and comes in once; %a stays inside.
  EXPECT_EQ(holder.getInputs(), network.getArguments());
  EXPECT_EQ(holder.getResultTypes(), TypeRange(nodes(1)));
  EXPECT_EQ(find("a")->getParentOp(), holder);
  EXPECT_EQ(find("b")->getParentOp(), holder);
  EXPECT_EQ(driversOf(find("b"), 3), Names{"in.1"});
  EXPECT_EQ(driversOf(find("c"), 0), Names{"b.0"});
  EXPECT_TRUE(verifies());
}

TEST_F(WrapInHolderTest, ExportsResultsThatAreAlsoUsedInside) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %a = graph.module(%in) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%a) {name = "b"} : (!n1) -> !n1
    %sum = graph.merge %a, %b : !n1
    graph.output %sum : !n1
  })");
  HolderOp holder = wrapInHolder(rewriter, {find("a"), find("b")});
  EXPECT_FALSE(holder.getName());
  EXPECT_EQ(holder.getNumResults(), 2u);
  EXPECT_EQ(find("b")->getOperand(0), find("a")->getResult(0));
  EXPECT_EQ(driversOf(getOutput(), 0), (Names{"a.0", "b.0"}));
  EXPECT_TRUE(verifies());
}

// A holder may be made before it is connected.
TEST_F(WrapInHolderTest, ExportsAllResultsOfUnusedModules) {
  createNetwork({}, {});
  Operation *a = createModule("a", 2, 1);
  Operation *b = createModule("b", 1, {3, 2});
  b->setOperand(0, a->getResult(0));
  HolderOp holder = wrapInHolder(rewriter, {a, b}, "layer");
  EXPECT_EQ(holder->getOperandTypes(), TypeRange(nodes(2)));
  EXPECT_EQ(holder->getResultTypes(), TypeRange(nodes({3, 2})));
  EXPECT_TRUE(verifies());
}

TEST_F(WrapInHolderTest, KeepsLoops) {
  // One loop inside, one through `c` outside.
  parse(R"(graph.network @net() -> !n1 {
    %sum = graph.merge %b, %c : !n1
    %a = graph.module(%sum) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%a) {name = "b"} : (!n1) -> !n1
    %c = graph.module(%b) {name = "c"} : (!n1) -> !n1
    graph.output %c : !n1
  })");
  Operation *sum = *network.getOps<MergeOp>().begin();
  HolderOp holder = wrapInHolder(rewriter, {sum, find("a"), find("b")}, "h");
  EXPECT_EQ(holder.getNumOperands(), 1u);
  EXPECT_EQ(holder.getNumResults(), 1u);
  EXPECT_EQ(driversOf(find("a"), 0), (Names{"b.0", "c.0"}));
  EXPECT_EQ(driversOf(find("c"), 0), Names{"b.0"});
  EXPECT_TRUE(verifies());
}

TEST_F(WrapInHolderTest, WrapsHolders) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %a = graph.module(%in) {name = "a"} : (!n1) -> !n1
    graph.output %a : !n1
  })");
  HolderOp inner = wrapInHolder(rewriter, {find("a")}, "inner");
  HolderOp outer = wrapInHolder(rewriter, {inner}, "outer");
  EXPECT_EQ(inner->getParentOp(), outer);
  EXPECT_EQ(driversOf(find("a"), 0), Names{"in.0"});
  EXPECT_EQ(driversOf(getOutput(), 0), Names{"a.0"});
  EXPECT_TRUE(verifies());
}
