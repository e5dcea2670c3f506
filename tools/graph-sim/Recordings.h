//===- Recordings.h - An input file and what is made of it ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_RECORDINGS_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_RECORDINGS_H

#include "tidepool/Simulation/Raster/RasterWriter.h"

namespace tidepool {

/// Writes outputs and traces of one recording.
class RecordingWriters {
public:
  /// Adds the step that the simulator has just made.
  llvm::Error writeStep(const simulation::Simulator &simulator);
  llvm::Error finish();

private:
  friend class Recordings;
  std::unique_ptr<simulation::RasterWriter> output;
  /// With the signals that they write.
  std::vector<
      std::pair<std::unique_ptr<simulation::RasterWriter>, simulation::Values>>
      traces;
};

/// The recordings of an input file, and the files that are written of them.
class Recordings {
public:
  /// Empty paths are for what is not wanted.
  struct Outputs {
    std::string output;
    simulation::RasterFormat format = simulation::RasterFormat::Npy;
    std::string traceFolder;
  };

  Recordings(simulation::RasterFile raster, Outputs outputs)
      : raster(std::move(raster)), outputs(std::move(outputs)),
        numLeft(this->raster.getNumRecordings()) {}

  const simulation::RasterFile &getRaster() const { return raster; }
  size_t getNumRecordings() const { return raster.getNumRecordings(); }

  /// Creates the files for what `simulator` makes, if that was not done before.
  /// From any thread, as everything here.
  llvm::Error open(OutputFiles &files, simulation::Simulator &simulator);
  /// Begins a recording that will be run by `simulator`.
  RecordingWriters makeWriters(size_t recording,
                               simulation::Simulator &simulator) const;
  /// Tells that a recording is finished; after the last, files are closed.
  llvm::Error finishOne();

private:
  /// A file for values of each step.
  struct Target {
    OutputFile *file;
    simulation::RasterFormat format;
    /// Of inputs with a dimension for recordings.
    std::unique_ptr<simulation::RecordingsWriter> recordings;
  };

  llvm::Error openTarget(OutputFiles &files, llvm::StringRef path,
                         simulation::RasterFormat format,
                         const simulation::Values &values);
  llvm::Error openTargets(OutputFiles &files, simulation::Simulator &simulator);

  simulation::RasterFile raster;
  Outputs outputs;
  std::mutex mutex;
  size_t numLeft;
  bool isOpen = false;
  /// Why files could not be created; each recording hears of it.
  std::string openError;
  /// The output, if wanted, then a trace for each signal, if wanted.
  std::vector<Target> targets;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_RECORDINGS_H
