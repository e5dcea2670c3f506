//===- NodeGraphTest.cpp - Tests of NodeGraph ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"
#include "../GraphFixture.h"

#include "llvm/ADT/SCCIterator.h"

#include <set>

using namespace mlir;
using namespace tidepool::graph;

namespace {
class NodeGraphTest : public GraphFixture {
protected:
  using Vertex = NodeGraph::Vertex;

  /// What a vertex stands for: a module's name or a node such as `m.1`.
  static std::string nameOf(const NodeGraph &graph, Vertex v) {
    if (graph.isModule(v))
      return getBaseLabel(graph.getModule(v)).str();
    auto [value, position] = graph.getValueOf(v);
    Operation *op = value.getDefiningOp();
    return (op ? getBaseLabel(op).str() : "in") + "." +
           std::to_string(getPortNumber({value, position}));
  }

  static Names namesOf(const NodeGraph &graph, ArrayRef<Vertex> vertices) {
    Names names;
    for (Vertex v : vertices)
      names.push_back(nameOf(graph, v));
    return names;
  }
};
} // namespace

TEST_F(NodeGraphTest, NumbersNodesThenModulesThenTheRoot) {
  parse(R"(graph.network @net(%in: !n2) -> !n1 {
    %a = graph.module(%in) {name = "a"} : (!n2) -> !n3
    %some = graph.select %a[0] : !n3 -> !n1
    %b = graph.module(%some) {name = "b"} : (!n1) -> !n1
    graph.output %b : !n1
  })");
  NodeGraph graph(network);
  EXPECT_EQ(graph.getNumNodes(), 2u + 3u + 1u + 1u);
  EXPECT_EQ(GraphFixture::namesOf(graph.getModules()), (Names{"a", "b"}));
  EXPECT_EQ(graph.getModuleVertex(find("a")), graph.getNumNodes());
  EXPECT_EQ(graph.getModuleVertex(find("b")), graph.getNthModuleVertex(1));
  EXPECT_EQ(graph.getModule(graph.getNthModuleVertex(1)), find("b"));
  EXPECT_EQ(graph.getRoot() + 1, graph.getNumVertices());
  EXPECT_FALSE(graph.isModule(graph.getRoot()));
  EXPECT_FALSE(graph.isModule(graph.getNumNodes() - 1));
}

// Finding the value of a node undoes finding the node of a value.
TEST_F(NodeGraphTest, FindsTheValueOfEachNode) {
  parse(R"(graph.network @net(%x: !n2, %y: !n1) -> !n2 {
    %a:2 = graph.module(%x, %y) {name = "a"} : (!n2, !n1) -> (!n3, !n2)
    graph.output %a#1 : !n2
  })");
  NodeGraph graph(network);
  Vertex expected = 0;
  for (Value value : graph.getValues())
    for (int64_t k = 0; k < countNodes(value); ++k) {
      EXPECT_EQ(graph.getNode(value, k), expected);
      EXPECT_EQ(graph.getValueOf(expected), std::make_pair(value, k));
      ++expected;
    }
  EXPECT_EQ(expected, graph.getNumNodes());
}

TEST_F(NodeGraphTest, ListsPortsInOrder) {
  parse(R"(graph.network @net(%x: !n1, %y: !n2) -> (!n2, !n1) {
    graph.output %y, %x : !n2, !n1
  })");
  NodeGraph graph(network);
  EXPECT_EQ(namesOf(graph, graph.getInputs()), (Names{"in.0", "in.1", "in.2"}));
  EXPECT_EQ(namesOf(graph, graph.getOutputs()),
            (Names{"in.1", "in.2", "in.0"}));
}

TEST_F(NodeGraphTest, FindsTheEndsOfChains) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %y = graph.select %x[1] : !n2 -> !n1
    %x = graph.place %a[1] : !n1 -> !n2
    %a = graph.module(%in) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%y) {name = "b"} : (!n1) -> !n1
    %sum = graph.merge %a, %b : !n1
    graph.output %sum : !n1
  })");
  NodeGraph graph(network);
  std::vector<Vertex> ends = graph.findChainEnds([&](Vertex node) {
    ArrayRef<Vertex> sinks = graph.getSuccessors(node);
    return sinks.size() == 1 ? sinks.front() : node;
  });
  Names names;
  for (Vertex end : ends)
    names.push_back(nameOf(graph, end));
  // Values in text order: in, y, x (two nodes), a, b, sum.
  EXPECT_EQ(names,
            (Names{"a", "b", "place.0", "b", "a.0", "merge.0", "merge.0"}));
}

