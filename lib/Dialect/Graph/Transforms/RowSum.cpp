//===- RowSum.cpp - Sums of rows of matrices ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowSum.h"

using namespace tidepool::graph;

void RowSum::add(const MatrixView &matrix, int64_t row, double factor) {
  if (!matrix.isSparse()) {
    hasDense = true;
    matrix.getValues().addScaled(row * matrix.getNumColumns(), factor, sums);
    return;
  }
  matrix.forEachNonZeroIn(row, [&](int64_t column, double value) {
    if (!isTouched[column])
      touched.push_back(column);
    isTouched[column] = true;
    sums[column] += factor * value;
  });
}

void RowSum::moveTo(MatrixBuilder &matrix, int64_t row) {
  auto move = [&](int64_t column) {
    matrix.add(row, column, sums[column]);
    sums[column] = 0;
  };
  llvm::sort(touched);
  if (hasDense)
    llvm::for_each(llvm::seq<int64_t>(0, sums.size()), move);
  else
    llvm::for_each(touched, move);
  for (int64_t column : touched)
    isTouched[column] = false;
  touched.clear();
  hasDense = false;
}
