//===- Kernels.cpp - Whole blocks of neurons at once ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include "tidepool/Simulation/Chip/Neuron.h"

#include "llvm/Support/Compiler.h"
#include "llvm/Support/Endian.h"

using namespace tidepool::simulation;

//===----------------------------------------------------------------------===//
// Neuron.h in 16 bits
//===----------------------------------------------------------------------===//

// All of it is inlined into the functions below, which name the instructions.
#define TIDEPOOL_INLINE LLVM_ATTRIBUTE_ALWAYS_INLINE static

TIDEPOOL_INLINE int16_t add(int16_t a, int16_t b) {
  int32_t sum = a + b;
  sum = sum > 32767 ? 32767 : sum;
  return sum < -32768 ? -32768 : sum;
}

/// `a + b + c`, saturating once. What b + c has beyond 16 bits has the sign of
/// the rest, so no addition undoes the saturation of another.
TIDEPOOL_INLINE int16_t add(int16_t a, int16_t b, int16_t c) {
  int16_t sum = add(b, c);
  int16_t beyond = wrap(b + c - sum);
  return add(add(a, sum), beyond);
}

/// `state - getDecay(state, dash)`. The decay of a positive state is 1 at
/// least; a negative one never shifts to zero.
TIDEPOOL_INLINE int16_t getDecayed(int16_t state, int16_t dash) {
  int16_t atLeast = state < 1 ? state : 1;
  int16_t decay = state >> (dash & 15);
  decay = decay > atLeast ? decay : atLeast;
  return wrap(state - decay);
}

