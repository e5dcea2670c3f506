//===- ChipSimulatorTest.cpp - Whole networks, step by step ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ChipSimulator.h"

#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace tidepool::simulation;

/// Hidden neurons without connections, dash 15, that hold their state for a
/// step but for the decay of one.
static ChipNetwork makeUnconnected(std::vector<int16_t> membranes,
                                   int16_t threshold) {
  ChipNetwork network;
  for (int16_t membrane : membranes) {
    NeuronParameters parameters;
    parameters.dashMem = 15;
    parameters.threshold = threshold;
    network.hidden.push_back(parameters);
    network.hiddenState.push_back({membrane, {}});
  }
  network.pendingSpikes.resize(membranes.size());
  network.fanOutBegin.resize(membranes.size() + 1);
  network.aliasTarget.resize(membranes.size());
  return network;
}

//===----------------------------------------------------------------------===//
// Aliases
//===----------------------------------------------------------------------===//

// Neurons whose own counts are 2, 3 and 0.
TEST(ChipSimulatorTest, AliasesAddSpikesInTheOrderOfIds) {
  using Counts = std::vector<uint8_t>;
  const struct {
    std::vector<std::pair<unsigned, unsigned>> aliases;
    Counts counts;
  } cases[] = {
      {{}, {2, 3, 0}},
      {{{0, 1}}, {2, 5, 0}},
      {{{1, 0}}, {5, 3, 0}},
      {{{0, 1}, {1, 2}}, {2, 5, 5}},
      {{{1, 0}, {2, 1}}, {5, 3, 0}},
      {{{0, 0}}, {4, 3, 0}},
      {{{0, 2}, {1, 2}}, {2, 3, 5}},
      {{{0, 1}, {1, 0}}, {7, 5, 0}},
  };
  for (const auto &c : cases) {
    ChipNetwork network = makeUnconnected({26, 36, 6}, 10);
    for (auto [source, target] : c.aliases)
      network.aliasTarget[source] = target;
    ChipSimulator simulator(network);
    simulator.step({});
    EXPECT_EQ(Counts(simulator.getHiddenSpikes()), c.counts);
    for (int16_t membrane : simulator.getMembrane())
      EXPECT_EQ(membrane, 5);
  }
}

TEST(ChipSimulatorTest, AliasesStopAtTheLimit) {
  ChipNetwork network = makeUnconnected({311, 56}, 10);
  network.aliasTarget[0] = 1;
  ChipSimulator forward(network);
  forward.step({});
  EXPECT_EQ(forward.getHiddenSpikes(), (llvm::ArrayRef<uint8_t>{31, 31}));
  EXPECT_EQ(forward.getMembrane()[0], 0);
  EXPECT_EQ(forward.getMembrane()[1], 55);

  network = makeUnconnected({56, 291}, 10);
  network.aliasTarget[1] = 0;
  ChipSimulator backward(network);
  backward.step({});
  EXPECT_EQ(backward.getHiddenSpikes(), (llvm::ArrayRef<uint8_t>{31, 29}));
  EXPECT_EQ(backward.getMembrane()[0], 5);
  EXPECT_EQ(backward.getMembrane()[1], 0);
}

//===----------------------------------------------------------------------===//
// A network with everything
//===----------------------------------------------------------------------===//

