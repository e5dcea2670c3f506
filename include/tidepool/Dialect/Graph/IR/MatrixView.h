//===- MatrixView.h - The weights of an attribute ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that knows how an attribute keeps a matrix of weights. The
// weights of a convolution are nearly all zero, so a matrix may be dense or a
// list of entries; who visits the entries that are not zero need not know.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_MATRIXVIEW_H
#define TIDEPOOL_DIALECT_GRAPH_IR_MATRIXVIEW_H

#include "tidepool/Dialect/Graph/IR/FloatElementsView.h"

#include <array>

namespace tidepool::graph {

/// A read-only view of a matrix of f32 or f64: dense (splats included),
/// `dense_resource` or `sparse`. Does not own the data.
class MatrixView {
public:
  /// Row and column of an entry.
  using Position = std::array<int64_t, 2>;

  /// Whether `get` can read attributes of this kind, if they have two axes;
  /// says nothing about whether the data are present and in order.
  static bool isSupported(mlir::ElementsAttr attr);

  /// A view of `attr`, which must be supported and have two axes. Fails and
  /// calls `emitError` if the data are absent or of the wrong size, or if the
  /// entries of a sparse matrix are not in order: row after row, each once, and
  /// none zero.
  static mlir::FailureOr<MatrixView>
  get(mlir::ElementsAttr attr,
      llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

  /// A view of the weights of an op that has passed verification.
  static MatrixView ofVerified(mlir::ElementsAttr attr);

  /// Views of numbers that are not in an attribute yet: all of them, row after
  /// row, or those at `positions`, which are in order.
  MatrixView(int64_t numRows, int64_t numColumns, FloatElementsView values)
      : MatrixView(numRows, numColumns, values, /*positions=*/nullptr,
                   /*sparse=*/false) {}
  MatrixView(int64_t numRows, int64_t numColumns,
             llvm::ArrayRef<Position> positions, FloatElementsView values)
      : MatrixView(numRows, numColumns, values,
                   reinterpret_cast<const char *>(positions.data()),
                   /*sparse=*/true) {}

  int64_t getNumRows() const { return numRows; }
  int64_t getNumColumns() const { return numColumns; }
  /// A splat of zeros counts as sparse, too: it has no entries.
  bool isSparse() const { return sparse; }
  /// Whether one number stands for all elements.
  bool isSplat() const { return !sparse && values.isSplat(); }
  /// The stored numbers: all elements, or the entries of a sparse matrix.
  const FloatElementsView &getValues() const { return values; }

  /// Calls `visit(column, value)` for each value of `row` that is not zero, in
  /// order. Finding a row takes logarithmic time in a sparse matrix.
  template <typename Visit>
  void forEachNonZeroIn(int64_t row, Visit visit) const {
    if (sparse)
      return visitEntries(
          findEntry(row), row + 1,
          [&](int64_t, int64_t column, double value) { visit(column, value); });
    int64_t begin = row * numColumns;
    values.forEachNonZero(
        begin, begin + numColumns,
        [&](int64_t index, double value) { visit(index - begin, value); });
  }

  /// Calls `visit(row, column, value)` for each value that is not zero, row
  /// after row.
  template <typename Visit>
  void forEachNonZero(Visit visit) const {
    if (sparse)
      return visitEntries(0, numRows, visit);
    for (int64_t row = 0; row < numRows; ++row)
      forEachNonZeroIn(row, [&](int64_t column, double value) {
        visit(row, column, value);
      });
  }

private:
  MatrixView(int64_t numRows, int64_t numColumns, FloatElementsView values,
             const char *positions, bool sparse)
      : numRows(numRows), numColumns(numColumns), values(values),
        positions(positions), sparse(sparse) {}

  /// A view of an attribute whose numbers are `values`.
  MatrixView(mlir::ElementsAttr attr, FloatElementsView values);

  mlir::LogicalResult
  checkEntries(llvm::function_ref<mlir::InFlightDiagnostic()> emitError) const;
  /// The first entry in `row` or behind it.
  int64_t findEntry(int64_t row) const;

  /// Visits entries from number `index` on, up to those in `endRow`.
  template <typename Visit>
  void visitEntries(int64_t index, int64_t endRow, Visit visit) const {
    const MatrixView view = *this; // stays in registers
    for (int64_t end = view.values.size(); index < end; ++index) {
      auto [row, column] = view.loadPosition(index);
      if (row >= endRow)
        return;
      if (double value = view.values[index]; value != 0)
        visit(row, column, value);
    }
  }

  /// An attribute keeps a single number for positions of equal ones.
  Position loadPosition(int64_t index) const {
    Position position;
    if (!uniform) {
      std::memcpy(&position, positions + index * sizeof(Position),
                  sizeof(Position));
      return position;
    }
    std::memcpy(&position[0], positions, sizeof(int64_t));
    return {position[0], position[0]};
  }

  int64_t numRows, numColumns;
  FloatElementsView values;
  const char *positions; ///< of a sparse matrix
  bool sparse;
  bool uniform = false; ///< positions
};

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_IR_MATRIXVIEW_H
