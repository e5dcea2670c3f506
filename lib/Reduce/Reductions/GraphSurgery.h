//===- GraphSurgery.h - What reductions share -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_REDUCE_REDUCTIONS_GRAPHSURGERY_H
#define TIDEPOOL_LIB_REDUCE_REDUCTIONS_GRAPHSURGERY_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"

namespace tidepool::reduce {

/// The ops inside networks and holders in text order, without their outputs.
llvm::SmallVector<mlir::Operation *> collectGraphOps(mlir::ModuleOp module);

/// The instances of each network, both in text order.
using InstanceMap =
    llvm::MapVector<graph::NetworkOp, llvm::SmallVector<graph::InstanceOp>>;
InstanceMap collectInstances(mlir::ModuleOp module);

/// Gives all users of `value` nodes without a source instead.
void openUses(mlir::Value value);

/// Whether `openUses` can free all results of `op`.
bool canOpenUses(mlir::Operation *op);

/// Replaces result k by `values[k]` and erases `op`. Results that lead back to
/// themselves this way have no source.
void replaceOp(mlir::Operation *op, mlir::ValueRange values);

/// Replaces `op` by one without these operands and results, but with its
/// regions. Users of the results get nodes without a source.
mlir::Operation *dropPorts(mlir::Operation *op, const llvm::BitVector &operands,
                           const llvm::BitVector &results);

/// Erases nodes without a source that nobody uses.
void eraseUnusedOpens(mlir::ModuleOp module);

/// The parameters of `op` in the order of their names, if it is a module of the
/// graph dialect: others may be more than numbers.
llvm::SmallVector<mlir::NamedAttribute> getParameters(mlir::Operation *op);

/// The number that all values of a parameter are written as, if it is one.
std::optional<double> findSplat(mlir::ElementsAttr values);

/// A parameter of f32 or f64 values that are all `value`.
mlir::ElementsAttr makeSplat(mlir::ShapedType type, double value);

} // namespace tidepool::reduce

#endif // TIDEPOOL_LIB_REDUCE_REDUCTIONS_GRAPHSURGERY_H
