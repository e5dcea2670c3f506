//===- Arrays.cpp - Arrays of a model from attributes ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Export/Arrays.h"

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;
using graph::FloatElementsView;

namespace {

/// Numbers that `Derived::fill(begin, values)` gives, whole rows at a time.
template <typename Derived>
class RowNumbers : public NumberSource {
public:
  using NumberSource::read;
  llvm::Error read(MutableArrayRef<float> values,
                   uint64_t begin) const override {
    static_cast<const Derived *>(this)->fill(begin, values);
    return llvm::Error::success();
  }
  llvm::Error read(MutableArrayRef<double> values,
                   uint64_t begin) const override {
    static_cast<const Derived *>(this)->fill(begin, values);
    return llvm::Error::success();
  }
};

class VectorNumbers : public RowNumbers<VectorNumbers> {
public:
  explicit VectorNumbers(std::vector<double> numbers)
      : numbers(std::move(numbers)) {}

  template <typename T>
  void fill(uint64_t first, MutableArrayRef<T> values) const {
    std::copy_n(numbers.begin() + first, values.size(), values.begin());
  }

private:
  std::vector<double> numbers;
};

class TransposedNumbers : public RowNumbers<TransposedNumbers> {
public:
  explicit TransposedNumbers(ElementsAttr attr)
      : matrix(graph::MatrixView::ofVerified(attr)) {
    if (matrix.isSparse())
      transposed = graph::MatrixBuilder::transpose(matrix);
  }

  template <typename T>
  void fill(int64_t begin, MutableArrayRef<T> values) const {
    int64_t rowSize = matrix.getNumRows();
    int64_t firstRow = begin / rowSize, count = values.size() / rowSize;
    transposed ? fillFromEntries(firstRow, count, values)
               : fillFromElements(firstRow, count, values);
  }

private:
  /// Reads along the attribute's rows, a piece of each.
  template <typename T>
  void fillFromElements(int64_t firstRow, int64_t count,
                        MutableArrayRef<T> values) const {
    int64_t rowSize = matrix.getNumRows();
    for (int64_t column = 0; column < rowSize; ++column)
      for (int64_t row = 0; row < count; ++row)
        values[row * rowSize + column] =
            matrix
                .getValues()[column * matrix.getNumColumns() + firstRow + row];
  }

  template <typename T>
  void fillFromEntries(int64_t firstRow, int64_t count,
                       MutableArrayRef<T> values) const {
    graph::MatrixView rows = transposed->getView();
    std::fill(values.begin(), values.end(), 0);
    for (int64_t row = 0; row < count; ++row)
      rows.forEachNonZeroIn(firstRow + row, [&](int64_t column, double value) {
        values[row * rows.getNumColumns() + column] = value;
      });
  }

  graph::MatrixView matrix;
  std::optional<graph::MatrixBuilder> transposed; ///< of a sparse matrix
};

class ConnectionNumbers : public RowNumbers<ConnectionNumbers> {
public:
  explicit ConnectionNumbers(const Connection &connection)
      : rowSize(connection.numSources), ways(connection.ways) {}

  template <typename T>
  void fill(uint64_t begin, MutableArrayRef<T> values) const {
    uint64_t firstRow = begin / rowSize;
    uint64_t endRow = firstRow + values.size() / rowSize;
    std::fill(values.begin(), values.end(), 0);
    auto isBefore = [](const Way &way, uint64_t row) { return way.to < row; };
    for (auto *way = llvm::lower_bound(ArrayRef(ways), firstRow, isBefore);
         way != ArrayRef(ways).end() && way->to < endRow; ++way)
      values[(way->to - firstRow) * rowSize + way->from] = way->times;
  }

private:
  uint64_t rowSize;
  std::vector<Way> ways; ///< by row
};

} // namespace

static Parameter makeParameter(ElementType type, std::vector<uint64_t> shape,
                               std::shared_ptr<const NumberSource> numbers) {
  Parameter parameter;
  parameter.type = type;
  parameter.shape = std::move(shape);
  parameter.numbers = std::move(numbers);
  return parameter;
}

ElementType tidepool::nir::getElementType(ElementsAttr attr) {
  return attr.getElementType().isF64() ? ElementType::Float64
                                       : ElementType::Float32;
}

std::vector<double> tidepool::nir::getNumbers(ElementsAttr attr) {
  FloatElementsView view = FloatElementsView::ofVerified(attr);
  std::vector<double> numbers(view.size());
  for (int64_t index = 0; index < view.size(); ++index)
    numbers[index] = view[index];
  return numbers;
}

Parameter tidepool::nir::makeArray(ElementsAttr attr) {
  return makeArray(getNumbers(attr), getElementType(attr));
}

Parameter tidepool::nir::makeTransposed(ElementsAttr attr) {
  ArrayRef<int64_t> shape = attr.getShapedType().getShape();
  return makeParameter(
      getElementType(attr),
      {static_cast<uint64_t>(shape[1]), static_cast<uint64_t>(shape[0])},
      std::make_shared<TransposedNumbers>(attr));
}

Parameter tidepool::nir::makeMatrix(const Connection &connection) {
  return makeParameter(ElementType::Float32,
                       {connection.numTargets, connection.numSources},
                       std::make_shared<ConnectionNumbers>(connection));
}

Parameter tidepool::nir::makeArray(std::vector<double> numbers,
                                   ElementType type) {
  uint64_t size = numbers.size();
  return makeParameter(type, {size},
                       std::make_shared<VectorNumbers>(std::move(numbers)));
}

Parameter tidepool::nir::makeScalar(double number) {
  return makeParameter(
      ElementType::Float64, {},
      std::make_shared<VectorNumbers>(std::vector<double>{number}));
}

Parameter tidepool::nir::makeText(StringRef text) {
  Parameter parameter;
  parameter.type = ElementType::String;
  parameter.text = text.str();
  return parameter;
}
