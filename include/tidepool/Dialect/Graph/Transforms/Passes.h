//===- Passes.h - Passes over graphs ----------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_PASSES_H
#define TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_PASSES_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace tidepool::graph {

#define GEN_PASS_DECL
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"

/// Prints to `os` instead of standard error.
std::unique_ptr<mlir::Pass> createGraphPrintBag(llvm::raw_ostream &os);

#define GEN_PASS_REGISTRATION
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_PASSES_H
