//===- ActivityCounterTest.cpp - What makes a run cost time ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ActivityCounter.h"
#include "tidepool/Simulation/Chip/ChipSimulator.h"

#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::simulation;

/// A neuron that fires on every spike of weight 100, and keeps nothing.
static NeuronParameters makeNeuron() {
  NeuronParameters neuron;
  neuron.dashMem = 0;
  neuron.dashSyn[0] = neuron.dashSyn[1] = 1;
  neuron.threshold = 40;
  return neuron;
}

/// Two inputs: 0 reaches hidden neuron 0 in both synapses and 1 in one of them,
/// input 1 reaches none. Neuron 0 feeds neuron 2 in one synapse and neuron 1 in
/// none (its weight is zero); neurons 1 and 2 feed the outputs, neuron 2 both.
/// The alias of neuron 0 is neuron 2, that of neuron 2 is neuron 0.
static ChipNetwork makeNetwork(const char *chip) {
  ChipNetwork network;
  network.chip = xylo::findChip(llvm::StringRef(chip));
  network.info.numInputs = 2;
  network.info.numOutputs = 2;
  network.hasSynapse2 = true;
  network.hidden.assign(3, makeNeuron());
  network.outputs.assign(2, makeNeuron());
  network.hiddenState.resize(3);
  network.outputState.resize(2);
  network.pendingSpikes.resize(3);
  network.inputExpansion = 2;
  network.outputExpansion = 2;
  network.inputWeights[0] = {100, 0, 0, 0};
  network.inputWeights[1] = {1, 1, 0, 0};
  network.fanOutBegin = {0, 2, 2, 2};
  network.fanOut = {{1, {0, 0}}, {2, {0, -5}}};
  network.outputWeights = {0, 1, 1, 1};
  network.aliasTarget = {2, std::nullopt, 0};
  return network;
}

TEST(OperationCountTest, CountsAllSynapsesAtWorst) {
  OperationCount worst = countWorstOperations(makeNetwork("xylo_a3"));
  EXPECT_EQ(worst.inputAdditions, 3u);
  EXPECT_EQ(worst.recurrentAdditions, 1u);
  EXPECT_EQ(worst.outputAdditions, 3u);
  EXPECT_EQ(worst.aliasAdditions, 2u);
  EXPECT_EQ(worst.neuronUpdates, 5u);
  EXPECT_EQ(worst.getSynapticAdditions(), 7u);
}

/// Operations happen when spikes arrive: those of hidden neurons a step after
/// they were made. How often a source spikes in a step makes no difference.
TEST(ActivityCounterTest, CountsWhatIsDelivered) {
  ChipNetwork network = makeNetwork("xylo_a3");
  ChipSimulator simulator(network);
  ActivityCounter counter(network, simulator);
  simulator.step({1, 0});
  counter.record({1, 0});
  // Neuron 0 fires, and neuron 2 by its alias, which gives neuron 0 another.
  ASSERT_EQ(simulator.getHiddenSpikes()[0], 2);
  ASSERT_EQ(simulator.getHiddenSpikes()[1], 0);
  ASSERT_EQ(simulator.getHiddenSpikes()[2], 1);
  const ActivityCounts &counts = counter.getCounts();
  EXPECT_EQ(counts.numSteps, 1u);
  EXPECT_EQ(counts.activeInputs, 1u);
  EXPECT_EQ(counts.activeHidden, 2u);
  EXPECT_EQ(counts.operations.inputAdditions, 3u);
  EXPECT_EQ(counts.operations.recurrentAdditions, 0u);
  EXPECT_EQ(counts.operations.outputAdditions, 0u);
  EXPECT_EQ(counts.operations.aliasAdditions, 2u);
  EXPECT_EQ(counts.operations.neuronUpdates, 5u);

  simulator.step({0, 7});
  counter.record({0, 7});
  EXPECT_EQ(counts.activeInputs, 2u);
  EXPECT_EQ(counts.mostInputs, 1u);
  EXPECT_EQ(counts.operations.inputAdditions, 3u);
  EXPECT_EQ(counts.operations.recurrentAdditions, 1u);
  EXPECT_EQ(counts.operations.outputAdditions, 2u);
  EXPECT_EQ(counts.operations.neuronUpdates, 10u);
  EXPECT_EQ(counts.mostOperations.inputAdditions, 3u);
  EXPECT_EQ(counts.mostOperations.outputAdditions, 2u);
  EXPECT_EQ(counts.mostOperations.neuronUpdates, 5u);
}

/// A run that begins with spikes on the way delivers them.
TEST(ActivityCounterTest, CountsSpikesThatArePending) {
  ChipNetwork network = makeNetwork("xylo_a3");
  network.pendingSpikes[0] = 4;
  ChipSimulator simulator(network);
  ActivityCounter counter(network, simulator);
  simulator.step({0, 0});
  counter.record({0, 0});
  EXPECT_EQ(counter.getCounts().operations.recurrentAdditions, 1u);
  EXPECT_EQ(counter.getCounts().activeInputs, 0u);
}

TEST(ActivityCounterTest, FindsTheStepThatTakesLongest) {
  ChipNetwork network = makeNetwork("xylo_a2");
  ChipSimulator simulator(network);
  ActivityCounter counter(network, simulator);
  CycleFactors factors = *getCycleFactors(network);
  simulator.step({0, 0});
  counter.record({0, 0});
  EXPECT_EQ(counter.getCounts().mostCycles,
            countCycles(factors, {0, 0}).getTotal());
  simulator.step({1, 1});
  counter.record({1, 1});
  simulator.step({0, 0});
  counter.record({0, 0});
  EXPECT_EQ(counter.getCounts().mostCycles,
            countCycles(factors, {1, 2.0 / 3}).getTotal());
}

TEST(ActivityCounterTest, CountsWithoutAModel) {
  ChipNetwork network = makeNetwork("xylo_a1");
  ChipSimulator simulator(network);
  ActivityCounter counter(network, simulator);
  simulator.step({1, 0});
  counter.record({1, 0});
  EXPECT_EQ(counter.getCounts().mostCycles, 0);
  EXPECT_EQ(counter.getCounts().operations.inputAdditions, 3u);
}

TEST(ActivityCounterTest, AddsRuns) {
  ActivityCounts one{2, 3, 4, 2, 3, {1, 2, 3, 4, 5}, {1, 1, 2, 2, 3}, 10};
  one.add({1, 1, 1, 1, 4, {1, 1, 1, 1, 1}, {0, 2, 1, 3, 3}, 7});
  EXPECT_EQ(one.numSteps, 3u);
  EXPECT_EQ(one.activeInputs, 4u);
  EXPECT_EQ(one.activeHidden, 5u);
  EXPECT_EQ(one.mostInputs, 2u);
  EXPECT_EQ(one.mostHidden, 4u);
  EXPECT_EQ(one.operations.inputAdditions, 2u);
  EXPECT_EQ(one.operations.neuronUpdates, 6u);
  EXPECT_EQ(one.mostOperations.recurrentAdditions, 2u);
  EXPECT_EQ(one.mostOperations.aliasAdditions, 3u);
  EXPECT_EQ(one.mostCycles, 10);
}
