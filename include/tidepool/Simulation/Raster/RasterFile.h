//===- RasterFile.h - Spikes over time, from files --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads rasters step by step, so that a recording may be longer than memory.
// docs/Simulation.md describes the formats.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_RASTER_RASTERFILE_H
#define TIDEPOOL_SIMULATION_RASTER_RASTERFILE_H

#include "tidepool/Simulation/Raster/Npy.h"

#include <memory>
#include <optional>

namespace tidepool::simulation {

class InputFile;

/// How spikes over time are written down.
enum class RasterFormat {
  Npy,   ///< NumPy's array of shape (steps, channels)
  Csv,   ///< a line for each step, a cell for each channel
  Events ///< a line for each event: step, channel, and how many spikes
};

/// The format that the end of a name stands for: .npy, .csv, .events, .txt.
std::optional<RasterFormat> findRasterFormat(llvm::StringRef path);

/// Gives the spikes of a recording.
class RasterReader {
public:
  virtual ~RasterReader();

  /// Reads the next step into `counts`, one for each channel; false behind the
  /// last. Fails where anything but a count of spikes is found.
  virtual llvm::Expected<bool>
  readStep(llvm::MutableArrayRef<uint32_t> counts) = 0;
};

/// A file of recordings: of one, or of several in an array of three dimensions,
/// (recordings, steps, channels).
class RasterFile {
public:
  struct Options {
    /// For files that do not say it by their first bytes or their name.
    std::optional<RasterFormat> format;
    /// How long an event list is; by default it ends with its last event.
    std::optional<uint64_t> numSteps;
  };

  /// `-` is standard input. Fails if it is no raster of this many channels; the
  /// lines of texts are checked when they are read.
  static llvm::Expected<RasterFile>
  open(llvm::StringRef path, size_t numChannels, const Options &options);
  RasterFile(RasterFile &&);
  ~RasterFile();

  RasterFormat getFormat() const { return format; }
  /// Whether there is a dimension for recordings.
  bool hasRecordings() const { return recordings; }
  size_t getNumRecordings() const { return numRecordings; }
  /// In each recording, if that is known before reading.
  std::optional<uint64_t> getNumSteps() const { return numSteps; }

  /// Begins to read a recording; from any thread. Texts from a pipe can be read
  /// once.
  llvm::Expected<std::unique_ptr<RasterReader>> read(size_t recording) const;

private:
  RasterFile();
  llvm::Error openNpy(InputFile &file);

  std::string path;
  RasterFormat format = RasterFormat::Npy;
  size_t numChannels = 0, numRecordings = 1;
  bool recordings = false;
  std::optional<uint64_t> numSteps;
  NpyHeader header;
  /// Of pipes; files are opened for each reading.
  std::shared_ptr<InputFile> pipe;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_RASTER_RASTERFILE_H
