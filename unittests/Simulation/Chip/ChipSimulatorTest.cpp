//===- ChipSimulatorTest.cpp - Whole networks, step by step ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ChipSimulator.h"

#include "tidepool/Simulation/SimulatorState.h"

#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

#include <random>

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

//===----------------------------------------------------------------------===//
// Against one neuron after the other
//===----------------------------------------------------------------------===//

namespace {
/// The same step, neuron by neuron, as Neuron.h states it.
class PlainSimulator {
public:
  explicit PlainSimulator(const ChipNetwork &network)
      : network(network), hidden(network.hiddenState),
        outputs(network.outputState), spikes(network.pendingSpikes) {}

  void step(llvm::ArrayRef<uint32_t> counts) {
    for (unsigned i = 0; i < network.info.numInputs; ++i)
      for (unsigned h = 0; h < network.inputExpansion; ++h)
        for (unsigned s = 0; s < (network.hasSynapse2 ? 2u : 1u); ++s)
          add(hidden[h].current[s],
              network.inputWeights[s][i * network.inputExpansion + h],
              std::min<unsigned>(counts[i], maxInputSpikes));
    for (unsigned h = 0; h < hidden.size(); ++h) {
      for (uint32_t k = network.fanOutBegin[h]; k < network.fanOutBegin[h + 1];
           ++k)
        for (unsigned s = 0; s < 2; ++s)
          add(hidden[network.fanOut[k].target].current[s],
              network.fanOut[k].weights[s], spikes[h]);
      if (h < network.getFirstOutputExpansion())
        continue;
      size_t row = h - network.getFirstOutputExpansion();
      for (unsigned o = 0; o < outputs.size(); ++o)
        add(outputs[o].current[0],
            network.outputWeights[row * outputs.size() + o], spikes[h]);
    }
    std::fill(spikes.begin(), spikes.end(), 0);
    for (unsigned h = 0; h < hidden.size(); ++h) {
      integrate(hidden[h], network.hidden[h], network.coreVersion);
      spikes[h] = fire(hidden[h], network.hidden[h].threshold, spikes[h],
                       maxHiddenSpikes);
      if (!network.aliasTarget.empty() && network.aliasTarget[h]) {
        uint8_t &target = spikes[*network.aliasTarget[h]];
        target = std::min<unsigned>(target + spikes[h], maxHiddenSpikes);
      }
    }
    outputSpikes.clear();
    for (unsigned o = 0; o < outputs.size(); ++o) {
      integrate(outputs[o], network.outputs[o], network.coreVersion);
      outputSpikes.push_back(
          fire(outputs[o], network.outputs[o].threshold, 0, maxOutputSpikes));
    }
  }

  const ChipNetwork &network;
  std::vector<NeuronState> hidden, outputs;
  std::vector<uint8_t> spikes, outputSpikes;

private:
  static void add(int16_t &current, int16_t weight, unsigned count) {
    for (unsigned k = 0; k < count; ++k)
      current = saturate(current + weight);
  }
};
} // namespace

