//===- Progress.cpp - How far a long run is -------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"

#include "llvm/Support/Format.h"

using namespace tidepool;
using Seconds = std::chrono::duration<double>;

/// Back to the beginning of the line, which becomes empty.
static constexpr const char *clearLine = "\r\x1b[K";

Progress::Progress(llvm::raw_ostream &os, std::optional<uint64_t> numSteps,
                   bool isWanted)
    : os(os), numSteps(numSteps), isShown(isWanted && os.is_displayed()),
      next(begin + std::chrono::seconds(1)) {}

Progress::~Progress() {
  if (hasLine)
    os << clearLine;
  os.flush();
}

void Progress::advance(uint64_t steps) {
  numDone += steps;
  if (!isShown)
    return;
  Clock::time_point now = Clock::now();
  std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
  if (!lock || now < next)
    return;
  next = now + std::chrono::milliseconds(250);
  show(now);
}

void Progress::show(Clock::time_point now) {
  uint64_t done = numDone;
  double rate = done / Seconds(now - begin).count();
  os << clearLine;
  if (numSteps && *numSteps > 0)
    os << done * 100 / *numSteps << " % of " << *numSteps << " steps";
  else
    os << done << " steps";
  os << llvm::format(", %.3g per second", rate);
  if (numSteps && *numSteps > done && rate > 0)
    os << llvm::format(", %.0f s to go", (*numSteps - done) / rate);
  os.flush();
  hasLine = true;
}
