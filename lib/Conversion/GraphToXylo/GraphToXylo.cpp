//===- GraphToXylo.cpp - From flat networks to Xylo cores -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChipOption.h"

#include "tidepool/Conversion/GraphToXylo/DesignRules.h"
#include "tidepool/Conversion/GraphToXylo/NetworkHash.h"
#include "tidepool/Conversion/GraphToXylo/Passes.h"
#include "tidepool/Conversion/GraphToXylo/Placement.h"
#include "tidepool/Dialect/Graph/Analysis/Liveness.h"
#include "tidepool/Support/DiagnosticFacts.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/SetVector.h"

#include <cmath>

namespace tidepool::xylo {
#define GEN_PASS_DEF_CONVERTGRAPHTOXYLO
#include "tidepool/Conversion/GraphToXylo/Passes.h.inc"
} // namespace tidepool::xylo

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;
using graph::NetworkView;

namespace {
/// Writes the core of a network whose neurons have been placed.
class CoreBuilder {
public:
  CoreBuilder(OpBuilder &builder, const NetworkView &view,
              const NeuronConnections &connections, const Placement &placement,
              const Chip &chip, ArrayRef<double> foldedBias);

  CoreOp build();

private:
  void buildNeurons(const NeuronConnections::Population &population);
  void buildInputWeights();
  void buildNeuronWeights();
  void buildAliases();

  DenseElementsAttr getNumbers(ArrayRef<int64_t> shape,
                               ArrayRef<double> values) {
    return DenseElementsAttr::get(
        RankedTensorType::get(shape, builder.getF64Type()), values);
  }

  ImplicitLocOpBuilder builder;
  const NetworkView &view;
  const NeuronConnections &connections;
  const Placement &placement;
  const Chip &chip;
  int64_t numSynapses = 1; ///< of the hidden neurons
  double dt;
  ArrayRef<double> foldedBias; ///< by neuron
};

struct GraphToXyloPass
    : tidepool::xylo::impl::ConvertGraphToXyloBase<GraphToXyloPass> {
  using ConvertGraphToXyloBase::ConvertGraphToXyloBase;
  void runOnOperation() override;
};
} // namespace

CoreBuilder::CoreBuilder(OpBuilder &outer, const NetworkView &view,
                         const NeuronConnections &connections,
                         const Placement &placement, const Chip &chip,
                         ArrayRef<double> foldedBias)
    : builder(view.getNetwork().getLoc(), outer), view(view),
      connections(connections), placement(placement), chip(chip),
      foldedBias(foldedBias) {
  for (NeuronConnections::Population population : connections.getPopulations())
    if (!population.isOutput)
      numSynapses = std::max(numSynapses, population.op.getNumSynapses());
  graph::LIFNeuronsOp first = connections.getPopulations().front().op;
  dt = *first.getTimeStep();
}

CoreOp CoreBuilder::build() {
  auto core = CoreOp::create(builder, view.getNetwork().getSymNameAttr(),
                             builder.getStringAttr(chip.name),
                             builder.getF64FloatAttr(dt),
                             builder.getStringAttr(hashNetwork(view)));
  builder.createBlock(&core.getBody());
  for (NeuronConnections::Population population : connections.getPopulations())
    buildNeurons(population);
  buildInputWeights();
  buildNeuronWeights();
  buildAliases();
  return core;
}

/// The decay shift that stands for a time constant, before rounding.
static double toDash(double tau, double dt) {
  double ratio = tau / dt;
  return std::isfinite(ratio) ? std::log2(ratio)
                              : std::log2(tau) - std::log2(dt);
}

void CoreBuilder::buildNeurons(
    const NeuronConnections::Population &population) {
  graph::LIFNeuronsOp op = population.op;
  int64_t count = op.getNumNeurons(), synapses = op.getNumSynapses();
  int64_t columns = population.isOutput ? 1 : numSynapses;
  auto tauMem = graph::FloatElementsView::ofVerified(op.getTauMem());
  auto tauSyn = graph::FloatElementsView::ofVerified(op.getTauSyn());
  auto thresholdOf = graph::FloatElementsView::ofVerified(op.getThreshold());
  std::vector<int32_t> ids(count);
  std::vector<double> dashMem(count), dashSyn(count * columns),
      threshold(count), bias(count);
  for (int64_t k = 0; k < count; ++k) {
    ids[k] = placement.ids[population.firstNeuron + k];
    dashMem[k] = toDash(tauMem[k], dt);
    for (int64_t s = 0; s < synapses; ++s)
      dashSyn[k * columns + s] = toDash(tauSyn[k * synapses + s], dt);
    threshold[k] = thresholdOf[k];
  }
  if (op.getBias()) {
    auto biasOf = graph::FloatElementsView::ofVerified(*op.getBias());
    for (int64_t k = 0; k < count; ++k)
      bias[k] = biasOf[k];
  }
  for (int64_t k = 0; k < count; ++k)
    bias[k] += foldedBias[population.firstNeuron + k];
  builder.setLoc(op.getLoc());
  NeuronsOp::create(
      builder, population.isOutput ? Population::Output : Population::Hidden,
      view.getLabel(population.module), ids, getNumbers({count}, dashMem),
      getNumbers({count, columns}, dashSyn), getNumbers({count}, threshold),
      getNumbers({count}, bias));
  builder.setLoc(view.getNetwork().getLoc());
}