/// A random network of this size; numbers cover all that words can hold.
static ChipNetwork makeRandom(std::mt19937 &random, unsigned numHidden) {
  auto draw = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  ChipNetwork network;
  network.coreVersion = draw(1, 2);
  network.info.numInputs = draw(0, 5);
  network.inputExpansion = draw(0, numHidden);
  network.outputExpansion = draw(0, numHidden);
  network.hasSynapse2 = draw(0, 1);
  unsigned numOutputs = draw(0, 9), shift = draw(0, 7);
  bool hasBias = network.coreVersion == 2 && draw(0, 1),
       isOdd = draw(0, 3) == 0;
  auto addNeuron = [&](std::vector<NeuronParameters> &neurons,
                       std::vector<NeuronState> &states, bool hasSynapse2) {
    NeuronParameters neuron;
    neuron.dashMem = draw(0, 15);
    neuron.dashSyn[0] = draw(0, 15);
    neuron.dashSyn[1] = hasSynapse2 ? draw(0, 15) : 0;
    neuron.threshold =
        isOdd && draw(0, 4) == 0 ? draw(-32768, 0) : draw(1, draw(1, 32767));
    neuron.bias = hasBias ? draw(-128, 127) : 0;
    neurons.push_back(neuron);
    NeuronState state{int16_t(draw(-32768, 32767)), {}};
    state.current[0] = draw(-32768, 32767);
    state.current[1] = hasSynapse2 ? draw(-32768, 32767) : 0;
    states.push_back(state);
  };
  auto drawWeight = [&] {
    return draw(0, 2) ? int16_t(0) : shiftWeight(draw(-128, 127), shift);
  };
  for (unsigned h = 0; h < numHidden; ++h) {
    addNeuron(network.hidden, network.hiddenState, network.hasSynapse2);
    network.pendingSpikes.push_back(draw(0, 31));
  }
  for (unsigned o = 0; o < numOutputs; ++o)
    addNeuron(network.outputs, network.outputState, false);
  for (unsigned s = 0; s < 2; ++s)
    for (unsigned k = 0; k < network.info.numInputs * network.inputExpansion;
         ++k)
      network.inputWeights[s].push_back(drawWeight());
  network.fanOutBegin.push_back(0);
  for (unsigned h = 0; h < numHidden; ++h) {
    for (int k = draw(0, 8); k > 0; --k)
      network.fanOut.push_back(
          {uint16_t(draw(0, numHidden - 1)),
           {drawWeight(), network.hasSynapse2 ? drawWeight() : int16_t(0)}});
    network.fanOutBegin.push_back(network.fanOut.size());
  }
  for (unsigned k = 0; k < network.outputExpansion * numOutputs; ++k)
    network.outputWeights.push_back(drawWeight());
  if (draw(0, 1)) {
    network.aliasTarget.resize(numHidden);
    for (auto &target : network.aliasTarget)
      if (draw(0, 2) == 0)
        target = draw(0, numHidden - 1);
  }
  return network;
}

/// The same with small numbers, far thresholds and short memory: comes to rest
/// when no spikes arrive, now and then fires.
static ChipNetwork makeQuiet(std::mt19937 &random, unsigned numHidden) {
  ChipNetwork network = makeRandom(random, numHidden);
  for (auto *neurons : {&network.hidden, &network.outputs})
    for (NeuronParameters &neuron : *neurons) {
      neuron.dashMem %= 4;
      neuron.dashSyn[0] %= 3;
      neuron.dashSyn[1] %= 3;
      neuron.threshold = 1000 + random() % 1000;
      neuron.bias /= 32;
    }
  for (auto *states : {&network.hiddenState, &network.outputState})
    std::fill(states->begin(), states->end(), NeuronState());
  std::fill(network.pendingSpikes.begin(), network.pendingSpikes.end(), 0);
  for (auto &weights : network.inputWeights)
    for (int16_t &weight : weights)
      weight %= 256;
  return network;
}

/// Weights of all 16 bits, each target fed twice by its source: what saturates
/// depends on every order.
static ChipNetwork makeSaturating(std::mt19937 &random, unsigned numHidden) {
  ChipNetwork network = makeRandom(random, numHidden);
  auto draw = [&](int16_t &weight) { weight = random() % 65536 - 32768; };
  for (unsigned s = 0; s < (network.hasSynapse2 ? 2 : 1); ++s) {
    for (int16_t &weight : network.inputWeights[s])
      draw(weight);
    for (FanOutEntry &entry : network.fanOut)
      draw(entry.weights[s]);
  }
  for (size_t k = 1; k < network.fanOut.size(); k += 2)
    network.fanOut[k].target = network.fanOut[k - 1].target;
  for (int16_t &weight : network.outputWeights)
    draw(weight);
  return network;
}

