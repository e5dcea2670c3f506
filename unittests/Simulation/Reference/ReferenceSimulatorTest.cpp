//===- ReferenceSimulatorTest.cpp - Small networks in real numbers -------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Reference/ReferenceSimulator.h"

#include "gtest/gtest.h"

#include <cmath>
#include <limits>

using namespace tidepool::simulation;
using Row = std::vector<NodeSource>;
using Numbers = std::vector<double>;

namespace {
/// Builds a network module by module. Modules are named by their first node.
class Builder {
public:
  explicit Builder(size_t numInputs) { network.info.numInputs = numInputs; }

  uint32_t add(decltype(ReferenceModule::meaning) meaning, uint32_t numOutputs,
               const std::vector<Row> &inputs, Layer layer = Layer::Hidden) {
    ReferenceModule module;
    module.firstOutput = network.getNumNodes();
    module.label = "m" + std::to_string(module.firstOutput);
    module.meaning = std::move(meaning);
    module.numOutputs = numOutputs;
    module.layer = layer;
    for (const Row &row : inputs)
      module.inputs.add(row);
    if (module.isNeurons()) {
      size_t first = network.info.getNumNeurons(layer);
      for (uint32_t k = 0; k < numOutputs; ++k)
        module.numbers.push_back(first + k);
      network.info.populations.push_back({layer, module.label, module.numbers});
    }
    network.modules.push_back(std::move(module));
    return network.modules.back().firstOutput;
  }

  /// A neuron that spikes once for each spike that it hears, in the same step.
  uint32_t addRelay(Row inputs, Layer layer = Layer::Hidden) {
    for (NodeSource &source : inputs)
      source.times *= 2;
    return add(LIFNeurons{1, {0}, {0.5}, {1}, {0}}, 1, {inputs}, layer);
  }

  /// Unconnected neurons that keep their membranes; they spike at 10.
  uint32_t addKeepers(uint32_t count) {
    return add(LIFNeurons{1, Numbers(count, 1), Numbers(count, 0),
                          Numbers(count, 10), Numbers(count)},
               count, std::vector<Row>(count));
  }

  /// A single weight.
  uint32_t addWeight(double value, Row inputs) {
    LinearWeights weights;
    weights.addEntry(0, value);
    weights.endRow();
    return add(weights, 1, {inputs});
  }

  uint32_t addAlias(const std::vector<Row> &inputs) {
    return add(Alias{}, inputs.size(), inputs);
  }

  void addOutput(const Row &sources) { network.outputs.add(sources); }

  /// A simulator; fails the test if there is none.
  std::unique_ptr<ReferenceSimulator> make(Schedule schedule) {
    network.info.numOutputs = network.outputs.size();
    auto simulator = ReferenceSimulator::create(network, schedule);
    if (!simulator) {
      ADD_FAILURE() << llvm::toString(simulator.takeError());
      return nullptr;
    }
    return std::move(*simulator);
  }

  std::string getError(Schedule schedule) {
    auto simulator = ReferenceSimulator::create(network, schedule);
    return simulator ? "none" : llvm::toString(simulator.takeError());
  }

  ReferenceNetwork network;
};
} // namespace

static Numbers getOutputs(const Simulator &simulator) {
  return std::get<llvm::ArrayRef<double>>(simulator.getOutputs()).vec();
}

static llvm::MutableArrayRef<double> getSignal(Simulator &simulator,
                                               llvm::StringRef name) {
  for (const Signal &signal : simulator.getSignals())
    if (signal.name == name)
      return std::get<llvm::MutableArrayRef<double>>(signal.values);
  ADD_FAILURE() << "there is no signal " << name.str();
  return {};
}

