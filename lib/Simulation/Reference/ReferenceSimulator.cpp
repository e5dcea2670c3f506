//===- ReferenceSimulator.cpp - Runs a network in real numbers ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Reference/ReferenceSimulator.h"

#include "ReferencePlan.h"

#include "tidepool/Simulation/Chip/Neuron.h"

#include <cmath>
#include <limits>

using namespace tidepool::simulation;

llvm::Expected<std::unique_ptr<ReferenceSimulator>>
ReferenceSimulator::create(const ReferenceNetwork &network, Schedule schedule) {
  auto plan = makePlan(network, schedule);
  if (!plan)
    return plan.takeError();
  return std::unique_ptr<ReferenceSimulator>(
      new ReferenceSimulator(std::move(*plan)));
}

/// The largest number of synapses of a layer's neurons, at least 1.
static size_t countSynapses(const ReferenceNetwork &network, Layer layer) {
  size_t numSynapses = 1;
  for (const ReferenceModule &module : network.modules)
    if (auto *neurons = std::get_if<LIFNeurons>(&module.meaning))
      if (module.layer == layer)
        numSynapses = std::max(numSynapses, neurons->numSynapses);
  return numSynapses;
}

ReferenceSimulator::ReferenceSimulator(
    std::shared_ptr<const ReferencePlan> givenPlan)
    : plan(std::move(givenPlan)) {
  const ReferenceNetwork &network = plan->network;
  for (Layer layer : {Layer::Hidden, Layer::Output}) {
    LayerState &state = layers[static_cast<size_t>(layer)];
    size_t size = network.info.getNumNeurons(layer);
    state.membrane.resize(size);
    state.spikes.resize(size);
    state.currents.resize(countSynapses(network, layer));
    for (std::vector<double> &current : state.currents)
      current.resize(size);
  }
  nodes.resize(2 * size_t(network.getNumNodes()));
  totals.resize(network.getNumNodes());
  outputs.resize(network.outputs.size());
}

const NetworkInfo &ReferenceSimulator::getInfo() const {
  return plan->network.info;
}

std::unique_ptr<Simulator> ReferenceSimulator::clone() const {
  return std::unique_ptr<Simulator>(new ReferenceSimulator(plan));
}

llvm::StringRef ReferenceSimulator::getKind() const {
  return plan->schedule == Schedule::Chip ? "real, chip schedule"
                                          : "real, graph schedule";
}

uint32_t ReferenceSimulator::getMaxInputSpikes() const {
  return plan->schedule == Schedule::Chip
             ? maxInputSpikes
             : std::numeric_limits<uint32_t>::max();
}

static void clear(std::vector<double> &values) {
  std::fill(values.begin(), values.end(), 0);
}

void ReferenceSimulator::reset() {
  for (LayerState &state : layers) {
    clear(state.membrane);
    clear(state.spikes);
    for (std::vector<double> &current : state.currents)
      clear(current);
  }
  clear(nodes);
  clear(outputs);
}

std::vector<Signal> ReferenceSimulator::getSignals() {
  auto view = [](std::vector<double> &values) {
    return llvm::MutableArrayRef<double>(values);
  };
  static constexpr llvm::StringLiteral names[2][2] = {
      {"hid_spikes", "vmem"}, {"out_spikes", "vmem_out"}};
  std::vector<Signal> signals;
  for (Layer layer : {Layer::Hidden, Layer::Output}) {
    auto index = static_cast<size_t>(layer);
    LayerState &state = layers[index];
    signals.push_back({names[index][0].str(), layer, view(state.spikes)});
    signals.push_back({names[index][1].str(), layer, view(state.membrane)});
    for (size_t s = 0; s < state.currents.size(); ++s)
      signals.push_back({"isyn" + (s == 0 ? "" : std::to_string(s + 1)) +
                             (layer == Layer::Output ? "_out" : ""),
                         layer, view(state.currents[s])});
  }
  signals.push_back({"nodes", Layer::Hidden,
                     view(nodes).take_front(plan->network.getNumNodes()),
                     /*isInternal=*/true});
  return signals;
}

//===----------------------------------------------------------------------===//
// A step
//===----------------------------------------------------------------------===//

double ReferenceSimulator::gather(const NodeInputs &inputs, size_t k) const {
  double sum = 0;
  for (const NodeSource &source : inputs.get(k))
    sum += source.times * nodes[source.node];
  return sum;
}

void ReferenceSimulator::runWeights(uint32_t index,
                                    const LinearWeights &weights) {
  const ReferenceModule &module = plan->network.modules[index];
  double *results = nodes.data() + module.firstOutput;
  std::fill_n(results, module.numOutputs, 0);
  size_t entry = 0;
  for (size_t row = 0; row < weights.rowEnd.size(); ++row) {
    double input = gather(plan->inputs[index], row);
    if (input != 0)
      for (; entry < weights.rowEnd[row]; ++entry)
        results[weights.columns[entry]] += input * weights.values[entry];
    entry = weights.rowEnd[row];
  }
  for (size_t k = 0; k < weights.biases.size(); ++k)
    results[k] += weights.biases[k];
}

void ReferenceSimulator::integrateLIF(uint32_t index,
                                      const LIFNeurons &neurons) {
  const ReferenceModule &module = plan->network.modules[index];
  LayerState &state = getLayer(module);
  for (uint32_t j = 0; j < module.numOutputs; ++j) {
    uint32_t number = module.numbers[j];
    double sum = 0;
    for (size_t s = 0; s < neurons.numSynapses; ++s) {
      size_t input = j * neurons.numSynapses + s;
      double &current = state.currents[s][number];
      current += gather(plan->inputs[index], input);
      current *= neurons.currentDecay[input];
      sum += current;
    }
    double &membrane = state.membrane[number];
    membrane = membrane * neurons.membraneDecay[j] + sum + neurons.bias[j];
  }
}

