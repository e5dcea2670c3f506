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
  if (matrix.isSplat() && touched.empty() && !hasDense) {
    uniform = uniform.value_or(0) + factor * matrix.getValues()[0];
    return;
  }
  spread();
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

/// Lets columns differ from now on.
void RowSum::spread() {
  if (!uniform)
    return;
  llvm::fill(sums, *uniform);
  hasDense = true;
  uniform.reset();
}

void RowSum::copyTo(MatrixBuilder &matrix, int64_t row) {
  auto copy = [&](int64_t column) { matrix.add(row, column, sums[column]); };
  if (uniform)
    for (size_t column = 0; column < sums.size(); ++column)
      matrix.add(row, column, *uniform);
  else if (hasDense)
    llvm::for_each(llvm::seq<int64_t>(0, sums.size()), copy);
  else {
    llvm::sort(touched);
    llvm::for_each(touched, copy);
  }
}

void RowSum::clear() {
  if (hasDense)
    llvm::fill(sums, 0);
  for (int64_t column : touched) {
    sums[column] = 0;
    isTouched[column] = false;
  }
  touched.clear();
  hasDense = false;
  uniform.reset();
}
