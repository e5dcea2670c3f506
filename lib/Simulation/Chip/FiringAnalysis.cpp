//===- FiringAnalysis.cpp - Neurons that never or always fire -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bounds of all spikes, in three rounds: upwards from silence until nothing
// more can fire, which gives bounds of all steps; downwards from there, where
// the bounds of one neuron sharpen those of the next; and downwards again for
// the bounds that hold in the end.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/FiringAnalysis.h"

#include "NeuronBounds.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SmallVector.h"

#include <deque>

using namespace tidepool::simulation;

namespace {
/// What reaches a hidden neuron from another.
struct FanInEntry {
  uint16_t source;
  int16_t weights[2];
};

/// Neurons that wait for their turn, each once.
class Worklist {
public:
  explicit Worklist(size_t numNeurons) : isWaiting(numNeurons, true) {
    for (size_t id = 0; id < numNeurons; ++id)
      waiting.push_back(id);
  }

  bool empty() const { return waiting.empty(); }
  void push(size_t id) {
    if (!isWaiting.test(id))
      waiting.push_back(id);
    isWaiting.set(id);
  }
  size_t pop() {
    size_t id = waiting.front();
    waiting.pop_front();
    isWaiting.reset(id);
    return id;
  }

private:
  std::deque<size_t> waiting;
  llvm::BitVector isWaiting;
};

/// Bounds of the spikes of a hidden neuron in a step.
struct HiddenSpikes {
  Interval fired; ///< when it has had its turn: what its alias passes on
  Interval total; ///< after those that have their turn later
};

class FiringAnalyzer {
public:
  explicit FiringAnalyzer(const ChipNetwork &network);

  FiringAnalysis run();

private:
  void spreadFiring();
  void sharpen(Horizon horizon);
  HiddenSpikes evolve(size_t id, Horizon horizon);
  Interval evolveOutput(size_t id, StateBounds &bounds, Horizon horizon) const;
  void addInputs(size_t id, Drive (&drives)[2]) const;
  Interval getDelivered(size_t id, Horizon horizon) const;
  Interval sumAliases(size_t target, bool ofEarlier) const;
  void pushDependents(Worklist &worklist, size_t id) const;

  const ChipNetwork &network;
  /// Entries of hidden neuron h are fanIn[fanInBegin[h]] and following, in the
  /// order in which the chip delivers them.
  std::vector<uint32_t> fanInBegin;
  std::vector<FanInEntry> fanIn;
  std::vector<llvm::SmallVector<uint16_t, 1>> aliasSources; ///< by target
  std::vector<StateBounds> states;                          ///< by neuron
  std::vector<HiddenSpikes> spikes;                         ///< by neuron
};
} // namespace

FiringAnalyzer::FiringAnalyzer(const ChipNetwork &network)
    : network(network), fanInBegin(network.hidden.size() + 1),
      fanIn(network.fanOut.size()), aliasSources(network.hidden.size()),
      states(network.hiddenState.begin(), network.hiddenState.end()),
      spikes(network.hidden.size()) {
  size_t numHidden = network.hidden.size();
  for (const FanOutEntry &entry : network.fanOut)
    ++fanInBegin[entry.target + 1];
  for (size_t id = 0; id < numHidden; ++id)
    fanInBegin[id + 1] += fanInBegin[id];
  std::vector<uint32_t> next(fanInBegin.begin(), fanInBegin.end());
  for (size_t id = 0; id < numHidden; ++id)
    for (size_t k = network.fanOutBegin[id]; k < network.fanOutBegin[id + 1];
         ++k) {
      const FanOutEntry &entry = network.fanOut[k];
      fanIn[next[entry.target]++] = {static_cast<uint16_t>(id),
                                     {entry.weights[0], entry.weights[1]}};
    }
  for (size_t id = 0; id < network.aliasTarget.size(); ++id)
    if (network.aliasTarget[id])
      aliasSources[*network.aliasTarget[id]].push_back(id);
}

/// The spikes that a neuron delivers in a step: its own of the step before; in
/// the first step, what the network starts with.
Interval FiringAnalyzer::getDelivered(size_t id, Horizon horizon) const {
  Interval total = spikes[id].total;
  if (horizon == Horizon::InTheEnd)
    return total;
  int32_t first = std::min<int32_t>(network.pendingSpikes[id], maxHiddenSpikes);
  return {std::min(total.low, first), std::max(total.high, first)};
}

/// The spikes that aliases bring to a neuron before its turn, or after.
Interval FiringAnalyzer::sumAliases(size_t target, bool ofEarlier) const {
  Interval sum;
  for (size_t source : aliasSources[target])
    if ((source < target) == ofEarlier) {
      sum.low += spikes[source].fired.low;
      sum.high += spikes[source].fired.high;
    }
  constexpr int32_t limit = maxHiddenSpikes;
  return {std::min(limit, sum.low), std::min(limit, sum.high)};
}

void FiringAnalyzer::addInputs(size_t id, Drive (&drives)[2]) const {
  if (id >= network.inputExpansion)
    return;
  for (size_t input = 0; input < network.info.numInputs; ++input)
    for (unsigned s = 0; s < (network.hasSynapse2 ? 2 : 1); ++s)
      drives[s].add(
          network.inputWeights[s][input * network.inputExpansion + id],
          {0, maxInputSpikes});
}

