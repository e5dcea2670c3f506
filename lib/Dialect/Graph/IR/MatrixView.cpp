//===- MatrixView.cpp - The weights of an attribute -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/MatrixView.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace tidepool::graph;

/// Bytecode may hold parts that do not fit: only the parser of texts checks
/// them.
static bool isConsistent(SparseElementsAttr attr) {
  ShapedType indices = attr.getIndices().getType();
  ShapedType values = attr.getValues().getType();
  ShapedType type = attr.getShapedType();
  return type.hasStaticShape() && indices.getElementType().isInteger(64) &&
         values.getElementType() == type.getElementType() &&
         values.getRank() == 1 && indices.getRank() == 2 &&
         indices.getDimSize(0) == values.getDimSize(0) &&
         indices.getDimSize(1) == type.getRank();
}

bool MatrixView::isSupported(ElementsAttr attr) {
  auto sparse = dyn_cast<SparseElementsAttr>(attr);
  if (!sparse)
    return FloatElementsView::isSupported(attr);
  Type type = attr.getElementType();
  return (type.isF32() || type.isF64()) && isConsistent(sparse);
}

/// The attribute with the numbers.
static ElementsAttr getNumbers(ElementsAttr attr) {
  auto sparse = dyn_cast<SparseElementsAttr>(attr);
  return sparse ? ElementsAttr(sparse.getValues()) : attr;
}

MatrixView::MatrixView(ElementsAttr attr, FloatElementsView values)
    : MatrixView(attr.getShapedType().getDimSize(0),
                 attr.getShapedType().getDimSize(1), values) {
  if (auto entries = dyn_cast<SparseElementsAttr>(attr)) {
    sparse = true;
    positions = entries.getIndices().getRawData().data();
    uniform = entries.getIndices().isSplat();
  } else if (values.isSplat() && values[0] == 0) {
    sparse = true;
    this->values = FloatElementsView(ArrayRef<double>());
  }
}

FailureOr<MatrixView>
MatrixView::get(ElementsAttr attr,
                function_ref<InFlightDiagnostic()> emitError) {
  assert(isSupported(attr) && attr.getShapedType().getRank() == 2 &&
         "expects a matrix of f32 or f64 elements");
  FailureOr<FloatElementsView> values =
      FloatElementsView::get(getNumbers(attr), emitError);
  if (failed(values))
    return failure();
  MatrixView view(attr, *values);
  if (view.sparse && failed(view.checkEntries(emitError)))
    return failure();
  return view;
}

MatrixView MatrixView::ofVerified(ElementsAttr attr) {
  return MatrixView(attr, FloatElementsView::ofVerified(getNumbers(attr)));
}

LogicalResult
MatrixView::checkEntries(function_ref<InFlightDiagnostic()> emitError) const {
  auto report = [&](int64_t index, StringRef expected) {
    auto [row, column] = loadPosition(index);
    return emitError() << "expects " << expected << ", but entry number "
                       << index << " at (" << row << ", " << column << ") ";
  };
  Position previous = {0, -1};
  for (int64_t index = 0; index < values.size(); ++index) {
    Position position = loadPosition(index);
    if (position[0] < 0 || position[0] >= numRows || position[1] < 0 ||
        position[1] >= numColumns)
      return report(index, "entries within the matrix") << "is outside";
    if (position <= previous)
      return report(index, "sparse entries row after row, each once")
             << "follows (" << previous[0] << ", " << previous[1] << ')';
    if (values[index] == 0)
      return report(index, "sparse entries that are not zero") << "is 0";
    previous = position;
  }
  return success();
}

int64_t MatrixView::findEntry(int64_t row) const {
  return *llvm::partition_point(
      llvm::seq<int64_t>(0, values.size()),
      [&](int64_t index) { return loadPosition(index)[0] < row; });
}
