//===- Npy.h - NumPy's array files ------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads and writes `.npy` files, as numpy.lib.format describes versions 1.0 to
// 3.0 of them. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_NPY_H
#define TIDEPOOL_SIMULATION_NPY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tidepool::simulation {

/// An array of integers in C order.
struct IntegerArray {
  llvm::SmallVector<uint64_t, 3> shape;
  std::vector<int64_t> values;
};

/// The array in `bytes`: of any boolean or integer type, in C or Fortran order,
/// of either byte order. Trusts nothing: sizes are compared with the bytes that
/// are there before memory is taken.
llvm::Expected<IntegerArray> readNpy(llvm::StringRef bytes);

/// The bytes of an array of type T (u1, i1, i2) and this shape in C order.
template <typename T>
std::string writeNpy(llvm::ArrayRef<uint64_t> shape, llvm::ArrayRef<T> values);

/// The header that such an array begins with, for those who write it in parts.
/// `type` is NumPy's, such as `|u1`.
std::string writeNpyHeader(llvm::ArrayRef<uint64_t> shape,
                           llvm::StringRef type);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_NPY_H