void ReferenceSimulator::integrateRate(uint32_t index,
                                       const RateNeurons &neurons) {
  const ReferenceModule &module = plan->network.modules[index];
  LayerState &state = getLayer(module);
  for (uint32_t j = 0; j < module.numOutputs; ++j) {
    double &x = state.membrane[module.numbers[j]];
    x += (gather(plan->inputs[index], j) + neurons.bias[j] - x) *
         neurons.rate[j];
  }
}

void ReferenceSimulator::integrate(uint32_t index) {
  const ReferenceModule &module = plan->network.modules[index];
  if (auto *neurons = std::get_if<LIFNeurons>(&module.meaning))
    integrateLIF(index, *neurons);
  if (auto *neurons = std::get_if<RateNeurons>(&module.meaning))
    integrateRate(index, *neurons);
}

/// Gives a neuron's node its spikes. `limit` is what it may give beside those
/// that its node has already; rate neurons may have left a fraction of a spike.
void ReferenceSimulator::fire(uint32_t index, uint32_t neuron, double limit) {
  const ReferenceModule &module = plan->network.modules[index];
  LayerState &state = getLayer(module);
  double &membrane = state.membrane[module.numbers[neuron]];
  double &node = nodes[module.firstOutput + neuron];
  auto *neurons = std::get_if<LIFNeurons>(&module.meaning);
  if (!neurons) {
    node = std::max(0.0, membrane);
    return;
  }
  double threshold = neurons->threshold[neuron];
  double most = std::max(0.0, std::floor(limit));
  // The sign is that of nan, which differs from machine to machine.
  node = std::abs(std::clamp(std::floor(membrane / threshold), 0.0, most));
  membrane -= node * threshold;
}

void ReferenceSimulator::run(const Unit &unit) {
  const ReferenceModule &module = plan->network.modules[unit.module];
  if (auto *weights = std::get_if<LinearWeights>(&module.meaning))
    return runWeights(unit.module, *weights);
  if (module.isAlias()) {
    nodes[module.firstOutput + unit.node] =
        gather(plan->inputs[unit.module], unit.node);
    return;
  }
  integrate(unit.module);
  for (uint32_t j = 0; j < module.numOutputs; ++j)
    fire(unit.module, j, std::numeric_limits<double>::infinity());
}

/// The spikes that a neuron has at most in a step of the chip.
static double getSpikeLimit(const ReferenceModule &module) {
  return module.layer == Layer::Hidden ? maxHiddenSpikes : maxOutputSpikes;
}

/// Hands all spikes that a neuron has so far on through its aliases.
void ReferenceSimulator::handOn(uint32_t node) {
  for (uint32_t alias : plan->aliases[node]) {
    double spikes = totals[node];
    if (std::optional<uint32_t> target = plan->aliasTarget[alias]) {
      double limit = getSpikeLimit(*plan->getModuleOf(*target));
      spikes = std::min(spikes, std::max(0.0, limit - totals[*target]));
      totals[*target] += spikes;
    }
    nodes[alias] += spikes;
  }
}

/// Neurons fire one after the other, as on the chip.
void ReferenceSimulator::fireInTurn() {
  clear(totals);
  for (const ReferenceModule &module : plan->network.modules)
    if (module.isAlias())
      std::fill_n(nodes.begin() + module.firstOutput, module.numOutputs, 0);
  for (auto [index, module] : llvm::enumerate(plan->network.modules)) {
    if (!module.isNeurons())
      continue;
    double limit = getSpikeLimit(module);
    for (uint32_t j = 0; j < module.numOutputs; ++j) {
      uint32_t node = module.firstOutput + j;
      fire(index, j, limit - totals[node]);
      totals[node] += nodes[node];
      handOn(node);
    }
  }
}

/// Fills in what the layers' neurons show: their spikes and those of aliases.
void ReferenceSimulator::countSpikes() {
  auto at = [&](uint32_t node) -> double & {
    const ReferenceModule &module = *plan->getModuleOf(node);
    return getLayer(module).spikes[module.numbers[node - module.firstOutput]];
  };
  for (const ReferenceModule &module : plan->network.modules)
    if (module.isNeurons())
      for (uint32_t j = 0; j < module.numOutputs; ++j)
        at(module.firstOutput + j) = nodes[module.firstOutput + j];
  for (const ReferenceModule &module : plan->network.modules)
    if (module.isAlias())
      for (uint32_t k = 0; k < module.numOutputs; ++k)
        if (auto target = plan->aliasTarget[module.firstOutput + k])
          at(*target) += nodes[module.firstOutput + k];
}

void ReferenceSimulator::step(llvm::ArrayRef<uint32_t> counts) {
  const ReferenceNetwork &network = plan->network;
  assert(counts.size() == network.info.numInputs && "one count for each input");
  std::copy_n(nodes.begin(), network.getNumNodes(),
              nodes.begin() + network.getNumNodes());
  uint32_t maxSpikes = getMaxInputSpikes();
  for (size_t k = 0; k < counts.size(); ++k)
    nodes[k] = std::min(counts[k], maxSpikes);
  for (const Unit &unit : plan->order)
    run(unit);
  if (plan->schedule == Schedule::Chip) {
    for (uint32_t module = 0; module < network.modules.size(); ++module)
      integrate(module);
    fireInTurn();
  }
  countSpikes();
  for (size_t k = 0; k < outputs.size(); ++k)
    outputs[k] = gather(network.outputs, k);
}
