//===- GraphApiTutorialTest.cpp - Rockpool's graph tutorial in C++ -------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rockpool introduces its graph API with a handful of examples. Each is rebuilt
// here with the functions of the same purpose, in the order of the tutorial.
//
//===----------------------------------------------------------------------===//

#include "../GraphFixture.h"
#include "tidepool/Dialect/Graph/Analysis/Bag.h"
#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/GraphEditing.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

namespace {
class GraphApiTutorialTest : public GraphFixture {
protected:
  ElementsAttr splat(ArrayRef<int64_t> shape, float value) {
    return DenseElementsAttr::get(
        RankedTensorType::get(shape, rewriter.getF32Type()), value);
  }

  /// Rockpool's custom module of the tutorial: weights and rate neurons in one.
  Operation *createWeightedRate(StringRef name, Value input, int64_t size) {
    return test::WeightedRateOp::create(
        rewriter, loc, nodes(size).front(), input,
        splat({countNodes(input), size}, 0.5f), splat({size}, 0.1f),
        /*bias=*/ElementsAttr(), rewriter.getF64FloatAttr(1e-3),
        rewriter.getStringAttr(name));
  }

  LogicalResult run(std::unique_ptr<Pass> pass) {
    PassManager passes(&context);
    passes.addPass(std::move(pass));
    return passes.run(*module);
  }

  LogicalResult runOnNetworks(std::unique_ptr<Pass> pass) {
    PassManager passes(&context);
    passes.addNestedPass<NetworkOp>(std::move(pass));
    return passes.run(*module);
  }
};
} // namespace

// A module by itself: ordered input and output nodes and a name.
TEST_F(GraphApiTutorialTest, CreatesAModule) {
  createNetwork({}, {});
  auto module = cast<GraphModuleOpInterface>(createModule("mod", 2, 3));
  EXPECT_EQ(module.getNumInputNodes(), 2);
  EXPECT_EQ(module.getNumOutputNodes(), 3);
  EXPECT_EQ(module.getModuleNameAttr().getValue(), "mod");
  module.setModuleName(rewriter.getStringAttr("renamed"));
  EXPECT_EQ(module.getModuleNameAttr().getValue(), "renamed");
  EXPECT_TRUE(verifies());
}

TEST_F(GraphApiTutorialTest, ConnectsTwoModules) {
  createNetwork({}, {});
  Operation *mod1 = createModule("mod1", 2, 3);
  Operation *mod2 = createModule("mod2", 3, 4);
  ASSERT_TRUE(succeeded(connectModules(rewriter, mod1, mod2)));
  // The output nodes of one are the input nodes of the other.
  EXPECT_EQ(mod2->getOperand(0), mod1->getResult(0));
  EXPECT_EQ(*mod1->getResult(0).user_begin(), mod2);
  EXPECT_TRUE(verifies());
}

TEST_F(GraphApiTutorialTest, ConnectsSomeNodesOfTwoModules) {
  createNetwork({}, {});
  Operation *mod1 = createModule("mod1", 1, 3);
  Operation *mod2 = createModule("mod2", 4, 1);
  ASSERT_TRUE(succeeded(connectModules(
      rewriter, mod1, mod2, ArrayRef<int64_t>{0, 2}, ArrayRef<int64_t>{1, 3})));
  EXPECT_EQ(driversOf(mod2, 0), Names{});
  EXPECT_EQ(driversOf(mod2, 1), Names{"mod1.0"});
  EXPECT_EQ(driversOf(mod2, 2), Names{});
  EXPECT_EQ(driversOf(mod2, 3), Names{"mod1.2"});
  EXPECT_TRUE(verifies());
}

