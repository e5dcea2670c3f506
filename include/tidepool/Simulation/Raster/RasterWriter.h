//===- RasterWriter.h - Numbers over time, to files -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes spikes and states step by step, in memory that does not grow with the
// number of steps.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_RASTER_RASTERWRITER_H
#define TIDEPOOL_SIMULATION_RASTER_RASTERWRITER_H

#include "tidepool/Simulation/Raster/RasterFile.h"
#include "tidepool/Simulation/Simulator.h"
#include "tidepool/Support/OutputFiles.h"

namespace tidepool::simulation {

/// Writes what a simulator makes in each step.
class RasterWriter {
public:
  virtual ~RasterWriter();

  /// Adds a step. The values have the type and number that the writer was made
  /// for.
  virtual llvm::Error writeStep(const Values &values) = 0;
  /// Writes what is left; the last call.
  virtual llvm::Error finish() = 0;
};

/// A writer of one recording of such values, which must be finished before
/// `file` is closed. In NumPy's format counts are `|u1`, states `<i2`, real
/// numbers `<f8`; texts have the shortest decimal numbers that read back as the
/// same. Event lists hold whole numbers from 0 only: others are an error.
std::unique_ptr<RasterWriter>
makeRasterWriter(RasterFormat format, OutputFile &file, const Values &values);

/// Recordings of the same length in one array of shape (recordings, steps,
/// values), which may be written at the same time.
class RecordingsWriter {
public:
  RecordingsWriter(OutputFile &file, uint64_t numRecordings, uint64_t numSteps,
                   const Values &values);

  /// Writes what stands before all recordings.
  llvm::Error writeHeader();
  /// A writer of one of them, which has to get all its steps.
  std::unique_ptr<RasterWriter> makeWriter(uint64_t recording) const;

private:
  OutputFile &file;
  std::string header;
  uint64_t recordingSize; ///< bytes
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_RASTER_RASTERWRITER_H