template <typename T, typename Get>
static void expectStates(llvm::ArrayRef<T> fast,
                         llvm::ArrayRef<NeuronState> plain, Get get) {
  ASSERT_EQ(fast.size(), plain.size());
  for (size_t id = 0; id < fast.size(); ++id)
    ASSERT_EQ(fast[id], get(plain[id])) << "neuron " << id;
}

static void expectSame(const ChipSimulator &fast, const PlainSimulator &plain) {
  ASSERT_EQ(fast.getHiddenSpikes(), llvm::ArrayRef(plain.spikes));
  ASSERT_EQ(fast.getOutputSpikes(), llvm::ArrayRef(plain.outputSpikes));
  auto getMembrane = [](const NeuronState &state) { return state.membrane; };
  expectStates(fast.getMembrane(), llvm::ArrayRef(plain.hidden), getMembrane);
  expectStates(fast.getOutputMembrane(), llvm::ArrayRef(plain.outputs),
               getMembrane);
  for (unsigned s = 0; s < 2; ++s)
    expectStates(fast.getCurrent(s), llvm::ArrayRef(plain.hidden),
                 [&](const NeuronState &state) { return state.current[s]; });
  expectStates(fast.getOutputCurrent(), llvm::ArrayRef(plain.outputs),
               [](const NeuronState &state) { return state.current[0]; });
}

namespace {
/// For each path that this machine has.
class ChipSimulatorPathTest : public testing::TestWithParam<VectorPath> {
protected:
  void SetUp() override {
    if (!isSupported(GetParam()))
      GTEST_SKIP() << "this machine cannot run it";
  }

  /// Runs both simulators for so many steps, with input in one of `period`.
  void compare(const ChipNetwork &network, unsigned numSteps, unsigned period);

  std::mt19937 random{4};
  uint64_t skippedUpdates = 0;
};
} // namespace

void ChipSimulatorPathTest::compare(const ChipNetwork &network,
                                    unsigned numSteps, unsigned period) {
  ChipSimulator fast(network, GetParam());
  PlainSimulator plain(network);
  for (unsigned t = 0; t < numSteps && !HasFatalFailure(); ++t) {
    SCOPED_TRACE("step " + std::to_string(t));
    std::vector<uint32_t> counts(network.info.numInputs);
    if (t % period == 0)
      for (uint32_t &count : counts)
        count = random() % 3 ? 0 : random() % 20;
    fast.step(counts);
    plain.step(counts);
    expectSame(fast, plain);
  }
  skippedUpdates += fast.getWorkCount().skippedUpdates;
}

INSTANTIATE_TEST_SUITE_P(Paths, ChipSimulatorPathTest,
                         testing::ValuesIn(allVectorPaths),
                         [](const auto &info) {
                           return getName(info.param).str();
                         });

// Sizes around those of vectors, and a full chip.
static constexpr unsigned networkSizes[] = {1,  7,  15, 16,  17,  31,
                                            32, 33, 65, 130, 1000};

TEST_P(ChipSimulatorPathTest, AgreesWithOneNeuronAfterTheOther) {
  for (unsigned round = 0; round < 6; ++round)
    for (unsigned size : networkSizes)
      compare(makeRandom(random, size), 25, 1);
}

TEST_P(ChipSimulatorPathTest, AgreesWhereCurrentsSaturate) {
  for (unsigned round = 0; round < 4; ++round)
    for (unsigned size : networkSizes)
      compare(makeSaturating(random, size), 25, 1);
}

TEST_P(ChipSimulatorPathTest, AgreesWhereNeuronsRest) {
  for (unsigned round = 0; round < 6; ++round)
    for (unsigned size : networkSizes)
      compare(makeQuiet(random, size), 90, 30);
  EXPECT_GT(skippedUpdates, 0u);
}

//===----------------------------------------------------------------------===//
// Rest
//===----------------------------------------------------------------------===//

