//===- VectorPathTest.cpp - The chip's steps, several neurons at a time ---===//
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
TEST(VectorPathTest, PiecesWithCarriedStateEqualTheWholeRun) {
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
