//===- Stimulus.cpp - Spikes to try a network with ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Stimulus.h"

#include "tidepool/Simulation/Chip/Neuron.h"

using namespace tidepool::simulation;

namespace {
struct Phase {
  unsigned percent;   ///< of steps in which a channel has spikes
  unsigned maxSpikes; ///< in such a step
};
} // namespace

static constexpr uint64_t phaseLength = 100; // steps
static constexpr Phase phases[] = {
    {5, 1}, {20, 1}, {50, 1}, {0, 0}, {30, maxInputSpikes}};

void Stimulus::next(llvm::MutableArrayRef<uint32_t> counts) {
  const Phase &phase = phases[step++ / phaseLength % std::size(phases)];
  // The library's distributions differ between machines, its generator does
  // not.
  for (uint32_t &count : counts)
    count = random() % 100 < phase.percent ? 1 + random() % phase.maxSpikes : 0;
}
