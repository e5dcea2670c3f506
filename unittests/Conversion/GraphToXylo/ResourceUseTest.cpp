//===- ResourceUseTest.cpp - Tests of the counting of resources -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/DesignRules.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

namespace {

/// Two inputs reach two of three hidden neurons; hidden neuron 0 feeds 1 and 2
/// through one synapse each, hidden neurons 1 and 2 feed the output.
constexpr const char *smallNetwork = R"(
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {weights = dense<[[1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
      [0.0, 0.0, 0.0, 1.0, 0.0, 0.0]]> : tensor<2x6xf32>}
      : !graph.nodes<2> -> !graph.nodes<6>
  %m = graph.merge %a, %r : !graph.nodes<6>
  %h = graph.lif_neurons %m {dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<3xf32>, tau_syn = dense<0.02> : tensor<6xf32>,
      threshold = dense<1.0> : tensor<3xf32>} : !graph.nodes<6> -> !graph.nodes<3>
  %r = graph.linear_weights %h {weights = dense<[[0.0, 0.0, 1.0, 1.0, 0.0, 1.0],
      [0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<3x6xf32>}
      : !graph.nodes<3> -> !graph.nodes<6>
  %w = graph.linear_weights %h {weights = dense<[[0.0], [1.0], [1.0]]> : tensor<3x1xf32>}
      : !graph.nodes<3> -> !graph.nodes<1>
  %o = graph.lif_neurons %w {dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<1xf32>, tau_syn = dense<0.02> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
})";

/// Breaks every kind of connection rule, and has neurons that no chip has.
constexpr const char *brokenNetwork = R"(
graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<3> {
  %g = graph.generic_neurons %in : !graph.nodes<2> -> !graph.nodes<2>
  %r = graph.rate_neurons %g {tau = dense<0.02> : tensor<2xf32>}
      : !graph.nodes<2> -> !graph.nodes<2>
  %o = graph.open : !graph.nodes<1>
  %c = graph.concat %r, %o : (!graph.nodes<2>, !graph.nodes<1>) -> !graph.nodes<3>
  graph.output %c : !graph.nodes<3>
})";

class ResourceUseTest : public ::testing::Test {
protected:
  ResourceUseTest() { context.loadDialect<graph::GraphDialect>(); }

  /// "used/available" of each resource by name.
  std::map<std::string, std::string> count(const char *text, const Chip &chip) {
    auto module = parseSourceString<ModuleOp>(text, &context);
    if (!module) {
      ADD_FAILURE() << "does not parse";
      return {};
    }
    graph::NetworkView view(*module->getOps<graph::NetworkOp>().begin());
    NeuronConnections connections(view);
    TargetOptions target(chip);
    std::map<std::string, std::string> counts;
    for (const ResourceUse &use :
         NetworkResources(view, connections, chip, target).list())
      counts[use.resource.str()] =
          std::to_string(use.used) + "/" +
          (use.available ? std::to_string(*use.available) : "any");
    return counts;
  }

  MLIRContext context;
};

TEST_F(ResourceUseTest, CountsEverything) {
  auto counts = count(smallNetwork, *findChip("xylo_a3"));
  EXPECT_EQ(counts, (std::map<std::string, std::string>{
                        {"inputs", "2/16"},
                        {"hidden neurons", "3/992"},
                        {"output neurons", "1/32"},
                        {"input expansion", "2/128"},
                        {"output expansion", "2/128"},
                        {"both expansions", "1/128"},
                        {"synapses per hidden neuron", "2/2"},
                        {"synapses per output neuron", "1/1"},
                        {"largest fan-out", "2/1024"},
                        {"fan-out entries", "2/31744"},
                        {"neuron memory", "4/1024"},
                        {"input memory", "4/2048"}}));
}

TEST_F(ResourceUseTest, KnowsWhatAChipDoesNotLimit) {
  auto counts = count(smallNetwork, *findChip("xylo_a1"));
  EXPECT_EQ(counts["input expansion"], "2/any");
  EXPECT_EQ(counts["both expansions"], "1/any");
  // Three hidden neurons, two of padding, one output neuron.
  EXPECT_EQ(counts["neuron memory"], "6/1008");
  // Two inputs of five words each.
  EXPECT_EQ(counts["input memory"], "10/16000");
}

/// More hidden neurons than one end: the ends overlap in one neuron only.
TEST_F(ResourceUseTest, LeavesLessRoomForNeuronsInBothExpansions) {
  Chip chip = *findChip("xylo_a3");
  chip.maxExpansion = 2;
  EXPECT_EQ(count(smallNetwork, chip)["both expansions"], "1/1");
  chip.maxExpansion = 1;
  EXPECT_EQ(count(smallNetwork, chip)["both expansions"], "1/0");
}

TEST_F(ResourceUseTest, CountsNetworksThatNoChipCanHold) {
  auto counts = count(brokenNetwork, *findChip("xylo_a3"));
  EXPECT_EQ(counts["hidden neurons"], "2/992");
  EXPECT_EQ(counts["output neurons"], "2/32");
  EXPECT_EQ(counts["largest fan-out"], "0/1024");
}

/// What does not fit is what the rules report, with the same numbers.
TEST_F(ResourceUseTest, AgreesWithTheRules) {
  Chip chip = *findChip("xylo_a3");
  chip.maxInputs = chip.maxHidden = chip.maxSynapses = chip.maxFanOutEntries =
      1;
  chip.maxFanOut = {1};
  chip.maxExpansion = 1;
  chip.neuronMemory = 3;
  auto module = parseSourceString<ModuleOp>(smallNetwork, &context);
  ASSERT_TRUE(module);
  graph::NetworkView view(*module->getOps<graph::NetworkOp>().begin());
  NeuronConnections connections(view);
  TargetOptions target(chip);
  std::multimap<std::string, std::pair<size_t, size_t>> exceeded, reported;
  for (const ResourceUse &use :
       NetworkResources(view, connections, chip, target).list())
    if (!use.fits())
      exceeded.insert({use.rule.str(), {use.used, *use.available}});
  for (const Violation &violation :
       findViolations(view, connections, chip, target)) {
    ASSERT_TRUE(violation.measure) << violation.message;
    reported.insert({violation.rule.str(),
                     {violation.measure->found, violation.measure->limit}});
  }
  EXPECT_EQ(exceeded.size(), 9u);
  EXPECT_EQ(exceeded, reported);
}

} // namespace