/// The spikes of a hidden neuron for what is known of all others. Its state
/// bounds become those of the horizon.
HiddenSpikes FiringAnalyzer::evolve(size_t id, Horizon horizon) {
  NeuronContext context{network.hidden[id],
                        network.coreVersion,
                        maxHiddenSpikes,
                        {},
                        sumAliases(id, /*ofEarlier=*/true)};
  addInputs(id, context.drives);
  for (size_t k = fanInBegin[id]; k < fanInBegin[id + 1]; ++k)
    for (unsigned s = 0; s < (network.hasSynapse2 ? 2 : 1); ++s)
      context.drives[s].add(fanIn[k].weights[s],
                            getDelivered(fanIn[k].source, horizon));
  if (horizon == Horizon::AllSteps)
    states[id] = StateBounds(network.hiddenState[id]);
  Interval fired = evolveBounds(states[id], context, horizon);
  Interval later = sumAliases(id, /*ofEarlier=*/false);
  constexpr int32_t limit = maxHiddenSpikes;
  return {fired,
          {std::min(limit, fired.low + later.low),
           std::min(limit, fired.high + later.high)}};
}

void FiringAnalyzer::pushDependents(Worklist &worklist, size_t id) const {
  for (size_t k = network.fanOutBegin[id]; k < network.fanOutBegin[id + 1]; ++k)
    worklist.push(network.fanOut[k].target);
  if (!network.aliasTarget.empty() && network.aliasTarget[id])
    worklist.push(*network.aliasTarget[id]);
}

/// Finds all neurons that may fire in some step. One that may is at once
/// believed to do so as often as there is, so each changes once.
void FiringAnalyzer::spreadFiring() {
  constexpr Interval silent{0, 0}, any{0, maxHiddenSpikes};
  for (Worklist worklist(spikes.size()); !worklist.empty();) {
    size_t id = worklist.pop();
    HiddenSpikes now = evolve(id, Horizon::AllSteps);
    HiddenSpikes &known = spikes[id];
    bool firesNow = known.fired == silent && now.fired.high > 0;
    bool hasNow = known.total == silent && now.total.high > 0;
    if (firesNow)
      known.fired = any;
    if (hasNow)
      known.total = any;
    if (firesNow || hasNow)
      pushDependents(worklist, id);
  }
}

/// Keeps what both say.
static bool intersect(Interval &known, Interval now) {
  Interval both{std::max(known.low, now.low), std::min(known.high, now.high)};
  bool changes = both != known;
  known = both;
  return changes;
}

/// Sharpens bounds by each other. What is known is true at any time, so it does
/// no harm to stop: neurons have so many turns.
void FiringAnalyzer::sharpen(Horizon horizon) {
  constexpr unsigned maxTurns = 16;
  std::vector<uint8_t> turns(spikes.size());
  for (Worklist worklist(spikes.size()); !worklist.empty();) {
    size_t id = worklist.pop();
    if (turns[id] == maxTurns)
      continue;
    ++turns[id];
    HiddenSpikes now = evolve(id, horizon);
    bool changes = intersect(spikes[id].fired, now.fired);
    changes |= intersect(spikes[id].total, now.total);
    if (changes)
      pushDependents(worklist, id);
  }
}

/// The spikes of an output neuron for what is known of the hidden ones.
Interval FiringAnalyzer::evolveOutput(size_t id, StateBounds &bounds,
                                      Horizon horizon) const {
  NeuronContext context{
      network.outputs[id], network.coreVersion, maxOutputSpikes, {}, {}};
  size_t numOutputs = network.outputs.size();
  for (size_t row = 0; row < network.outputExpansion; ++row)
    context.drives[0].add(
        network.outputWeights[row * numOutputs + id],
        getDelivered(network.getFirstOutputExpansion() + row, horizon));
  return evolveBounds(bounds, context, horizon);
}

FiringAnalysis FiringAnalyzer::run() {
  FiringAnalysis analysis;
  spreadFiring();
  sharpen(Horizon::AllSteps);
  for (const HiddenSpikes &neuron : spikes)
    analysis.hidden.push_back(neuron.total.high == 0 ? Firing::Never
                                                     : Firing::Possible);
  std::vector<StateBounds> outputStates(network.outputState.begin(),
                                        network.outputState.end());
  for (size_t id = 0; id < network.outputs.size(); ++id) {
    Interval spikes = evolveOutput(id, outputStates[id], Horizon::AllSteps);
    analysis.outputs.push_back(spikes.high == 0 ? Firing::Never
                                                : Firing::Possible);
  }
  sharpen(Horizon::InTheEnd);
  for (size_t id = 0; id < spikes.size(); ++id)
    if (spikes[id].total.low > 0)
      analysis.hidden[id] = Firing::Always;
  for (size_t id = 0; id < network.outputs.size(); ++id)
    if (evolveOutput(id, outputStates[id], Horizon::InTheEnd).low > 0)
      analysis.outputs[id] = Firing::Always;
  return analysis;
}

FiringAnalysis tidepool::simulation::analyzeFiring(const ChipNetwork &network) {
  return FiringAnalyzer(network).run();
}
