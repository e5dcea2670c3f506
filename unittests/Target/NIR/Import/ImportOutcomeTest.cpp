//===- ImportOutcomeTest.cpp - What became of each node -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelBuilder.h"

#include "gtest/gtest.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

namespace {

class Outcome : public testing::Test {
protected:
  MLIRContext context;
  Transcript transcript{context};
  ImportOptions options;
  ImportOutcome outcome;

  Outcome() { options.dt = 1e-3; }

  bool run(Graph graph, std::vector<Defect> errors = {}) {
    Model model;
    model.graph = std::move(graph);
    model.errors = std::move(errors);
    return succeeded(importModel(model, options, &context, &outcome));
  }

  const NodeOutcome &find(StringRef path) {
    for (const NodeOutcome &node : outcome.nodes)
      if (node.path == path)
        return node;
    ADD_FAILURE() << "no outcome of " << path.str();
    static const NodeOutcome none;
    return none;
  }
  /// "graph.lif_neurons, approximate".
  std::string describe(StringRef path) {
    const NodeOutcome &node = find(path);
    return node.becomes + ", " + nir::getName(node.fidelity.kind).str();
  }
};

std::map<std::string, Parameter> makeLIF(double threshold = 1) {
  return {{"tau", makeVector({0.02, 0.02})},
          {"r", makeVector({1, 1})},
          {"v_leak", makeVector({0, 0})},
          {"v_threshold", makeVector({1, threshold})}};
}

std::map<std::string, Parameter> makeLinear(std::vector<double> numbers) {
  return {{"weight", makeArray({2, 2}, std::move(numbers))}};
}

/// in -> w -> lif -> out.
GraphBuilder makeChain(std::map<std::string, Parameter> lif,
                       std::vector<double> weights = {1, 2, 3, 4}) {
  GraphBuilder builder;
  builder.port("in", NodeType::Input, {2})
      .add("w", NodeType::Linear, makeLinear(std::move(weights)))
      .add("lif", NodeType::LIF, std::move(lif))
      .port("out", NodeType::Output, {2})
      .edge("in", "w")
      .edge("w", "lif")
      .edge("lif", "out");
  return builder;
}

TEST_F(Outcome, TellsWhatEachNodeBecomes) {
  ASSERT_TRUE(run(makeChain(makeLIF()).build()));
  EXPECT_EQ(describe("node/nodes/in"), "argument, faithful");
  EXPECT_EQ(describe("node/nodes/out"), "result, faithful");
  EXPECT_EQ(describe("node/nodes/w"), "graph.linear_weights, faithful");
  EXPECT_EQ(describe("node/nodes/lif"), "graph.lif_neurons, approximate");
  EXPECT_EQ(find("node/nodes/lif").type, NodeType::LIF);
  ASSERT_TRUE(outcome.reading);
  EXPECT_EQ(outcome.reading->dt, 1e-3);
}

TEST_F(Outcome, KnowsTheSizeOfErrors) {
  auto lif = makeLIF();
  lif.insert({"v_reset", makeVector({0, -0.5})});
  ASSERT_TRUE(run(makeChain(lif).build()));
  const Fidelity &fidelity = find("node/nodes/lif").fidelity;
  ASSERT_EQ(fidelity.errors.size(), 3u);
  EXPECT_EQ(fidelity.errors[0].quantity, "late_share");
  EXPECT_EQ(fidelity.errors[0].value, 0.5);
  EXPECT_EQ(fidelity.errors[1].quantity, "mean_delay_steps");
  EXPECT_EQ(fidelity.errors[1].value, 1);
  EXPECT_EQ(fidelity.errors[2].quantity, "largest_v_reset");
  EXPECT_EQ(fidelity.errors[2].value, 0.5);
  // Both losses are told.
  EXPECT_NE(fidelity.reason.find("has no synapse"), std::string::npos);
  EXPECT_NE(fidelity.reason.find("to v_reset in the file"), std::string::npos);
}

TEST_F(Outcome, TellsWhatHasNoForm) {
  options.strictness = Strictness::Strict;
  ASSERT_TRUE(run(makeChain(makeLIF()).build()));
  EXPECT_EQ(describe("node/nodes/lif"), "graph.generic_neurons, unsupported");
  EXPECT_FALSE(outcome.reading);
}

/// Errors go to the node that holds the parameter; others keep what is known.
TEST_F(Outcome, IsThereForRefusedFiles) {
  GraphBuilder builder = makeChain(makeLIF(-1), {1, 2, NAN, 4});
  builder.add("lif2", NodeType::LIF, makeLIF()).edge("lif", "lif2");
  EXPECT_FALSE(run(builder.build()));
  EXPECT_EQ(describe("node/nodes/in"), "argument, faithful");
  EXPECT_EQ(describe("node/nodes/w"), ", refused");
  EXPECT_EQ(describe("node/nodes/lif"), ", refused");
  EXPECT_EQ(describe("node/nodes/lif2"), "graph.lif_neurons, approximate");
  EXPECT_EQ(find("node/nodes/w").fidelity.reason,
            "weight: element [1, 0] is NaN");
  EXPECT_EQ(find("node/nodes/lif").fidelity.reason,
            "v_threshold: element [1] is -1; a threshold must be above 0 "
            "(v_threshold and v_reset may have been swapped)");
  EXPECT_EQ(outcome.nodes.size(), 5u);
}

/// What the verifier finds is that node's, too.
TEST_F(Outcome, TellsOfNumbersThatOverflow) {
  auto lif = makeLIF();
  lif["r"] = makeVector({1e300, 1e300});
  EXPECT_FALSE(run(makeChain(lif, {1e30, 2, 3, 4}).build()));
  EXPECT_EQ(describe("node/nodes/w"), ", refused");
  EXPECT_EQ(describe("node/nodes/in"), "argument, faithful");
}

/// Nodes of a nested graph follow it; made ports are no nodes of the file.
TEST_F(Outcome, FollowsTheNesting) {
  Graph inner = makeChain(makeLIF()).build("node/nodes/a");
  ASSERT_TRUE(run(GraphBuilder()
                      .nest("a", std::move(inner))
                      .add("z", NodeType::Flatten,
                           {{"start_dim", makeScalar(0)},
                            {"end_dim", makeScalar(-1)},
                            {"input_type", makeVector({2})}})
                      .edge("a", "z")
                      .build()));
  std::vector<std::string> paths;
  for (const NodeOutcome &node : outcome.nodes)
    paths.push_back(node.path);
  EXPECT_EQ(paths, (std::vector<std::string>{
                       "node/nodes/a", "node/nodes/a/nodes/in",
                       "node/nodes/a/nodes/lif", "node/nodes/a/nodes/out",
                       "node/nodes/a/nodes/w", "node/nodes/z"}));
  EXPECT_EQ(describe("node/nodes/a"), "graph.holder, faithful");
  EXPECT_EQ(describe("node/nodes/z"), "nothing, faithful");
}

/// Wires without ends are no obstacle to what does not need them.
TEST_F(Outcome, IsThereForGraphsThatCannotBeWired) {
  EXPECT_FALSE(run(GraphBuilder()
                       .port("in", NodeType::Input, {2})
                       .port("out", NodeType::Output, {2})
                       .nest("two", GraphBuilder()
                                        .port("a", NodeType::Input, {2})
                                        .port("b", NodeType::Input, {2})
                                        .port("c", NodeType::Output, {2})
                                        .edge("a", "c")
                                        .build("node/nodes/two"))
                       .add("w", NodeType::Linear, makeLinear({1, 2, 3, 4}))
                       .edge("in", "two")
                       .edge("two", "w")
                       .edge("w", "out")
                       .build()));
  EXPECT_EQ(describe("node/nodes/two"), ", refused");
  EXPECT_EQ(describe("node/nodes/w"), "graph.linear_weights, faithful");
}

/// in -> pool -> w -> lif -> out; what `broken` names could not be read.
Graph makeBroken(StringRef broken) {
  Graph graph =
      GraphBuilder()
          .add("pool", NodeType::SumPool2d,
               {{"kernel_size", makeVector({2, 2})},
                {"stride", makeVector({2, 2})},
                {"padding", makeVector({0, 0})}})
          .port("in", NodeType::Input, {1, 2, 4})
          .add("w", NodeType::Linear,
               {{"weight", makeArray({2, 2}, {1, 2, 3, 4})}})
          .add("flat", NodeType::Flatten, {{"start_dim", makeScalar(0)}})
          .add("lif", NodeType::LIF, makeLIF())
          .port("out", NodeType::Output, {2})
          .edge("in", "pool")
          .edge("pool", "flat")
          .edge("flat", "w")
          .edge("w", "lif")
          .edge("lif", "out")
          .build();
  for (Node &node : graph.nodes)
    if (node.name == broken) {
      node.isBroken = true;
      node.type = NodeType::Unknown;
      node.parameters.clear();
    }
  graph.isComplete = false;
  return graph;
}

/// Sound nodes get what can be said of them alone or with their neighbours.
TEST_F(Outcome, IsThereForBrokenFiles) {
  EXPECT_FALSE(run(makeBroken("w"), {{"node/nodes/w/type", "is a group"}}));
  EXPECT_EQ(describe("node/nodes/w"), ", broken");
  EXPECT_EQ(find("node/nodes/w").type, NodeType::Unknown);
  EXPECT_EQ(find("node/nodes/w").fidelity.reason, "type: is a group");
  EXPECT_EQ(describe("node/nodes/pool"), "graph.linear_weights, faithful");
  EXPECT_EQ(describe("node/nodes/flat"), "nothing, faithful");
  EXPECT_EQ(describe("node/nodes/lif"), "graph.lif_neurons, approximate");
  EXPECT_EQ(describe("node/nodes/out"), "result, faithful");
  EXPECT_FALSE(outcome.reading);
  EXPECT_EQ(transcript.lines,
            std::vector<std::string>{"error: 'node/nodes/w/type': is a group"});
}

/// Shapes that only a broken node could tell are not known, and no error.
TEST_F(Outcome, DoesNotGuessShapes) {
  EXPECT_FALSE(run(makeBroken("in"), {{"node/nodes/in", "lacks shape"}}));
  EXPECT_EQ(describe("node/nodes/in"), ", broken");
  EXPECT_EQ(describe("node/nodes/pool"), ", undecided");
  EXPECT_EQ(find("node/nodes/pool").fidelity.reason,
            "not known, because its shape depends on what is wrong elsewhere");
  EXPECT_EQ(describe("node/nodes/w"), "graph.linear_weights, faithful");
  EXPECT_EQ(transcript.count("error: "), 1u);
}

/// Too many errors leave nodes that were not looked at.
TEST_F(Outcome, NamesNodesThatWereNotRead) {
  EXPECT_FALSE(run(makeBroken("w"), {{"node", "too much"}}));
  EXPECT_EQ(describe("node/nodes/w"), ", undecided");
  EXPECT_EQ(find("node/nodes/w").fidelity.reason,
            "not read, because of the many errors before it");
}

/// What is wrong with sound nodes is told besides what is broken, but nothing
/// that a broken graph may be to blame for.
TEST_F(Outcome, TellsAllErrorsOfBrokenFiles) {
  Graph graph = makeBroken("in");
  graph.edges.clear();
  for (Node &node : graph.nodes)
    if (node.name == "w")
      node.parameters["weight"] = makeArray({2, 2}, {1, 2, NAN, 4});
  Graph inner;
  inner.path = "node/nodes/x";
  inner.isComplete = false;
  Node &holder = graph.nodes.emplace_back();
  holder.name = "x";
  holder.path = "node/nodes/x";
  holder.type = NodeType::NIRGraph;
  holder.graph = std::make_unique<Graph>(std::move(inner));
  holder.isBroken = true;
  graph.edges = {{0, 5}, {5, 2}};
  EXPECT_FALSE(run(std::move(graph), {{"node/nodes/in", "lacks shape"},
                                      {"node/nodes/x/nodes", "is a dataset"}}));
  EXPECT_EQ(transcript.lines,
            (std::vector<std::string>{
                "error: 'node/nodes/in': lacks shape",
                "error: 'node/nodes/x/nodes': is a dataset",
                "error: 'node/nodes/w': weight: element [1, 0] is NaN"}));
  EXPECT_EQ(describe("node/nodes/w"), ", refused");
  EXPECT_EQ(describe("node/nodes/x"), ", broken");
}

} // namespace
