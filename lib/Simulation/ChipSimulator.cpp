//===- ChipSimulator.cpp - Runs a network bit by bit ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/ChipSimulator.h"

#include "Kernels.h"

#include <cassert>
#include <cstring>

using namespace tidepool::simulation;

NeuronArrays::NeuronArrays(llvm::ArrayRef<NeuronParameters> neurons) {
  for (const NeuronParameters &neuron : neurons) {
    dashMem.push_back(neuron.dashMem);
    for (unsigned s = 0; s < 2; ++s)
      dashSyn[s].push_back(neuron.dashSyn[s]);
    threshold.push_back(neuron.threshold);
    bias.push_back(neuron.bias);
  }
  membrane.resize(neurons.size());
  for (std::vector<int16_t> &values : current)
    values.resize(neurons.size());
}

void NeuronArrays::load(llvm::ArrayRef<NeuronState> states) {
  assert(states.size() == size() && "one state for each neuron");
  for (size_t id = 0; id < states.size(); ++id) {
    membrane[id] = states[id].membrane;
    for (unsigned s = 0; s < 2; ++s)
      current[s][id] = states[id].current[s];
  }
}

/// Neurons that `fireAll` leaves alone.
static llvm::SmallVector<unsigned> findOdd(const NeuronArrays &neurons) {
  llvm::SmallVector<unsigned> odd;
  for (unsigned id = 0; id < neurons.size(); ++id)
    if (neurons.threshold[id] <= 0)
      odd.push_back(id);
  return odd;
}

ChipSimulator::ChipSimulator(const ChipNetwork &network)
    : network(network), numSynapses(network.hasSynapse2 ? 2 : 1),
      hidden(network.hidden), outputs(network.outputs),
      oddHidden(findOdd(hidden)), oddOutputs(findOdd(outputs)) {
  reset();
}

std::unique_ptr<Simulator> ChipSimulator::clone() const {
  return std::make_unique<ChipSimulator>(network);
}

std::vector<Signal> ChipSimulator::getSignals() {
  llvm::MutableArrayRef<uint8_t> outputCounts(outputSpikes);
  llvm::MutableArrayRef<uint8_t> hiddenCounts(hiddenSpikes);
  auto states = [](std::vector<int16_t> &values) {
    return llvm::MutableArrayRef<int16_t>(values);
  };
  return {
      {"out_spikes", Layer::Output, outputCounts},
      {"hid_spikes", Layer::Hidden, hiddenCounts},
      {"vmem", Layer::Hidden, states(hidden.membrane)},
      {"isyn", Layer::Hidden, states(hidden.current[0])},
      {"isyn2", Layer::Hidden, states(hidden.current[1])},
      {"vmem_out", Layer::Output, states(outputs.membrane)},
      {"isyn_out", Layer::Output, states(outputs.current[0])},
  };
}

void ChipSimulator::reset() {
  hidden.load(network.hiddenState);
  outputs.load(network.outputState);
  hiddenSpikes = network.pendingSpikes;
  outputSpikes.assign(outputs.size(), 0);
}

void ChipSimulator::deliverInput(llvm::ArrayRef<uint32_t> counts) {
  size_t expansion = network.inputExpansion;
  for (unsigned input = 0; input < counts.size(); ++input) {
    unsigned count = std::min<uint32_t>(counts[input], maxInputSpikes);
    if (count == 0)
      continue;
    for (unsigned s = 0; s < numSynapses; ++s)
      receiveRow(hidden.current[s].data(),
                 network.inputWeights[s].data() + input * expansion, expansion,
                 count);
  }
}

/// Calls `visit` for every place of `counts` that is not zero. Most are: they
/// are skipped eight at a time.
template <typename Visit>
static void forEachNonZero(llvm::ArrayRef<uint8_t> counts, Visit visit) {
  size_t id = 0;
  for (uint64_t eight; id + sizeof(eight) <= counts.size();
       id += sizeof(eight)) {
    std::memcpy(&eight, counts.data() + id, sizeof(eight));
    if (eight == 0)
      continue;
    for (size_t k = id; k < id + sizeof(eight); ++k)
      if (counts[k] != 0)
        visit(k);
  }
  for (; id < counts.size(); ++id)
    if (counts[id] != 0)
      visit(id);
}

void ChipSimulator::deliverHidden() {
  size_t firstFeeding = network.getFirstOutputExpansion();
  forEachNonZero(hiddenSpikes, [&](size_t source) {
    unsigned count = std::min<unsigned>(hiddenSpikes[source], maxHiddenSpikes);
    const FanOutEntry *end =
        network.fanOut.data() + network.fanOutBegin[source + 1];
    for (const FanOutEntry *entry =
             network.fanOut.data() + network.fanOutBegin[source];
         entry != end; ++entry)
      for (unsigned s = 0; s < numSynapses; ++s) {
        int16_t &current = hidden.current[s][entry->target];
        current = receive(current, entry->weights[s], count);
      }
    if (source >= firstFeeding)
      receiveRow(outputs.current[0].data(),
                 network.outputWeights.data() +
                     (source - firstFeeding) * outputs.size(),
                 outputs.size(), count);
  });
}

/// Fires one neuron, which may have spikes from an alias already.
static unsigned fireOne(NeuronArrays &neurons, size_t id, unsigned spikes,
                        unsigned maxSpikes) {
  NeuronState state{neurons.membrane[id], {}};
  spikes = fire(state, neurons.threshold[id], spikes, maxSpikes);
  neurons.membrane[id] = state.membrane;
  return spikes;
}

void ChipSimulator::evolveHidden() {
  integrateAll(hidden, network.coreVersion, numSynapses);
  if (network.aliasTarget.empty()) {
    fireAll(hidden, maxHiddenSpikes, hiddenSpikes);
    for (unsigned id : oddHidden)
      hiddenSpikes[id] = fireOne(hidden, id, 0, maxHiddenSpikes);
    return;
  }
  // With aliases, neurons fire one after the other.
  std::fill(hiddenSpikes.begin(), hiddenSpikes.end(), 0);
  for (size_t id = 0; id < hidden.size(); ++id) {
    unsigned count = fireOne(hidden, id, hiddenSpikes[id], maxHiddenSpikes);
    hiddenSpikes[id] = count;
    if (count == 0 || !network.aliasTarget[id])
      continue;
    uint8_t &target = hiddenSpikes[*network.aliasTarget[id]];
    target = std::min<unsigned>(target + count, maxHiddenSpikes);
  }
}

void ChipSimulator::evolveOutputs() {
  integrateAll(outputs, network.coreVersion, /*numSynapses=*/1);
  fireAll(outputs, maxOutputSpikes, outputSpikes);
  for (unsigned id : oddOutputs)
    outputSpikes[id] = fireOne(outputs, id, 0, maxOutputSpikes);
}

void ChipSimulator::step(llvm::ArrayRef<uint32_t> counts) {
  assert(counts.size() == network.info.numInputs && "one count for each input");
  deliverInput(counts);
  deliverHidden();
  evolveHidden();
  evolveOutputs();
}
