//===- Kernels.cpp - Whole populations at once ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

using namespace tidepool::simulation;

// The dynamic linker picks the version that the processor can run.
#if defined(__x86_64__) && defined(__linux__)
#define TIDEPOOL_VECTORIZED                                                    \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TIDEPOOL_VECTORIZED
#endif

namespace {
/// Raw pointers: loops over them vectorise, and none of the arrays overlap.
struct Columns {
  const int16_t *__restrict dashMem, *__restrict threshold, *__restrict bias;
  int16_t *__restrict membrane;
};
} // namespace

TIDEPOOL_VECTORIZED
static void decayCurrents(int16_t *__restrict current,
                          const int16_t *__restrict dash, size_t size) {
  for (size_t k = 0; k < size; ++k)
    current[k] -= getDecay(current[k], dash[k]);
}

TIDEPOOL_VECTORIZED
static void integrateVersion2(Columns neurons,
                              const int16_t *__restrict current,
                              const int16_t *__restrict current2, size_t size) {
  for (size_t k = 0; k < size; ++k) {
    int16_t state = neurons.membrane[k];
    int16_t change = wrap(-getDecay(state, neurons.dashMem[k]));
    change = saturate(change + current[k] + current2[k]);
    change = saturate(change + neurons.bias[k]);
    neurons.membrane[k] = saturate(state + change);
  }
}

TIDEPOOL_VECTORIZED
static void integrateVersion1(Columns neurons,
                              const int16_t *__restrict current,
                              const int16_t *__restrict current2, size_t size) {
  for (size_t k = 0; k < size; ++k) {
    int16_t state = neurons.membrane[k];
    neurons.membrane[k] = saturate(state - getDecay(state, neurons.dashMem[k]) +
                                   current[k] + current2[k]);
  }
}

TIDEPOOL_VECTORIZED
static void fireColumns(Columns neurons, uint8_t *__restrict spikes,
                        size_t size, int32_t maxSpikes) {
  for (size_t k = 0; k < size; ++k) {
    int32_t state = neurons.membrane[k], threshold = neurons.threshold[k];
    // A quotient of two numbers of 16 bits that is no integer is further from
    // the next one than single precision rounds.
    auto quotient =
        static_cast<int32_t>(static_cast<float>(state) /
                             static_cast<float>(threshold > 0 ? threshold : 1));
    int32_t count = quotient < maxSpikes ? quotient : maxSpikes;
    bool fires = (threshold > 0) & (state >= threshold);
    count = fires ? count : 0;
    spikes[k] = count;
    neurons.membrane[k] = state - count * threshold;
  }
}

TIDEPOOL_VECTORIZED
static void receiveColumns(int16_t *__restrict current,
                           const int16_t *__restrict weights, size_t size,
                           int32_t count) {
  for (size_t k = 0; k < size; ++k)
    current[k] = receive(current[k], weights[k], count);
}

static Columns getColumns(NeuronArrays &neurons) {
  return {neurons.dashMem.data(), neurons.threshold.data(), neurons.bias.data(),
          neurons.membrane.data()};
}

void tidepool::simulation::integrateAll(NeuronArrays &neurons,
                                        unsigned coreVersion,
                                        unsigned numSynapses) {
  size_t size = neurons.size();
  for (unsigned s = 0; s < numSynapses; ++s)
    decayCurrents(neurons.current[s].data(), neurons.dashSyn[s].data(), size);
  auto integrate = coreVersion == 1 ? integrateVersion1 : integrateVersion2;
  integrate(getColumns(neurons), neurons.current[0].data(),
            neurons.current[1].data(), size);
}

void tidepool::simulation::fireAll(NeuronArrays &neurons, unsigned maxSpikes,
                                   llvm::MutableArrayRef<uint8_t> spikes) {
  fireColumns(getColumns(neurons), spikes.data(), neurons.size(), maxSpikes);
}

void tidepool::simulation::receiveRow(int16_t *current, const int16_t *weights,
                                      size_t size, unsigned count) {
  receiveColumns(current, weights, size, count);
}
