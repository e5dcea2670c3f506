//===- TopNetwork.h - The network that a file is about ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_TOPNETWORK_H
#define TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_TOPNETWORK_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/BuiltinOps.h"

namespace tidepool::graph {

/// Finds the network called `name`, or, if that is empty, the only one that no
/// instance uses, and erases all networks that it does not use. Fails with a
/// diagnostic that lists the candidates.
mlir::FailureOr<NetworkOp> keepTopNetwork(mlir::ModuleOp module,
                                          llvm::StringRef name);

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_TOPNETWORK_H