/// Two inputs, three hidden neurons with two synapses, two outputs, an alias
/// from 1 to 2; input and output weights are shifted by one.
static ChipNetwork makeExample(unsigned version) {
  ChipNetwork network;
  network.coreVersion = version;
  network.info.numInputs = 2;
  network.inputExpansion = network.outputExpansion = 3;
  network.hasSynapse2 = true;
  bool hasBias = version == 2;
  auto add = [&](std::vector<NeuronParameters> &neurons,
                 std::vector<NeuronState> &states, uint8_t dashMem,
                 uint8_t dashSyn, uint8_t dashSyn2, int16_t threshold,
                 int16_t bias) {
    NeuronParameters parameters;
    parameters.dashMem = dashMem;
    parameters.dashSyn[0] = dashSyn;
    parameters.dashSyn[1] = dashSyn2;
    parameters.threshold = threshold;
    parameters.bias = hasBias ? bias : 0;
    neurons.push_back(parameters);
    states.emplace_back();
  };
  add(network.hidden, network.hiddenState, 3, 2, 3, 120, 4);
  add(network.hidden, network.hiddenState, 4, 3, 2, 150, -6);
  add(network.hidden, network.hiddenState, 2, 2, 1, 90, 0);
  add(network.outputs, network.outputState, 3, 2, 0, 110, 0);
  add(network.outputs, network.outputState, 4, 3, 0, 140, 3);
  network.pendingSpikes.resize(3);
  network.inputWeights[0] = {60, -24, 0, 0, 44, 0};
  network.inputWeights[1] = {0, 0, 50, -18, 0, 0};
  network.fanOutBegin = {0, 2, 4, 5};
  network.fanOut = {
      {1, {18, 0}}, {2, {-14, 0}}, {0, {-11, 0}}, {2, {21, 5}}, {2, {-8, 0}}};
  network.outputWeights = {80, -20, -24, 70, 0, 18};
  network.aliasTarget = {std::nullopt, 2, std::nullopt};
  return network;
}

namespace {
/// All integers after a step: currents of hidden neurons (both synapses of the
/// first, one of the second, both of the third), membranes, spikes, outputs.
struct ExampleStep {
  int16_t current[6], membrane[3];
  uint8_t spikes[3];
  int16_t outCurrent[2], outMembrane[2];
  uint8_t outSpikes[2];
};
} // namespace

static void expectSteps(unsigned version,
                        llvm::ArrayRef<ExampleStep> expected) {
  const uint32_t counts[12][2] = {{3, 0}, {0, 4}, {15, 17}, {0, 0},
                                  {0, 2}, {7, 1}, {0, 0},   {0, 0},
                                  {0, 0}, {1, 9}, {0, 0},   {0, 0}};
  ChipNetwork network = makeExample(version);
  ChipSimulator simulator(network);
  for (unsigned round = 0; round < 2; ++round, simulator.reset())
    for (auto [t, step] : llvm::enumerate(expected)) {
      simulator.step(counts[t]);
      for (unsigned id = 0; id < 3; ++id) {
        EXPECT_EQ(simulator.getCurrent(0)[id], step.current[2 * id])
            << t << ' ' << id;
        EXPECT_EQ(simulator.getCurrent(1)[id], step.current[2 * id + 1])
            << t << ' ' << id;
        EXPECT_EQ(simulator.getMembrane()[id], step.membrane[id])
            << t << ' ' << id;
        EXPECT_EQ(simulator.getHiddenSpikes()[id], step.spikes[id])
            << t << ' ' << id;
      }
      for (unsigned id = 0; id < 2; ++id) {
        EXPECT_EQ(simulator.getOutputCurrent()[id], step.outCurrent[id])
            << t << ' ' << id;
        EXPECT_EQ(simulator.getOutputMembrane()[id], step.outMembrane[id])
            << t << ' ' << id;
        EXPECT_EQ(simulator.getOutputSpikes()[id], step.outSpikes[id])
            << t << ' ' << id;
      }
    }
}

