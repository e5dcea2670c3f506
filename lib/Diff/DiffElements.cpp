//===- DiffElements.cpp - What differs between two tensors ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffElements.h"

#include "SideBySide.h"

#include "tidepool/Dialect/Graph/IR/MatrixView.h"
#include "tidepool/Support/Utf8.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using graph::FloatElementsView;
using graph::MatrixView;

namespace {
/// Compares two tensors, row by row.
class ElementsDiff {
public:
  ElementsDiff(ParameterName name, ElementsAttr oldAttr, ElementsAttr newAttr,
               Report &report)
      : name(name), oldType(oldAttr.getShapedType()),
        newType(newAttr.getShapedType()), oldView(getRows(oldAttr)),
        newView(getRows(newAttr)), report(report) {}

  void run();

private:
  /// An element of a row that is not zero.
  struct Element {
    int64_t column;
    double value;

    int64_t getPlace() const { return column; }
  };
  using Row = std::vector<Element>;

  static MatrixView getRows(ElementsAttr attr);
  bool diffShapes();
  bool diffWholes();
  void diffRow(int64_t row);
  void readRow(const MatrixView &view, int64_t row, Row &elements) const;
  void tell(int64_t row, int64_t column, double oldValue, double newValue);
  SmallVector<int64_t> getIndex(int64_t row, int64_t column) const;
  llvm::json::Object makeFacts(StringRef kind) const {
    return llvm::json::Object{{"kind", kind},
                              {"module", toUtf8(name.module)},
                              {"parameter", name.parameter}};
  }

  ParameterName name;
  ShapedType oldType, newType;
  MatrixView oldView, newView;
  Report &report;
  int64_t numRows = 0, numColumns = 0; ///< that both tensors have
  Row oldRow, newRow;
};
} // namespace

/// A tensor of any rank as the matrix of its rows.
MatrixView ElementsDiff::getRows(ElementsAttr attr) {
  ShapedType type = attr.getShapedType();
  if (type.getRank() == 2)
    return MatrixView::ofVerified(attr);
  int64_t numColumns = type.getRank() == 0 ? 1 : type.getShape().back();
  int64_t numRows = numColumns == 0 ? 0 : type.getNumElements() / numColumns;
  return MatrixView(numRows, numColumns, FloatElementsView::ofVerified(attr));
}

/// A number as it is written in the type of its tensor.
static Told tellElement(ShapedType type, double value) {
  return type.getElementType().isF32() ? Told::of(static_cast<float>(value))
                                       : Told::of(value);
}

static Told tellShape(ShapedType type) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleave(type.getShape(), os, "x");
  return {text, llvm::json::Array(type.getShape())};
}

bool ElementsDiff::diffShapes() {
  if (oldType.getShape() == newType.getShape())
    return false;
  report.add([&] {
    return Difference::make("shape", makeFacts("shape"), tellShape(oldType),
                            tellShape(newType));
  });
  return true;
}

/// A tensor that is one number, or mostly zero, as a whole.
static Told tellWhole(ShapedType type, const MatrixView &view) {
  if (view.isSplat())
    return tellElement(type, view.getValues()[0]);
  int64_t numEntries = view.getValues().size();
  if (numEntries == 0 ||
      (view.getValues().isSplat() && view.getValues()[0] == 0))
    return tellElement(type, 0);
  return {std::to_string(numEntries) + " that are not zero",
          llvm::json::Object{{"entries", numEntries}}};
}

/// One number for all elements may stand for more than any file could hold, and
/// so may the zeros of a sparse matrix.
bool ElementsDiff::diffWholes() {
  auto isFew = [&](const MatrixView &view) {
    return view.isSplat() ||
           (view.isSparse() && view.getValues().size() < numRows * numColumns);
  };
  if ((!oldView.isSplat() && !newView.isSplat()) || !isFew(oldView) ||
      !isFew(newView))
    return false;
  if (oldView.isSplat() && newView.isSplat() &&
      oldView.getValues()[0] == newView.getValues()[0])
    return true;
  report.add([&] {
    return Difference::make("all elements", makeFacts("all-elements"),
                            tellWhole(oldType, oldView),
                            tellWhole(newType, newView));
  });
  return true;
}

SmallVector<int64_t> ElementsDiff::getIndex(int64_t row, int64_t column) const {
  SmallVector<int64_t> index;
  if (oldType.getRank() == 0)
    return index;
  index.push_back(column);
  for (int64_t size : llvm::reverse(oldType.getShape().drop_back())) {
    index.insert(index.begin(), row % size);
    row /= size;
  }
  return index;
}

void ElementsDiff::tell(int64_t row, int64_t column, double oldValue,
                        double newValue) {
  report.add([&] {
    SmallVector<int64_t> index = getIndex(row, column);
    std::string text;
    llvm::raw_string_ostream os(text);
    os << '[';
    llvm::interleaveComma(index, os);
    os << ']';
    llvm::json::Object facts = makeFacts("element");
    facts["index"] = llvm::json::Array(index);
    return Difference::make(text, std::move(facts),
                            tellElement(oldType, oldValue),
                            tellElement(newType, newValue));
  });
}

void ElementsDiff::readRow(const MatrixView &view, int64_t row,
                           Row &elements) const {
  elements.clear();
  view.forEachNonZeroIn(row, [&](int64_t column, double value) {
    if (column < numColumns)
      elements.push_back({column, value});
  });
}

void ElementsDiff::diffRow(int64_t row) {
  readRow(oldView, row, oldRow);
  readRow(newView, row, newRow);
  visitSideBySide<Element>(
      oldRow, newRow, [&](const Element *oldOne, const Element *newOne) {
        double oldValue = oldOne ? oldOne->value : 0;
        double newValue = newOne ? newOne->value : 0;
        if (oldValue != newValue)
          tell(row, oldOne ? oldOne->column : newOne->column, oldValue,
               newValue);
      });
}

void ElementsDiff::run() {
  // Only the shapes of tensors of other ranks, and of many axes, are compared.
  if (diffShapes() &&
      (oldType.getRank() != newType.getRank() || oldType.getRank() > 2))
    return;
  numRows = std::min(oldView.getNumRows(), newView.getNumRows());
  numColumns = std::min(oldView.getNumColumns(), newView.getNumColumns());
  if (diffWholes())
    return;
  for (int64_t row = 0; row < numRows; ++row)
    diffRow(row);
}

void tidepool::diff::diffElements(ParameterName name, ElementsAttr oldAttr,
                                  ElementsAttr newAttr, Report &report) {
  if (oldAttr != newAttr)
    ElementsDiff(name, oldAttr, newAttr, report).run();
}
