//===- FakeSimulator.h - Any signals, as tests set them ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_SIMULATION_PLOT_FAKESIMULATOR_H
#define TIDEPOOL_UNITTESTS_SIMULATION_PLOT_FAKESIMULATOR_H

#include "tidepool/Simulation/Simulator.h"

namespace tidepool::simulation {

/// A simulator whose signals are arrays that a test writes to.
class FakeSimulator final : public Simulator {
public:
  NetworkInfo info;

  /// A new signal, all zero.
  template <typename T>
  std::vector<T> &add(llvm::StringRef name, Layer layer, size_t size) {
    auto array = std::make_shared<std::vector<T>>(size);
    signals.push_back({name.str(), layer, llvm::MutableArrayRef<T>(*array)});
    arrays.push_back(array);
    return *array;
  }

  const NetworkInfo &getInfo() const override { return info; }
  std::unique_ptr<Simulator> clone() const override { return nullptr; }
  uint32_t getMaxInputSpikes() const override { return 15; }
  void reset() override {}
  void step(llvm::ArrayRef<uint32_t>) override {}
  Values getOutputs() const override { return llvm::ArrayRef<uint8_t>(); }
  std::vector<Signal> getSignals() override { return signals; }

private:
  std::vector<Signal> signals;
  std::vector<std::shared_ptr<void>> arrays;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_UNITTESTS_SIMULATION_PLOT_FAKESIMULATOR_H
