//===- Timings.cpp - How long passes and steps took -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Timings.h"

#include "mlir/Pass/Pass.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace tidepool;

namespace {
/// The pass manager calls one function at a time, whatever thread runs a pass.
class PassTimer : public PassInstrumentation {
public:
  explicit PassTimer(Timings &timings) : timings(timings) {}

  void runBeforePass(Pass *pass, Operation *) override {
    starts[pass] = Timings::Clock::now();
  }
  void runAfterPass(Pass *pass, Operation *) override {
    // Adaptors, which run passes on nested ops, have no name.
    if (!pass->getArgument().empty())
      timings.add(pass->getArgument(), starts[pass]);
  }

private:
  Timings &timings;
  llvm::DenseMap<Pass *, Timings::Clock::time_point> starts;
};
} // namespace

void Timings::add(StringRef name, Clock::time_point start) {
  double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  auto entry = llvm::find_if(
      entries, [&](const auto &known) { return known.first == name; });
  if (entry != entries.end())
    entry->second += seconds;
  else
    entries.emplace_back(name.str(), seconds);
}

std::unique_ptr<PassInstrumentation> Timings::makeInstrumentation() {
  return std::make_unique<PassTimer>(*this);
}

double Timings::getTotal() const {
  double total = 0;
  for (const auto &[name, seconds] : entries)
    total += seconds;
  return total;
}
