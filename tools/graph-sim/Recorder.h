//===- Recorder.h - What happened in a run ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_RECORDER_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_RECORDER_H

#include "tidepool/Simulation/ChipSimulator.h"
#include "tidepool/Support/OutputFiles.h"

namespace tidepool {

/// Collects what a simulator does, step by step.
class Recorder {
public:
  Recorder(const simulation::ChipNetwork &network, bool withStates)
      : network(network), withStates(withStates) {}

  /// Adds the step that `simulator` has just made.
  void record(const simulation::ChipSimulator &simulator);

  uint64_t getNumHiddenSpikes() const { return numHiddenSpikes; }
  uint64_t getNumOutputSpikes() const { return numOutputSpikes; }

  /// Adds the output spikes as an array of shape (steps, outputs).
  llvm::Error addOutput(OutputFiles &outputs, llvm::StringRef path) const;
  /// Adds spikes and states of all neurons, one array each, to a folder.
  llvm::Error addTraces(OutputFiles &outputs, llvm::StringRef folder) const;

private:
  const simulation::ChipNetwork &network;
  bool withStates;
  size_t numSteps = 0;
  uint64_t numHiddenSpikes = 0, numOutputSpikes = 0;
  std::vector<uint8_t> outputSpikes, hiddenSpikes;
  std::vector<int16_t> membrane, current, current2, outputMembrane,
      outputCurrent;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_RECORDER_H
