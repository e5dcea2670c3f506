//===- SaturationCounter.cpp - States that reach their limits -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/SaturationCounter.h"

#include "tidepool/Support/Printable.h"

#include "llvm/ADT/STLExtras.h"

#include <array>
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
    : counts(network.info) {
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

/// Counts the neurons of which `isAtLimit` is true. Hardly ever one is, so all
/// are asked at once first, in a loop that compilers turn into vectors.
template <typename Predicate>
static void countNeurons(std::vector<uint64_t> &counts, size_t size,
                         Predicate isAtLimit) {
  bool isAny = false;
  for (size_t id = 0; id < size; ++id)
    isAny |= isAtLimit(id);
  if (!isAny)
    return;
  for (size_t id = 0; id < size; ++id)
    counts[id] += isAtLimit(id);
}

void SaturationCounter::countCurrents(const LayerState &state,
                                      LayerCounts &counts) {
  for (unsigned s = 0; s < 2; ++s) {
    const int16_t *current = state.current[s].data();
    const int16_t *low = state.currentLimits[s].low.data();
    const int16_t *high = state.currentLimits[s].high.data();
    countNeurons(counts.current[s], state.current[s].size(), [=](size_t id) {
      return (current[id] == low[id]) | (current[id] == high[id]);
    });
  }
}

void SaturationCounter::countMembranes(const LayerState &state,
                                       LayerCounts &counts) {
  const int16_t *membrane = state.membrane.data(), *loss = state.loss.data();
  const uint8_t *spikes = state.spikes.data();
  countNeurons(counts.membrane, state.membrane.size(), [=](size_t id) {
    int16_t peak = wrap(membrane[id] + spikes[id] * loss[id]);
    return (peak == lowest) | (peak == highest);
  });
}

void SaturationCounter::countSpikes() {
  const uint8_t *spikes = hidden.spikes.data();
  countNeurons(counts.hidden.spikes, hidden.spikes.size(),
               [=](size_t id) { return spikes[id] == maxHiddenSpikes; });
}

void SaturationCounter::count() {
  countCurrents(hidden, counts.hidden);
  countCurrents(outputs, counts.output);
  countMembranes(hidden, counts.hidden);
  countMembranes(outputs, counts.output);
  countSpikes();
}

//===----------------------------------------------------------------------===//
// Counts
//===----------------------------------------------------------------------===//

/// All numbers of a layer, kind by kind.
template <typename LayerCounts>
static auto getKinds(LayerCounts &counts) {
  return std::array{&counts.membrane, &counts.current[0], &counts.current[1],
                    &counts.spikes};
}

SaturationCounts::SaturationCounts(const NetworkInfo &info) {
  for (auto *kind : getKinds(hidden))
    kind->resize(info.getNumNeurons(Layer::Hidden));
  for (auto *kind : getKinds(output))
    kind->resize(info.getNumNeurons(Layer::Output));
}

void SaturationCounts::add(const SaturationCounts &other) {
  auto addLayer = [](LayerCounts &counts, const LayerCounts &more) {
    for (auto [kind, moreOfKind] : llvm::zip(getKinds(counts), getKinds(more)))
      for (auto [count, one] : llvm::zip(*kind, *moreOfKind))
        count += one;
  };
  addLayer(hidden, other.hidden);
  addLayer(output, other.output);
}

SaturationCounts::PopulationTally
SaturationCounts::tally(const Population &population) const {
  auto tallyUp = [&](const std::vector<uint64_t> &steps) {
    Tally tally;
    for (uint32_t id : population.neurons) {
      tally.numNeurons += steps[id] > 0;
      tally.numSteps += steps[id];
    }
    return tally;
  };
  const LayerCounts &counts = get(population.layer);
  return {tallyUp(counts.membrane),
          {tallyUp(counts.current[0]), tallyUp(counts.current[1])},
          tallyUp(counts.spikes)};
}

bool SaturationCounts::PopulationTally::isEmpty() const {
  return membrane.numNeurons + current[0].numNeurons + current[1].numNeurons +
             spikes.numNeurons ==
         0;
}

namespace {
/// A kind of state that can be at its limit.
struct StateTally {
  const char *key, *text;
  SaturationCounts::Tally tally;
};
} // namespace

static std::array<StateTally, 4>
listStates(const SaturationCounts::PopulationTally &tally) {
  return {{{"current", "current", tally.current[0]},
           {"current2", "second current", tally.current[1]},
           {"membrane", "membrane", tally.membrane},
           {"spikes", "spikes", tally.spikes}}};
}

void SaturationCounts::print(llvm::raw_ostream &os,
                             const NetworkInfo &info) const {
  for (const Population &population : info.populations) {
    PopulationTally all = tally(population);
    if (all.isEmpty())
      continue;
    os << "  limits   " << tidepool::toPrintable(population.label) << ": ";
    llvm::ListSeparator separator("; ");
    for (const StateTally &state : listStates(all))
      if (state.tally.numNeurons > 0)
        os << separator << state.text << " in " << state.tally.numNeurons
           << (state.tally.numNeurons == 1 ? " neuron, " : " neurons, ")
           << state.tally.numSteps << " times";
    os << '\n';
  }
}

llvm::json::Object
SaturationCounts::toJson(const Population &population) const {
  llvm::json::Object object;
  for (const StateTally &state : listStates(tally(population)))
    object[state.key] = llvm::json::Object{{"neurons", state.tally.numNeurons},
                                           {"steps", state.tally.numSteps}};
  return object;
}
