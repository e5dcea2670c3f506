//===- FiringAnalysis.h - Neurons that never or always fire -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is certain about a network on its chip before any spike is sent.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_FIRINGANALYSIS_H
#define TIDEPOOL_SIMULATION_CHIP_FIRINGANALYSIS_H

#include "tidepool/Simulation/Chip/ChipNetwork.h"

namespace tidepool::simulation {

/// What is known of a neuron's spikes, whatever the inputs. Spikes that an
/// alias adds to a neuron's own count as its spikes.
enum class Firing {
  Possible, ///< nothing is certain
  Never,    ///< in no step after loading
  Always,   ///< in every step, from some step on
};

/// By hidden and output neuron.
struct FiringAnalysis {
  std::vector<Firing> hidden, outputs;

  const std::vector<Firing> &get(Layer layer) const {
    return layer == Layer::Hidden ? hidden : outputs;
  }
};

/// Bounds every state of the network, as the integers evolve on the chip, for
/// all inputs of 0 to 15 spikes in every step. Starts from the states that the
/// network holds. `Never` and `Always` are proven; a neuron that is
/// `Possible` may still turn out to do either. A neuron is looked at again when
/// one that feeds it turns out to fire, so that time is linear in the network
/// unless those come one by one; the square of its fan-in bounds it.
FiringAnalysis analyzeFiring(const ChipNetwork &network);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_FIRINGANALYSIS_H
