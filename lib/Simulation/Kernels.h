//===- Kernels.h - Whole populations at once --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loops in which a simulation spends its time. They say what Neuron.h says,
// without branches, so that a compiler makes vector instructions of them: one
// version for each instruction set, chosen when the program runs.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_KERNELS_H
#define TIDEPOOL_LIB_SIMULATION_KERNELS_H

#include "tidepool/Simulation/ChipSimulator.h"

namespace tidepool::simulation {

/// `integrate` for every neuron.
void integrateAll(NeuronArrays &neurons, unsigned coreVersion,
                  unsigned numSynapses);

/// `fire` for every neuron with a positive threshold; others get no spikes.
void fireAll(NeuronArrays &neurons, unsigned maxSpikes,
             llvm::MutableArrayRef<uint8_t> spikes);

/// `receive` for a row of currents.
void receiveRow(int16_t *current, const int16_t *weights, size_t size,
                unsigned count);

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_KERNELS_H
