//===- Timings.h - How long passes and steps took ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_TIMINGS_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_TIMINGS_H

#include "mlir/Pass/PassInstrumentation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringRef.h"

#include <chrono>
#include <string>
#include <vector>

namespace tidepool {

/// Seconds of wall clock by pass or step, in the order in which they began.
class Timings {
public:
  using Clock = std::chrono::steady_clock;

  /// Adds what has passed since `start`.
  void add(llvm::StringRef name, Clock::time_point start);
  /// Measures until the result goes out of scope.
  auto measure(std::string name) {
    return llvm::scope_exit([this, name = std::move(name),
                             start = Clock::now()] { add(name, start); });
  }
  /// What tells a pass manager to measure its passes.
  std::unique_ptr<mlir::PassInstrumentation> makeInstrumentation();

  llvm::ArrayRef<std::pair<std::string, double>> get() const { return entries; }
  double getTotal() const;

private:
  std::vector<std::pair<std::string, double>> entries;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_TIMINGS_H
