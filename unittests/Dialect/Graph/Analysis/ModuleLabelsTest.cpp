//===- ModuleLabelsTest.cpp - Tests of ModuleLabels ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "../GraphFixture.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace tidepool::graph;

namespace {
class ModuleLabelsTest : public GraphFixture {
protected:
  /// The labels of all modules, holders and instances in text order.
  Names labelsOf(Operation *holder) {
    ModuleLabels labels(holder);
    Names names;
    holder->walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (op != holder && isa<GraphModuleOpInterface, HolderOp, InstanceOp>(op))
        names.push_back(labels.get(op).str());
    });
    return names;
  }
};
} // namespace

TEST_F(ModuleLabelsTest, AreNamesElseShortNamesOfOps) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %a = graph.generic_neurons %in {name = "hidden"} : !n1 -> !n1
    %b = graph.generic_neurons %a : !n1 -> !n1
    %c = graph.generic_neurons %b {name = ""} : !n1 -> !n1
    %d = graph.instance @relay(%c) : (!n1) -> !n1
    %e = test.pass_through %d : !n1 -> !n1
    graph.output %e : !n1
  }
  graph.network private @relay(%in: !n1) -> !n1 {
    graph.output %in : !n1
  })");
  EXPECT_EQ(labelsOf(network),
            (Names{"hidden", "generic_neurons", "generic_neurons#1", "instance",
                   "pass_through"}));
}

TEST_F(ModuleLabelsTest, NumberRepeatsInTextOrder) {
  parse(R"(graph.network @net() -> () {
    graph.module() {name = "a"} : () -> ()
    graph.module() {name = "b"} : () -> ()
    graph.module() {name = "a"} : () -> ()
    graph.module() {name = "a"} : () -> ()
    graph.module() {name = "b"} : () -> ()
    graph.output
  })");
  EXPECT_EQ(labelsOf(network), (Names{"a", "b", "a#1", "a#2", "b#1"}));
}

// A name that looks like a number given to a repeat stays what it is if it
// comes first, and is a repeat itself if it comes second.
TEST_F(ModuleLabelsTest, StayUniqueWhereNamesLookNumbered) {
  parse(R"(graph.network @net() -> () {
    graph.module() {name = "a#1"} : () -> ()
    graph.module() {name = "a"} : () -> ()
    graph.module() {name = "a"} : () -> ()
    graph.module() {name = "a#2"} : () -> ()
    graph.output
  })");
  EXPECT_EQ(labelsOf(network), (Names{"a#1", "a", "a#2", "a#2#1"}));
}

// Each holder has numbers of its own; plumbing has no labels and takes none.
TEST_F(ModuleLabelsTest, SayWhichHolderModulesAreIn) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %sum = graph.merge %in, %in : !n1
    %h = graph.holder(%x = %sum) : (!n1) -> !n1 attributes {name = "layer"} {
      %a = graph.module(%x) {name = "a"} : (!n1) -> !n1
      %b = graph.module(%a) {name = "a"} : (!n1) -> !n1
      graph.output %b : !n1
    }
    %k = graph.holder(%x = %h) : (!n1) -> !n1 attributes {name = "layer"} {
      %inner = graph.holder(%y = %x) : (!n1) -> !n1 {
        %a = graph.module(%y) {name = "a"} : (!n1) -> !n1
        graph.output %a : !n1
      }
      graph.output %inner : !n1
    }
    %a = graph.module(%k) {name = "a"} : (!n1) -> !n1
    graph.output %a : !n1
  })");
  EXPECT_EQ(labelsOf(network),
            (Names{"layer", "layer/a", "layer/a#1", "layer#1", "layer#1/holder",
                   "layer#1/holder/a", "a"}));
  // The labels inside a holder that is asked for alone.
  EXPECT_EQ(labelsOf(*network.getOps<HolderOp>().begin()), (Names{"a", "a#1"}));
}

// What flatten calls modules is what they were labelled before.
TEST_F(ModuleLabelsTest, AreTheNamesThatFlattenGives) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %h = graph.holder(%x = %in) : (!n1) -> !n1 {
      %a = graph.module(%x) {name = "a"} : (!n1) -> !n1
      %k = graph.holder(%y = %a) : (!n1) -> !n1 attributes {name = "a"} {
        %b = graph.module(%y) : (!n1) -> !n1
        graph.output %b : !n1
      }
      %c = graph.module(%k) {name = "a"} : (!n1) -> !n1
      graph.output %c : !n1
    }
    %h1 = graph.holder(%x = %h) : (!n1) -> !n1 {
      %a = graph.module(%x) {name = "a"} : (!n1) -> !n1
      graph.output %a : !n1
    }
    graph.output %h1 : !n1
  })");
  ModuleLabels labels(network);
  Names before, after;
  network.walk<WalkOrder::PreOrder>(
      [&](PlainModuleOp op) { before.push_back(labels.get(op).str()); });
  PassManager passes(&context);
  passes.addPass(createGraphFlatten());
  ASSERT_TRUE(succeeded(passes.run(*module)));
  network.walk<WalkOrder::PreOrder>([&](PlainModuleOp op) {
    after.push_back(op.getName().value_or("").str());
  });
  EXPECT_EQ(before, (Names{"holder/a", "holder/a#1/module", "holder/a#2",
                           "holder#1/a"}));
  EXPECT_EQ(after, before);
}

TEST_F(ModuleLabelsTest, AbbreviateLongPrefixes) {
  LabelPrefixes prefixes;
  std::string limit(LabelPrefixes::maxLength, 'x');
  EXPECT_EQ(prefixes.enter("a/b"), "a/b/");
  EXPECT_EQ(prefixes.enter(StringRef(limit).drop_front()),
            StringRef(limit).drop_front().str() + "/");
  EXPECT_EQ(prefixes.enter(limit), "~1/");
  EXPECT_EQ(prefixes.enter(limit), "~2/");
}
