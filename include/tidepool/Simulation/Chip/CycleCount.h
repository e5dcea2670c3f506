//===- CycleCount.h - How long a step takes the chip ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cycles of the chip's core per time step, after the models that SynSense
// publishes with Rockpool (devices/xylo/*/power_cycles_model.py). With
// p the share of neurons that spike in a step, F the mean fan-out of a hidden
// neuron in the first synapse, and a the aliases per hidden neuron (the models
// tell sources from targets, but an image has one target for each source):
//
//   input             Nin * (3.5 * p_in * Nien + 1)
//   hidden currents   Nhid * (7 * p_hid * F + 3)
//   output currents   Noen * p_hid * (1 + 8 * Nout)
//   hidden spiking    Nhid * (19 + 2 * max(p_hid, a * a)
//                             + 3 * max(p_hid * a, a * a)
//                             + p_hid + max(p_hid, a) * a)
//   output spiking    12 * Nout
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_CYCLECOUNT_H
#define TIDEPOOL_SIMULATION_CHIP_CYCLECOUNT_H

#include "tidepool/Simulation/Chip/ChipNetwork.h"

namespace tidepool::simulation {

/// The share of a layer's neurons that spike in a step, from 0 to 1. The
/// default is the worst case.
struct Activity {
  double input = 1, hidden = 1;
};

/// Cycles of one time step.
struct CycleCount {
  double input = 0;
  double hiddenCurrents = 0;
  double outputCurrents = 0;
  double hiddenSpiking = 0;
  double outputSpiking = 0;
  /// Operations of the second synapse that run beside the others.
  double parallelOperations = 0;

  /// The cycles that follow each other, so without the parallel ones.
  double getTotal() const {
    return input + hiddenCurrents + outputCurrents + hiddenSpiking +
           outputSpiking;
  }
};

/// The margin that the models leave, as a share of the cycles.
constexpr double clockMargin = 0.2;

/// The clock in Hz that does so many cycles in each step of `dt` seconds, with
/// the margin.
inline double getClock(double cycles, double dt) {
  return (1 + clockMargin) * cycles / dt;
}

/// What the model counts.
struct CycleFactors {
  size_t numInputs = 0, inputExpansion = 0;
  size_t numHidden = 0, outputExpansion = 0, numOutputs = 0;
  double meanFanOut = 0; ///< F
  double aliases = 0;    ///< a
  bool hasParallelSynapse = false;
};

/// The factors of a network; nothing if no model of its chip is public.
std::optional<CycleFactors> getCycleFactors(const ChipNetwork &network);

/// The cycles of a step.
CycleCount countCycles(const CycleFactors &factors, Activity activity = {});

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_CYCLECOUNT_H
