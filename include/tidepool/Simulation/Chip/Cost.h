//===- Cost.h - What a network costs its chip -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cycles, the clock for real time and operations of a time step, at worst and
// in a run, for people and for programs. docs/Cost.md says what the numbers
// mean and where they come from.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_COST_H
#define TIDEPOOL_SIMULATION_CHIP_COST_H

#include "tidepool/Simulation/Chip/ActivityCounter.h"
#include "tidepool/Simulation/Chip/CycleCount.h"
#include "tidepool/Simulation/Chip/OperationCount.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool::simulation {

/// "345 MHz".
std::string formatClock(double hertz);

/// What a step costs.
struct Cost {
  std::string chip;
  double dt = 0; ///< seconds per step
  size_t numInputs = 0, numHidden = 0;
  std::optional<double> defaultClock;  ///< see `xylo::CoreTiming`
  std::optional<CycleFactors> factors; ///< none: no model is public
  OperationCount worst;                ///< operations at worst

  /// Of a network that knows its chip.
  explicit Cost(const ChipNetwork &network);

  /// Cycles at worst; none if no model is public.
  std::optional<CycleCount> countWorstCycles() const;
  /// The mean share of inputs and hidden neurons that spiked in a step.
  Activity getMeanActivity(const ActivityCounts &counts) const;

  /// One line each, without its end: cycles and clock, or that no model is
  /// public; operations.
  std::string describeCycles() const;
  std::string describeOperations() const;
  /// The worst case for programs.
  llvm::json::Object toJson() const;

  /// A table of a run: a step in the mean, the largest numbers of a step, and
  /// the worst case.
  void print(llvm::raw_ostream &os, const ActivityCounts &counts) const;
  /// The same for programs.
  llvm::json::Object toJson(const ActivityCounts &counts) const;

private:
  void printCycles(llvm::raw_ostream &os, const ActivityCounts &counts) const;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_COST_H
