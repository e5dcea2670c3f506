//===- ImportCore.cpp - From xylo.core to numbers -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Import/Import.h"

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::simulation;

/// The populations of a core by label, numbered by hardware id.
static NetworkInfo importInfo(xylo::CoreOp core) {
  NetworkInfo info{core.getSymName().str(),
                   core.getDt().convertToDouble(),
                   static_cast<size_t>(core.getNumInputs()),
                   static_cast<size_t>(core.getNumOutputs()),
                   {}};
  for (auto neurons : core.getBody().getOps<xylo::NeuronsOp>()) {
    Population population{neurons.getPopulation() == xylo::Population::Output
                              ? Layer::Output
                              : Layer::Hidden,
                          neurons.getLabel().str(),
                          {}};
    llvm::append_range(population.neurons, neurons.getIds());
    info.populations.push_back(std::move(population));
  }
  return info;
}

//===----------------------------------------------------------------------===//
// Real numbers
//===----------------------------------------------------------------------===//

namespace {
/// Builds the modules of a core, in the order in which spikes pass through
/// them.
class CoreImporter {
public:
  explicit CoreImporter(xylo::CoreOp core) : core(core) {}

  ReferenceNetwork run();

private:
  enum Index {
    InputWeights,
    RecurrentWeights,
    Hidden,
    Aliases,
    OutputWeights,
    Outputs
  };

  void addModule(StringRef label, uint32_t numOutputs);
  NodeSource getNode(Index module, uint32_t node) const {
    return {network.modules[module].firstOutput + node, 1};
  }
  /// What a hidden neuron gives to weights: its spikes and those of aliases.
  ArrayRef<NodeSource> getSpikes(uint32_t id) const { return spikes[id]; }

  void collectSpikes();
  LinearWeights importInputWeights();
  LinearWeights importRecurrentWeights();
  LinearWeights importOutputWeights();
  LIFNeurons importNeurons(xylo::Population population, size_t numSynapses);
  void connectHidden();
  void connectOutputs();

  xylo::CoreOp core;
  size_t numSynapses;
  ReferenceNetwork network;
  std::vector<SmallVector<NodeSource, 1>> spikes;
};
} // namespace

void CoreImporter::addModule(StringRef label, uint32_t numOutputs) {
  ReferenceModule module;
  module.label = label.str();
  module.firstOutput = network.getNumNodes();
  module.numOutputs = numOutputs;
  network.modules.push_back(std::move(module));
}

void CoreImporter::collectSpikes() {
  spikes.resize(core.getNumHidden());
  for (uint32_t id = 0; id < spikes.size(); ++id)
    spikes[id].push_back(getNode(Hidden, id));
  if (xylo::AliasesOp aliases = core.getAliases())
    for (auto [k, target] : llvm::enumerate(aliases.getTargets()))
      spikes[target].push_back(getNode(Aliases, k));
}

/// A matrix with rows of this size.
static LinearWeights importMatrix(DenseElementsAttr matrix, unsigned shift,
                                  size_t rowSize) {
  LinearWeights weights;
  for (auto [index, weight] : llvm::enumerate(matrix.getValues<double>())) {
    if (weight != 0)
      weights.addEntry(index % rowSize, std::ldexp(weight, shift));
    if (index % rowSize == rowSize - 1)
      weights.endRow();
  }
  return weights;
}

/// Output node id * numSynapses + synapse drives that synapse of hidden neuron
/// id.
LinearWeights CoreImporter::importInputWeights() {
  xylo::InputWeightsOp op = core.getInputWeights();
  return importMatrix(op.getWeights(), op.getShift(),
                      core.getInputExpansion() * numSynapses);
}

LinearWeights CoreImporter::importRecurrentWeights() {
  xylo::RecurrentWeightsOp op = core.getRecurrentWeights();
  LinearWeights weights;
  auto values = op.getWeights().getValues<double>();
  size_t entry = 0, numEntries = op.getSources().size();
  for (int32_t source = 0; source < core.getNumHidden(); ++source) {
    for (; entry < numEntries && op.getSources()[entry] == source; ++entry)
      for (size_t s = 0; s < numSynapses; ++s)
        weights.addEntry(
            op.getTargets()[entry] * numSynapses + s,
            std::ldexp(values[entry * numSynapses + s], op.getShift()));
    weights.endRow();
  }
  return weights;
}

