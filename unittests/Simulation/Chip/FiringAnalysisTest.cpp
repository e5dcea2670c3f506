//===- FiringAnalysisTest.cpp - Neurons that never or always fire ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/FiringAnalysis.h"
#include "tidepool/Simulation/Chip/ChipSimulator.h"

#include "gtest/gtest.h"

#include <random>

using namespace tidepool::simulation;

constexpr Firing possible = Firing::Possible, never = Firing::Never,
                 always = Firing::Always;

namespace {
/// Writes networks without inputs down.
struct Builder {
  ChipNetwork network;

  explicit Builder(unsigned numHidden, unsigned numInputs = 0) {
    network.hidden.assign(numHidden, makeNeuron(100));
    network.hiddenState.resize(numHidden);
    network.pendingSpikes.resize(numHidden);
    network.info.numInputs = numInputs;
    network.inputExpansion = numHidden;
    network.inputWeights[0].resize(numInputs * numHidden);
    network.fanOutBegin.assign(numHidden + 1, 0);
  }
  static NeuronParameters makeNeuron(int16_t threshold, int16_t bias = 0) {
    NeuronParameters neuron;
    neuron.dashMem = 4;
    neuron.dashSyn[0] = 3;
    neuron.threshold = threshold;
    neuron.bias = bias;
    return neuron;
  }
  void setInput(unsigned input, unsigned target, int16_t weight) {
    network.inputWeights[0][input * network.inputExpansion + target] = weight;
  }
  /// Sources must ascend.
  void connect(unsigned source, uint16_t target, int16_t weight) {
    network.fanOut.push_back({target, {weight, 0}});
    for (unsigned id = source + 1; id < network.fanOutBegin.size(); ++id)
      network.fanOutBegin[id] = network.fanOut.size();
  }
  void alias(unsigned source, uint16_t target) {
    network.aliasTarget.resize(network.hidden.size());
    network.aliasTarget[source] = target;
  }
  std::vector<Firing> analyze() const { return analyzeFiring(network).hidden; }
};
} // namespace

using Firings = std::vector<Firing>;

//===----------------------------------------------------------------------===//
// Never
//===----------------------------------------------------------------------===//

TEST(FiringAnalysisTest, SilenceStaysSilence) {
  Builder nothing(2);
  EXPECT_EQ(nothing.analyze(), (Firings{never, never}));

  Builder excited(1, 1);
  excited.setInput(0, 0, 40);
  EXPECT_EQ(excited.analyze(), Firings{possible});

  Builder inhibited(1, 1);
  inhibited.setInput(0, 0, -40);
  EXPECT_EQ(inhibited.analyze(), Firings{never});
}

TEST(FiringAnalysisTest, ALoopDoesNotStartByItself) {
  Builder loop(3, 1);
  loop.connect(0, 1, 1000);
  loop.connect(1, 2, 1000);
  loop.connect(2, 0, 1000);
  EXPECT_EQ(loop.analyze(), (Firings{never, never, never}));

  Builder fed = loop;
  fed.setInput(0, 1, 100);
  EXPECT_EQ(fed.analyze(), (Firings{possible, possible, possible}));

  Builder loaded = loop;
  loaded.network.pendingSpikes[1] = 1;
  EXPECT_NE(loaded.analyze()[2], never);
}

// With dash_syn 3 and dash_mem 4, a drive d per step makes a current of 7 d and
// a membrane of 16 times that, or a little more as decays round down.
TEST(FiringAnalysisTest, AThresholdCanBeTooHigh) {
  for (unsigned version : {1u, 2u}) {
    Builder builder(2, 1);
    builder.network.coreVersion = version;
    for (unsigned id : {0u, 1u})
      builder.setInput(0, id, 10);
    int16_t drive = 15 * 10, bound = (7 * drive + 7) * 16 + 15;
    builder.network.hidden[0].threshold = bound + 1;
    builder.network.hidden[1].threshold = 7 * drive * 16;
    EXPECT_EQ(builder.analyze(), (Firings{never, possible})) << version;

    // The bound is no guess: all spikes there are bring the second one to fire.
    ChipSimulator simulator(builder.network);
    unsigned count = 0;
    for (unsigned t = 0; t < 500; ++t) {
      simulator.step({15});
      count += simulator.getHiddenSpikes()[1];
    }
    EXPECT_GT(count, 0u) << version;
  }
}

