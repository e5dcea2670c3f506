//===- NeuronBounds.h - What a neuron can and must do -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Interval arithmetic over the dynamics of Neuron.h. Every map of a state in a
// step is monotone, and none moves two states further apart; so bounds evolve
// like states, and where they end up takes a binary search, not a simulation.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_CHIP_NEURONBOUNDS_H
#define TIDEPOOL_LIB_SIMULATION_CHIP_NEURONBOUNDS_H

#include "tidepool/Simulation/Chip/Neuron.h"

namespace tidepool::simulation {

/// All numbers from low to high.
struct Interval {
  int32_t low = 0, high = 0;

  bool operator==(const Interval &other) const {
    return low == other.low && high == other.high;
  }
  bool operator!=(const Interval &other) const { return !(*this == other); }
};

/// Numbers added one after the other, each sum cut to 16 bits: together they
/// make clamp(x + sum, low, high) of x.
class SaturatingSum {
public:
  void add(int32_t x) {
    sum += x;
    low = saturate(low + x);
    high = saturate(high + x);
  }
  int32_t apply(int32_t x) const {
    return std::clamp<int64_t>(x + sum, low, high);
  }

private:
  int64_t sum = 0;
  int32_t low = -32768, high = 32767;
};

/// What a synapse receives in a step, at least and at most.
struct Drive {
  SaturatingSum least, most;

  /// Adds a source, in the order in which the chip does.
  void add(int16_t weight, Interval spikes) {
    least.add(weight * (weight < 0 ? spikes.high : spikes.low));
    most.add(weight * (weight < 0 ? spikes.low : spikes.high));
  }
};

/// Bounds of the states that a neuron has after a step.
struct StateBounds {
  Interval current[2];
  Interval membrane;

  explicit StateBounds(const NeuronState &state)
      : current{{state.current[0], state.current[0]},
                {state.current[1], state.current[1]}},
        membrane{state.membrane, state.membrane} {}
};

/// The steps that bounds speak of.
enum class Horizon {
  AllSteps, ///< from the first step on
  InTheEnd, ///< from some step on
};

/// The neuron's surroundings.
struct NeuronContext {
  const NeuronParameters &parameters;
  unsigned coreVersion;
  unsigned maxSpikes;
  Drive drives[2];      ///< by synapse
  Interval aliasSpikes; ///< what aliases have delivered before its turn
};

/// Evolves bounds: `bounds` are those of the states before and become those
/// after any number of steps, one at least. Returns the bounds of its spikes in
/// a step, those of `aliasSpikes` included.
Interval evolveBounds(StateBounds &bounds, const NeuronContext &context,
                      Horizon horizon);

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_CHIP_NEURONBOUNDS_H
