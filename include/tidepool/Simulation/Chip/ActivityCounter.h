//===- ActivityCounter.h - What makes a run cost time -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How many inputs and hidden neurons spike in the steps of a run, and what that
// makes the chip do.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_ACTIVITYCOUNTER_H
#define TIDEPOOL_SIMULATION_CHIP_ACTIVITYCOUNTER_H

#include "tidepool/Simulation/Chip/CycleCount.h"
#include "tidepool/Simulation/Chip/OperationCount.h"
#include "tidepool/Simulation/Simulator.h"

namespace tidepool::simulation {

/// Sums over the steps of a run, and the largest numbers of one step.
struct ActivityCounts {
  uint64_t numSteps = 0;
  /// Inputs and hidden neurons that spiked, step by step: the entries of their
  /// rasters that are not zero.
  uint64_t activeInputs = 0, activeHidden = 0;
  uint64_t mostInputs = 0, mostHidden = 0; ///< in one step
  OperationCount operations;
  OperationCount mostOperations; ///< each number of the step that has most
  /// Of the step that takes longest; 0 if no model of the chip is public.
  double mostCycles = 0;

  /// Adds another run of the same network.
  void add(const ActivityCounts &other);
};

/// Watches a simulator that runs as a chip. Operations are counted as they
/// happen: spikes of hidden neurons are delivered in the step after.
class ActivityCounter {
public:
  /// `simulator` runs `network` with the chip's integers, has the signals of
  /// ChipSimulator and counts its work. Both must outlive the counter, and the
  /// simulator must be in the state in which the run begins.
  ActivityCounter(const ChipNetwork &network, Simulator &simulator);

  /// Adds the step that the simulator has just made with these inputs.
  void record(llvm::ArrayRef<uint32_t> inputs);
  const ActivityCounts &getCounts() const { return counts; }

private:
  void collectPending();

  const Simulator &simulator;
  SynapseCounts synapses;
  std::optional<CycleFactors> factors;
  uint64_t numNeurons;
  llvm::ArrayRef<uint8_t> hiddenSpikes;
  uint64_t aliasAdditions; ///< since the simulator was made
  /// What the spikes of the last step will add in the next one.
  OperationCount pending;
  uint64_t activeHidden = 0; ///< in the last step
  ActivityCounts counts;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_ACTIVITYCOUNTER_H
