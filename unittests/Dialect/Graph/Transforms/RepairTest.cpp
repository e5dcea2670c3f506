//===- RepairTest.cpp - Repairs keep what networks mean ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Random networks run the same before and after. All weights are small
// multiples of 1/4, so that sums are exact in any order.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Simulation/Import/Import.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "gtest/gtest.h"

#include <random>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;
using simulation::Schedule;

//===----------------------------------------------------------------------===//
// Random networks
//===----------------------------------------------------------------------===//

namespace {
/// Builds flat networks of weights, LIF neurons and aliases with all kinds of
/// plumbing. Only what `random` returns decides.
class NetworkGenerator {
public:
  NetworkGenerator(MLIRContext *context, unsigned seed, Schedule schedule)
      : builder(context), random(seed), schedule(schedule) {}

  OwningOpRef<ModuleOp> build();

private:
  struct Population {
    LIFNeuronsOp op;
    Value spikes; ///< with aliases, the sum
  };

  int64_t draw(int64_t low, int64_t high) {
    return low + static_cast<int64_t>(random() % (high - low + 1));
  }
  bool chance(unsigned percent) { return random() % 100 < percent; }
  Type nodes(int64_t size) {
    return NodesType::get(builder.getContext(), size);
  }
  Value choose() { return pool[draw(0, pool.size() - 1)]; }
  StringAttr makeName(StringRef kind) {
    return builder.getStringAttr(kind + Twine(numModules++));
  }
  DenseElementsAttr makeNumbers(ArrayRef<int64_t> shape,
                                function_ref<double(int64_t)> number);

  Value fit(Value value, int64_t size);
  Value makeInput(int64_t size);
  void addPopulation();
  void addWeights();
  void addAlias();
  Value chooseOutput();

  OpBuilder builder;
  std::mt19937 random;
  Schedule schedule;
  Location loc = builder.getUnknownLoc();
  unsigned numModules = 0;
  SmallVector<Value> pool; ///< what may feed something
  SmallVector<Value> arguments;
  SmallVector<Population> populations;
};
} // namespace

DenseElementsAttr
NetworkGenerator::makeNumbers(ArrayRef<int64_t> shape,
                              function_ref<double(int64_t)> number) {
  Type element = chance(30) ? Type(builder.getF64Type()) : builder.getF32Type();
  auto type = RankedTensorType::get(shape, element);
  SmallVector<Attribute> numbers;
  for (int64_t k = 0; k < type.getNumElements(); ++k)
    numbers.push_back(builder.getFloatAttr(element, number(k)));
  return DenseElementsAttr::get(type, numbers);
}

/// A value of `size` nodes made of `value`.
Value NetworkGenerator::fit(Value value, int64_t size) {
  int64_t given = countNodes(value);
  if (given == size && chance(80))
    return value;
  if (given < size && chance(50)) {
    SmallVector<int64_t> indices;
    for (int64_t k = 0; k < size; ++k)
      indices.push_back(k);
    std::shuffle(indices.begin(), indices.end(), random);
    indices.resize(given);
    return PlaceOp::create(builder, loc, nodes(size), value, indices);
  }
  if (size > 1 && chance(30)) {
    int64_t split = draw(1, size - 1);
    Value parts[] = {fit(value, split), fit(choose(), size - split)};
    return ConcatOp::create(builder, loc, parts);
  }
  SmallVector<int64_t> indices;
  for (int64_t k = 0; k < size; ++k)
    indices.push_back(draw(0, given - 1));
  return SelectOp::create(builder, loc, value, indices);
}

/// One or several values of the pool, merged.
Value NetworkGenerator::makeInput(int64_t size) {
  SmallVector<Value> parts{fit(choose(), size)};
  while (chance(35))
    parts.push_back(chance(20) ? parts.front() : fit(choose(), size));
  if (parts.size() == 1)
    return parts.front();
  return MergeOp::create(builder, loc, nodes(size), parts);
}

void NetworkGenerator::addPopulation() {
  int64_t size = draw(1, 3), synapses = draw(1, 2);
  auto fixed = [&](int64_t count, double value) {
    return makeNumbers({count}, [=](int64_t k) { return value * (k + 1); });
  };
  Value open = OpenOp::create(builder, loc, nodes(size * synapses));
  auto bias =
      chance(30) ? fixed(size, chance(40) ? 0 : 0.25) : DenseElementsAttr();
  auto op =
      LIFNeuronsOp::create(builder, loc, nodes(size), open, fixed(size, 0.02),
                           fixed(size * synapses, 0.01), fixed(size, 1.5), bias,
                           builder.getF64FloatAttr(1e-3), makeName("n"));
  populations.push_back({op, op.getOutput()});
}

