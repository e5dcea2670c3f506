//===- InstanceGraphTest.cpp - Tests of InstanceGraph --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/InstanceGraph.h"
#include "../GraphFixture.h"

using namespace mlir;
using namespace tidepool::graph;

namespace {
class InstanceGraphTest : public GraphFixture {
protected:
  static Names namesOf(ArrayRef<NetworkOp> networks) {
    Names names;
    for (NetworkOp network : networks)
      names.push_back(network.getSymName().str());
    return names;
  }

  NetworkOp lookup(StringRef name) {
    return SymbolTable(*module).lookup<NetworkOp>(name);
  }

  /// Instances as `name>callee`.
  Names usesOf(const InstanceGraph &graph, StringRef network) {
    Names names;
    for (InstanceGraph::Use use : graph.getUses(lookup(network)))
      names.push_back(getBaseLabel(use.instance).str() + ">" +
                      use.callee.getSymName().str());
    return names;
  }

  /// Builds networks `n0` to `n<size - 1>`; each has an instance of the next,
  /// and the last one of network `n<last>`, if that exists.
  void createChain(unsigned size, unsigned last) {
    FunctionType type = rewriter.getFunctionType({}, {});
    for (unsigned i = 0; i < size; ++i) {
      rewriter.setInsertionPointToEnd(module->getBody());
      auto net =
          NetworkOp::create(rewriter, loc, "n" + std::to_string(i), type);
      rewriter.setInsertionPointToEnd(&net.getBody().front());
      unsigned callee = i + 1 < size ? i + 1 : last;
      if (callee < size)
        InstanceOp::create(rewriter, loc, TypeRange(),
                           "n" + std::to_string(callee), ValueRange(),
                           StringAttr());
      OutputOp::create(rewriter, loc, ValueRange());
    }
  }

  Names recursionErrors() {
    InstanceGraph graph(*module);
    return messagesOf([&] { EXPECT_TRUE(failed(graph.verifyNoRecursion())); });
  }
};
} // namespace

TEST_F(InstanceGraphTest, ListsNetworksAndTheirInstancesInTextOrder) {
  parse(R"(
    graph.network @top() -> () {
      graph.instance @b() {name = "first"} : () -> ()
      graph.holder() : () -> () {
        graph.instance @a() {name = "held"} : () -> ()
        graph.output
      }
      graph.instance @b() {name = "last"} : () -> ()
      graph.output
    }
    graph.network @b() -> () {
      graph.instance @a() {name = "nested"} : () -> ()
      graph.output
    }
    graph.network @a() -> () { graph.output }
    graph.network @alone() -> () { graph.output }
  )");
  InstanceGraph graph(*module);
  EXPECT_EQ(namesOf(graph.getNetworks()), (Names{"top", "b", "a", "alone"}));
  EXPECT_EQ(usesOf(graph, "top"), (Names{"first>b", "held>a", "last>b"}));
  EXPECT_EQ(usesOf(graph, "b"), Names{"nested>a"});
  EXPECT_EQ(usesOf(graph, "a"), Names{});
  EXPECT_EQ(graph.getNumInstances(lookup("a")), 2u);
  EXPECT_EQ(graph.getNumInstances(lookup("b")), 2u);
  EXPECT_EQ(graph.getNumInstances(lookup("top")), 0u);
  EXPECT_EQ(namesOf(graph.getTopNetworks()), (Names{"top", "alone"}));
  EXPECT_TRUE(succeeded(graph.verifyNoRecursion()));
}

// The verifier reports these; whoever reads the graph before it does not crash.
TEST_F(InstanceGraphTest, LeavesOutInstancesWithoutNetwork) {
  parse(R"(
    graph.network @net() -> () {
      graph.instance @missing() {name = "i"} : () -> ()
      graph.instance @other() {name = "j"} : () -> ()
      graph.output
    }
    module @other {}
  )",
        /*verify=*/false);
  InstanceGraph graph(*module);
  EXPECT_TRUE(graph.getUses(network).empty());
  EXPECT_EQ(namesOf(graph.getTopNetworks()), Names{"net"});
}

TEST_F(InstanceGraphTest, ReportsNetworksThatUseThemselves) {
  createChain(1, /*last=*/0);
  EXPECT_EQ(recursionErrors(),
            Names{"'graph.instance' op makes network 'n0' contain itself: 'n0' "
                  "-> 'n0'"});
}

// `n0` leads to the cycle but is not in it.
TEST_F(InstanceGraphTest, ShowsTheWholeChainOfRecursion) {
  createChain(4, /*last=*/1);
  EXPECT_EQ(recursionErrors(),
            (Names{"'graph.instance' op makes network 'n1' contain itself: "
                   "'n1' -> 'n2' -> 'n3' -> 'n1'",
                   "  through this instance of 'n3'",
                   "  through this instance of 'n1'"}));
}

// A network that is used twice, on two ways, is no recursion.
TEST_F(InstanceGraphTest, AcceptsDiamonds) {
  parse(R"(
    graph.network @top() -> () {
      graph.instance @left() : () -> ()
      graph.instance @right() : () -> ()
      graph.output
    }
    graph.network @left() -> () {
      graph.instance @leaf() : () -> ()
      graph.output
    }
    graph.network @right() -> () {
      graph.instance @leaf() : () -> ()
      graph.output
    }
    graph.network @leaf() -> () { graph.output }
  )");
  EXPECT_TRUE(succeeded(InstanceGraph(*module).verifyNoRecursion()));
}

TEST_F(InstanceGraphTest, CutsTheReportOfLongChains) {
  createChain(100, /*last=*/0);
  Names messages = recursionErrors();
  ASSERT_EQ(messages.size(), 16u); // the error and a note for each further step
  EXPECT_NE(messages.front().find("-> 'n16' -> ... (100 steps)"),
            std::string::npos)
      << messages.front();
}

// Neither recursion nor quadratic time, whichever way the chain ends.
TEST_F(InstanceGraphTest, HandlesLongChains) {
  createChain(50000, /*last=*/50000);
  InstanceGraph graph(*module);
  EXPECT_EQ(namesOf(graph.getTopNetworks()), Names{"n0"});
  EXPECT_TRUE(succeeded(graph.verifyNoRecursion()));
}
