//===- Bag.h - All modules and nodes of a network ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_ANALYSIS_BAG_H
#define TIDEPOOL_DIALECT_GRAPH_ANALYSIS_BAG_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

namespace tidepool::graph {

/// What is connected with the ports of a network.
struct Bag {
  /// One position of a value.
  struct Node {
    mlir::Value value;
    int64_t position;
  };
  /// Modules in text order. Holders are dropped, their modules are not;
  /// instances count as modules.
  llvm::SmallVector<mlir::Operation *> modules;
  /// Nodes, those of plumbing included, in text order.
  llvm::SmallVector<Node> nodes;
};

/// Collects all modules and nodes that can be reached from the inputs and
/// outputs of `holder` (a network or holder), following connections both ways.
/// Rockpool's `bag_graph`, in linear time.
Bag bagGraph(mlir::Operation *holder);

/// All ops inside `holder` of one of the given classes, interfaces included, in
/// text order: `findModules<WeightsOpInterface>(network)`. Looks into holders,
/// not into regions of other ops. Rockpool's `find_modules_of_subclass`.
template <typename... OpOrInterface>
llvm::SmallVector<mlir::Operation *> findModules(mlir::Operation *holder) {
  llvm::SmallVector<mlir::Operation *> found;
  holder->walk<mlir::WalkOrder::PreOrder>([&](mlir::Operation *op) {
    if (op == holder)
      return mlir::WalkResult::advance();
    if (llvm::isa<OpOrInterface...>(op))
      found.push_back(op);
    return llvm::isa<GraphHolderOpInterface>(op) ? mlir::WalkResult::advance()
                                                 : mlir::WalkResult::skip();
  });
  return found;
}

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_ANALYSIS_BAG_H
