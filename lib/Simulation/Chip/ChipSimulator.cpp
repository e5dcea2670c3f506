//===- ChipSimulator.cpp - Runs a network bit by bit ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ChipSimulator.h"

#include "ChipPlan.h"

#include "llvm/ADT/bit.h"

#include <cassert>

using namespace tidepool::simulation;

//===----------------------------------------------------------------------===//
// State
//===----------------------------------------------------------------------===//

ChipSimulator::ChipSimulator(const ChipNetwork &network, VectorPath path)
    : ChipSimulator(std::make_shared<ChipPlan>(network), path) {}

ChipSimulator::ChipSimulator(std::shared_ptr<const ChipPlan> sharedPlan,
                             VectorPath path)
    : path(path), plan(std::move(sharedPlan)),
      kernels(std::make_unique<Kernels>(
          getKernels(path, plan->network.coreVersion, plan->numSynapses))),
      state(std::make_unique<StateBlocks>(plan->numBlocks)) {
  assert(isSupported(path) && "vector path that is not supported");
  // One more than there can be: the place after the last is written, too.
  state->active.resize(plan->network.info.numInputs +
                       plan->getFirstOutputLane() + 1);
  reset();
}

ChipSimulator::~ChipSimulator() = default;

std::unique_ptr<Simulator> ChipSimulator::clone() const {
  return std::unique_ptr<Simulator>(new ChipSimulator(plan, path));
}

static void load(StateBlocks &blocks, size_t firstLane,
                 llvm::ArrayRef<NeuronState> states) {
  for (size_t id = 0; id < states.size(); ++id) {
    getLanes(blocks.membrane)[firstLane + id] = states[id].membrane;
    for (unsigned s = 0; s < 2; ++s)
      getLanes(blocks.current[s])[firstLane + id] = states[id].current[s];
  }
}

void ChipSimulator::reset() {
  const ChipNetwork &network = plan->network;
  load(*state, 0, network.hiddenState);
  load(*state, plan->getFirstOutputLane(), network.outputState);
  std::fill(state->spikes.begin(), state->spikes.end(), Lanes<uint8_t>());
  std::copy(network.pendingSpikes.begin(), network.pendingSpikes.end(),
            getLanes(state->spikes));
  stateChanged();
}

void ChipSimulator::stateChanged() {
  std::fill(state->isAwake.begin(), state->isAwake.end(), true);
  for (size_t b = 0; b < plan->numBlocks; ++b) {
    state->firing[b] = 0;
    for (size_t k = 0; k < blockSize; ++k)
      state->firing[b] |= uint32_t(state->spikes[b].lane[k] != 0) << k;
  }
}

const NetworkInfo &ChipSimulator::getInfo() const { return plan->network.info; }

/// The neurons of a layer, out of all lanes.
template <typename T>
static llvm::MutableArrayRef<T> getHidden(const ChipPlan &plan,
                                          std::vector<Lanes<T>> &blocks) {
  return {getLanes(blocks), plan.network.hidden.size()};
}

template <typename T>
static llvm::MutableArrayRef<T> getOutput(const ChipPlan &plan,
                                          std::vector<Lanes<T>> &blocks) {
  return {getLanes(blocks) + plan.getFirstOutputLane(),
          plan.network.outputs.size()};
}

std::vector<Signal> ChipSimulator::getSignals() {
  return {
      {"out_spikes", Layer::Output, getOutput(*plan, state->spikes)},
      {"hid_spikes", Layer::Hidden, getHidden(*plan, state->spikes)},
      {"vmem", Layer::Hidden, getHidden(*plan, state->membrane)},
      {"isyn", Layer::Hidden, getHidden(*plan, state->current[0])},
      {"isyn2", Layer::Hidden, getHidden(*plan, state->current[1])},
      {"vmem_out", Layer::Output, getOutput(*plan, state->membrane)},
      {"isyn_out", Layer::Output, getOutput(*plan, state->current[0])},
  };
}

llvm::ArrayRef<uint8_t> ChipSimulator::getHiddenSpikes() const {
  return getHidden(*plan, state->spikes);
}
llvm::ArrayRef<uint8_t> ChipSimulator::getOutputSpikes() const {
  return getOutput(*plan, state->spikes);
}
llvm::ArrayRef<int16_t> ChipSimulator::getMembrane() const {
  return getHidden(*plan, state->membrane);
}
llvm::ArrayRef<int16_t> ChipSimulator::getCurrent(unsigned synapse) const {
  return getHidden(*plan, state->current[synapse]);
}
llvm::ArrayRef<int16_t> ChipSimulator::getOutputMembrane() const {
  return getOutput(*plan, state->membrane);
}
llvm::ArrayRef<int16_t> ChipSimulator::getOutputCurrent() const {
  return getOutput(*plan, state->current[0]);
}

