//===- BagTest.cpp - Tests of bagGraph and findModules -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/Bag.h"
#include "../GraphFixture.h"

#include <set>

using namespace mlir;
using namespace tidepool::graph;

namespace {
class BagTest : public GraphFixture {};
} // namespace

TEST_F(BagTest, FollowsConnectionsBothWays) {
  // `up` feeds `a` but is fed by nobody; `down` is fed by `a` but feeds nobody.
  parse(R"(graph.network @net(%in: !n1) -> () {
    %up = graph.module() {name = "up"} : () -> !n1
    %sum = graph.merge %in, %up : !n1
    %a = graph.module(%sum) {name = "a"} : (!n1) -> !n1
    graph.module(%a) {name = "down"} : (!n1) -> ()
    graph.output
  })");
  Bag bag = bagGraph(network);
  EXPECT_EQ(namesOf(bag.modules), (Names{"up", "a", "down"}));
  EXPECT_EQ(bag.nodes.size(), 4u);
}

TEST_F(BagTest, StartsAtOutputsToo) {
  parse(R"(graph.network @net() -> !n1 {
    %a = graph.module() {name = "a"} : () -> !n1
    graph.output %a : !n1
  })");
  EXPECT_EQ(namesOf(bagGraph(network).modules), Names{"a"});
}

TEST_F(BagTest, LeavesOutWhatPortsDoNotReach) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %a = graph.module(%in) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%b) {name = "dead_loop"} : (!n1) -> !n1
    graph.module() {name = "no_ports"} : () -> ()
    graph.output %a : !n1
  })");
  Bag bag = bagGraph(network);
  EXPECT_EQ(namesOf(bag.modules), Names{"a"});
  EXPECT_EQ(bag.nodes.size(), 2u);
}

// The network reaches node 0 of the joined value only, and so nothing of `b`.
TEST_F(BagTest, FollowsPlumbingNodeByNode) {
  parse(R"(graph.network @net() -> !n1 {
    %a = graph.module() {name = "a"} : () -> !n1
    %b = graph.module() {name = "b"} : () -> !n1
    %both = graph.concat %a, %b : (!n1, !n1) -> !n2
    %out = graph.select %both[0] : !n2 -> !n1
    graph.output %out : !n1
  })");
  Bag bag = bagGraph(network);
  EXPECT_EQ(namesOf(bag.modules), Names{"a"});
  ASSERT_EQ(bag.nodes.size(), 3u);
  EXPECT_EQ(bag.nodes[1].value.getType(), nodes(2).front());
  EXPECT_EQ(bag.nodes[1].position, 0);
}

TEST_F(BagTest, DropsHoldersButNotTheirModules) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %h = graph.holder(%x = %in) : (!n1) -> !n1 attributes {name = "h"} {
      %a = graph.module(%x) {name = "inside"} : (!n1) -> !n1
      %i = graph.instance @relay(%a) {name = "instance"} : (!n1) -> !n1
      graph.output %i : !n1
    }
    graph.output %h : !n1
  }
  graph.network private @relay(%in: !n1) -> !n1 {
    graph.output %in : !n1
  })");
  EXPECT_EQ(namesOf(bagGraph(network).modules), (Names{"inside", "instance"}));
  // A holder has ports as well.
  EXPECT_EQ(namesOf(bagGraph(find("h")).modules),
            (Names{"inside", "instance"}));
}

namespace {
/// What the ports of a network reach, by going over all ops again and again.
struct NaiveBag {
  explicit NaiveBag(NetworkOp network) : network(network) {
    for (Value port : network.getArguments())
      reach(port);
    for (Value port : network.getGraphOutput()->getOperands())
      reach(port);
    while (grows)
      spread();
  }

  std::set<Operation *> modules;
  std::set<Node> nodes;

private:
  void reach(const Node &node) { grows |= nodes.insert(node).second; }
  void reach(Value value) {
    for (int64_t k = 0; k < countNodes(value); ++k)
      reach({value, k});
  }

  void spread() {
    grows = false;
    network.walk([&](Operation *op) {
      if (isa<PlainModuleOp>(op))
        return spreadOverModule(op);
      for (Value result : op->getResults())
        spreadBack(result);
      if (auto holder = dyn_cast<HolderOp>(op))
        for (Value argument : holder.getBody().getArguments())
          spreadBack(argument);
    });
  }

