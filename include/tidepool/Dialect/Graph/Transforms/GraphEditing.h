//===- GraphEditing.h - Building and changing graphs in C++ -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rockpool's graph functions for builders of networks: connect two modules,
// exchange one for another, put modules into a holder.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_GRAPHEDITING_H
#define TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_GRAPHEDITING_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

namespace tidepool::graph {

/// Makes output nodes of `source` feed input nodes of `destination`, in
/// addition to whatever feeds these already. `sourceIndices` and
/// `destinationIndices` choose nodes among all output nodes and all input
/// nodes; pair k connects entry k of both. Left out, they mean all nodes in
/// order. Plumbing is created only where whole values do not do. The ops must
/// be in the same block, whose region must be a graph region if the connection
/// closes a loop.
///
/// Fails with a diagnostic on `destination` if the numbers of nodes differ or
/// an index is out of range. A destination index may not repeat.
mlir::LogicalResult connectModules(
    mlir::RewriterBase &rewriter, mlir::Operation *source,
    mlir::Operation *destination,
    std::optional<llvm::ArrayRef<int64_t>> sourceIndices = std::nullopt,
    std::optional<llvm::ArrayRef<int64_t>> destinationIndices = std::nullopt);

/// Puts `replacement` in the place of `module`: it takes over the operands and
/// all uses of the results, and `module` is erased. Fails with a diagnostic on
/// `replacement` if the types of operands or results differ.
mlir::LogicalResult replaceModule(mlir::RewriterBase &rewriter,
                                  mlir::Operation *module,
                                  mlir::Operation *replacement);

/// Moves `modules`, which must be in one block, into a new holder called `name`
/// (unnamed if empty) at the place of the first. Values that they use from
/// outside become its inputs, results that are used outside its outputs; a
/// module none of whose results is used yet keeps them all as outputs.
/// Rockpool's `as_GraphHolder`.
HolderOp wrapInHolder(mlir::RewriterBase &rewriter,
                      llvm::ArrayRef<mlir::Operation *> modules,
                      llvm::StringRef name = "");

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_GRAPHEDITING_H
