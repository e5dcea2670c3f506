//===- PlumbingFilter.h - Part of what plumbing carries ------ -*- C++ -*--===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_PLUMBINGFILTER_H
#define TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_PLUMBINGFILTER_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

namespace tidepool::graph {

/// Takes values apart by what feeds them. Plumbing that carries both what is
/// wanted and what is not is copied once, with `graph.open` in the place of the
/// latter, so that a sum keeps how often each of its parts counts.
class PlumbingFilter {
public:
  /// Reads the plumbing of `network`, which has no holders. `isWanted` is asked
  /// about results of modules and inputs of the network.
  PlumbingFilter(NetworkOp network,
                 llvm::function_ref<bool(mlir::Value)> isWanted);

  /// `value` without what is not wanted: the value itself if all is, null if
  /// nothing is.
  mlir::Value get(mlir::Value value);

private:
  enum Parts : uint8_t { Wanted = 1, Unwanted = 2 };

  void add(mlir::Value value, uint8_t more);
  mlir::Value getCopy(mlir::Value value);

  llvm::DenseMap<mlir::Value, uint8_t> parts;
  llvm::DenseMap<mlir::Value, mlir::Value> copies;
  llvm::SmallVector<mlir::Operation *> unconnected; ///< copies
};

/// Folds plumbing of `network` and removes what nothing uses.
void tidyPlumbing(NetworkOp network);

} // namespace tidepool::graph

#endif // TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_PLUMBINGFILTER_H
