//===- RunRaster.h - A recording through a simulator ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_RUNRASTER_H
#define TIDEPOOL_SIMULATION_RUNRASTER_H

#include "tidepool/Simulation/Raster/RasterFile.h"
#include "tidepool/Simulation/Simulator.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <functional>

namespace tidepool::simulation {

/// Is called after each step, with the inputs of that step. A failure ends the
/// run.
using StepObserver =
    std::function<llvm::Error(llvm::ArrayRef<uint32_t> inputs)>;

/// Reads a recording to its end, and hands each step to `use`. A failure ends
/// it.
llvm::Error
forEachStep(RasterReader &reader, size_t numChannels,
            llvm::function_ref<llvm::Error(llvm::ArrayRef<uint32_t>)> use);

/// Runs a simulator on all steps that a reader gives, from the state in which
/// it is.
llvm::Error runRaster(Simulator &simulator, RasterReader &reader,
                      llvm::ArrayRef<StepObserver> observers);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_RUNRASTER_H
