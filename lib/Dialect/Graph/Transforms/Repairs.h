//===- Repairs.h - What the repair passes share -------------- -*- C++ -*--===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_REPAIRS_H
#define TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_REPAIRS_H

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"
#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

namespace tidepool::graph {

/// Whether `network` has holders. Values that cross their borders cannot be
/// mended, so the network is left as it is; a remark says so if wanted.
bool hasHolders(NetworkOp network, bool remarks);

/// Gives `op` the discardable attributes of `others` that it lacks. The marks
/// of graph-detect-recurrence are left out: they speak of old connections.
void inheritAttributes(mlir::Operation *op,
                       llvm::ArrayRef<mlir::Operation *> others);

/// One place for all of `ops`, the first foremost.
mlir::Location fuseLocations(llvm::ArrayRef<mlir::Operation *> ops);

/// `'a', 'b' and 2 more`: names of modules for a message.
std::string listModules(const NetworkView &view,
                        llvm::ArrayRef<unsigned> modules);

/// Builds weights with the numbers of `matrix`, f64 if `isDouble` says so or
/// f32 cannot hold them. Biases that are all zero are left out. The builder
/// stands in a network without holders.
LinearWeightsOp buildWeights(mlir::OpBuilder &builder, mlir::Location loc,
                             mlir::Value input, MatrixBuilder matrix,
                             llvm::ArrayRef<double> biases, bool isDouble,
                             mlir::StringAttr name);

/// Whether all of them are finite.
bool areFinite(llvm::ArrayRef<double> values);

/// Whether the numbers of the weights are f64.
bool hasDoubles(WeightsOpInterface weights);

} // namespace tidepool::graph

#endif // TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_REPAIRS_H