void CoreBuilder::buildInputWeights() {
  int64_t inputs = view.getNumInputs(), ien = placement.inputExpansion;
  std::vector<double> values(inputs * ien * numSynapses);
  for (const auto &weight : connections.getInputWeights())
    values[(weight.source * ien + placement.ids[weight.target]) * numSynapses +
           weight.synapse] = weight.value;
  InputWeightsOp::create(builder,
                         getNumbers({inputs, ien, numSynapses}, values));
}

void CoreBuilder::buildNeuronWeights() {
  using Weights = ArrayRef<NeuronConnections::Weight>;
  struct Entry {
    unsigned source, target;
    Weights weights; ///< one for each synapse that has one
  };
  std::vector<Entry> entries;
  int64_t oen = placement.outputExpansion;
  unsigned firstOen = placement.numHidden - placement.outputExpansion;
  std::vector<double> outputValues(oen * placement.numOutputs);
  Weights rest = connections.getNeuronWeights();
  while (!rest.empty()) {
    // Weights come sorted by pair, so both synapses of a pair are neighbours.
    const NeuronConnections::Weight &first = rest.front();
    Weights ofPair = rest.take_while([&](const auto &weight) {
      return weight.source == first.source && weight.target == first.target;
    });
    rest = rest.drop_front(ofPair.size());
    unsigned source = placement.ids[first.source];
    unsigned target = placement.ids[first.target];
    if (connections.isOutput(first.target))
      outputValues[(source - firstOen) * placement.numOutputs + target] =
          first.value;
    else
      entries.push_back({source, target, ofPair});
  }
  llvm::sort(entries, [](const Entry &a, const Entry &b) {
    return std::pair(a.source, a.target) < std::pair(b.source, b.target);
  });
  std::vector<int32_t> sources, targets;
  std::vector<double> values(entries.size() * numSynapses);
  for (auto [index, entry] : llvm::enumerate(entries)) {
    sources.push_back(entry.source);
    targets.push_back(entry.target);
    for (const auto &weight : entry.weights)
      values[index * numSynapses + weight.synapse] = weight.value;
  }
  RecurrentWeightsOp::create(
      builder, sources, targets,
      getNumbers({static_cast<int64_t>(entries.size()), numSynapses}, values));
  OutputWeightsOp::create(
      builder, getNumbers({oen, placement.numOutputs}, outputValues));
}

void CoreBuilder::buildAliases() {
  SmallVector<std::pair<int32_t, int32_t>> pairs;
  for (const auto &alias : connections.getAliases())
    pairs.push_back({placement.ids[alias.source], placement.ids[alias.target]});
  if (pairs.empty())
    return;
  llvm::sort(pairs);
  AliasesOp::create(builder, llvm::to_vector(llvm::make_first_range(pairs)),
                    llvm::to_vector(llvm::make_second_range(pairs)));
}

/// Fails with an error at each population into which parallel weights, or the
/// biases of weights, add up to more than a number can hold.
static LogicalResult checkSums(const NetworkView &view,
                               const NeuronConnections &connections,
                               ArrayRef<double> foldedBias) {
  llvm::DenseSet<unsigned> reported;
  auto check = [&](StringRef what, unsigned neuron, double sum) {
    const auto &population = connections.getPopulation(neuron);
    if (std::isfinite(sum) || !reported.insert(population.module).second)
      return;
    DiagnosticFacts facts;
    facts.id = "number-range";
    facts.modules = {view.getLabel(population.module).str()};
    facts.message =
        (what + " into neuron " + Twine(neuron - population.firstNeuron) +
         " of '" + facts.modules.front() +
         "' add up to more than a number can hold")
            .str();
    facts.advice = "use smaller ones";
    InFlightDiagnostic diag = emitError(population.op->getLoc())
                              << facts.message << "; " << facts.advice;
    attachFacts(diag, facts);
  };
  for (ArrayRef<NeuronConnections::Weight> weights :
       {connections.getInputWeights(), connections.getNeuronWeights()})
    for (const NeuronConnections::Weight &weight : weights)
      check("parallel weights", weight.target, weight.value);
  for (auto [neuron, bias] : llvm::enumerate(foldedBias))
    check("biases of weights", neuron, bias);
  return success(reported.empty());
}

