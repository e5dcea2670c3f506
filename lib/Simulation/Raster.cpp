//===- Raster.cpp - Spikes over time --------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Raster.h"

#include "tidepool/Support/Error.h"

#include "tidepool/Simulation/Neuron.h"

using namespace tidepool;
using namespace tidepool::simulation;

llvm::Expected<Raster>
tidepool::simulation::makeRaster(const IntegerArray &array,
                                 size_t numChannels) {
  if (array.shape.size() != 2)
    return makeError("the raster has ", array.shape.size(),
                     " dimensions; expected 2, steps and channels");
  if (array.shape[1] != numChannels)
    return makeError("the raster has ", array.shape[1],
                     " channels, but the network has ", numChannels, " inputs");
  Raster raster;
  raster.numSteps = array.shape[0];
  raster.numChannels = numChannels;
  raster.counts.reserve(array.values.size());
  for (size_t k = 0; k < array.values.size(); ++k) {
    int64_t count = array.values[k];
    if (count < 0)
      return makeError("the raster has ", count, " spikes in step ",
                       k / numChannels, ", channel ", k % numChannels);
    if (count > maxInputSpikes)
      ++raster.numClipped;
    raster.counts.push_back(std::min<int64_t>(count, maxInputSpikes));
  }
  return raster;
}
