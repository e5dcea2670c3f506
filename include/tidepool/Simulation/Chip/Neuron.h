//===- Neuron.h - What a Xylo neuron does in a step -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The integer dynamics of one neuron, as the chip computes them: the plain
// statement of what faster engines have to agree with. Source: the neuron
// model of SynSense's published simulator XyloSim, versions 1 and 2.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_NEURON_H
#define TIDEPOOL_SIMULATION_CHIP_NEURON_H

#include <algorithm>
#include <cstdint>

namespace tidepool::simulation {

/// Spikes that the chip takes or makes per step.
constexpr unsigned maxInputSpikes = 15;
constexpr unsigned maxHiddenSpikes = 31;
constexpr unsigned maxOutputSpikes = 1;

/// `x` clamped to 16 bits.
inline int16_t saturate(int32_t x) {
  return static_cast<int16_t>(std::clamp(x, -32768, 32767));
}

/// `x` cut to 16 bits.
inline int16_t wrap(int32_t x) { return static_cast<int16_t>(x); }

/// How much a state decays: `state >> dash`, at least 1 towards zero.
inline int16_t getDecay(int16_t state, unsigned dash) {
  int16_t decay = state >> dash;
  if (decay == 0)
    return (state > 0) - (state < 0);
  return decay;
}

/// A weight times 2^shift, as the chip holds it.
inline int16_t shiftWeight(int8_t weight, unsigned shift) {
  return wrap(weight * (1 << shift));
}

/// The current after `count` spikes over a shifted weight. The chip adds them
/// one by one; as all have one sign, a single saturating addition is the same.
inline int16_t receive(int16_t current, int16_t weight, unsigned count) {
  return saturate(current +
                  static_cast<int32_t>(weight) * static_cast<int32_t>(count));
}

/// The numbers of a neuron.
struct NeuronParameters {
  uint8_t dashMem = 0;
  uint8_t dashSyn[2] = {};
  int16_t threshold = 0;
  int16_t bias = 0; ///< 0 where biases are switched off
};

/// The state of a neuron.
struct NeuronState {
  int16_t membrane = 0;
  int16_t current[2] = {};
};

/// What a membrane becomes by its own decay and the sum of its currents.
inline int16_t integrateMembrane(int16_t membrane, int32_t sum,
                                 const NeuronParameters &parameters,
                                 unsigned coreVersion) {
  int16_t decay = getDecay(membrane, parameters.dashMem);
  if (coreVersion == 1)
    return saturate(membrane - decay + sum);
  // The change is itself a number of 16 bits: negating -32768 wraps.
  int16_t change = wrap(-decay);
  change = saturate(change + sum);
  change = saturate(change + parameters.bias);
  return saturate(membrane + change);
}

/// Decays and integrates; spikes are for `fire`.
inline void integrate(NeuronState &state, const NeuronParameters &parameters,
                      unsigned coreVersion) {
  int32_t sum = 0;
  for (unsigned s = 0; s < 2; ++s) {
    state.current[s] -= getDecay(state.current[s], parameters.dashSyn[s]);
    sum += state.current[s];
  }
  state.membrane =
      integrateMembrane(state.membrane, sum, parameters, coreVersion);
}

/// Fires while the membrane is at the threshold or above. `spikes` is what an
/// alias has delivered in this step; returns the total, `maxSpikes` at most.
inline unsigned fire(NeuronState &state, int16_t threshold, unsigned spikes,
                     unsigned maxSpikes) {
  if (threshold > 0 && state.membrane >= threshold && spikes < maxSpikes) {
    unsigned own =
        std::min<unsigned>(state.membrane / threshold, maxSpikes - spikes);
    state.membrane -= own * threshold;
    return spikes + own;
  }
  // A threshold that is not positive never brings the membrane below it,
  // unless 16 bits wrap.
  while (state.membrane >= threshold && spikes < maxSpikes) {
    state.membrane = wrap(state.membrane - threshold);
    ++spikes;
  }
  return spikes;
}

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_NEURON_H