void NetworkGenerator::addWeights() {
  Value input = chance(70) ? fit(choose(), draw(1, 4)) : makeInput(draw(1, 4));
  int64_t rows = countNodes(input), columns = draw(1, 4);
  bool isIdentity = chance(30);
  if (isIdentity)
    columns = rows;
  auto weights = makeNumbers({rows, columns}, [&](int64_t k) -> double {
    if (isIdentity)
      return k / columns == k % columns;
    return chance(30) ? 0 : 0.25 * draw(-3, 5);
  });
  DenseElementsAttr biases;
  if (chance(25)) {
    bool isZero = chance(50);
    biases = makeNumbers({columns}, [&](int64_t) -> double {
      return isZero ? 0 : 0.25 * draw(-1, 2);
    });
  }
  auto op = LinearWeightsOp::create(builder, loc, nodes(columns), input,
                                    weights, biases, makeName("w"));
  pool.push_back(op.getOutput());
  if (!chance(20))
    return;
  // A parallel one, merged with it.
  auto twin = LinearWeightsOp::create(
      builder, loc, nodes(columns), input,
      makeNumbers({rows, columns},
                  [&](int64_t) -> double { return 0.25 * draw(-2, 3); }),
      nullptr, makeName("w"));
  SmallVector<Value> parts{op.getOutput(), twin.getOutput()};
  parts.append(draw(0, 1), twin.getOutput());
  pool.back() = MergeOp::create(builder, loc, nodes(columns), parts);
}

/// An alias between neurons that stand in this order, so that they make no
/// loop.
void NetworkGenerator::addAlias() {
  if (populations.size() < 2)
    return;
  int64_t target = draw(1, populations.size() - 1);
  Value source = populations[draw(0, target - 1)].op.getOutput();
  Value &spikes = populations[target].spikes;
  int64_t size = countNodes(spikes);
  if (countNodes(source) < size)
    return;
  SmallVector<int64_t> indices;
  for (int64_t k = 0; k < size; ++k)
    indices.push_back(k);
  Value taken = SelectOp::create(builder, loc, source, indices);
  auto alias = AliasOp::create(builder, loc, taken, makeName("alias"));
  spikes = MergeOp::create(builder, loc, spikes.getType(),
                           ValueRange{spikes, alias.getOutput()});
}

/// On a chip neurons drive outputs; with identities in between, removing these
/// makes output neurons of them and is seen a step earlier.
Value NetworkGenerator::chooseOutput() {
  if (schedule == Schedule::Graph)
    return makeInput(draw(1, 3));
  return populations[draw(0, populations.size() - 1)].spikes;
}

