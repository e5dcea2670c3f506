//===- Recorder.h - What happened in a run ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_RECORDER_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_RECORDER_H

#include "tidepool/Simulation/Simulator.h"
#include "tidepool/Support/OutputFiles.h"

namespace tidepool {

/// Collects what a simulator does, step by step.
class Recorder {
public:
  Recorder(simulation::Simulator &simulator, bool withStates);

  /// Adds the step that the simulator has just made.
  void record();

  double getNumHiddenSpikes() const { return numSpikes[0]; }
  double getNumOutputSpikes() const { return numSpikes[1]; }

  /// Adds the output spikes as an array of shape (steps, outputs).
  llvm::Error addOutput(OutputFiles &outputs, llvm::StringRef path) const;
  /// Adds spikes and states of all neurons, one array each, to a folder.
  llvm::Error addTraces(OutputFiles &outputs, llvm::StringRef folder) const;

private:
  simulation::Simulator &simulator;
  std::vector<simulation::Signal> signals;
  bool withStates;
  size_t numSteps = 0;
  double numSpikes[2] = {};
  std::string output;
  std::vector<std::string> traces; ///< by signal
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_RECORDER_H
