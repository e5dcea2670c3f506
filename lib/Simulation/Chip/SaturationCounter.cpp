//===- SaturationCounter.cpp - States that reach their limits -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/SaturationCounter.h"

#include <cassert>

using namespace tidepool::simulation;

constexpr int16_t lowest = -32768, highest = 32767;

/// The values of the simulator's signal of this name.
template <typename T>
static llvm::ArrayRef<T> getValues(llvm::ArrayRef<Signal> signals,
                                   llvm::StringRef name) {
  const Signal *signal = findSignal(signals, name);
  assert(signal && "the simulator has the signals of ChipSimulator");
  return *std::get_if<llvm::MutableArrayRef<T>>(&signal->values);
}

SaturationCounter::SaturationCounter(const ChipNetwork &network,
                                     Simulator &simulator)
    : network(network) {
  std::vector<Signal> signals = simulator.getSignals();
  hidden.membrane = getValues<int16_t>(signals, "vmem");
  hidden.current[0] = getValues<int16_t>(signals, "isyn");
  if (network.hasSynapse2)
    hidden.current[1] = getValues<int16_t>(signals, "isyn2");
  hidden.spikes = getValues<uint8_t>(signals, "hid_spikes");
  outputs.membrane = getValues<int16_t>(signals, "vmem_out");
  outputs.current[0] = getValues<int16_t>(signals, "isyn_out");
  outputs.spikes = getValues<uint8_t>(signals, "out_spikes");
  prepare(hidden, network.hidden);
  prepare(outputs, network.outputs);
  for (const std::optional<uint16_t> &target : network.aliasTarget)
    if (target)
      hidden.loss[*target] = 0;
}

void SaturationCounter::prepare(LayerState &state,
                                llvm::ArrayRef<NeuronParameters> neurons) {
  state.counts.membrane.resize(neurons.size());
  state.counts.spikes.resize(neurons.size());
  for (unsigned s = 0; s < 2; ++s)
    state.counts.current[s].resize(neurons.size());
  for (const NeuronParameters &neuron : neurons) {
    state.loss.push_back(neuron.threshold);
    for (unsigned s = 0; s < 2; ++s) {
      // With dash 0 nothing is left of a current; no value shows the limit.
      unsigned dash = neuron.dashSyn[s];
      auto decay = [&](int16_t limit) -> int16_t {
        return dash == 0 ? limit : limit - getDecay(limit, dash);
      };
      state.currentLimits[s].low.push_back(decay(lowest));
      state.currentLimits[s].high.push_back(decay(highest));
    }
  }
}

void SaturationCounter::countStates(LayerState &state) {
  for (unsigned s = 0; s < 2; ++s) {
    const Limits &limits = state.currentLimits[s];
    for (size_t id = 0; id < state.current[s].size(); ++id) {
      int16_t current = state.current[s][id];
      state.counts.current[s][id] +=
          current == limits.low[id] || current == limits.high[id];
    }
  }
  for (size_t id = 0; id < state.membrane.size(); ++id) {
    int16_t peak = wrap(state.membrane[id] + state.spikes[id] * state.loss[id]);
    state.counts.membrane[id] += peak == lowest || peak == highest;
  }
}

void SaturationCounter::count() {
  countStates(hidden);
  countStates(outputs);
  for (size_t id = 0; id < hidden.spikes.size(); ++id)
    hidden.counts.spikes[id] += hidden.spikes[id] == maxHiddenSpikes;
}

std::vector<SaturationCounter::PopulationTally>
SaturationCounter::tally() const {
  auto tallyUp = [](const std::vector<uint64_t> &steps,
                    const Population &population) {
    Tally tally;
    for (uint32_t id : population.neurons) {
      tally.numNeurons += steps[id] > 0;
      tally.numSteps += steps[id];
    }
    return tally;
  };
  std::vector<PopulationTally> tallies;
  for (const Population &population : network.info.populations) {
    const Counts &counts = get(population.layer);
    tallies.push_back({&population,
                       tallyUp(counts.membrane, population),
                       {tallyUp(counts.current[0], population),
                        tallyUp(counts.current[1], population)},
                       tallyUp(counts.spikes, population)});
  }
  return tallies;
}
