//===- Compare.h - Two files on the same spikes -----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_COMPARE_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_COMPARE_H

#include "NetworkFile.h"
#include "Options.h"

#include "tidepool/Simulation/Raster/RasterFile.h"
#include "tidepool/Simulation/ScheduleComparison.h"
#include "tidepool/Simulation/SpikeCounter.h"

namespace tidepool {

/// What two stages made of the same spikes.
///
/// Stages of integers must agree in every state. Where one side is real, both
/// run in the schedule of the chip, and spikes are compared; where it is a
/// graph, what that schedule changes of it is told apart.
class StageComparison {
public:
  /// Both files have to outlive the result.
  static llvm::Expected<StageComparison> create(const NetworkFile &left,
                                                const NetworkFile &right);

  size_t getNumInputs() const { return left->getInfo().numInputs; }

  /// Runs both on a recording.
  llvm::Error run(simulation::RasterReader &raster);

  /// An error with the first difference if stages of integers differ.
  llvm::Error getFailure() const;

  /// For people.
  void print(llvm::raw_ostream &os) const;
  /// For programs, as JSON.
  std::string toJson() const;

private:
  using SimulatorPtr = std::unique_ptr<simulation::Simulator>;
  bool hasFailed() const {
    return isExact && stages->getFirstDifference().has_value();
  }
  llvm::Error addSchedule(const NetworkFile &file,
                          simulation::Simulator &onChip);

  std::string leftName, rightName;
  bool isExact = false;
  SimulatorPtr left, right;
  std::optional<simulation::Comparison> stages;
  std::optional<simulation::SpikeCounter> counter; ///< of the left one
  /// Of each graph, with its file.
  llvm::SmallVector<std::pair<std::string, simulation::ScheduleComparison>, 2>
      schedules;
};

/// `graph-sim --compare`.
llvm::Error compareNetworks(const Options &options);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_COMPARE_H