LinearWeights CoreImporter::importOutputWeights() {
  xylo::OutputWeightsOp op = core.getOutputWeights();
  return importMatrix(op.getWeights(), op.getShift(), core.getNumOutputs());
}

/// The time constant dt * 2^dash, as the factor that is left after a step.
static double getDecay(double dash) { return std::exp(-std::exp2(-dash)); }

/// Neuron by neuron in the order of hardware ids.
LIFNeurons CoreImporter::importNeurons(xylo::Population population,
                                       size_t numSynapses) {
  LIFNeurons neurons;
  size_t size = population == xylo::Population::Hidden ? core.getNumHidden()
                                                       : core.getNumOutputs();
  neurons.numSynapses = numSynapses;
  neurons.membraneDecay.resize(size);
  neurons.currentDecay.resize(size * numSynapses);
  neurons.threshold.resize(size);
  neurons.bias.resize(size);
  for (xylo::NeuronsOp op : core.getNeurons(population)) {
    auto dashMem = op.getDashMem().getValues<double>();
    auto dashSyn = op.getDashSyn().getValues<double>();
    auto threshold = op.getThreshold().getValues<double>();
    auto bias = op.getBias().getValues<double>();
    for (auto [k, id] : llvm::enumerate(op.getIds())) {
      neurons.membraneDecay[id] = getDecay(dashMem[k]);
      for (size_t s = 0; s < numSynapses; ++s) {
        // A synapse with dash 0 is not there.
        double dash = dashSyn[k * numSynapses + s];
        neurons.currentDecay[id * numSynapses + s] =
            dash == 0 ? 0 : getDecay(dash);
      }
      neurons.threshold[id] = threshold[k];
      neurons.bias[id] = bias[k];
    }
  }
  return neurons;
}

void CoreImporter::connectHidden() {
  ReferenceModule &hidden = network.modules[Hidden];
  uint32_t numHidden = core.getNumHidden();
  uint32_t numExpansion = core.getInputExpansion();
  for (uint32_t input = 0; input < network.info.numInputs; ++input)
    network.modules[InputWeights].inputs.add(NodeSource{input});
  for (uint32_t id = 0; id < numHidden; ++id) {
    network.modules[RecurrentWeights].inputs.add(getSpikes(id));
    for (uint32_t node = id * numSynapses; node < (id + 1) * numSynapses;
         ++node) {
      SmallVector<NodeSource, 2> sources;
      if (id < numExpansion)
        sources.push_back(getNode(InputWeights, node));
      sources.push_back(getNode(RecurrentWeights, node));
      hidden.inputs.add(sources);
    }
  }
  if (xylo::AliasesOp aliases = core.getAliases())
    for (int32_t source : aliases.getSources())
      network.modules[Aliases].inputs.add(getSpikes(source));
}

void CoreImporter::connectOutputs() {
  uint32_t numHidden = core.getNumHidden();
  for (uint32_t id = numHidden - core.getOutputExpansion(); id < numHidden;
       ++id)
    network.modules[OutputWeights].inputs.add(getSpikes(id));
  for (uint32_t id = 0; id < core.getNumOutputs(); ++id) {
    network.modules[Outputs].inputs.add(getNode(OutputWeights, id));
    network.outputs.add(getNode(Outputs, id));
  }
}

ReferenceNetwork CoreImporter::run() {
  network.info = importInfo(core);
  numSynapses = core.getNumSynapses();
  uint32_t numHidden = core.getNumHidden();
  uint32_t numOutputs = core.getNumOutputs();
  xylo::AliasesOp aliases = core.getAliases();
  addModule("input weights", core.getInputExpansion() * numSynapses);
  addModule("recurrent weights", numHidden * numSynapses);
  addModule("hidden", numHidden);
  addModule("aliases", aliases ? aliases.getSources().size() : 0);
  addModule("output weights", numOutputs);
  addModule("output", numOutputs);
  auto &modules = network.modules;
  modules[InputWeights].meaning = importInputWeights();
  modules[RecurrentWeights].meaning = importRecurrentWeights();
  modules[Hidden].meaning =
      importNeurons(xylo::Population::Hidden, numSynapses);
  modules[Aliases].meaning = Alias{};
  modules[OutputWeights].meaning = importOutputWeights();
  modules[Outputs].meaning = importNeurons(xylo::Population::Output, 1);
  modules[Outputs].layer = Layer::Output;
  for (Index index : {Hidden, Outputs}) {
    modules[index].numbers.resize(modules[index].numOutputs);
    std::iota(modules[index].numbers.begin(), modules[index].numbers.end(), 0);
  }
  collectSpikes();
  connectHidden();
  connectOutputs();
  return std::move(network);
}

