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

#ifndef TIDEPOOL_SIMULATION_RASTER_NPY_H
#define TIDEPOOL_SIMULATION_RASTER_NPY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tidepool::simulation {

/// How an item of a type such as `|b1`, `<i2` or `>u8` lies in a file.
struct NpyItemType {
  unsigned size = 1; ///< bytes
  bool isSigned = false;
  bool isBigEndian = false;
};

/// What a file says about the array that it holds.
struct NpyHeader {
  NpyItemType type;
  bool isFortran = false;
  llvm::SmallVector<uint64_t, 3> shape;
  uint64_t dataOffset = 0; ///< where the items begin
};

/// What all files of this kind begin with.
constexpr llvm::StringLiteral npyMagic("\x93NUMPY");
/// A header that can be read is not longer than this.
constexpr size_t maxNpyHeaderSize = 65536 + 12;

/// The header of a file of `fileSize` bytes that begins with `bytes`, which are
/// all or at least `maxNpyHeaderSize`. The items are booleans or integers, and
/// as many as the shape says: headers may claim anything.
llvm::Expected<NpyHeader> readNpyHeader(llvm::StringRef bytes,
                                        uint64_t fileSize);

/// The integer at `data`. What is above the range of the result is its largest
/// value: more than a count can be, but not negative.
int64_t readNpyItem(const char *data, NpyItemType type);

/// An array of integers in C order.
struct IntegerArray {
  llvm::SmallVector<uint64_t, 3> shape;
  std::vector<int64_t> values;
};

/// The array in `bytes`: of any boolean or integer type, in C or Fortran order,
/// of either byte order. Trusts nothing: sizes are compared with the bytes that
/// are there before memory is taken.
llvm::Expected<IntegerArray> readNpy(llvm::StringRef bytes);

/// NumPy's name of the type T (u1, i2, f8), as it is written: `|u1`.
template <typename T>
llvm::StringRef getNpyTypeName();

/// The bytes of an array of type T and this shape in C order.
template <typename T>
std::string writeNpy(llvm::ArrayRef<uint64_t> shape, llvm::ArrayRef<T> values);

/// The header that such an array begins with, for those who write it in parts.
/// All shapes of up to two dimensions have headers of one size, so that a file
/// may get its header last.
std::string writeNpyHeader(llvm::ArrayRef<uint64_t> shape,
                           llvm::StringRef typeName);

/// A number as it is written: the sign of a NaN depends on the machine, so all
/// are alike.
template <typename T>
T toWritten(T value) {
  if constexpr (std::is_floating_point_v<T>)
    if (std::isnan(value))
      return std::numeric_limits<T>::quiet_NaN();
  return value;
}

/// Appends items to the bytes of an array.
template <typename T>
void appendNpyItems(std::string &bytes, llvm::ArrayRef<T> values);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_RASTER_NPY_H