TEST_F(GraphApiTutorialTest, HoldsModulesAsOne) {
  createNetwork(2, 4);
  Operation *mod1 = createModule("mod1", 2, 3);
  Operation *mod2 = createModule("mod2", 3, 4);
  ASSERT_TRUE(succeeded(connectModules(rewriter, mod1, mod2)));
  HolderOp holder = wrapInHolder(rewriter, {mod1, mod2}, "holder");
  EXPECT_EQ(holder.getName(), "holder");
  EXPECT_EQ(countNodes(holder.getOperandTypes()), 2);
  EXPECT_EQ(countNodes(holder.getResultTypes()), 4);

  // The holder connects as a module would.
  holder->setOperand(0, network.getArgument(0));
  ASSERT_TRUE(succeeded(connectModules(rewriter, holder, getOutput())));
  EXPECT_EQ(driversOf(mod1, 1), Names{"in.1"});
  EXPECT_EQ(driversOf(getOutput(), 3), Names{"mod2.3"});
  EXPECT_TRUE(verifies());
}

// From the input nodes to their sink modules, to the output nodes of these, and
// so on up to the network's outputs.
TEST_F(GraphApiTutorialTest, TraversesFromInputsToOutputs) {
  createNetwork(2, 2);
  Operation *mod1 = createModule("mod1", 2, 3);
  mod1->setOperand(0, network.getArgument(0));
  Operation *mod2 = createModule("mod2", 3, 2);
  ASSERT_TRUE(succeeded(connectModules(rewriter, mod1, mod2)));
  Operation *mod3 = createModule("mod3", 2, 2);
  ASSERT_TRUE(succeeded(connectModules(rewriter, mod2, mod3)));
  wrapInHolder(rewriter, {mod2, mod3}, "holder");
  ASSERT_TRUE(
      succeeded(connectModules(rewriter, mod3->getParentOp(), getOutput())));
  createModule("unconnected", 1, 1);
  ASSERT_TRUE(verifies());

  NodeGraph graph(network);
  SmallVector<NodeGraph::Vertex> queue(graph.getInputs());
  DenseSet<NodeGraph::Vertex> seen(queue.begin(), queue.end());
  Names visited;
  for (size_t next = 0; next < queue.size(); ++next) {
    if (graph.isModule(queue[next]))
      visited.push_back(getBaseLabel(graph.getModule(queue[next])).str());
    for (NodeGraph::Vertex v : graph.getSuccessors(queue[next]))
      if (seen.insert(v).second)
        queue.push_back(v);
  }
  EXPECT_EQ(visited, (Names{"mod1", "mod2", "mod3"}));
  for (NodeGraph::Vertex output : graph.getOutputs())
    EXPECT_TRUE(seen.contains(output));

  // The bag holds the same modules without the effort.
  EXPECT_EQ(namesOf(bagGraph(network).modules), visited);
}

TEST_F(GraphApiTutorialTest, ConnectsTwoModulesRecurrently) {
  createNetwork(2, 2);
  Operation *mod = createModule("mod", 2, 2);
  Operation *recurrent = createModule("recurrent", 2, 2);
  mod->setOperand(0, network.getArgument(0));
  ASSERT_TRUE(succeeded(connectModules(rewriter, mod, recurrent)));
  ASSERT_TRUE(succeeded(connectModules(rewriter, recurrent, mod)));
  ASSERT_TRUE(succeeded(connectModules(rewriter, mod, getOutput())));
  ASSERT_TRUE(verifies());

  EXPECT_EQ(driversOf(mod, 0), (Names{"in.0", "recurrent.0"}));
  EXPECT_EQ(namesOf(findRecurrentModules(network)),
            (Names{"mod", "recurrent"}));
  // Looking around a loop ends.
  EXPECT_EQ(namesOf(bagGraph(network).modules), (Names{"mod", "recurrent"}));
}

