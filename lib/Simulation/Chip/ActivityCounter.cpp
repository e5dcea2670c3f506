//===- ActivityCounter.cpp - What makes a run cost time -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ActivityCounter.h"

#include <algorithm>
#include <cassert>

using namespace tidepool::simulation;

void ActivityCounts::add(const ActivityCounts &other) {
  numSteps += other.numSteps;
  activeInputs += other.activeInputs;
  activeHidden += other.activeHidden;
  mostInputs = std::max(mostInputs, other.mostInputs);
  mostHidden = std::max(mostHidden, other.mostHidden);
  operations.add(other.operations);
  mostOperations.raiseTo(other.mostOperations);
  mostCycles = std::max(mostCycles, other.mostCycles);
}

static llvm::ArrayRef<uint8_t> findHiddenSpikes(Simulator &simulator) {
  std::vector<Signal> signals = simulator.getSignals();
  const Signal *signal = findSignal(signals, getSpikeSignal(Layer::Hidden));
  assert(signal && "the simulator has the signals of ChipSimulator");
  return *std::get_if<llvm::MutableArrayRef<uint8_t>>(&signal->values);
}

ActivityCounter::ActivityCounter(const ChipNetwork &network,
                                 Simulator &simulator)
    : simulator(simulator), synapses(network),
      factors(getCycleFactors(network)),
      numNeurons(network.hidden.size() + network.outputs.size()),
      hiddenSpikes(findHiddenSpikes(simulator)),
      aliasAdditions(simulator.getWorkCount().aliasAdditions) {
  collectPending();
}

void ActivityCounter::collectPending() {
  pending = {};
  activeHidden = 0;
  for (size_t id = 0; id < hiddenSpikes.size(); ++id) {
    if (hiddenSpikes[id] == 0)
      continue;
    ++activeHidden;
    pending.recurrentAdditions += synapses.recurrent[id];
    pending.outputAdditions += synapses.toOutputs[id];
  }
}

/// The share of a layer, 0 of none.
static double getShare(uint64_t active, uint64_t size) {
  return size == 0 ? 0 : static_cast<double>(active) / size;
}

void ActivityCounter::record(llvm::ArrayRef<uint32_t> inputs) {
  OperationCount done = pending;
  uint64_t activeInputs = 0;
  for (size_t input = 0; input < inputs.size(); ++input) {
    if (inputs[input] == 0)
      continue;
    ++activeInputs;
    done.inputAdditions += synapses.ofInputs[input];
  }
  uint64_t aliasesSoFar = simulator.getWorkCount().aliasAdditions;
  done.aliasAdditions = aliasesSoFar - aliasAdditions;
  aliasAdditions = aliasesSoFar;
  done.neuronUpdates = numNeurons;
  collectPending();

  ActivityCounts step{
      1, activeInputs, activeHidden, activeInputs, activeHidden, done, done};
  if (factors)
    step.mostCycles =
        countCycles(*factors, {getShare(activeInputs, inputs.size()),
                               getShare(activeHidden, hiddenSpikes.size())})
            .getTotal();
  counts.add(step);
}
