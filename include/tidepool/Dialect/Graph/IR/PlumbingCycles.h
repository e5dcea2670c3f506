//===- PlumbingCycles.h - Plumbing that feeds only itself -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_PLUMBINGCYCLES_H
#define TIDEPOOL_DIALECT_GRAPH_IR_PLUMBINGCYCLES_H

#include "mlir/IR/Operation.h"

namespace tidepool::graph {

/// Emits an error if a node inside `holder` (a network or holder, nested
/// holders included) depends on itself through plumbing alone. Such a node has
/// no value. Linear in the plumbing; free of recursion.
mlir::LogicalResult verifyNoPlumbingCycles(mlir::Operation *holder);

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_IR_PLUMBINGCYCLES_H
