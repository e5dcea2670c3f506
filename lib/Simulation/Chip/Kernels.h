//===- Kernels.h - Whole blocks of neurons at once --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loops in which a simulation spends its time. They say what Neuron.h says,
// in 16 bits and without branches, so that a compiler makes vector instructions
// of them: one version for each instruction set.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_CHIP_KERNELS_H
#define TIDEPOOL_LIB_SIMULATION_CHIP_KERNELS_H

#include "Blocks.h"

#include "tidepool/Simulation/Chip/VectorPath.h"

#include "llvm/ADT/ArrayRef.h"

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define TIDEPOOL_HAS_X86_PATHS
#endif

namespace tidepool::simulation {

struct Kernels {
  /// `receive`, one source after the other, for all weights of a synapse. Wakes
  /// the blocks that it reaches.
  void (*deliver)(llvm::ArrayRef<SourceSpikes> spikes, const WeightTable &table,
                  int16_t *current, uint8_t *isAwake);
  /// `integrate` and `fire` for the blocks from `begin` to `end` but for those
  /// at rest. Returns how many neurons these have.
  using Evolve = size_t (*)(const NeuronBlock *neurons, StateBlocks &state,
                            size_t begin, size_t end);
  Evolve evolveHidden, evolveOutputs;
};

Kernels getKernels(VectorPath path, unsigned coreVersion, unsigned numSynapses);

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_CHIP_KERNELS_H
