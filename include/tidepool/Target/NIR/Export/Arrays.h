//===- Arrays.h - Arrays of a model from attributes ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_EXPORT_ARRAYS_H
#define TIDEPOOL_TARGET_NIR_EXPORT_ARRAYS_H

#include "tidepool/Target/NIR/Export/Connections.h"
#include "tidepool/Target/NIR/Model.h"

#include "mlir/IR/BuiltinAttributes.h"

namespace tidepool::nir {

/// The numbers of a verified attribute, in its type, along one axis.
Parameter makeArray(mlir::ElementsAttr attr);
/// The transpose of a verified attribute of two axes, in its type. It is
/// transposed a few rows at a time, as they are read.
Parameter makeTransposed(mlir::ElementsAttr attr);
/// The matrix of a connection that is no identity, as f32.
Parameter makeMatrix(const Connection &connection);

/// Numbers along one axis, of type Float32 or Float64.
Parameter makeArray(std::vector<double> numbers,
                    ElementType type = ElementType::Float64);
/// A number of type Float64 without axes.
Parameter makeScalar(double number);
/// A text, as it is.
Parameter makeText(llvm::StringRef text);

/// Float32 or Float64.
ElementType getElementType(mlir::ElementsAttr attr);
/// The numbers of a verified attribute, row after row.
std::vector<double> getNumbers(mlir::ElementsAttr attr);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_EXPORT_ARRAYS_H
