//===- ScheduleComparison.h - What the chip's schedule changes --*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_SCHEDULECOMPARISON_H
#define TIDEPOOL_SIMULATION_SCHEDULECOMPARISON_H

#include "tidepool/Simulation/Comparison.h"
#include "tidepool/Simulation/Reference/ReferenceSimulator.h"

namespace tidepool::simulation {

/// A graph in its own schedule against itself in the schedule of the chip.
///
/// Neurons that are each other's aliases have a meaning on the chip alone; then
/// there is nothing to compare, which is no error.
class ScheduleComparison {
public:
  /// `onChip` runs the same network in the schedule of the chip. Both must
  /// outlive the comparison.
  static llvm::Expected<ScheduleComparison>
  create(const ReferenceNetwork &network, Simulator &onChip);

  /// To be called after each step of `onChip`.
  void step(llvm::ArrayRef<uint32_t> counts);

  /// A table for people; `name` is the graph's.
  void print(llvm::raw_ostream &os, llvm::StringRef name) const;
  /// The same for programs; null if there is nothing to compare.
  llvm::json::Value toJson() const;

private:
  ScheduleComparison() = default;

  std::unique_ptr<ReferenceSimulator> graph;
  std::optional<Comparison> comparison;
  std::string reason; ///< why there is nothing to compare
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_SCHEDULECOMPARISON_H