ReferenceNetwork tidepool::simulation::importRealCore(xylo::CoreOp core) {
  return CoreImporter(core).run();
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

static void importNeurons(xylo::CoreOp core, xylo::Population population,
                          std::vector<NeuronParameters> &neurons) {
  for (xylo::NeuronsOp op : core.getNeurons(population)) {
    auto dashMem = op.getDashMem().getValues<int8_t>();
    auto dashSyn = op.getDashSyn().getValues<int8_t>();
    auto threshold = op.getThreshold().getValues<int16_t>();
    auto bias = op.getBias().getValues<int8_t>();
    size_t numSynapses =
        op.getIds().empty() ? 0 : dashSyn.size() / dashMem.size();
    for (auto [k, id] : llvm::enumerate(op.getIds())) {
      neurons[id].dashMem = dashMem[k];
      for (size_t s = 0; s < numSynapses; ++s)
        neurons[id].dashSyn[s] = dashSyn[k * numSynapses + s];
      neurons[id].threshold = threshold[k];
      neurons[id].bias = bias[k];
    }
  }
}

/// The weights of one synapse, shifted.
static std::vector<int16_t> importWeights(DenseElementsAttr attr,
                                          unsigned shift, size_t numSynapses,
                                          size_t synapse) {
  auto values = attr.getValues<int8_t>();
  std::vector<int16_t> weights;
  for (size_t k = synapse; k < static_cast<size_t>(values.size());
       k += numSynapses)
    weights.push_back(shiftWeight(values[k], shift));
  return weights;
}

static void importFanOut(xylo::CoreOp core, ChipNetwork &network) {
  xylo::RecurrentWeightsOp op = core.getRecurrentWeights();
  size_t numSynapses = core.getNumSynapses();
  auto values = op.getWeights().getValues<int8_t>();
  network.fanOutBegin.assign(core.getNumHidden() + 1, 0);
  for (auto [k, source] : llvm::enumerate(op.getSources())) {
    FanOutEntry entry{static_cast<uint16_t>(op.getTargets()[k]), {}};
    for (size_t s = 0; s < numSynapses; ++s)
      entry.weights[s] =
          shiftWeight(values[k * numSynapses + s], op.getShift());
    network.fanOut.push_back(entry);
    ++network.fanOutBegin[source + 1];
  }
  std::partial_sum(network.fanOutBegin.begin(), network.fanOutBegin.end(),
                   network.fanOutBegin.begin());
}

ChipNetwork tidepool::simulation::importIntegerCore(xylo::CoreOp core) {
  ChipNetwork network;
  network.info = importInfo(core);
  network.chip = &core.getChipInfo();
  network.coreVersion = network.chip->coreVersion;
  network.inputExpansion = core.getInputExpansion();
  network.outputExpansion = core.getOutputExpansion();
  size_t numSynapses = core.getNumSynapses();
  network.hasSynapse2 = numSynapses == 2;
  network.hidden.resize(core.getNumHidden());
  network.outputs.resize(core.getNumOutputs());
  importNeurons(core, xylo::Population::Hidden, network.hidden);
  importNeurons(core, xylo::Population::Output, network.outputs);
  network.hiddenState.resize(network.hidden.size());
  network.outputState.resize(network.outputs.size());
  network.pendingSpikes.resize(network.hidden.size());
  xylo::InputWeightsOp input = core.getInputWeights();
  for (size_t s = 0; s < numSynapses; ++s)
    network.inputWeights[s] =
        importWeights(input.getWeights(), input.getShift(), numSynapses, s);
  importFanOut(core, network);
  xylo::OutputWeightsOp output = core.getOutputWeights();
  network.outputWeights =
      importWeights(output.getWeights(), output.getShift(), 1, 0);
  if (xylo::AliasesOp aliases = core.getAliases()) {
    network.aliasTarget.resize(network.hidden.size());
    for (auto [source, target] :
         llvm::zip(aliases.getSources(), aliases.getTargets()))
      network.aliasTarget[source] = target;
  }
  return network;
}
