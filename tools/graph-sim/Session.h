//===- Session.h - All that one command does --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_SESSION_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_SESSION_H

#include "Options.h"
#include "Progress.h"
#include "Recordings.h"

#include "tidepool/Simulation/Chip/ActivityCounter.h"
#include "tidepool/Simulation/Chip/SaturationCounter.h"
#include "tidepool/Simulation/Plot/SpikePlot.h"
#include "tidepool/Simulation/SimulatorState.h"
#include "tidepool/Simulation/SpikeCounter.h"

#include <map>

namespace tidepool {

/// Adds up the spikes of recordings, in the order of the recordings: sums of
/// real numbers depend on it.
class OrderedCounts {
public:
  explicit OrderedCounts(simulation::SpikeCounts none)
      : total(std::move(none)) {}

  /// Adds those of one recording. From any thread.
  void add(size_t recording, simulation::SpikeCounts counts);
  const simulation::SpikeCounts &getTotal() const { return total; }

private:
  std::mutex mutex;
  size_t next = 0;
  /// Of recordings that wait for one before them.
  std::map<size_t, simulation::SpikeCounts> waiting;
  simulation::SpikeCounts total;
};

/// Runs a network on all recordings that the options name.
class Session {
public:
  /// `simulator` is in the state after loading, and is used up. `chip` is what
  /// it runs, or null if it does not run as a chip.
  Session(const Options &options, simulation::Simulator &simulator,
          const simulation::ChipNetwork *chip)
      : options(options), simulator(simulator), chip(chip),
        counts(simulation::SpikeCounter(simulator).getCounts()),
        saturation(simulator.getInfo()) {}

  llvm::Error run();

private:
  using Simulator = simulation::Simulator;

  bool wantsSummary() const {
    return !options.quiet || !options.summary.empty();
  }
  llvm::Error checkTarget(llvm::StringRef path) const;
  llvm::Error checkOptions() const;
  llvm::Error openInputs();
  llvm::Expected<Recordings::Outputs>
  planOutputs(llvm::StringRef input, const simulation::RasterFile &raster);
  llvm::Error readStateFile();
  std::optional<uint64_t> countSteps() const;
  llvm::Error runAll();
  struct Counters;
  Counters makeCounters(Simulator &simulator) const;
  void addCounts(size_t recording, const Counters &counters);
  llvm::Error runOne(Simulator &simulator, size_t index, Progress &progress);
  llvm::Error writeStateFile();
  llvm::Error writeSummary();

  const Options &options;
  Simulator &simulator;
  const simulation::ChipNetwork *chip;
  std::vector<std::unique_ptr<Recordings>> inputs;
  /// Recordings of input k have the numbers from firstRecording[k] to
  /// firstRecording[k + 1].
  std::vector<size_t> firstRecording{0};
  /// Where every recording starts; else as after loading.
  std::optional<simulation::SimulatorState> start;
  OrderedCounts counts;
  std::mutex mutex;                        ///< of the counts below
  simulation::SaturationCounts saturation; ///< of a chip
  simulation::ActivityCounts activity;     ///< with --cost
  simulation::WorkCount work;
  /// Of a single recording.
  std::optional<simulation::SpikePlot> plot;
  OutputFiles files;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_SESSION_H
