//===- ChipSimulator.cpp - Runs a network bit by bit ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/ChipSimulator.h"

#include <cassert>

using namespace tidepool::simulation;

ChipSimulator::ChipSimulator(const ChipNetwork &network) : network(network) {
  reset();
}

void ChipSimulator::reset() {
  hidden = network.hiddenState;
  outputs = network.outputState;
  hiddenSpikes = network.pendingSpikes;
  outputSpikes.assign(outputs.size(), 0);
}

void ChipSimulator::deliverInput(llvm::ArrayRef<uint8_t> counts) {
  unsigned expansion = network.inputExpansion;
  for (unsigned input = 0; input < network.numInputs; ++input) {
    unsigned count = std::min<unsigned>(counts[input], maxInputSpikes);
    if (count == 0)
      continue;
    for (unsigned s = 0; s < (network.hasSynapse2 ? 2u : 1u); ++s) {
      const int16_t *weights =
          network.inputWeights[s].data() + input * expansion;
      for (unsigned id = 0; id < expansion; ++id)
        hidden[id].current[s] =
            receive(hidden[id].current[s], weights[id], count);
    }
  }
}

void ChipSimulator::deliverHidden() {
  unsigned firstFeeding = network.getFirstOutputExpansion();
  for (unsigned source = 0; source < hidden.size(); ++source) {
    unsigned count = std::min<unsigned>(hiddenSpikes[source], maxHiddenSpikes);
    if (count == 0)
      continue;
    for (uint32_t k = network.fanOutBegin[source];
         k < network.fanOutBegin[source + 1]; ++k) {
      const FanOutEntry &entry = network.fanOut[k];
      NeuronState &target = hidden[entry.target];
      for (unsigned s = 0; s < 2; ++s)
        target.current[s] = receive(target.current[s], entry.weights[s], count);
    }
    if (source < firstFeeding)
      continue;
    const int16_t *weights =
        network.outputWeights.data() + (source - firstFeeding) * outputs.size();
    for (unsigned id = 0; id < outputs.size(); ++id)
      outputs[id].current[0] =
          receive(outputs[id].current[0], weights[id], count);
  }
}

void ChipSimulator::evolveHidden() {
  std::fill(hiddenSpikes.begin(), hiddenSpikes.end(), 0);
  for (unsigned id = 0; id < hidden.size(); ++id) {
    integrate(hidden[id], network.hidden[id], network.coreVersion);
    unsigned count = fire(hidden[id], network.hidden[id].threshold,
                          hiddenSpikes[id], maxHiddenSpikes);
    hiddenSpikes[id] = count;
    if (network.aliasTarget.empty() || !network.aliasTarget[id])
      continue;
    uint8_t &target = hiddenSpikes[*network.aliasTarget[id]];
    target = std::min<unsigned>(target + count, maxHiddenSpikes);
  }
}

void ChipSimulator::evolveOutputs() {
  for (unsigned id = 0; id < outputs.size(); ++id) {
    integrate(outputs[id], network.outputs[id], network.coreVersion);
    outputSpikes[id] = fire(outputs[id], network.outputs[id].threshold,
                            /*spikes=*/0, maxOutputSpikes);
  }
}

void ChipSimulator::step(llvm::ArrayRef<uint8_t> counts) {
  assert(counts.size() == network.numInputs && "one count for each input");
  deliverInput(counts);
  deliverHidden();
  evolveHidden();
  evolveOutputs();
}
