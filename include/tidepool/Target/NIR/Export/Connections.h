//===- Connections.h - Plumbing as edges and matrices --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_EXPORT_CONNECTIONS_H
#define TIDEPOOL_TARGET_NIR_EXPORT_CONNECTIONS_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

namespace tidepool::nir {

/// From a node of the source to a node of the sink, so many times.
struct Way {
  uint32_t from = 0, to = 0;
  double times = 1;
};

/// What a sink gets from one value that is no plumbing: a whole edge of NIR,
/// which may be there several times, or what a matrix says, as NIR has no parts
/// of edges.
struct Connection {
  mlir::Value source;
  uint64_t numSources = 0, numTargets = 0; ///< nodes
  uint64_t numEdges = 1;                   ///< if it is a whole edge
  std::vector<Way> ways;                   ///< by sink; empty for a whole edge

  /// Whether each node of the source feeds the same node of the sink.
  bool isWhole() const { return ways.empty(); }
};

/// Looks through plumbing and aliases, which are wires to NIR, for what feeds
/// `sink`, in the order in which they name it. Sink nodes `k * groupSize` to
/// `k * groupSize + groupSize - 1` count as one. Fails with an error at `user`
/// if there are too many connections.
mlir::FailureOr<std::vector<Connection>>
findConnections(mlir::Value sink, int64_t groupSize, mlir::Operation *user);

/// Reports aliases of a block that feed themselves with no module between.
mlir::LogicalResult checkAliases(mlir::Block &block);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_EXPORT_CONNECTIONS_H
