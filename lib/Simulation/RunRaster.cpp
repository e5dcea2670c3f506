//===- RunRaster.cpp - A recording through a simulator --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/RunRaster.h"

using namespace tidepool::simulation;

llvm::Error tidepool::simulation::forEachStep(
    RasterReader &reader, size_t numChannels,
    llvm::function_ref<llvm::Error(llvm::ArrayRef<uint32_t>)> use) {
  std::vector<uint32_t> counts(numChannels);
  while (true) {
    llvm::Expected<bool> isStep = reader.readStep(counts);
    if (!isStep)
      return isStep.takeError();
    if (!*isStep)
      return llvm::Error::success();
    if (llvm::Error error = use(counts))
      return error;
  }
}

llvm::Error
tidepool::simulation::runRaster(Simulator &simulator, RasterReader &reader,
                                llvm::ArrayRef<StepObserver> observers) {
  return forEachStep(reader, simulator.getInfo().numInputs,
                     [&](llvm::ArrayRef<uint32_t> inputs) -> llvm::Error {
                       simulator.step(inputs);
                       for (const StepObserver &observer : observers)
                         if (llvm::Error error = observer(inputs))
                           return error;
                       return llvm::Error::success();
                     });
}