TEST(FiringAnalysisTest, StatesOfTheImageCount) {
  Builder builder(2);
  builder.network.hiddenState[0].membrane = 120;
  builder.network.hiddenState[1].membrane = 100;
  // One step of decay is enough for the second.
  EXPECT_EQ(builder.analyze(), (Firings{possible, never}));
}

TEST(FiringAnalysisTest, SilentNeuronsFeedNothing) {
  Builder builder(3, 1);
  builder.network.hidden[0].threshold = 32767;
  builder.setInput(0, 0, 1);
  builder.connect(0, 1, 16256);
  builder.connect(1, 2, 16256);
  builder.network.outputs = {Builder::makeNeuron(1), Builder::makeNeuron(1)};
  builder.network.outputState.resize(2);
  builder.network.outputExpansion = 1;
  builder.network.outputWeights = {100, -100};
  EXPECT_EQ(builder.analyze(), (Firings{never, never, never}));
  EXPECT_EQ(analyzeFiring(builder.network).outputs, (Firings{never, never}));

  builder.setInput(0, 2, 1000);
  EXPECT_EQ(builder.analyze(), (Firings{never, never, possible}));
  EXPECT_EQ(analyzeFiring(builder.network).outputs, (Firings{possible, never}));
}

// Neuron 0 fires once in a step at most, which decay takes away from neuron 1;
// 31 spikes would bring it to fire.
TEST(FiringAnalysisTest, SourcesFireNoMoreThanTheyCan) {
  Builder builder(2, 1);
  builder.setInput(0, 0, 1);
  builder.network.hidden[0].threshold = 1500;
  builder.connect(0, 1, 1);
  EXPECT_EQ(builder.analyze(), (Firings{possible, never}));
  builder.network.hidden[0].threshold = 15;
  EXPECT_EQ(builder.analyze(), (Firings{possible, possible}));
}

//===----------------------------------------------------------------------===//
// Always
//===----------------------------------------------------------------------===//

TEST(FiringAnalysisTest, ABiasAboveTheThresholdFiresAlways) {
  Builder builder(3, 1);
  for (unsigned id = 0; id < 3; ++id)
    builder.network.hidden[id].bias = 120;
  builder.setInput(0, 1, -1);
  builder.setInput(0, 2, -100);
  EXPECT_EQ(builder.analyze(), (Firings{always, possible, possible}));

  // A little less inhibition than bias: -7 a step, but 113 is not below 100.
  builder.network.inputWeights[0][1] = 0;
  EXPECT_EQ(builder.analyze(), (Firings{always, always, possible}));

  // What exceeds the threshold piles up.
  builder.network.hidden[0].bias = 100;
  builder.network.hidden[1].bias = 99;
  EXPECT_EQ(builder.analyze(), (Firings{always, possible, possible}));
}

TEST(FiringAnalysisTest, AlwaysSpreads) {
  Builder builder(3);
  builder.network.hidden[0].bias = 127;
  builder.connect(0, 1, 20);
  builder.connect(1, 2, 1);
  EXPECT_EQ(builder.analyze(), (Firings{always, always, possible}));
  // The first step is too early for neuron 1, which is part of the meaning.
  ChipSimulator simulator(builder.network);
  simulator.step({});
  EXPECT_EQ(simulator.getHiddenSpikes()[1], 0);

  Builder downwards(3);
  downwards.network.hidden[2].bias = 127;
  downwards.connect(1, 0, 20);
  downwards.connect(2, 1, 20);
  EXPECT_EQ(downwards.analyze(), (Firings{always, always, always}));
}

// A current that is cut to 16 bits remembers the last source best.
TEST(FiringAnalysisTest, SourcesAddInTheOrderOfTheirIds) {
  for (bool excitesLast : {true, false}) {
    Builder builder(3);
    for (unsigned id : {0u, 1u})
      builder.network.hidden[id] = Builder::makeNeuron(1, 127);
    builder.connect(0, 2, excitesLast ? -16256 : 16256);
    builder.connect(1, 2, excitesLast ? 16256 : -16256);
    EXPECT_EQ(builder.analyze(),
              (Firings{always, always, excitesLast ? always : possible}));
  }
}

TEST(FiringAnalysisTest, OutputsFireAlways) {
  Builder builder(1);
  builder.network.hidden[0].bias = 127;
  builder.network.outputs = {Builder::makeNeuron(10), Builder::makeNeuron(10)};
  builder.network.outputState.resize(2);
  builder.network.outputExpansion = 1;
  builder.network.outputWeights = {20, -20};
  EXPECT_EQ(analyzeFiring(builder.network).outputs, (Firings{always, never}));
}