/// What the biases of weights add to those of the neurons. A synaptic current I
/// with input b per step becomes (I + b) a, which settles at b a / (1 - a).
static std::vector<double> foldConstants(const NeuronConnections &connections,
                                         WeightBias weightBias) {
  std::vector<double> folded(connections.getNumNeurons());
  if (weightBias != WeightBias::Fold)
    return folded;
  std::vector<std::pair<unsigned, double>> parts; // neuron and bias
  for (const NeuronConnections::Constant &constant :
       connections.getConstants()) {
    const auto &population = connections.getPopulation(constant.target);
    graph::LIFNeuronsOp op = population.op;
    auto tauSyn = graph::FloatElementsView::ofVerified(op.getTauSyn());
    int64_t synapse =
        (constant.target - population.firstNeuron) * op.getNumSynapses() +
        constant.synapse;
    // a / (1 - a) without loss where a is close to 1.
    parts.push_back(
        {constant.target,
         constant.value / std::expm1(*op.getTimeStep() / tauSyn[synapse])});
  }
  // Rounded sums, too, do not depend on where in the text weights stand.
  llvm::sort(parts);
  for (auto [neuron, bias] : parts)
    folded[neuron] += bias;
  return folded;
}

static void warnAboutDeadModule(Location loc, std::string message,
                                ArrayRef<std::string> modules,
                                size_t numMore = 0) {
  DiagnosticFacts facts;
  facts.id = "dead-module";
  facts.message = std::move(message);
  facts.modules.assign(modules.begin(), modules.end());
  facts.numMoreModules = numMore;
  facts.advice = "graph-prune removes " + std::string(numMore ? "them" : "it");
  InFlightDiagnostic diag = emitWarning(loc)
                            << facts.message << "; " << facts.advice;
  attachFacts(diag, facts);
}

/// Dead modules are mapped all the same: pruning is a pass of its own.
static void warnAboutDeadModules(const NetworkView &view) {
  SmallVector<Operation *> dead = graph::findDeadModules(view.getNetwork());
  size_t numTold = std::min(dead.size(), maxErrorsPerRule);
  for (Operation *module : ArrayRef(dead).take_front(numTold)) {
    std::string label = view.getLabel(module).str();
    warnAboutDeadModule(
        module->getLoc(),
        "'" + label +
            "' reaches no network output but takes up room on the chip",
        label);
  }
  if (size_t numMore = dead.size() - numTold)
    warnAboutDeadModule(dead[numTold]->getLoc(),
                        std::to_string(numMore) +
                            " more of such modules, the first of them here",
                        {}, numMore);
}

/// Dropped biases change what the network does; folded ones do so until the
/// synaptic currents have settled.
static void warnAboutWeightBiases(const NetworkView &view,
                                  const NeuronConnections &connections,
                                  WeightBias weightBias) {
  llvm::SetVector<unsigned> modules;
  for (const NeuronConnections::Constant &constant : connections.getConstants())
    modules.insert(constant.module);
  for (unsigned module : modules) {
    DiagnosticFacts facts;
    facts.id = "weight-bias";
    facts.modules = {view.getLabel(module).str()};
    facts.message =
        "biases of '" + facts.modules.front() + "' are " +
        (weightBias == WeightBias::Drop
             ? "left out"
             : "added to the biases of the neurons behind, which is the same "
               "once synaptic currents have settled");
    InFlightDiagnostic diag = emitWarning(view.getModule(module)->getLoc())
                              << facts.message;
    attachFacts(diag, facts);
  }
}

/// Replaces a network by its core.
static LogicalResult convertNetwork(graph::NetworkOp network, const Chip &chip,
                                    const TargetOptions &target,
                                    WeightBias weightBias,
                                    const HiddenOrderPlanner &planner) {
  if (failed(requireFlat(network)))
    return failure();
  NetworkView view(network);
  NeuronConnections connections(view);
  if (failed(requireAllWeights(view, connections)) ||
      failed(emitViolations(
          findViolations(view, connections, chip, target, weightBias))))
    return failure();
  std::vector<double> foldedBias = foldConstants(connections, weightBias);
  if (failed(checkSums(view, connections, foldedBias)))
    return failure();
  FailureOr<Placement> placement =
      placeNeurons(view, connections, chip, planner);
  if (failed(placement))
    return failure();
  warnAboutDeadModules(view);
  warnAboutWeightBiases(view, connections, weightBias);
  OpBuilder builder(network);
  CoreBuilder(builder, view, connections, *placement, chip, foldedBias).build();
  network->erase();
  return success();
}

void GraphToXyloPass::runOnOperation() {
  const Chip *selected = findChipOption(getOperation(), chip);
  if (!selected)
    return signalPassFailure();
  auto target = parseTargetOption(getOperation(), targetOptions, *selected);
  if (!target)
    return signalPassFailure();
  auto selectedPlanner = createHiddenOrderPlanner(planner);
  if (!selectedPlanner) {
    emitError(getOperation().getLoc(), toString(selectedPlanner.takeError()));
    return signalPassFailure();
  }
  // Report what is wrong with any of the networks before giving up.
  bool anyFailed = false;
  getOperation().walk([&](graph::NetworkOp network) {
    anyFailed |= failed(convertNetwork(network, *selected, *target, weightBias,
                                       **selectedPlanner));
    return WalkResult::skip();
  });
  if (anyFailed)
    signalPassFailure();
}