// `as_graph`: the custom module builds a graph of the modules it stands for.
TEST_F(GraphApiTutorialTest, ExpandsACustomModule) {
  createNetwork(2, 3);
  Operation *custom = createWeightedRate("custom", network.getArgument(0), 3);
  ASSERT_TRUE(succeeded(connectModules(rewriter, custom, getOutput())));
  ASSERT_TRUE(verifies());
  ASSERT_TRUE(succeeded(runOnNetworks(createGraphExpandModules())));

  auto holder = cast<HolderOp>(find("custom"));
  EXPECT_EQ(namesOf(findModules<GraphModuleOpInterface>(holder)),
            (Names{"weights", "neurons"}));
  auto weights = cast<LinearWeightsOp>(find("weights"));
  auto neurons = cast<RateNeuronsOp>(find("neurons"));
  EXPECT_EQ(weights.getWeights(), splat({2, 3}, 0.5f));
  EXPECT_EQ(neurons.getTau(), splat({3}, 0.1f));
  EXPECT_EQ(cast<NeuronsOpInterface>(*neurons).getTimeStep(), 1e-3);
  EXPECT_EQ(driversOf(weights, 1), Names{"in.1"});
  EXPECT_EQ(driversOf(neurons, 2), Names{"weights.2"});
  EXPECT_EQ(driversOf(getOutput(), 2), Names{"neurons.2"});
}

// Custom modules one after the other, as in a sequential network.
TEST_F(GraphApiTutorialTest, ExpandsAndFlattensANetworkOfCustomModules) {
  createNetwork(2, 1);
  Operation *hidden = createWeightedRate("hidden", network.getArgument(0), 3);
  Operation *readout = createWeightedRate("readout", hidden->getResult(0), 1);
  ASSERT_TRUE(succeeded(connectModules(rewriter, readout, getOutput())));
  ASSERT_TRUE(succeeded(runOnNetworks(createGraphExpandModules())));
  ASSERT_TRUE(succeeded(run(createGraphFlatten())));
  EXPECT_EQ(namesOf(findModules<GraphModuleOpInterface>(network)),
            (Names{"hidden/weights", "hidden/neurons", "readout/weights",
                   "readout/neurons"}));
  EXPECT_EQ(driversOf(find("readout/weights"), 2), Names{"hidden/neurons.2"});
}

TEST_F(GraphApiTutorialTest, ReplacesAModule) {
  createNetwork(2, 3);
  Operation *plain = createModule("plain", 2, 3);
  plain->setOperand(0, network.getArgument(0));
  ASSERT_TRUE(succeeded(connectModules(rewriter, plain, getOutput())));
  Operation *custom = createWeightedRate("custom", createOpen(2).front(), 3);
  ASSERT_TRUE(succeeded(replaceModule(rewriter, plain, custom)));
  EXPECT_EQ(namesOf(bagGraph(network).modules), Names{"custom"});
  EXPECT_EQ(driversOf(custom, 1), Names{"in.1"});
  EXPECT_EQ(driversOf(getOutput(), 2), Names{"custom.2"});
  EXPECT_TRUE(verifies());
}

TEST_F(GraphApiTutorialTest, FindsModulesOfAKind) {
  createNetwork(2, 3);
  Operation *custom = createWeightedRate("custom", network.getArgument(0), 3);
  Operation *plain = createModule("plain", 3, 3);
  ASSERT_TRUE(succeeded(connectModules(rewriter, custom, plain)));
  ASSERT_TRUE(succeeded(connectModules(rewriter, plain, getOutput())));
  EXPECT_EQ(namesOf(findModules<ExpandableModuleOpInterface>(network)),
            Names{"custom"});
  EXPECT_TRUE(findModules<NeuronsOpInterface>(network).empty());
  ASSERT_TRUE(succeeded(runOnNetworks(createGraphExpandModules())));
  EXPECT_EQ(namesOf(findModules<NeuronsOpInterface>(network)),
            Names{"neurons"});
  EXPECT_EQ(namesOf(findModules<WeightsOpInterface, PlainModuleOp>(network)),
            (Names{"weights", "plain"}));
}