  void spreadBack(Value value) {
    for (int64_t k = 0; k < countNodes(value); ++k)
      for (const Node &source : stepBack({value, k})) {
        if (nodes.count({value, k}))
          reach(source);
        if (nodes.count(source))
          reach({value, k});
      }
  }

  void spreadOverModule(Operation *op) {
    SmallVector<Value> ports(op->getOperands());
    llvm::append_range(ports, op->getResults());
    for (Value port : ports)
      for (int64_t k = 0; k < countNodes(port); ++k)
        if (nodes.count({port, k}) && modules.insert(op).second)
          grows = true;
    if (modules.count(op))
      for (Value port : ports)
        reach(port);
  }

  NetworkOp network;
  bool grows = false;
};
} // namespace

TEST_F(BagTest, AgreesWithANaiveSearchOnRandomNetworks) {
  std::mt19937 random(2);
  size_t numReached = 0, numModules = 0;
  for (int round = 0; round < 300; ++round) {
    NetworkOp net = buildRandomNetwork(random, *module);
    Bag bag = bagGraph(net);
    NaiveBag expected(net);
    std::set<Node> nodes;
    for (const Bag::Node &node : bag.nodes)
      nodes.insert({node.value, node.position});
    ASSERT_EQ(std::set<Operation *>(bag.modules.begin(), bag.modules.end()),
              expected.modules)
        << "round " << round << "\n"
        << print();
    ASSERT_EQ(nodes, expected.nodes) << "round " << round << "\n" << print();
    EXPECT_EQ(bag.nodes.size(), nodes.size()) << "a node is listed twice";
    numReached += bag.modules.size();
    numModules += findModules<PlainModuleOp>(net).size();
  }
  // The networks are such that the comparison says something.
  EXPECT_GT(numReached, numModules / 4);
  EXPECT_LT(numReached, numModules);
}

//===----------------------------------------------------------------------===//
// findModules
//===----------------------------------------------------------------------===//

namespace {
class FindModulesTest : public GraphFixture {
protected:
  FindModulesTest() {
    parse(R"(graph.network @net(%in: !n1) -> !n1 {
      %w = graph.linear_weights %in {name = "w",
          weights = dense<1.0> : tensor<1x1xf32>} : !n1 -> !n1
      %h = graph.holder(%x = %w) : (!n1) -> !n1 attributes {name = "h"} {
        %r = graph.rate_neurons %x {name = "r", tau = dense<1.0> : tensor<1xf32>}
            : !n1 -> !n1
        %g = graph.generic_neurons %r {name = "g"} : !n1 -> !n1
        graph.output %g : !n1
      }
      %group = test.group(%h) {name = "group"} : (!n1) -> !n1 {
      ^bb0(%x: !n1):
        %r = graph.generic_neurons %x {name = "foreign"} : !n1 -> !n1
      }
      graph.output %group : !n1
    })");
  }
};
} // namespace

TEST_F(FindModulesTest, FindsOpsOfAClassInHolders) {
  EXPECT_EQ(namesOf(findModules<RateNeuronsOp>(network)), Names{"r"});
}

TEST_F(FindModulesTest, FindsOpsWithAnInterface) {
  EXPECT_EQ(namesOf(findModules<NeuronsOpInterface>(network)),
            (Names{"r", "g"}));
}

TEST_F(FindModulesTest, FindsOpsOfSeveralKindsInTextOrder) {
  EXPECT_EQ(namesOf(findModules<GenericNeuronsOp, WeightsOpInterface>(network)),
            (Names{"w", "g"}));
}

// What the group's region means is the group's own business.
TEST_F(FindModulesTest, FindsForeignModulesButNothingInTheirRegions) {
  EXPECT_EQ(namesOf(findModules<GraphModuleOpInterface>(network)),
            (Names{"w", "r", "g", "group"}));
}

TEST_F(FindModulesTest, LeavesOutTheHolderItself) {
  EXPECT_EQ(namesOf(findModules<HolderOp>(network)), Names{"h"});
  EXPECT_EQ(namesOf(findModules<HolderOp, RateNeuronsOp>(find("h"))),
            Names{"r"});
}