OwningOpRef<ModuleOp> NetworkGenerator::build() {
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  builder.setInsertionPointToEnd(module->getBody());
  SmallVector<Type> inputs;
  for (int64_t k = draw(1, 2); k > 0; --k)
    inputs.push_back(nodes(draw(1, 3)));
  auto network = NetworkOp::create(builder, loc, "net",
                                   builder.getFunctionType(inputs, {}));
  builder.setInsertionPointToEnd(&network.getBody().front());
  llvm::append_range(arguments, network.getBody().getArguments());
  for (int64_t k = draw(1, 3); k > 0; --k)
    addPopulation();
  if (chance(30))
    addAlias();
  llvm::append_range(pool, arguments);
  for (Population &population : populations)
    pool.push_back(population.spikes);
  for (int64_t k = draw(1, 7); k > 0; --k)
    addWeights();
  for (Population &population : populations) {
    Value open = population.op.getInput();
    population.op->setOperand(0, makeInput(countNodes(open)));
    open.getDefiningOp()->erase();
  }
  SmallVector<Value> outputs;
  for (int64_t k = draw(1, 2); k > 0; --k)
    outputs.push_back(chooseOutput());
  OutputOp::create(builder, loc, outputs);
  network.setFunctionType(
      builder.getFunctionType(inputs, ValueRange(outputs).getTypes()));
  return module;
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

namespace {
/// What a network shows in each step: outputs, then the states of its neurons.
using History = std::vector<std::vector<double>>;

class RepairTest : public ::testing::TestWithParam<const char *> {
protected:
  RepairTest() : handler(&context, [](Diagnostic &) { return success(); }) {
    context.loadDialect<GraphDialect>();
    static bool isRegistered =
        (registerGraphPasses(), registerPipelines(), true);
    (void)isRegistered;
  }

  NetworkOp getNetwork(ModuleOp module) {
    return *module.getOps<NetworkOp>().begin();
  }
  /// Nothing if the schedule gives the network no meaning.
  std::optional<History> run(ModuleOp module, Schedule schedule);
  void repair(ModuleOp module);
  void checkMeaning(Schedule schedule, unsigned count);
  std::string print(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream(text) << module;
    return text;
  }

  MLIRContext context;
  ScopedDiagnosticHandler handler;
};
} // namespace

/// Appends the states of all neurons, in text order, whatever layer they are
/// in.
static void addStates(simulation::Simulator &simulator,
                      std::vector<double> &states) {
  std::vector<simulation::Signal> signals = simulator.getSignals();
  for (const auto &population : simulator.getInfo().populations) {
    bool isHidden = population.layer == simulation::Layer::Hidden;
    std::string suffix = isHidden ? "" : "_out";
    for (const std::string &name :
         {std::string(simulation::getSpikeSignal(population.layer)),
          "vmem" + suffix, "isyn" + suffix, "isyn2" + suffix}) {
      const simulation::Signal *signal = simulation::findSignal(signals, name);
      for (uint32_t number : population.neurons)
        states.push_back(
            signal ? std::get<MutableArrayRef<double>>(signal->values)[number]
                   : 0);
    }
  }
}

std::optional<History> RepairTest::run(ModuleOp module, Schedule schedule) {
  auto network = simulation::importNetwork(getNetwork(module), schedule, 1e-3);
  if (failed(network))
    return std::nullopt;
  auto simulator = simulation::ReferenceSimulator::create(*network, schedule);
  if (!simulator) {
    llvm::consumeError(simulator.takeError());
    return std::nullopt;
  }
  std::mt19937 random(1);
  std::vector<uint32_t> counts(network->info.numInputs);
  History history;
  for (unsigned step = 0; step < 20; ++step) {
    for (uint32_t &count : counts)
      count = random() % 4;
    (*simulator)->step(counts);
    history.emplace_back();
    llvm::append_range(history.back(),
                       std::get<ArrayRef<double>>((*simulator)->getOutputs()));
    addStates(**simulator, history.back());
    // Of larger numbers sums would be rounded.
    if (llvm::any_of(history.back(),
                     [](double value) { return std::abs(value) > 1e6; }))
      break;
  }
  return history;
}

void RepairTest::repair(ModuleOp module) {
  PassManager pm(&context);
  ASSERT_TRUE(succeeded(parsePassPipeline(GetParam(), pm)));
  ASSERT_TRUE(succeeded(pm.run(module)));
}

/// Runs `count` random networks before and after.
void RepairTest::checkMeaning(Schedule schedule, unsigned count) {
  unsigned numRun = 0, numChanged = 0;
  for (unsigned seed = 0; seed < count; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    OwningOpRef<ModuleOp> module =
        NetworkGenerator(&context, seed, schedule).build();
    ASSERT_TRUE(succeeded(verify(*module)));
    std::optional<History> before = run(*module, schedule);
    if (!before)
      continue;
    std::string text = print(*module);
    repair(*module);
    ++numRun;
    numChanged += print(*module) != text;
    std::optional<History> after = run(*module, schedule);
    ASSERT_TRUE(after) << text << print(*module);
    ASSERT_EQ(*before, *after) << text << print(*module);
    std::string once = print(*module);
    repair(*module);
    ASSERT_EQ(once, print(*module)) << "a second run changes something";
  }
  // The generator must not miss what this is about.
  EXPECT_GT(numRun, count / 2);
  EXPECT_GT(numChanged, count / 20);
}

// What the repairs are there for. Only weights that lead out of a loop may
// still feed weights.
TEST(RepairPipelineTest, LeavesNothingToMend) {
  MLIRContext context;
  context.loadDialect<GraphDialect>();
  ScopedDiagnosticHandler handler(&context,
                                  [](Diagnostic &) { return success(); });
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    OwningOpRef<ModuleOp> module =
        NetworkGenerator(&context, seed, Schedule::Graph).build();
    PassManager pm(&context);
    buildRepairPipeline(pm, RepairOptions());
    ASSERT_TRUE(succeeded(pm.run(*module)));
    NetworkOp network = *module->getOps<NetworkOp>().begin();
    NetworkView view(network);
    RecurrenceAnalysis recurrence(network);
    for (unsigned k = 0; k < view.getModules().size(); ++k)
      for (const NetworkView::Sources &sources : view.getInputs(k))
        for (const NetworkView::Source &source : sources) {
          bool isFromWeights =
              bool(view.getAs<WeightsOpInterface>(source.module));
          if (view.getAs<NeuronsOpInterface>(k))
            EXPECT_TRUE(isFromWeights);
          if (view.getAs<WeightsOpInterface>(k) && isFromWeights)
            EXPECT_TRUE(recurrence.getLoopId(view.getModule(source.module)));
        }
  }
}

TEST_P(RepairTest, KeepsTheMeaningInTheGraphsSchedule) {
  checkMeaning(Schedule::Graph, 400);
}

TEST_P(RepairTest, KeepsTheMeaningOnAChip) {
  checkMeaning(Schedule::Chip, 400);
}

static std::string
getTestName(const ::testing::TestParamInfo<const char *> &info) {
  std::string name = info.param;
  name = name.substr(name.find("graph-") + 6);
  name.erase(std::remove_if(name.begin(), name.end(),
                            [](char c) { return !std::isalpha(c); }),
             name.end());
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Repairs, RepairTest,
    ::testing::Values("graph.network(graph-drop-zero-biases)",
                      "graph.network(graph-remove-passthroughs)",
                      "graph.network(graph-multiply-weights)",
                      "graph.network(graph-merge-weights)",
                      "graph.network(graph-insert-weights)",
                      "graph-repair-pipeline"),
    getTestName);
