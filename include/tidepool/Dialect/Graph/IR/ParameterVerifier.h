//===- ParameterVerifier.h - Checks of parameters ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The checks that every numeric parameter of a module has to pass. Public, so
// that modules of other dialects can hold their parameters to the same rules.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_PARAMETERVERIFIER_H
#define TIDEPOOL_DIALECT_GRAPH_IR_PARAMETERVERIFIER_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Operation.h"

namespace tidepool::graph {

/// Which values a parameter may have.
enum class ParameterRange { Finite, Positive };

/// Checks that parameter `name` of `op` has `shape`, that its data are present
/// and that every value lies in `range`. Emits one error on `op` otherwise.
mlir::LogicalResult
verifyParameter(mlir::Operation *op, llvm::StringRef name,
                mlir::ElementsAttr attr, llvm::ArrayRef<int64_t> shape,
                ParameterRange range = ParameterRange::Finite);

/// Checks that the matrix `name` of `op`, which may be sparse, has this shape,
/// that its data are present and in order and that every value is finite. Emits
/// one error on `op` otherwise.
mlir::LogicalResult verifyMatrix(mlir::Operation *op, llvm::StringRef name,
                                 mlir::ElementsAttr attr, int64_t numRows,
                                 int64_t numColumns);

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_IR_PARAMETERVERIFIER_H