/// The membrane after a step, before it fires.
template <unsigned coreVersion>
TIDEPOOL_INLINE int16_t getIntegrated(int16_t membrane, int16_t dash,
                                      int16_t current, int16_t current2,
                                      int16_t bias) {
  int16_t decayed = getDecayed(membrane, dash);
  if (coreVersion == 1)
    return add(decayed, current, current2);
  int16_t change = wrap(decayed - membrane);
  return add(membrane, add(add(change, current, current2), bias));
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// Returns whether any current or membrane changed.
template <unsigned coreVersion, unsigned numSynapses>
TIDEPOOL_INLINE bool
integrate(const NeuronBlock &neurons, int16_t *__restrict membrane,
          int16_t *__restrict current, int16_t *__restrict current2) {
  int16_t changed = 0;
  for (size_t k = 0; k < blockSize; ++k) {
    int16_t changes = current[k]; // any but zero decays
    current[k] = getDecayed(current[k], neurons.dashSyn[0].lane[k]);
    int16_t second = 0;
    if (numSynapses == 2) {
      changes |= current2[k];
      second = getDecayed(current2[k], neurons.dashSyn[1].lane[k]);
      current2[k] = second;
    }
    int16_t before = membrane[k];
    int16_t after =
        getIntegrated<coreVersion>(before, neurons.dashMem.lane[k], current[k],
                                   second, neurons.bias.lane[k]);
    changes |= before ^ after;
    changed |= changes != 0 ? -1 : 0;
    membrane[k] = after;
  }
  return changed != 0;
}

/// Fires each neuron once at most. Returns whether any is still at its
/// threshold.
TIDEPOOL_INLINE bool fireOnce(const NeuronBlock &neurons,
                              int16_t *__restrict membrane,
                              uint8_t *__restrict spikes) {
  int16_t firesAgain = 0;
  for (size_t k = 0; k < blockSize; ++k) {
    int16_t fireAbove = neurons.fireAbove.lane[k];
    bool fires = membrane[k] > fireAbove;
    int16_t after = wrap(membrane[k] - (fires ? fireAbove + 1 : 0));
    membrane[k] = after;
    spikes[k] = fires;
    firesAgain |= after > fireAbove ? -1 : 0;
  }
  return firesAgain != 0;
}

/// Goes on after `fireOnce`: divides the membrane by the threshold bit by bit.
/// The quotient has so many bits: there are no more spikes than that.
template <unsigned numBits>
TIDEPOOL_INLINE void fireOften(const NeuronBlock &neurons,
                               int16_t *__restrict membrane,
                               uint8_t *__restrict spikes) {
  int16_t counts[blockSize] = {};
  for (size_t k = 0; k < blockSize; ++k) // the first spike counts again
    membrane[k] =
        wrap(membrane[k] + (spikes[k] ? neurons.fireAbove.lane[k] + 1 : 0));
  for (int bit = numBits - 1; bit >= 0; --bit)
    for (size_t k = 0; k < blockSize; ++k) {
      int16_t fireAbove = neurons.fireAbove.lane[k];
      bool fires = int16_t(membrane[k] >> bit) > fireAbove;
      int16_t paid = wrap((fireAbove + 1) << bit);
      membrane[k] = wrap(membrane[k] - (fires ? paid : 0));
      counts[k] |= fires ? 1 << bit : 0;
    }
  for (size_t k = 0; k < blockSize; ++k)
    spikes[k] = counts[k];
}

/// Bit k of the result says whether neuron k has spikes.
TIDEPOOL_INLINE uint32_t getFiring(const uint8_t *spikes) {
  uint32_t firing = 0;
  for (size_t k = 0; k < blockSize; k += 8) {
    // Counts below 128 reach the upper bit of their byte unless they are 0.
    uint64_t eight = llvm::support::endian::read64le(spikes + k);
    uint64_t upper = (eight + 0x7F7F7F7F7F7F7F7F) & 0x8080808080808080;
    firing |= uint32_t((upper >> 7) * 0x0102040810204080 >> 56) << k;
  }
  return firing;
}

TIDEPOOL_INLINE void addProducts(int16_t *__restrict current,
                                 const int16_t *__restrict weights,
                                 int16_t count) {
  for (size_t k = 0; k < groupSize; ++k)
    current[k] = add(current[k], wrap(weights[k] * count));
}

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

template <unsigned coreVersion, unsigned numSynapses, unsigned numSpikeBits>
TIDEPOOL_INLINE size_t evolve(const NeuronBlock *neurons, StateBlocks &state,
                              size_t begin, size_t end) {
  size_t numResting = 0;
  for (size_t b = begin; b < end; ++b) {
    if (!state.isAwake[b]) {
      numResting += neurons[b].numNeurons;
      if (state.firing[b] != 0)
        state.spikes[b] = {};
      state.firing[b] = 0;
      continue;
    }
    int16_t *membrane = state.membrane[b].lane;
    uint8_t *spikes = state.spikes[b].lane;
    bool changed = integrate<coreVersion, numSynapses>(
        neurons[b], membrane, state.current[0][b].lane,
        state.current[1][b].lane);
    bool firesAgain = fireOnce(neurons[b], membrane, spikes);
    if (numSpikeBits > 1 && firesAgain)
      fireOften<numSpikeBits>(neurons[b], membrane, spikes);
    state.firing[b] = getFiring(spikes);
    state.isAwake[b] = changed | (state.firing[b] != 0);
  }
  return numResting;
}

TIDEPOOL_INLINE void deliver(llvm::ArrayRef<SourceSpikes> spikes,
                             const WeightTable &table, int16_t *current,
                             uint8_t *isAwake) {
  const WeightGroup *groups = table.groups.data();
  const uint16_t *targets = table.targets.data();
  for (auto [id, count] : spikes) {
    WeightTable::Source source = table.sources[id];
    uint32_t first = std::min(count, source.spikesAtOnce);
    for (size_t g = source.begin; g < source.end; ++g) {
      size_t lane = targets[g] * groupSize;
      addProducts(current + lane, groups[g].weights, first);
      for (uint32_t left = count - first, next; left > 0; left -= next) {
        next = std::min(left, source.spikesAtOnce);
        addProducts(current + lane, groups[g].weights, next);
      }
      isAwake[lane / blockSize] = true;
    }
  }
}

//===----------------------------------------------------------------------===//
// One version for each instruction set
//===----------------------------------------------------------------------===//

#define TIDEPOOL_DEFINE_PATH(NAME, TARGET)                                     \
  namespace {                                                                  \
  struct NAME {                                                                \
    TARGET static void deliver(llvm::ArrayRef<SourceSpikes> spikes,            \
                               const WeightTable &table, int16_t *current,     \
                               uint8_t *isAwake) {                             \
      ::deliver(spikes, table, current, isAwake);                              \
    }                                                                          \
    template <unsigned coreVersion, unsigned numSynapses, unsigned numBits>    \
    TARGET static size_t evolve(const NeuronBlock *neurons,                    \
                                StateBlocks &state, size_t begin,              \
                                size_t end) {                                  \
      return ::evolve<coreVersion, numSynapses, numBits>(neurons, state,       \
                                                         begin, end);          \
    }                                                                          \
  };                                                                           \
  }

TIDEPOOL_DEFINE_PATH(PortablePath, )
#ifdef TIDEPOOL_HAS_X86_PATHS
TIDEPOOL_DEFINE_PATH(AVX2Path, __attribute__((target("avx2"))))
TIDEPOOL_DEFINE_PATH(AVX512Path, __attribute__((target("avx512bw,avx512vl"))))
#endif

constexpr unsigned numHiddenBits = 5, numOutputBits = 1;
static_assert((1 << numHiddenBits) - 1 == maxHiddenSpikes);
static_assert((1 << numOutputBits) - 1 == maxOutputSpikes);

template <typename Path>
static Kernels select(unsigned coreVersion, unsigned numSynapses) {
  constexpr Kernels::Evolve hidden[2][2] = {
      {Path::template evolve<1, 1, numHiddenBits>,
       Path::template evolve<1, 2, numHiddenBits>},
      {Path::template evolve<2, 1, numHiddenBits>,
       Path::template evolve<2, 2, numHiddenBits>}};
  constexpr Kernels::Evolve outputs[2] = {
      Path::template evolve<1, 1, numOutputBits>,
      Path::template evolve<2, 1, numOutputBits>};
  return {Path::deliver, hidden[coreVersion == 1 ? 0 : 1][numSynapses - 1],
          outputs[coreVersion == 1 ? 0 : 1]};
}

Kernels tidepool::simulation::getKernels(VectorPath path, unsigned coreVersion,
                                         unsigned numSynapses) {
#ifdef TIDEPOOL_HAS_X86_PATHS
  if (path == VectorPath::AVX512)
    return select<AVX512Path>(coreVersion, numSynapses);
  if (path == VectorPath::AVX2)
    return select<AVX2Path>(coreVersion, numSynapses);
#endif
  return select<PortablePath>(coreVersion, numSynapses);
}
