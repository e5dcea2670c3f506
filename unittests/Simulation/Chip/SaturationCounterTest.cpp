//===- SaturationCounterTest.cpp - States that reach their limits ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/SaturationCounter.h"
#include "tidepool/Simulation/Chip/ChipSimulator.h"

#include "gtest/gtest.h"

using namespace tidepool::simulation;
using Steps = std::vector<uint64_t>;

/// One input with the largest weight to each of these hidden neurons, and as
/// many outputs, which nothing feeds.
static ChipNetwork makeNetwork(std::vector<NeuronParameters> neurons,
                               int16_t weight) {
  ChipNetwork network;
  size_t size = neurons.size();
  network.hidden = network.outputs = neurons;
  network.hiddenState.resize(size);
  network.outputState.resize(size);
  network.pendingSpikes.resize(size);
  network.fanOutBegin.resize(size + 1);
  network.inputExpansion = size;
  network.inputWeights[0].assign(size, weight);
  network.info.numInputs = 1;
  network.info.populations = {{Layer::Hidden, "a", {0}},
                              {Layer::Hidden, "b", {}},
                              {Layer::Output, "out", {}}};
  for (uint32_t id = 1; id < size; ++id)
    network.info.populations[1].neurons.push_back(id);
  for (uint32_t id = 0; id < size; ++id)
    network.info.populations[2].neurons.push_back(id);
  return network;
}

static NeuronParameters makeNeuron(uint8_t dashMem, uint8_t dashSyn,
                                   int16_t threshold) {
  NeuronParameters neuron;
  neuron.dashMem = dashMem;
  neuron.dashSyn[0] = dashSyn;
  neuron.threshold = threshold;
  return neuron;
}

// Three spikes of 16256 exceed 16 bits; two stay just below.
TEST(SaturationCounterTest, SeesCurrentsBeforeTheirDecay) {
  for (int16_t weight : {16256, -16384}) {
    ChipNetwork network =
        makeNetwork({makeNeuron(15, 15, 32767), makeNeuron(15, 3, 32767),
                     makeNeuron(15, 1, 32767), makeNeuron(15, 0, 32767)},
                    weight);
    ChipSimulator simulator(network);
    SaturationCounter counter(network, simulator);
    simulator.step({1});
    counter.count();
    EXPECT_EQ(counter.get(Layer::Hidden).current[0], (Steps{0, 0, 0, 0}));
    simulator.step({15});
    counter.count();
    EXPECT_EQ(counter.get(Layer::Hidden).current[0], (Steps{1, 1, 1, 0}));
    simulator.step({0});
    counter.count();
    EXPECT_EQ(counter.get(Layer::Hidden).current[0], (Steps{1, 1, 1, 0}));
    EXPECT_EQ(counter.get(Layer::Hidden).current[1], (Steps{0, 0, 0, 0}));
  }
}

TEST(SaturationCounterTest, SeesMembranesBeforeTheyFire) {
  ChipNetwork network =
      makeNetwork({makeNeuron(15, 15, 32767), makeNeuron(15, 15, 2000),
                   makeNeuron(15, 15, 30000)},
                  16256);
  network.hiddenState[0].membrane = 20000;
  network.hiddenState[1].membrane = 20000;
  ChipSimulator simulator(network);
  SaturationCounter counter(network, simulator);
  simulator.step({1});
  counter.count();
  EXPECT_EQ(simulator.getMembrane()[0], 0);
  EXPECT_EQ(simulator.getMembrane()[1], 32767 % 2000);
  EXPECT_EQ(simulator.getMembrane()[2], 16255);
  EXPECT_EQ(counter.get(Layer::Hidden).membrane, (Steps{1, 1, 0}));
  EXPECT_EQ(counter.get(Layer::Output).membrane, (Steps{0, 0, 0}));
}

TEST(SaturationCounterTest, SeesTheLowEnd) {
  ChipNetwork network = makeNetwork({makeNeuron(4, 4, 100)}, -16384);
  ChipSimulator simulator(network);
  SaturationCounter counter(network, simulator);
  for (unsigned t = 0; t < 3; ++t) {
    simulator.step({2});
    counter.count();
  }
  // Currents of -30720, -30720 and -30720; the membrane follows a step later.
  EXPECT_EQ(counter.get(Layer::Hidden).current[0], Steps{3});
  EXPECT_EQ(counter.get(Layer::Hidden).membrane, Steps{2});
}

TEST(SaturationCounterTest, SeesTheLimitOfSpikes) {
  ChipNetwork network = makeNetwork(
      {makeNeuron(4, 4, 10), makeNeuron(4, 4, 1057), makeNeuron(4, 4, 10)}, 0);
  network.aliasTarget = {1, std::nullopt, std::nullopt};
  network.hiddenState[0].membrane = 400;
  network.hiddenState[2].membrane = 300;
  ChipSimulator simulator(network);
  SaturationCounter counter(network, simulator);
  simulator.step({0});
  counter.count();
  EXPECT_EQ(counter.get(Layer::Hidden).spikes, (Steps{1, 1, 0}));
  // Spikes of the alias are no spikes of neuron 1's own: those would have come
  // from a membrane of 31 * 1057, the largest there is.
  EXPECT_EQ(counter.get(Layer::Hidden).membrane, (Steps{0, 0, 0}));
}

TEST(SaturationCounterTest, SeesOutputsAndSecondSynapses) {
  ChipNetwork network = makeNetwork({makeNeuron(4, 4, 100)}, 0);
  network.hasSynapse2 = true;
  network.inputWeights[1] = {16256};
  network.hidden[0].dashSyn[1] = 2;
  network.hiddenState[0].membrane = 400;
  network.outputExpansion = 1;
  network.outputWeights = {16256};
  ChipSimulator simulator(network);
  SaturationCounter counter(network, simulator);
  for (unsigned t = 0; t < 2; ++t) {
    simulator.step({3});
    counter.count();
  }
  EXPECT_EQ(counter.get(Layer::Hidden).current[0], Steps{0});
  EXPECT_EQ(counter.get(Layer::Hidden).current[1], Steps{2});
  EXPECT_EQ(counter.get(Layer::Output).current[0], Steps{1});
  EXPECT_EQ(counter.get(Layer::Output).spikes, Steps{0});
}

TEST(SaturationCounterTest, TalliesByPopulation) {
  ChipNetwork network =
      makeNetwork({makeNeuron(15, 0, 32767), makeNeuron(15, 15, 32767),
                   makeNeuron(15, 4, 32767)},
                  16256);
  ChipSimulator simulator(network);
  SaturationCounter counter(network, simulator);
  for (unsigned t = 0; t < 2; ++t) {
    simulator.step({15});
    counter.count();
  }
  auto tallies = counter.tally();
  ASSERT_EQ(tallies.size(), 3u);
  EXPECT_EQ(tallies[0].population->label, "a");
  EXPECT_EQ(tallies[0].current[0].numNeurons, 0u);
  EXPECT_EQ(tallies[1].population->label, "b");
  EXPECT_EQ(tallies[1].current[0].numNeurons, 2u);
  EXPECT_EQ(tallies[1].current[0].numSteps, 4u);
  EXPECT_EQ(tallies[1].current[1].numSteps, 0u);
  EXPECT_EQ(tallies[2].population->label, "out");
  EXPECT_EQ(tallies[2].membrane.numNeurons, 0u);
}
