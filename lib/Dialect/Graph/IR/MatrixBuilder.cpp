//===- MatrixBuilder.cpp - Matrices on their way to attributes ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"

#include <cmath>
#include <limits>
#include <numeric>

using namespace mlir;
using namespace tidepool::graph;

using Position = MatrixView::Position;

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

MatrixBuilder MatrixBuilder::diagonal(ArrayRef<double> values) {
  MatrixBuilder matrix(values.size(), values.size());
  for (auto [index, value] : llvm::enumerate(values))
    matrix.add(index, index, value);
  return matrix;
}

/// Sorts the entries by column with a counting sort.
MatrixBuilder MatrixBuilder::transpose(const MatrixView &matrix) {
  MatrixBuilder result(matrix.getNumColumns(), matrix.getNumRows());
  std::vector<int64_t> next(matrix.getNumColumns() + 1);
  matrix.forEachNonZero(
      [&](int64_t, int64_t column, double) { ++next[column + 1]; });
  std::partial_sum(next.begin(), next.end(), next.begin());
  result.positions.resize(next.back());
  result.values.resize(next.back());
  matrix.forEachNonZero([&](int64_t row, int64_t column, double value) {
    int64_t index = next[column]++;
    result.positions[index] = {column, row};
    result.values[index] = value;
  });
  result.numEntries = next.back();
  result.choose();
  return result;
}

void MatrixBuilder::add(int64_t row, int64_t column, double value) {
  if (value == 0)
    return;
  ++numEntries;
  if (isDense) {
    values[row * numColumns + column] = value;
    return;
  }
  assert((positions.empty() || positions.back() < Position{row, column}) &&
         "entries come row after row");
  positions.push_back({row, column});
  values.push_back(value);
  choose();
}

void MatrixBuilder::choose() {
  // An entry takes three words, an element one.
  if (numEntries <= numRows * numColumns / 3)
    return;
  std::vector<double> elements(numRows * numColumns);
  for (auto [position, value] : llvm::zip(positions, values))
    elements[position[0] * numColumns + position[1]] = value;
  isDense = true;
  values = std::move(elements);
  positions = {};
}

void MatrixBuilder::scaleColumns(ArrayRef<double> factors) {
  if (!isDense) {
    for (auto [position, value] : llvm::zip(positions, values))
      value *= factors[position[1]];
    return;
  }
  for (int64_t row = 0; row < numRows; ++row)
    for (int64_t column = 0; column < numColumns; ++column)
      values[row * numColumns + column] *= factors[column];
}

MatrixView MatrixBuilder::getView() const {
  FloatElementsView elements{ArrayRef(values)};
  return isDense ? MatrixView(numRows, numColumns, elements)
                 : MatrixView(numRows, numColumns, positions, elements);
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

bool tidepool::graph::isSparser(int64_t numEntries, ShapedType type) {
  int64_t numberBytes = type.getElementTypeBitWidth() / 8;
  int64_t entryBytes = sizeof(Position) + numberBytes;
  return numEntries * entryBytes < type.getNumElements() * numberBytes;
}

template <typename T>
void MatrixBuilder::dropZeros() {
  size_t numKept = 0;
  for (size_t index = 0; index < values.size(); ++index)
    if (static_cast<T>(values[index]) != 0) {
      positions[numKept] = positions[index];
      values[numKept++] = values[index];
    }
  positions.resize(numKept);
  values.resize(numKept);
  numEntries = numKept;
}

template <typename T>
ElementsAttr MatrixBuilder::buildSparse(RankedTensorType type) const {
  auto positionType = RankedTensorType::get(
      {numEntries, 2}, IntegerType::get(type.getContext(), 64));
  auto valueType = RankedTensorType::get({numEntries}, type.getElementType());
  ArrayRef<int64_t> words(reinterpret_cast<const int64_t *>(positions.data()),
                          2 * numEntries);
  std::vector<T> numbers(values.begin(), values.end());
  return SparseElementsAttr::get(
      type, DenseElementsAttr::get(positionType, words),
      DenseElementsAttr::get(valueType, ArrayRef<T>(numbers)));
}

template <typename T>
ElementsAttr MatrixBuilder::buildDense(RankedTensorType type, StringRef name,
                                       int64_t maxInline) const {
  int64_t numElements = type.getNumElements();
  AsmResourceBlob blob =
      HeapAsmResourceBlob::allocate(numElements * sizeof(T), alignof(double));
  MutableArrayRef<T> elements(
      reinterpret_cast<T *>(blob.getMutableData().data()), numElements);
  llvm::fill(elements, 0);
  getView().forEachNonZero([&](int64_t row, int64_t column, double value) {
    elements[row * numColumns + column] = static_cast<T>(value);
  });
  if (numElements <= maxInline)
    return DenseElementsAttr::get(type, ArrayRef<T>(elements));
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

template <typename T>
ElementsAttr MatrixBuilder::build(Type element, StringRef name,
                                  int64_t maxInline) {
  if (!isDense)
    dropZeros<T>();
  auto type = RankedTensorType::get({numRows, numColumns}, element);
  if (numEntries == 0)
    return DenseElementsAttr::get(type, static_cast<T>(0));
  if (!isDense && isSparser(numEntries, type))
    return buildSparse<T>(type);
  return buildDense<T>(type, name, maxInline);
}

ElementsAttr MatrixBuilder::build(MLIRContext *context, bool isDouble,
                                  StringRef name, int64_t maxInline) {
  isDouble |= llvm::any_of(values, [](double value) {
    return std::abs(value) > std::numeric_limits<float>::max();
  });
  if (isDouble)
    return build<double>(Float64Type::get(context), name, maxInline);
  return build<float>(Float32Type::get(context), name, maxInline);
}