TEST_F(NodeGraphTest, ConnectsNodeByNodeThroughPlumbing) {
  parse(R"(graph.network @net(%in: !n3) -> !n3 {
    %swapped = graph.select %in[2, 0] : !n3 -> !n2
    %placed = graph.place %swapped[0, 2] : !n2 -> !n3
    %sum = graph.merge %placed, %in : !n3
    graph.output %sum : !n3
  })");
  NodeGraph graph(network);
  auto sourcesOfOutput = [&](int64_t k) {
    return namesOf(graph, graph.getPredecessors(graph.getOutputs()[k]));
  };
  EXPECT_EQ(sourcesOfOutput(0), (Names{"place.0", "in.0"}));
  EXPECT_EQ(sourcesOfOutput(1), (Names{"place.1", "in.1"}));
  Vertex unplaced =
      graph.getPredecessors(graph.getOutputs()[1]).front(); // place.1
  EXPECT_TRUE(graph.getPredecessors(unplaced).empty());
  EXPECT_EQ(namesOf(graph, graph.getSuccessors(graph.getInputs()[0])),
            (Names{"select.1", "merge.0"}));
}

TEST_F(NodeGraphTest, LooksThroughHolders) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %h = graph.holder(%x = %in) : (!n1) -> !n1 attributes {name = "h"} {
      %a = graph.module(%x) {name = "a"} : (!n1) -> !n1
      graph.output %a : !n1
    }
    graph.output %h : !n1
  })");
  NodeGraph graph(network);
  EXPECT_EQ(GraphFixture::namesOf(graph.getModules()), Names{"a"});
  Vertex a = graph.getModuleVertex(find("a"));
  Vertex port = graph.getPredecessors(a).front();
  EXPECT_EQ(graph.getPredecessors(port), ArrayRef(graph.getInputs()));
  Vertex result = graph.getSuccessors(a).front();
  EXPECT_EQ(graph.getSuccessors(result), ArrayRef(graph.getOutputs()));
}

TEST_F(NodeGraphTest, CountsInstancesAndForeignOpsAsModules) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %i = graph.instance @relay(%in) {name = "i"} : (!n1) -> !n1
    %g = test.group(%i) {name = "g"} : (!n1) -> !n1 {
    ^bb0(%x: !n1):
      %a = graph.module(%x) {name = "a"} : (!n1) -> !n1
    }
    graph.output %g : !n1
  }
  graph.network private @relay(%in: !n1) -> !n1 {
    graph.output %in : !n1
  })");
  NodeGraph graph(network);
  EXPECT_EQ(GraphFixture::namesOf(graph.getModules()), (Names{"i", "g"}));
  EXPECT_EQ(graph.getNumNodes(),
            3u); // none of those inside @relay or the group
}

// LLVM's graph algorithms see all vertices, although nothing leads to the dead
// loop of `b`, and take the root for no part of a loop.
TEST_F(NodeGraphTest, ServesLLVMsGraphAlgorithms) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %a = graph.module(%in) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%b) {name = "b"} : (!n1) -> !n1
    graph.output %a : !n1
  })");
  NodeGraph graph(network);
  const NodeGraph *constGraph = &graph;
  unsigned numVertices = 0;
  Names inLoops;
  for (auto it = llvm::scc_begin(constGraph); !it.isAtEnd(); ++it) {
    numVertices += it->size();
    if (it->size() > 1)
      for (VertexRef ref : *it)
        inLoops.push_back(nameOf(graph, ref.vertex));
  }
  EXPECT_EQ(numVertices, graph.getNumVertices());
  llvm::sort(inLoops);
  EXPECT_EQ(inLoops, (Names{"b", "b.0"}));
  EXPECT_TRUE(graph.getPredecessors(graph.getInputs()[0]).empty());
}

// Every connection of random networks, both ways, against one step back through
// each op.
TEST_F(NodeGraphTest, AgreesWithTheMeaningOfRandomNetworks) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    NodeGraph graph(buildRandomNetwork(random, *module));
    std::multiset<std::pair<Vertex, Vertex>> backward, forward, expected;
    for (Vertex v = 0; v < graph.getRoot(); ++v) {
      for (Vertex source : graph.getPredecessors(v))
        backward.emplace(source, v);
      for (Vertex sink : graph.getSuccessors(v))
        forward.emplace(v, sink);
      if (!graph.isModule(v)) {
        auto [value, position] = graph.getValueOf(v);
        for (Node source : stepBack({value, position}))
          expected.emplace(graph.getNode(source.value, source.position), v);
        if (auto module = value.getDefiningOp<PlainModuleOp>())
          expected.emplace(graph.getModuleVertex(module), v);
        continue;
      }
      for (Value operand : graph.getModule(v)->getOperands())
        for (int64_t k = 0; k < countNodes(operand); ++k)
          expected.emplace(graph.getNode(operand, k), v);
    }
    ASSERT_EQ(backward, expected) << "round " << round << "\n" << print();
    ASSERT_EQ(forward, expected) << "round " << round << "\n" << print();
  }
}
