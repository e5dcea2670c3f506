//===- RunRaster.cpp - A recording through a simulator --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/RunRaster.h"

using namespace tidepool::simulation;

llvm::Error
tidepool::simulation::runRaster(Simulator &simulator, RasterReader &reader,
                                llvm::ArrayRef<StepObserver> observers) {
  std::vector<uint32_t> inputs(simulator.getInfo().numInputs);
  while (true) {
    llvm::Expected<bool> isStep = reader.readStep(inputs);
    if (!isStep)
      return isStep.takeError();
    if (!*isStep)
      return llvm::Error::success();
    simulator.step(inputs);
    for (const StepObserver &observer : observers)
      if (llvm::Error error = observer(inputs))
        return error;
  }
}
