//===- InitAllPasses.h - All passes of the tools ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_INITALLPASSES_H
#define TIDEPOOL_INITALLPASSES_H

#include "tidepool/Conversion/GraphToXylo/Passes.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"
#include "tidepool/Dialect/Xylo/Transforms/Passes.h"
#include "tidepool/Pipelines/Pipelines.h"

#include "mlir/Transforms/Passes.h"

namespace tidepool {

/// Registers all passes and pipelines of Tidepool, and MLIR's general ones
/// (canonicalize, cse, ...).
inline void registerAllPasses() {
  mlir::registerTransformsPasses();
  graph::registerGraphPasses();
  xylo::registerGraphToXyloPasses();
  xylo::registerXyloPasses();
  registerPipelines();
}

} // namespace tidepool

#endif // TIDEPOOL_INITALLPASSES_H