WorkCount ChipSimulator::getWorkCount() const {
  const ChipNetwork &network = plan->network;
  WorkCount count = work;
  count.neuronUpdates =
      work.steps * (network.hidden.size() + network.outputs.size());
  return count;
}

//===----------------------------------------------------------------------===//
// A step
//===----------------------------------------------------------------------===//

void ChipSimulator::deliver(llvm::ArrayRef<uint32_t> inputCounts) {
  SourceSpikes *active = state->active.data();
  size_t size = 0;
  uint32_t source = 0;
  // Without branches that depend on random data: they would take longest.
  for (uint32_t count : inputCounts) {
    active[size] = {source++, std::min<uint32_t>(count, maxInputSpikes)};
    size += count != 0;
  }
  for (size_t b = 0; b < plan->firstOutputBlock; ++b, source += blockSize)
    for (uint32_t left = state->firing[b]; left != 0; left &= left - 1) {
      unsigned lane = llvm::countr_zero(left);
      uint8_t count = state->spikes[b].lane[lane];
      active[size++] = {source + lane,
                        std::min<uint32_t>(count, maxHiddenSpikes)};
    }
  if (size == 0)
    return;
  for (unsigned s = 0; s < plan->numSynapses; ++s)
    kernels->deliver({active, size}, plan->weights[s],
                     getLanes(state->current[s]), state->isAwake.data());
}

/// Fires one neuron, which may have spikes from an alias already.
unsigned ChipSimulator::fireInTurn(size_t lane, int16_t threshold,
                                   unsigned maxSpikes) {
  int16_t &membrane = getLanes(state->membrane)[lane];
  uint8_t &count = getLanes(state->spikes)[lane];
  NeuronState neuron{membrane, {}};
  unsigned total = fire(neuron, threshold, count, maxSpikes);
  state->isAwake[lane / blockSize] |= total != count;
  state->firing[lane / blockSize] |= uint32_t(total != 0) << lane % blockSize;
  membrane = neuron.membrane;
  return count = total;
}

bool ChipSimulator::evolveHidden() {
  const ChipNetwork &network = plan->network;
  size_t numResting = kernels->evolveHidden(plan->neurons.data(), *state, 0,
                                            plan->firstOutputBlock);
  work.skippedUpdates += numResting;
  bool areAtRest = numResting == network.hidden.size();
  work.stepsAtRest[0] += areAtRest;
  // The others need no spikes of an alias, so it does not matter that they
  // have fired already.
  for (uint32_t id : plan->hiddenInTurn) {
    unsigned count = getLanes(state->spikes)[id];
    if (plan->firesInTurn[id])
      count = fireInTurn(id, network.hidden[id].threshold, maxHiddenSpikes);
    if (count == 0 || network.aliasTarget.empty() || !network.aliasTarget[id])
      continue;
    ++work.aliasAdditions;
    uint16_t target = *network.aliasTarget[id];
    uint8_t &total = getLanes(state->spikes)[target];
    total = std::min<unsigned>(total + count, maxHiddenSpikes);
    state->firing[target / blockSize] |= uint32_t(1) << target % blockSize;
  }
  return areAtRest;
}

bool ChipSimulator::evolveOutputs() {
  const ChipNetwork &network = plan->network;
  size_t numResting = kernels->evolveOutputs(
      plan->neurons.data(), *state, plan->firstOutputBlock, plan->numBlocks);
  work.skippedUpdates += numResting;
  bool areAtRest = numResting == network.outputs.size();
  work.stepsAtRest[1] += areAtRest;
  for (uint32_t id : plan->outputsInTurn)
    fireInTurn(plan->getFirstOutputLane() + id, network.outputs[id].threshold,
               maxOutputSpikes);
  return areAtRest;
}

void ChipSimulator::step(llvm::ArrayRef<uint32_t> counts) {
  assert(counts.size() == plan->network.info.numInputs &&
         "one count for each input");
  deliver(counts);
  bool isHiddenAtRest = evolveHidden();
  work.quietSteps += evolveOutputs() && isHiddenAtRest;
  ++work.steps;
}