TEST(FiringAnalysisTest, ThresholdsThatAreNotPositive) {
  Builder builder(4, 1);
  for (auto [id, threshold] : {std::pair(0, 0), {1, -1}, {2, -32768}, {3, 0}})
    builder.network.hidden[id].threshold = threshold;
  builder.network.hidden[3].bias = -1;
  EXPECT_EQ(builder.analyze(), (Firings{always, always, always, never}));
  builder.setInput(0, 0, -1);
  builder.setInput(0, 2, -1000);
  EXPECT_EQ(builder.analyze(), (Firings{possible, always, always, never}));
}

// Neuron 0 fires from the start, which keeps its membrane from falling to where
// its bias would leave a silent one; neuron 1 is inhibited.
TEST(FiringAnalysisTest, FiringKeepsAMembraneAboveANegativeThreshold) {
  Builder builder(2);
  builder.network.hidden[0] = Builder::makeNeuron(-35, -28);
  builder.network.hidden[1].bias = 120;
  builder.network.hiddenState[0].membrane = 20000;
  builder.connect(0, 1, -1000);
  EXPECT_EQ(builder.analyze()[1], possible);
  ChipSimulator simulator(builder.network);
  for (unsigned t = 0; t < 1000; ++t)
    simulator.step({});
  EXPECT_EQ(simulator.getHiddenSpikes(), (llvm::ArrayRef<uint8_t>{31, 0}));
}

// A silent neuron stays anywhere from -16 to -1; what the current does at first
// decides where.
TEST(FiringAnalysisTest, TheWayToTheEndCounts) {
  Builder builder(1);
  builder.network.hidden[0] = Builder::makeNeuron(-1, -1);
  builder.network.hiddenState[0].membrane = -1;
  EXPECT_EQ(builder.analyze(), Firings{always});
  builder.network.hiddenState[0].current[0] = -300;
  EXPECT_EQ(builder.analyze(), Firings{possible});
}

//===----------------------------------------------------------------------===//
// Aliases
//===----------------------------------------------------------------------===//

TEST(FiringAnalysisTest, AliasesFireTheirTargets) {
  Builder builder(5, 1);
  builder.network.hidden[0].bias = 120; // fires always
  builder.alias(0, 1);
  builder.alias(1, 2);
  builder.alias(4, 3); // backwards
  EXPECT_EQ(builder.analyze(), (Firings{always, always, always, never, never}));
  builder.setInput(0, 4, 100);
  EXPECT_EQ(builder.analyze(),
            (Firings{always, always, always, possible, possible}));
}

// Neuron 0 has had its turn when neuron 2 delivers to 1 and 1 to 0: only the
// spikes that 1 had at its turn go on.
TEST(FiringAnalysisTest, WhatComesLaterIsNotPassedOn) {
  Builder builder(3);
  builder.network.hidden[2].bias = 120;
  builder.alias(1, 0);
  builder.alias(2, 1);
  EXPECT_EQ(builder.analyze(), (Firings{never, always, always}));
}

//===----------------------------------------------------------------------===//
// Against the simulator
//===----------------------------------------------------------------------===//

/// A small random network where much is certain.
static ChipNetwork makeRandom(std::mt19937 &random) {
  auto draw = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  unsigned numHidden = draw(1, 6);
  Builder builder(numHidden, draw(0, 2));
  ChipNetwork &network = builder.network;
  network.coreVersion = draw(1, 2);
  network.hasSynapse2 = draw(0, 1);
  bool isLoaded = draw(0, 2) == 0;
  auto drawNeuron = [&](NeuronParameters &neuron, NeuronState &state) {
    neuron.dashMem = draw(0, 4);
    neuron.dashSyn[0] = draw(0, 4);
    neuron.threshold =
        draw(0, 7) ? draw(1, draw(1, 2) == 1 ? 100 : 32767) : draw(-40, 0);
    neuron.bias = draw(0, 1) ? draw(-127, 127) : 0;
    if (isLoaded)
      state = {int16_t(draw(-32768, 32767)), {int16_t(draw(-2000, 2000)), 0}};
  };
  auto drawWeight = [&] {
    return shiftWeight(draw(0, 2) ? draw(-128, 127) : 0, draw(0, 3) ? 0 : 7);
  };
  network.outputs.resize(2);
  network.outputState.resize(2);
  network.outputExpansion = draw(0, numHidden);
  for (unsigned id = 0; id < 2; ++id)
    drawNeuron(network.outputs[id], network.outputState[id]);
  for (unsigned k = 0; k < 2 * network.outputExpansion; ++k)
    network.outputWeights.push_back(drawWeight());
  for (unsigned s = 0; s < 2; ++s)
    for (unsigned k = 0; k < network.info.numInputs * numHidden; ++k) {
      network.inputWeights[s].resize(network.info.numInputs * numHidden);
      network.inputWeights[s][k] = draw(0, 1) ? drawWeight() : int16_t(0);
    }
  for (unsigned id = 0; id < numHidden; ++id) {
    drawNeuron(network.hidden[id], network.hiddenState[id]);
    network.hidden[id].dashSyn[1] = network.hasSynapse2 ? draw(0, 4) : 0;
    network.pendingSpikes[id] = isLoaded ? draw(0, 40) : 0;
    for (int k = draw(0, 2); k > 0; --k)
      builder.connect(id, draw(0, numHidden - 1), drawWeight());
    if (draw(0, 5) == 0)
      builder.alias(id, draw(0, numHidden - 1));
  }
  if (network.hasSynapse2)
    for (FanOutEntry &entry : network.fanOut)
      entry.weights[1] = drawWeight();
  return network;
}

