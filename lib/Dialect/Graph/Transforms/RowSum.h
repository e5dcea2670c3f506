//===- RowSum.h - Sums of rows of matrices -----------------------*- C++ -*-==//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_ROWSUM_H
#define TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_ROWSUM_H

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

namespace tidepool::graph {

/// Adds up rows of matrices of equal width. Sparse rows take time for their
/// entries only, dense ones are added several numbers at a time, and rows of
/// splats as one number. Every column of a sum is rounded as if its numbers
/// were added one by one in this order.
class RowSum {
public:
  explicit RowSum(int64_t numColumns)
      : sums(numColumns), isTouched(numColumns) {}

  /// Adds `factor` times a row of `matrix`.
  void add(const MatrixView &matrix, int64_t row, double factor);
  /// Gives the sum to a row of `matrix`.
  void copyTo(MatrixBuilder &matrix, int64_t row);
  /// Starts anew.
  void clear();

private:
  void spread();

  std::vector<double> sums;
  std::vector<bool> isTouched;  ///< by sparse rows
  std::vector<int64_t> touched; ///< the same as a list
  bool hasDense = false;        ///< rows among those that were added
  /// What all columns are, if nothing but rows of splats was added yet.
  std::optional<double> uniform;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_ROWSUM_H
