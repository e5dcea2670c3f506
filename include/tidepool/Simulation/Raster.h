//===- Raster.h - Spikes over time ------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_RASTER_H
#define TIDEPOOL_SIMULATION_RASTER_H

#include "tidepool/Simulation/Npy.h"

#include <numeric>

namespace tidepool::simulation {

/// Spikes of each channel in each step.
struct Raster {
  size_t numSteps = 0;
  size_t numChannels = 0;
  std::vector<uint8_t> counts; ///< [step][channel]
  /// How many counts were above 15, which is all that the chip takes.
  size_t numClipped = 0;

  /// As the chip takes them.
  uint64_t getNumSpikes() const {
    return std::accumulate(counts.begin(), counts.end(), uint64_t(0));
  }
  llvm::ArrayRef<uint8_t> getStep(size_t step) const {
    return llvm::ArrayRef(counts).slice(step * numChannels, numChannels);
  }
};

/// A raster from an array of shape (steps, channels). Fails if it has another
/// rank or number of channels, or negative counts. Counts above 15 become 15.
llvm::Expected<Raster> makeRaster(const IntegerArray &array,
                                  size_t numChannels);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_RASTER_H
