//===- ResourceUse.cpp - How much of a chip a network needs ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/ResourceUse.h"

#include "FanOut.h"

#include "llvm/ADT/Sequence.h"

#include <numeric>

using namespace tidepool;
using namespace tidepool::xylo;

NetworkResources::NetworkResources(const graph::NetworkView &view,
                                   const NeuronConnections &connections,
                                   const Chip &chip,
                                   const TargetOptions &target)
    : view(view), connections(connections), chip(chip), target(target),
      fanOuts(countFanOut(connections)), both(connections.getNumNeurons()) {
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    if (auto neurons = view.getAs<graph::NeuronsOpInterface>(module))
      (view.isOutputModule(module) ? numOutputs : numHidden) +=
          neurons.getNumNeurons();
  for (unsigned neuron = 0; neuron < both.size(); ++neuron)
    both[neuron] = connections.getInputNeurons()[neuron] &&
                   connections.getFeedingNeurons()[neuron];
}

ResourceUse NetworkResources::getInputs() const {
  return {"inputs", "input-channels", view.getNumInputs(), chip.maxInputs};
}

ResourceUse NetworkResources::getHiddenNeurons() const {
  return {"hidden neurons", "hidden-neurons", numHidden, chip.maxHidden};
}

ResourceUse NetworkResources::getOutputNeurons() const {
  return {"output neurons", "output-channels", numOutputs, chip.maxOutputs};
}

static size_t countTrue(const std::vector<bool> &values) {
  return llvm::count(values, true);
}

ResourceUse NetworkResources::getInputExpansion() const {
  return {"input expansion", "input-expansion",
          countTrue(connections.getInputNeurons()), chip.maxExpansion};
}

ResourceUse NetworkResources::getOutputExpansion() const {
  return {"output expansion", "output-expansion",
          countTrue(connections.getFeedingNeurons()), chip.maxExpansion};
}

ResourceUse NetworkResources::getBothExpansions() const {
  ResourceUse use = {"both expansions", "output-expansion", countTrue(both),
                     chip.maxExpansion};
  size_t hidden = llvm::count_if(
      llvm::seq(connections.getNumNeurons()),
      [&](unsigned neuron) { return !connections.isOutput(neuron); });
  if (use.available && hidden > *use.available) {
    size_t ends = 2 * *use.available;
    use.available = ends > hidden ? ends - hidden : 0;
  }
  return use;
}

/// Output neurons have one synapse on all chips.
static ResourceUse makeSynapses(size_t used, bool output, const Chip &chip) {
  if (output)
    return {"synapses per output neuron", "synapses", used, 1};
  return {"synapses per hidden neuron", "synapses", used, chip.maxSynapses};
}

ResourceUse NetworkResources::getSynapses(unsigned module) const {
  return makeSynapses(
      view.getAs<graph::NeuronsOpInterface>(module).getNumSynapses(),
      view.isOutputModule(module), chip);
}

ResourceUse NetworkResources::getMostSynapses(bool output) const {
  ResourceUse most = makeSynapses(0, output, chip);
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    if (view.getAs<graph::NeuronsOpInterface>(module) &&
        view.isOutputModule(module) == output)
      most.used = std::max(most.used, getSynapses(module).used);
  return most;
}

static ResourceUse makeFanOut(size_t used, const TargetOptions &target) {
  return {"largest fan-out", "fan-out", used, target.maxFanOut};
}

ResourceUse NetworkResources::getFanOut(unsigned neuron) const {
  return makeFanOut(fanOuts[neuron], target);
}

ResourceUse NetworkResources::getLargestFanOut() const {
  return makeFanOut(fanOuts.empty() ? 0 : *llvm::max_element(fanOuts), target);
}

ResourceUse NetworkResources::getFanOutEntries() const {
  return {"fan-out entries", "fan-out-memory",
          std::accumulate(fanOuts.begin(), fanOuts.end(), size_t(0)),
          chip.maxFanOutEntries};
}

ResourceUse NetworkResources::getNeuronMemory() const {
  return {"neuron memory", "neuron-memory",
          numHidden + chip.getPadding(numHidden) + numOutputs,
          chip.neuronMemory};
}

ResourceUse NetworkResources::getInputMemory() const {
  size_t row = chip.maxExpansion ? getInputExpansion().used
                                 : numHidden + chip.getPadding(numHidden);
  return {"input memory", "input-memory", view.getNumInputs() * row,
          chip.findBank(BankKind::InputWeights)->depth};
}

std::vector<ResourceUse> NetworkResources::list() const {
  return {getInputs(),
          getHiddenNeurons(),
          getOutputNeurons(),
          getInputExpansion(),
          getOutputExpansion(),
          getBothExpansions(),
          getMostSynapses(/*output=*/false),
          getMostSynapses(/*output=*/true),
          getLargestFanOut(),
          getFanOutEntries(),
          getNeuronMemory(),
          getInputMemory()};
}
