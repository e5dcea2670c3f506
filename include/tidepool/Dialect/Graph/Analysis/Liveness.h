//===- Liveness.h - What leads to an output ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_ANALYSIS_LIVENESS_H
#define TIDEPOOL_DIALECT_GRAPH_ANALYSIS_LIVENESS_H

#include "tidepool/Dialect/Graph/Analysis/NodeGraph.h"

namespace tidepool::graph {

/// For each vertex of `graph`, whether an output of the network can be reached
/// from it. Linear time.
std::vector<bool> findLive(const NodeGraph &graph);

/// The modules of a network or holder from which no output can be reached, in
/// text order.
llvm::SmallVector<mlir::Operation *> findDeadModules(mlir::Operation *holder);

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_ANALYSIS_LIVENESS_H
