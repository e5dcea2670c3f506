//===- Blocks.h - Neurons as vector units like them -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Neurons come in blocks of 32, one to a lane: one vector of AVX-512, two of
// AVX2. Blocks of hidden neurons come first, then those of output neurons. The
// last block of each layer is filled up with neurons that do nothing.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_CHIP_BLOCKS_H
#define TIDEPOOL_LIB_SIMULATION_CHIP_BLOCKS_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tidepool::simulation {

constexpr size_t blockSize = 32;

/// A number for each neuron of a block.
template <typename T>
struct alignas(blockSize * sizeof(T)) Lanes {
  T lane[blockSize] = {};
};

/// Arrays of blocks are also arrays of neurons.
template <typename T>
T *getLanes(std::vector<Lanes<T>> &blocks) {
  return reinterpret_cast<T *>(blocks.data());
}

/// The parameters of a block's neurons.
struct NeuronBlock {
  Lanes<int16_t> dashMem, dashSyn[2], bias;
  /// The threshold less one. Neurons that are not fired in vectors have 32767,
  /// which no membrane exceeds.
  Lanes<int16_t> fireAbove;
  size_t numNeurons = 0;

  NeuronBlock() {
    for (int16_t &limit : fireAbove.lane)
      limit = INT16_MAX;
  }
};

/// Weights come in smaller groups, as most neurons feed few others.
constexpr size_t groupSize = 16;
static_assert(blockSize % groupSize == 0);

struct alignas(groupSize * sizeof(int16_t)) WeightGroup {
  int16_t weights[groupSize] = {};
};

/// The weights of all sources over one synapse, group by group; groups without
/// weights are left out.
struct WeightTable {
  struct Source {
    uint32_t begin, end; ///< its groups
    /// How many spikes go into one product: so many that none exceeds 16 bits,
    /// and at least one.
    uint32_t spikesAtOnce;
  };
  std::vector<Source> sources;
  std::vector<WeightGroup> groups;
  std::vector<uint16_t> targets; ///< which group of neurons each reaches
};

/// What a source has for all its targets. The count is above 0.
struct SourceSpikes {
  uint32_t source, count;
};

/// What the blocks go through.
struct StateBlocks {
  std::vector<Lanes<int16_t>> membrane, current[2];
  std::vector<Lanes<uint8_t>> spikes; ///< of the last step
  /// Which neurons had spikes: bit k stands for lane k.
  std::vector<uint32_t> firing;
  /// Whether the block may change in the next step. If a step changes nothing,
  /// neither will the next, until currents or states are changed from outside.
  std::vector<uint8_t> isAwake;
  /// Scratch: what is to be delivered in this step.
  std::vector<SourceSpikes> active;

  explicit StateBlocks(size_t numBlocks)
      : membrane(numBlocks), current{membrane, membrane}, spikes(numBlocks),
        firing(numBlocks), isAwake(numBlocks) {}
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_CHIP_BLOCKS_H