/// 40 hidden neurons in two groups, of which input 0 reaches the first, and an
/// output neuron that hidden neuron 0 feeds. A spike has gone after a few
/// steps.
static ChipNetwork makeResting() {
  ChipNetwork network;
  network.info.numInputs = 1;
  network.inputExpansion = 2;
  network.inputWeights[0] = {0, 100};
  NeuronParameters neuron;
  neuron.threshold = 1000;
  network.hidden.assign(40, neuron);
  network.outputs.assign(1, neuron);
  network.hiddenState.resize(40);
  network.outputState.resize(1);
  network.pendingSpikes.resize(40);
  network.fanOutBegin.resize(41);
  network.outputExpansion = 40;
  network.outputWeights.resize(40);
  network.outputWeights[0] = 2000;
  return network;
}

TEST_P(ChipSimulatorPathTest, CountsWhatItSkips) {
  ChipNetwork network = makeResting();
  network.hidden[1].dashSyn[0] = 1;
  ChipSimulator simulator(network, GetParam());
  auto step = [&](uint32_t count) {
    WorkCount before = simulator.getWorkCount();
    simulator.step(count);
    return simulator.getWorkCount().skippedUpdates - before.skippedUpdates;
  };
  EXPECT_EQ(step(0), 0u); // who knows what was loaded
  EXPECT_EQ(step(0), 41u);
  EXPECT_EQ(step(1), 9u); // 50 of the spike's 100 remain
  unsigned numSteps = 3;
  while (step(0) == 9)
    ++numSteps;
  EXPECT_EQ(step(0), 41u);
  WorkCount work = simulator.getWorkCount();
  EXPECT_EQ(work.steps, numSteps + 2);
  EXPECT_EQ(work.neuronUpdates, work.steps * 41);
  EXPECT_EQ(work.getStepsAtRest(Layer::Hidden), 3u);
  EXPECT_EQ(work.getStepsAtRest(Layer::Output), work.steps - 1);
  EXPECT_EQ(work.quietSteps, 3u); // the second and the last two
  simulator.reset();
  EXPECT_EQ(simulator.getWorkCount().steps, work.steps);
}

// A neuron whose bias and decay are in balance does not change either.
TEST_P(ChipSimulatorPathTest, RestsInBalance) {
  ChipNetwork network = makeResting();
  network.hidden[5].bias = 3;
  network.hidden[5].dashMem = 2;
  ChipSimulator simulator(network, GetParam());
  for (unsigned t = 0; t < 50; ++t)
    simulator.step({0});
  EXPECT_EQ(simulator.getMembrane()[5], 12);
  EXPECT_GT(simulator.getWorkCount().getStepsAtRest(Layer::Hidden), 30u);
}

// What brings it out of balance is its own spike.
TEST_P(ChipSimulatorPathTest, WakesWhenFiringInBalance) {
  ChipNetwork network = makeResting();
  network.hidden[5].bias = 3;
  network.hidden[5].dashMem = 2;
  network.hidden[5].threshold = 5;
  network.hiddenState[5].membrane = 12;
  compare(network, 20, 10);
}

TEST_P(ChipSimulatorPathTest, WakesWhoFiresWithoutState) {
  ChipNetwork network = makeResting();
  network.hidden[5].threshold = -5;
  network.hidden[5].dashMem = 3;
  compare(network, 20, 10);
  std::swap(network.hidden[5], network.outputs[0]);
  compare(network, 20, 10);
}

TEST_P(ChipSimulatorPathTest, GoesOnFromStatesThatWereWritten) {
  ChipNetwork network = makeResting();
  for (NeuronParameters &neuron : network.hidden)
    neuron.dashMem = neuron.dashSyn[0] = 15; // only 1 decays
  network.outputs[0].dashSyn[0] = 15;
  ChipSimulator simulator(network, GetParam());
  for (unsigned t = 0; t < 3; ++t)
    simulator.step({0});
  for (Signal &signal : simulator.getSignals()) {
    if (signal.name == "vmem")
      std::get<llvm::MutableArrayRef<int16_t>>(signal.values)[39] = 2500;
    if (signal.name == "isyn")
      std::get<llvm::MutableArrayRef<int16_t>>(signal.values)[7] = -4;
    if (signal.name == "hid_spikes")
      std::get<llvm::MutableArrayRef<uint8_t>>(signal.values)[0] = 3;
  }
  simulator.stateChanged();
  simulator.step({0});
  EXPECT_EQ(simulator.getHiddenSpikes()[0], 0);
  EXPECT_EQ(simulator.getHiddenSpikes()[39], 2);
  EXPECT_EQ(simulator.getMembrane()[39], 499);
  EXPECT_EQ(simulator.getCurrent(0)[7], -3);
  EXPECT_EQ(simulator.getOutputCurrent()[0], 5999);
}

