//===- Summary.h - A run in a few lines -------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_SUMMARY_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_SUMMARY_H

#include "tidepool/Simulation/Chip/Cost.h"
#include "tidepool/Simulation/Chip/SaturationCounter.h"
#include "tidepool/Simulation/SpikeCounter.h"

#include "llvm/Support/raw_ostream.h"

namespace tidepool {

/// What a run was like. Holds nothing that differs between two runs of the same
/// thing.
struct Summary {
  const simulation::NetworkInfo &info;
  const simulation::SpikeCounts &counts;
  uint32_t maxInputSpikes;
  size_t numRecordings;
  uint64_t numStepsBefore; ///< of the state in which the run began
  simulation::WorkCount work;
  const simulation::SaturationCounts *saturation; ///< null if it is no chip
  std::optional<simulation::Cost> cost;           ///< if wanted
  simulation::ActivityCounts activity;            ///< for the cost

  void print(llvm::raw_ostream &os) const;
  std::string toJson() const;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_SUMMARY_H