TEST(ChipSimulatorTest, RunsTheExampleOnVersion1) {
  const ExampleStep expected[] = {
      {{135, 0, -63, 0, 0, 75},
       {15, -63, 75},
       {1, 0, 0},
       {0, 0},
       {0, 0},
       {0, 0}},
      {{102, -63, 115, 0, -10, 38},
       {53, 56, 85},
       {0, 0, 0},
       {60, -17},
       {60, -17},
       {0, 0}},
      {{752, -291, 364, 0, -7, 394},
       {28, 117, 1},
       {4, 2, 7},
       {45, -14},
       {98, -29},
       {0, 0}},
      {{548, -254, 382, 0, -57, 202},
       {79, 42, 55},
       {2, 3, 4},
       {238, 151},
       {214, 124},
       {1, 0}},
      {{387, -253, 443, 0, -40, 109},
       {84, 33, 21},
       {1, 3, 4},
       {245, 344},
       {323, 321},
       {1, 1}},
      {{581, -237, 295, 0, -17, 237},
       {58, 26, 56},
       {3, 2, 4},
       {190, 531},
       {363, 692},
       {1, 1}},
      {{420, -207, 306, 0, -36, 124},
       {24, 31, 40},
       {2, 2, 3},
       {287, 598},
       {495, 1107},
       {1, 1}},
      {{299, -181, 300, 0, -34, 67},
       {19, 30, 63},
       {1, 2, 2},
       {300, 658},
       {624, 1556},
       {1, 1}},
      {{208, -158, 279, 0, -16, 39},
       {67, 8, 71},
       {0, 2, 2},
       {249, 713},
       {685, 2032},
       {1, 1}},
      {{185, -280, 570, 0, 8, 50},
       {-36, 127, 22},
       {0, 3, 4},
       {151, 778},
       {641, 2543},
       {1, 1}},
      {{114, -245, 499, 0, 30, 33},
       {-162, 19, 80},
       {0, 4, 4},
       {60, 928},
       {511, 3173},
       {1, 1}},
      {{53, -214, 437, 0, 62, 27},
       {-302, 5, 59},
       {0, 3, 4},
       {-27, 1120},
       {311, 3955},
       {1, 1}},
  };
  expectSteps(1, expected);
}

TEST(ChipSimulatorTest, RunsTheExampleOnVersion2) {
  const ExampleStep expected[] = {
      {{135, 0, -63, 0, 0, 75},
       {19, -69, 75},
       {1, 0, 0},
       {0, 0},
       {0, 3},
       {0, 0}},
      {{102, -63, 115, 0, -10, 38},
       {60, 45, 85},
       {0, 0, 0},
       {60, -17},
       {60, -12},
       {0, 0}},
      {{752, -291, 364, 0, -7, 394},
       {38, 101, 1},
       {4, 2, 7},
       {45, -14},
       {98, -22},
       {0, 0}},
      {{548, -254, 382, 0, -57, 202},
       {92, 21, 55},
       {2, 3, 4},
       {238, 151},
       {214, 134},
       {1, 0}},
      {{387, -253, 443, 0, -40, 109},
       {99, 7, 21},
       {1, 3, 4},
       {245, 344},
       {323, 333},
       {1, 1}},
      {{581, -237, 295, 0, -17, 237},
       {75, 145, 56},
       {3, 1, 3},
       {190, 531},
       {363, 707},
       {1, 1}},
      {{428, -207, 306, 0, -46, 121},
       {51, 136, 27},
       {2, 2, 3},
       {305, 521},
       {513, 1047},
       {1, 1}},
      {{305, -181, 300, 0, -42, 66},
       {53, 122, 45},
       {1, 2, 2},
       {313, 591},
       {652, 1436},
       {1, 1}},
      {{213, -158, 279, 0, -22, 38},
       {106, 88, 50},
       {0, 2, 2},
       {259, 654},
       {720, 1864},
       {1, 1}},
      {{189, -280, 570, 0, 3, 49},
       {6, 47, 0},
       {0, 4, 5},
       {159, 727},
       {679, 2338},
       {1, 1}},
      {{109, -245, 499, 0, 36, 35},
       {-127, 88, 71},
       {0, 3, 3},
       {48, 960},
       {533, 3015},
       {1, 1}},
      {{57, -214, 437, 0, 57, 25},
       {-264, 64, 46},
       {0, 3, 4},
       {-18, 1071},
       {339, 3761},
       {1, 1}},
  };
  expectSteps(2, expected);
}
