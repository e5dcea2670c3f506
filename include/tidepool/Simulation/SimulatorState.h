//===- SimulatorState.h - Where a run stopped -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a simulator needs to go on from where another one stopped, as a file of
// JSON that docs/Simulation.md describes.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_SIMULATORSTATE_H
#define TIDEPOOL_SIMULATION_SIMULATORSTATE_H

#include "tidepool/Simulation/Simulator.h"

#include "llvm/Support/Error.h"

#include <string>

namespace tidepool::simulation {

/// All signals of a simulator. Real numbers hold any of them exactly.
struct SimulatorState {
  struct SavedSignal {
    std::string name;
    std::vector<double> values;
  };

  std::string network;
  std::string kind; ///< of the simulator
  /// How many steps led here.
  uint64_t numSteps = 0;
  std::vector<SavedSignal> signals;
};

/// The state of a simulator after this many steps.
SimulatorState saveState(Simulator &simulator, uint64_t numSteps);

/// Puts a simulator in a state. Fails, and changes nothing, if the state
/// belongs to another network or kind of simulator, has other signals, or
/// numbers that a signal cannot hold.
llvm::Error restoreState(Simulator &simulator, const SimulatorState &state);

/// The text of a state, which reads back as exactly the same.
std::string writeState(const SimulatorState &state);
llvm::Expected<SimulatorState> readState(llvm::StringRef text);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_SIMULATORSTATE_H