/// Fails if a run contradicts what is said to be certain.
static void expectNoContradiction(llvm::ArrayRef<Firing> firing,
                                  llvm::ArrayRef<uint8_t> spikes,
                                  bool isInTheEnd) {
  for (size_t id = 0; id < firing.size(); ++id) {
    if (firing[id] == never) {
      ASSERT_EQ(spikes[id], 0) << id;
    }
    if (firing[id] == always && isInTheEnd) {
      ASSERT_NE(spikes[id], 0) << id;
    }
  }
}

TEST(FiringAnalysisTest, NoRunContradicts) {
  std::mt19937 random(7);
  size_t numNever = 0, numAlways = 0, numPossible = 0;
  for (unsigned round = 0; round < 250; ++round) {
    ChipNetwork network = makeRandom(random);
    FiringAnalysis analysis = analyzeFiring(network);
    for (Firing firing : analysis.hidden)
      ++(firing == never    ? numNever
         : firing == always ? numAlways
                            : numPossible);
    for (unsigned policy = 0; policy < 4; ++policy) {
      ChipSimulator simulator(network);
      std::vector<uint32_t> counts(network.info.numInputs);
      for (unsigned t = 0; t < 1500; ++t) {
        for (size_t input = 0; input < counts.size(); ++input)
          counts[input] = policy == 0   ? random() % 16
                          : policy == 1 ? 15
                          : policy == 2 ? 15 * (random() % 2)
                                        : 15 * (input % 2);
        simulator.step(counts);
        SCOPED_TRACE(testing::Message() << round << ' ' << policy << ' ' << t);
        expectNoContradiction(analysis.hidden, simulator.getHiddenSpikes(),
                              t >= 1200);
        expectNoContradiction(analysis.outputs, simulator.getOutputSpikes(),
                              t >= 1200);
        if (testing::Test::HasFatalFailure())
          return;
      }
    }
  }
  // The networks put something to the test.
  EXPECT_GT(numNever, 100u);
  EXPECT_GT(numAlways, 50u);
  EXPECT_GT(numPossible, 100u);
}

// Whether a neuron with nothing but a bias ever fires is known exactly.
TEST(FiringAnalysisTest, SilenceOfOneNeuronIsExact) {
  std::mt19937 random(8);
  size_t numNever = 0, numRounds = 200;
  for (unsigned round = 0; round < numRounds; ++round) {
    auto draw = [&](int low, int high) {
      return std::uniform_int_distribution<int>(low, high)(random);
    };
    Builder builder(1);
    builder.network.coreVersion = draw(1, 2);
    NeuronParameters &neuron = builder.network.hidden[0];
    neuron.dashMem = draw(0, 15);
    neuron.dashSyn[0] = draw(0, 15);
    if (builder.network.coreVersion == 2)
      neuron.bias = draw(-128, 127);
    neuron.threshold = draw(-1000, 32767);
    builder.network.hiddenState[0].membrane = draw(-32768, 32767);
    ChipSimulator simulator(builder.network);
    bool fires = false;
    for (unsigned t = 0; t < 70000 && !fires; ++t) {
      simulator.step({});
      fires = simulator.getHiddenSpikes()[0] != 0;
    }
    EXPECT_EQ(builder.analyze()[0] == never, !fires) << round;
    numNever += !fires;
  }
  EXPECT_GT(numNever, 20u);
  EXPECT_LT(numNever, numRounds - 20);
}
