//===- Progress.h - How far a long run is -----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_PROGRESS_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_PROGRESS_H

#include "llvm/Support/raw_ostream.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>

namespace tidepool {

/// Shows how far a run is, in a line of a terminal that is removed in the end.
/// Runs of less than a second, and other streams than terminals, show nothing.
class Progress {
public:
  /// `numSteps` are those of all recordings, if known.
  Progress(llvm::raw_ostream &os, std::optional<uint64_t> numSteps,
           bool isWanted);
  ~Progress();

  /// Tells that this many steps more are done. From any thread.
  void advance(uint64_t steps);

private:
  using Clock = std::chrono::steady_clock;

  void show(Clock::time_point now);

  llvm::raw_ostream &os;
  std::optional<uint64_t> numSteps;
  bool isShown;
  std::atomic<uint64_t> numDone{0};
  std::mutex mutex;
  Clock::time_point begin = Clock::now(), next;
  bool hasLine = false;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_PROGRESS_H
