//===- MatrixBuilder.h - Matrices on their way to attributes ----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_MATRIXBUILDER_H
#define TIDEPOOL_DIALECT_GRAPH_IR_MATRIXBUILDER_H

#include "tidepool/Dialect/Graph/IR/MatrixView.h"

#include <vector>

namespace tidepool::graph {

/// Matrices of up to so many elements stand in the text if they are dense.
constexpr int64_t maxInlineElements = 4096;

/// Whether so many entries take fewer bytes than a dense matrix of this type:
/// each needs 16 for its position.
bool isSparser(int64_t numEntries, mlir::ShapedType type);

/// A matrix of weights on its way to an attribute. Takes memory for the entries
/// that are not zero only, unless all elements take less.
class MatrixBuilder {
public:
  MatrixBuilder(int64_t numRows, int64_t numColumns)
      : numRows(numRows), numColumns(numColumns) {}
  static MatrixBuilder diagonal(llvm::ArrayRef<double> values);
  static MatrixBuilder transpose(const MatrixView &matrix);

  /// Adds an entry behind all others, row after row. Zeros are left out.
  void add(int64_t row, int64_t column, double value);
  int64_t getNumEntries() const { return numEntries; }
  void scaleColumns(llvm::ArrayRef<double> factors);
  bool isFinite() const { return getView().getValues().findNonFinite() < 0; }
  /// Valid until something is added.
  MatrixView getView() const;

  /// The matrix as an attribute of f32, or of f64 if `isDouble` says so or f32
  /// cannot hold it; drops entries that f32 rounds to zero. It is sparse if
  /// that takes fewer bytes, else dense: in the text up to `maxInline` elements
  /// and beyond a resource called `name`.
  mlir::ElementsAttr build(mlir::MLIRContext *context, bool isDouble,
                           llvm::StringRef name,
                           int64_t maxInline = maxInlineElements);

private:
  /// Lays all elements out if that takes less memory than entries.
  void choose();
  template <typename T>
  void dropZeros();
  template <typename T>
  mlir::ElementsAttr buildSparse(mlir::RankedTensorType type) const;
  template <typename T>
  mlir::ElementsAttr buildDense(mlir::RankedTensorType type,
                                llvm::StringRef name, int64_t maxInline) const;
  template <typename T>
  mlir::ElementsAttr build(mlir::Type element, llvm::StringRef name,
                           int64_t maxInline);

  int64_t numRows, numColumns;
  int64_t numEntries = 0;
  bool isDense = false;
  std::vector<MatrixView::Position> positions; ///< unless dense
  std::vector<double> values;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_IR_MATRIXBUILDER_H