TEST_P(ChipSimulatorPathTest, ClonesStartFromTheBeginning) {
  ChipNetwork network = makeRandom(random, 50);
  ChipSimulator simulator(network, GetParam());
  std::vector<uint32_t> counts(network.info.numInputs, 1);
  simulator.step(counts);
  std::unique_ptr<Simulator> clone = simulator.clone();
  clone->step(counts);
  auto signals = simulator.getSignals(), cloned = clone->getSignals();
  for (size_t k = 0; k < signals.size(); ++k)
    std::visit(
        [&](auto values) {
          EXPECT_EQ(values, std::get<decltype(values)>(cloned[k].values));
        },
        signals[k].values);
}

//===----------------------------------------------------------------------===//
// Vector paths
//===----------------------------------------------------------------------===//

TEST(VectorPathTest, HaveNames) {
  for (VectorPath path : allVectorPaths)
    EXPECT_EQ(findVectorPath(getName(path)), path);
  EXPECT_EQ(getName(VectorPath::AVX512), "avx512");
  EXPECT_EQ(findVectorPath("AVX512"), std::nullopt);
  EXPECT_EQ(findVectorPath(""), std::nullopt);
}

TEST(VectorPathTest, TheBestIsSupported) {
  EXPECT_TRUE(isSupported(VectorPath::Portable));
  EXPECT_TRUE(isSupported(getBestVectorPath()));
  ChipNetwork network = makeResting();
  EXPECT_EQ(ChipSimulator(network).getVectorPath(), getBestVectorPath());
}

//===----------------------------------------------------------------------===//
// In pieces
//===----------------------------------------------------------------------===//

/// Everything that there is to see after a step.
static std::vector<int> look(Simulator &simulator) {
  std::vector<int> seen;
  for (const Signal &signal : simulator.getSignals())
    std::visit([&](auto values) { llvm::append_range(seen, values); },
               signal.values);
  return seen;
}

/// The state in which another simulator would go on, through its file.
static void moveOn(Simulator &from, Simulator &to, uint64_t numSteps) {
  auto state = readState(writeState(saveState(from, numSteps)));
  ASSERT_TRUE(static_cast<bool>(state));
  EXPECT_EQ(state->numSteps, numSteps);
  ASSERT_FALSE(static_cast<bool>(restoreState(to, *state)));
}

// Wherever it is cut, a run is what it would be in one piece.
TEST(ChipSimulatorTest, PiecesWithCarriedStateEqualTheWholeRun) {
  std::mt19937 random(5);
  for (unsigned round = 0; round < 40; ++round) {
    ChipNetwork network = makeRandom(random, 1 + random() % 40);
    auto whole = std::make_unique<ChipSimulator>(network);
    std::unique_ptr<Simulator> piece = whole->clone();
    std::vector<uint32_t> counts(network.info.numInputs);
    for (unsigned t = 0; t < 40; ++t) {
      if (random() % 4 == 0) {
        std::unique_ptr<Simulator> next = whole->clone();
        moveOn(*piece, *next, t);
        piece = std::move(next);
      }
      for (uint32_t &count : counts)
        count = random() % 3 ? 0 : random() % 20;
      whole->step(counts);
      piece->step(counts);
      ASSERT_EQ(look(*whole), look(*piece)) << round << ' ' << t;
    }
  }
}
