//===- RasterReaders.h - One reader for each format -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_RASTER_RASTERREADERS_H
#define TIDEPOOL_LIB_SIMULATION_RASTER_RASTERREADERS_H

#include "InputFile.h"

#include "tidepool/Simulation/Raster/RasterFile.h"

namespace tidepool::simulation {

/// The array's shape is (steps, channels) or (recordings, steps, channels).
llvm::Expected<std::unique_ptr<RasterReader>>
makeNpyReader(std::shared_ptr<InputFile> file, const NpyHeader &header,
              size_t recording);

std::unique_ptr<RasterReader> makeCsvReader(std::shared_ptr<InputFile> file,
                                            size_t numChannels);

std::unique_ptr<RasterReader> makeEventReader(std::shared_ptr<InputFile> file,
                                              size_t numChannels,
                                              std::optional<uint64_t> numSteps);

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_RASTER_RASTERREADERS_H
