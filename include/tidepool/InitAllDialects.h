//===- InitAllDialects.h - All dialects of the tools ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_INITALLDIALECTS_H
#define TIDEPOOL_INITALLDIALECTS_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"

namespace tidepool {

/// Registers all dialects of Tidepool.
inline void registerAllDialects(mlir::DialectRegistry &registry) {
  registry.insert<graph::GraphDialect, xylo::XyloDialect>();
}

} // namespace tidepool

#endif // TIDEPOOL_INITALLDIALECTS_H