/// The first output in each step.
static Numbers run(Simulator &simulator, llvm::ArrayRef<uint32_t> counts) {
  Numbers result;
  for (uint32_t count : counts) {
    simulator.step(count);
    result.push_back(getOutputs(simulator)[0]);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Neurons
//===----------------------------------------------------------------------===//

// dt 1 ms, tau_mem 4 ms, tau_syn 2 ms, threshold 1, bias 0.1, weight 0.75.
TEST(ReferenceSimulatorTest, LIFNeuronFollowsItsFormula) {
  Builder builder(1);
  uint32_t weights = builder.addWeight(0.75, {{0}});
  uint32_t neuron = builder.add(
      LIFNeurons{1, {std::exp(-0.25)}, {std::exp(-0.5)}, {1}, {0.1}}, 1,
      {{{weights}}});
  builder.addOutput({{neuron}});
  const struct {
    uint32_t count;
    double current, membrane, spikes;
  } steps[] = {
      {2, 0.9097959895689501, 0.009795989568950114, 1},
      {0, 0.5518191617571635, 0.6594482861044212, 0},
      {0, 0.33469524022264474, 0.9482740818358638, 0},
      {1, 0.6579009196393941, 0.49641751713948246, 1},
      {0, 0.39903707881442996, 0.8856474298930214, 0},
      {0, 0.2420282226631183, 0.03177113458898062, 1},
  };
  auto simulator = builder.make(Schedule::Graph);
  for (const auto &step : steps) {
    simulator->step(step.count);
    EXPECT_NEAR(getSignal(*simulator, "isyn")[0], step.current, 1e-14);
    EXPECT_NEAR(getSignal(*simulator, "vmem")[0], step.membrane, 1e-14);
    EXPECT_EQ(getSignal(*simulator, "hid_spikes")[0], step.spikes);
    EXPECT_EQ(getOutputs(*simulator)[0], step.spikes);
  }
}

// Input node neuron * S + synapse drives that synapse.
TEST(ReferenceSimulatorTest, SynapsesAddUp) {
  Builder builder(3);
  LIFNeurons neurons{3, {0.5}, {0.5, 0.25, 0.125}, {100}, {0}};
  builder.add(neurons, 1, {{{0}}, {{1}, {2}}, {{2, 8}}});
  auto simulator = builder.make(Schedule::Graph);
  simulator->step({1, 2, 4});
  EXPECT_EQ(getSignal(*simulator, "isyn")[0], 0.5);
  EXPECT_EQ(getSignal(*simulator, "isyn2")[0], 1.5);
  EXPECT_EQ(getSignal(*simulator, "isyn3")[0], 4);
  EXPECT_EQ(getSignal(*simulator, "vmem")[0], 6);
  simulator->step({0, 0, 0});
  EXPECT_EQ(getSignal(*simulator, "vmem")[0], 3 + 0.25 + 0.375 + 0.5);
}

// tau is 4 dt, the bias 0.25. The output has no negative part, the state does.
TEST(ReferenceSimulatorTest, RateNeuronFollowsItsFormula) {
  Builder builder(2);
  uint32_t neuron =
      builder.add(RateNeurons{{0.25}, {0.25}}, 1, {{{0}, {1, -3}}});
  builder.addOutput({{neuron}});
  auto simulator = builder.make(Schedule::Graph);
  const double states[] = {0.3125, 0.296875, 0.28515625, -0.4736328125,
                           -0.292724609375};
  const uint32_t counts[][2] = {{1, 0}, {0, 0}, {0, 0}, {0, 1}, {0, 0}};
  for (size_t t = 0; t < 5; ++t) {
    simulator->step(counts[t]);
    EXPECT_EQ(getSignal(*simulator, "vmem")[0], states[t]);
    EXPECT_EQ(getOutputs(*simulator)[0], std::max(0.0, states[t]));
  }
}

TEST(ReferenceSimulatorTest, WeightsPassOnWithinTheStep) {
  Builder builder(2);
  LinearWeights weights;
  weights.addEntry(0, 2);
  weights.addEntry(2, -1);
  weights.endRow();
  weights.addEntry(2, 4);
  weights.endRow();
  weights.biases = {0, 0.5, 1};
  uint32_t first = builder.add(weights, 3, {{{0}}, {{0}, {1, 2}}});
  for (uint32_t k = 0; k < 3; ++k)
    builder.addOutput({{first + k}});
  for (Schedule schedule : {Schedule::Graph, Schedule::Chip}) {
    auto simulator = builder.make(schedule);
    simulator->step({1, 2});
    EXPECT_EQ(getOutputs(*simulator), (Numbers{2, 0.5, 20}));
  }
}

//===----------------------------------------------------------------------===//
// Schedules
//===----------------------------------------------------------------------===//

TEST(ReferenceSimulatorTest, ChainsTakeNoTimeButOnAChip) {
  Builder builder(1);
  uint32_t first = builder.addRelay({{0}});
  uint32_t second = builder.addRelay({{first}});
  builder.addOutput({{builder.addRelay({{second}}, Layer::Output)}});
  EXPECT_EQ(run(*builder.make(Schedule::Graph), {1, 0, 0, 0}),
            (Numbers{1, 0, 0, 0}));
  EXPECT_EQ(run(*builder.make(Schedule::Chip), {1, 0, 0, 0}),
            (Numbers{0, 0, 1, 0}));
}

// Text order makes no difference.
TEST(ReferenceSimulatorTest, ChainsMayBeWrittenBackwards) {
  Builder builder(1);
  builder.addOutput({{builder.addRelay({{2}})}});
  builder.addRelay({{0}});
  EXPECT_EQ(run(*builder.make(Schedule::Graph), {1, 0}), (Numbers{1, 0}));
}

// Two neurons feed each other; a third, behind the loop, hears the first.
TEST(ReferenceSimulatorTest, LoopsTakeAStepFromNeuronToNeuron) {
  Builder builder(1);
  uint32_t first = builder.addRelay({{0}, {2}});
  uint32_t second = builder.addRelay({{first}});
  builder.addOutput({{builder.addRelay({{first}}, Layer::Output)}});
  builder.addOutput({{second}});
  auto simulator = builder.make(Schedule::Graph);
  EXPECT_EQ(run(*simulator, {1, 0, 0, 0, 0}), (Numbers{1, 0, 1, 0, 1}));
  EXPECT_EQ(getOutputs(*simulator)[1], 0);
  EXPECT_EQ(run(*simulator, {0}), (Numbers{0}));
  EXPECT_EQ(getOutputs(*simulator)[1], 1);
  EXPECT_EQ(run(*builder.make(Schedule::Chip), {1, 0, 0, 0, 0}),
            (Numbers{0, 1, 0, 1, 0}));
}

TEST(ReferenceSimulatorTest, NeuronsHearThemselvesAStepLater) {
  Builder builder(1);
  uint32_t weights = builder.addWeight(1, {{2}});
  uint32_t neuron = builder.addRelay({{0}, {weights}});
  builder.addOutput({{neuron}});
  for (Schedule schedule : {Schedule::Graph, Schedule::Chip})
    EXPECT_EQ(run(*builder.make(schedule), {0, 1, 0, 0}),
              (Numbers{0, 1, 1, 1}));
}

TEST(ReferenceSimulatorTest, OnlyAChipHasLimits) {
  Builder builder(1);
  uint32_t hidden = builder.addRelay({{0, 10}});
  uint32_t output = builder.addRelay({{0, 10}}, Layer::Output);
  builder.addOutput({{hidden}});
  builder.addOutput({{output}});
  builder.addOutput({{0}});
  auto graph = builder.make(Schedule::Graph);
  EXPECT_EQ(graph->getMaxInputSpikes(), std::numeric_limits<uint32_t>::max());
  graph->step({40});
  EXPECT_EQ(getOutputs(*graph), (Numbers{400, 400, 40}));
  auto chip = builder.make(Schedule::Chip);
  EXPECT_EQ(chip->getMaxInputSpikes(), 15u);
  chip->step({40});
  EXPECT_EQ(getOutputs(*chip), (Numbers{31, 1, 15}));
  // What is not spent stays.
  EXPECT_EQ(getSignal(*chip, "vmem")[0], 150 - 31);
  EXPECT_EQ(getSignal(*chip, "vmem_out")[0], 150 - 1);
}

//===----------------------------------------------------------------------===//
// Aliases
//===----------------------------------------------------------------------===//

/// Three neurons that spike at 10, and aliases from neuron to neuron, each a
/// module of its own. Output k is neuron k with what aliases add.
static void
addKeepersWithAliases(Builder &builder, uint32_t count,
                      llvm::ArrayRef<std::pair<unsigned, unsigned>> aliases) {
  uint32_t first = builder.addKeepers(count);
  std::vector<Row> rows(count);
  for (uint32_t k = 0; k < count; ++k)
    rows[k].push_back({first + k});
  for (auto [source, target] : aliases)
    rows[target].push_back({builder.addAlias({{{first + source}}})});
  for (const Row &row : rows)
    builder.addOutput(row);
}

// Neurons whose own counts are 2, 3 and 0.
TEST(ReferenceSimulatorTest, AliasesOfAChipFollowTheOrderOfNeurons) {
  const struct {
    std::vector<std::pair<unsigned, unsigned>> aliases;
    Numbers counts;
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
    Builder builder(0);
    addKeepersWithAliases(builder, 3, c.aliases);
    auto simulator = builder.make(Schedule::Chip);
    llvm::copy(Numbers{25, 35, 5}, getSignal(*simulator, "vmem").begin());
    simulator->step({});
    EXPECT_EQ(getOutputs(*simulator), c.counts);
    EXPECT_EQ(getSignal(*simulator, "hid_spikes").vec(), c.counts);
    EXPECT_EQ(getSignal(*simulator, "vmem").vec(), (Numbers{5, 5, 5}));
  }
}

TEST(ReferenceSimulatorTest, AliasesOfAChipStopAtTheLimit) {
  auto expect = [](std::pair<unsigned, unsigned> alias, Numbers before,
                   Numbers counts, Numbers after) {
    Builder builder(0);
    addKeepersWithAliases(builder, 2, alias);
    auto simulator = builder.make(Schedule::Chip);
    llvm::copy(before, getSignal(*simulator, "vmem").begin());
    simulator->step({});
    EXPECT_EQ(getOutputs(*simulator), counts);
    EXPECT_EQ(getSignal(*simulator, "vmem").vec(), after);
  };
  expect({0, 1}, {310, 55}, {31, 31}, {0, 55});
  expect({1, 0}, {55, 290}, {31, 29}, {5, 0});
}

// Circles of aliases have a meaning on a chip alone: 0 -> 1 -> 0, where each
// alias takes what the other adds.
TEST(ReferenceSimulatorTest, AliasesInACircleRunOnAChip) {
  Builder builder(0);
  builder.addKeepers(2);
  builder.addAlias({{{0}, {3}}, {{1}, {2}}}); // nodes 2 and 3
  builder.addOutput({{0}, {3}});
  builder.addOutput({{1}, {2}});
  auto simulator = builder.make(Schedule::Chip);
  llvm::copy(Numbers{25, 35}, getSignal(*simulator, "vmem").begin());
  simulator->step({});
  EXPECT_EQ(getOutputs(*simulator), (Numbers{7, 5}));
  EXPECT_EQ(
      builder.getError(Schedule::Graph),
      "a loop without neurons has no meaning: everything would pass through "
      "'m2' -> 'm2' within a step");
}

// Forward, backward, to itself: the spikes count in the same step.
TEST(ReferenceSimulatorTest, AliasesOfAGraphAddWhatTheSourceGives) {
  const struct {
    std::pair<unsigned, unsigned> alias;
    Numbers counts;
  } cases[] = {{{0, 1}, {2, 5}}, {{1, 0}, {5, 3}}, {{0, 0}, {4, 3}}};
  for (const auto &c : cases) {
    Builder builder(0);
    addKeepersWithAliases(builder, 2, c.alias);
    auto simulator = builder.make(Schedule::Graph);
    llvm::copy(Numbers{25, 35}, getSignal(*simulator, "vmem").begin());
    simulator->step({});
    EXPECT_EQ(getOutputs(*simulator), c.counts);
    EXPECT_EQ(getSignal(*simulator, "hid_spikes").vec(), c.counts);
  }
}

// 0 -> 1 -> 2 through two nodes of one alias.
TEST(ReferenceSimulatorTest, NodesOfAnAliasMayFollowEachOther) {
  Builder builder(0);
  builder.addKeepers(3);
  builder.addAlias({{{0}}, {{1}, {3}}}); // nodes 3 and 4
  builder.addOutput({{1}, {3}});
  builder.addOutput({{2}, {4}});
  for (Schedule schedule : {Schedule::Graph, Schedule::Chip}) {
    auto simulator = builder.make(schedule);
    llvm::copy(Numbers{25, 35, 0}, getSignal(*simulator, "vmem").begin());
    simulator->step({});
    EXPECT_EQ(getOutputs(*simulator), (Numbers{5, 5}));
  }
}

// Where its target is heard a step later, so is the alias.
TEST(ReferenceSimulatorTest, AliasesComeWithTheirTarget) {
  Builder builder(2);
  uint32_t source = builder.addRelay({{0}});
  uint32_t alias = builder.addAlias({{{source}}});
  uint32_t target = builder.addRelay({{1}, {5}});
  uint32_t back = builder.addRelay({{target}, {alias}});
  EXPECT_EQ(back, 5u);
  builder.addOutput({{back}});
  auto simulator = builder.make(Schedule::Graph);
  simulator->step({1, 0});
  EXPECT_EQ(getOutputs(*simulator)[0], 0);
  simulator->step({0, 0});
  EXPECT_EQ(getOutputs(*simulator)[0], 1);
}

// The sum of two neurons, each in its turn.
TEST(ReferenceSimulatorTest, AliasesOfAChipMayTakeSeveralNeurons) {
  Builder builder(0);
  builder.addKeepers(3);
  builder.addAlias({{{0}, {2}}});
  builder.addOutput({{1}, {3}});
  auto simulator = builder.make(Schedule::Chip);
  llvm::copy(Numbers{25, 35, 45}, getSignal(*simulator, "vmem").begin());
  simulator->step({});
  EXPECT_EQ(getOutputs(*simulator)[0], 2 + 3 + 4);
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST(ReferenceSimulatorTest, LoopsNeedNeurons) {
  Builder builder(1);
  builder.addWeight(1, {{0}, {3}});
  builder.addRelay({{1}});
  builder.addWeight(1, {{1}, {2}});
  for (Schedule schedule : {Schedule::Graph, Schedule::Chip}) {
    EXPECT_EQ(builder.getError(schedule),
              "a loop without neurons has no meaning: everything would pass "
              "through 'm1' -> 'm3' -> 'm1' within a step");
    EXPECT_EQ(findLoopWithoutNeurons(builder.network, schedule),
              (std::vector<uint32_t>{0, 2}));
  }
}

TEST(ReferenceSimulatorTest, AliasesOfAChipTakeSpikesOfNeurons) {
  auto expectError = [](const Row &inputs) {
    Builder builder(1);
    builder.addKeepers(2);
    builder.addAlias({{{1}}});
    builder.addAlias({inputs});
    builder.addOutput({{2}, {3}});
    EXPECT_EQ(builder.getError(Schedule::Chip),
              "node 0 of the alias 'm4' takes something else than the spikes "
              "of neurons, which has no meaning in the schedule of a chip; run "
              "the schedule of the graph");
    EXPECT_EQ(builder.getError(Schedule::Graph), "none");
  };
  expectError({{0}});
  expectError({});
  expectError({{3}});
  expectError({{1, 2}});
  expectError({{1}, {0}});
  expectError({{1}, {3}}); // which is merged with neuron 2
}

//===----------------------------------------------------------------------===//
// States
//===----------------------------------------------------------------------===//

/// A network in which every signal matters.
static void addEverything(Builder &builder) {
  uint32_t weights = builder.addWeight(1.25, {{0}, {3}, {5}});
  uint32_t hidden =
      builder.add(LIFNeurons{1, {0.75, 0.5}, {0.5, 0.25}, {0.3, 0.4}, {0, 0}},
                  2, {{{weights}}, {{2}}});
  uint32_t rate = builder.add(RateNeurons{{0.25}, {0.1}}, 1, {{{hidden}}});
  builder.addAlias({{{2}}});
  uint32_t output = builder.add(LIFNeurons{2, {0.5}, {0.5, 0.75}, {2}, {0}}, 1,
                                {{{rate}}, {{3}, {5}}}, Layer::Output);
  builder.addOutput({{output}});
}

static void copySignals(Simulator &from, Simulator &to) {
  std::vector<Signal> target = to.getSignals();
  for (auto [index, signal] : llvm::enumerate(from.getSignals()))
    llvm::copy(
        std::get<llvm::MutableArrayRef<double>>(signal.values),
        std::get<llvm::MutableArrayRef<double>>(target[index].values).begin());
}

TEST(ReferenceSimulatorTest, GoesOnFromItsSignals) {
  Builder builder(1);
  addEverything(builder);
  for (Schedule schedule : {Schedule::Graph, Schedule::Chip}) {
    auto simulator = builder.make(schedule);
    run(*simulator, {1, 3, 0, 2, 1});
    std::unique_ptr<Simulator> copy = simulator->clone();
    run(*copy, {7, 7});
    copySignals(*simulator, *copy);
    Numbers expected = run(*simulator, {0, 1, 4, 0, 0});
    EXPECT_NE(expected, Numbers(5));
    EXPECT_EQ(run(*copy, {0, 1, 4, 0, 0}), expected);
    for (const Signal &signal : simulator->getSignals())
      EXPECT_EQ(getSignal(*copy, signal.name),
                std::get<llvm::MutableArrayRef<double>>(signal.values))
          << signal.name;
  }
}

TEST(ReferenceSimulatorTest, StartsAgain) {
  Builder builder(1);
  addEverything(builder);
  for (Schedule schedule : {Schedule::Graph, Schedule::Chip}) {
    auto simulator = builder.make(schedule);
    Numbers expected = run(*simulator, {1, 3, 0, 2, 1});
    EXPECT_NE(expected, Numbers(5));
    std::unique_ptr<Simulator> clone = simulator->clone();
    EXPECT_EQ(run(*clone, {1, 3, 0, 2, 1}), expected);
    simulator->reset();
    EXPECT_EQ(run(*simulator, {1, 3, 0, 2, 1}), expected);
  }
}

// Too large for a double: infinity, and NaN behind it.
TEST(ReferenceSimulatorTest, OverflowIsNoCrash) {
  for (double sign : {1, -1}) {
    Builder builder(1);
    uint32_t weights = builder.addWeight(sign * 1e308, {{0}, {2}});
    uint32_t neuron = builder.add(LIFNeurons{1, {0.5}, {0.5}, {1e-300}, {0}}, 1,
                                  {{{weights, 8}}});
    builder.addOutput({{neuron}});
    for (Schedule schedule : {Schedule::Graph, Schedule::Chip}) {
      auto simulator = builder.make(schedule);
      run(*simulator, {1, 15, 0, 1});
      EXPECT_FALSE(std::isfinite(getSignal(*simulator, "vmem")[0]));
    }
  }
}
