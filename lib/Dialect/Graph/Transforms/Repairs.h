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

/// The numbers as an attribute of f32, or of f64 if `isDouble` says so or f32
/// cannot hold them. Up to `maxInlineElements` stand in the text; more become a
/// resource called `name`.
mlir::ElementsAttr makeElements(mlir::MLIRContext *context,
                                llvm::ArrayRef<int64_t> shape,
                                llvm::ArrayRef<double> values, bool isDouble,
                                llvm::StringRef name);
constexpr size_t maxInlineElements = 4096;

/// The numbers of weights on the way to others.
struct Matrix {
  std::vector<double> values; ///< (Nin, Nout), row after row
  std::vector<double> biases; ///< (Nout), or empty
  bool isDouble = false;

  bool isFinite() const;
  /// Builds weights with these numbers; biases that are all zero are left out.
  LinearWeightsOp build(mlir::OpBuilder &builder, mlir::Location loc,
                        mlir::Value input, int64_t numOutputs,
                        mlir::StringAttr name) const;
};

/// Whether the numbers of the weights are f64.
bool hasDoubles(WeightsOpInterface weights);

} // namespace tidepool::graph

#endif // TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_REPAIRS_H
