//===- SpikeCounter.h - Spikes of a run, in numbers -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_SPIKECOUNTER_H
#define TIDEPOOL_SIMULATION_SPIKECOUNTER_H

#include "tidepool/Simulation/Simulator.h"

#include "llvm/Support/raw_ostream.h"

namespace tidepool::simulation {

/// How many spikes there were. What neurons make may be real numbers, where
/// they pass rates on.
struct SpikeCounts {
  uint64_t numSteps = 0;
  uint64_t numInputSpikes = 0; ///< as the network takes them
  /// How many input counts were above what the network takes.
  uint64_t numClipped = 0;
  std::vector<double> hidden, output; ///< by neuron of the layer
  std::vector<double> channels;       ///< by output of the network

  const std::vector<double> &getLayer(Layer layer) const {
    return layer == Layer::Hidden ? hidden : output;
  }
  /// Adds another run of the same network.
  void add(const SpikeCounts &other);
  /// A line about the input counts that were above `maxInputSpikes`, if any.
  void printClipped(llvm::raw_ostream &os, uint32_t maxInputSpikes) const;
};

/// Counts the spikes of a simulator: its inputs and outputs, and its signals
/// `hid_spikes` and `out_spikes`.
class SpikeCounter {
public:
  /// `simulator` must outlive the counter.
  explicit SpikeCounter(Simulator &simulator);

  /// Adds the step that the simulator has just made with these inputs.
  void record(llvm::ArrayRef<uint32_t> inputs);
  const SpikeCounts &getCounts() const { return counts; }

private:
  const Simulator &simulator;
  uint32_t maxInputSpikes;
  Values hidden, output;
  SpikeCounts counts;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_SPIKECOUNTER_H
