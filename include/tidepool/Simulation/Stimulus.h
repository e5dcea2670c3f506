//===- Stimulus.h - Spikes to try a network with ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_STIMULUS_H
#define TIDEPOOL_SIMULATION_STIMULUS_H

#include "tidepool/Simulation/Raster/RasterFile.h"

#include <random>

namespace tidepool::simulation {

/// Random spikes, the same ones on every machine: a hundred steps in which a
/// channel has a spike in 5 % of the steps, then 20 %, then 50 %, then silence,
/// then bursts of up to 15 spikes, and over again.
class Stimulus {
public:
  explicit Stimulus(uint32_t seed = 1) : random(seed) {}

  /// The next step's spikes.
  void next(llvm::MutableArrayRef<uint32_t> counts);

private:
  std::mt19937 random;
  uint64_t step = 0;
};

/// Such spikes as a recording of so many steps.
class StimulusReader final : public RasterReader {
public:
  explicit StimulusReader(uint64_t numSteps) : numLeft(numSteps) {}

  llvm::Expected<bool>
  readStep(llvm::MutableArrayRef<uint32_t> counts) override {
    if (numLeft == 0)
      return false;
    --numLeft;
    stimulus.next(counts);
    return true;
  }

private:
  Stimulus stimulus;
  uint64_t numLeft;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_STIMULUS_H
