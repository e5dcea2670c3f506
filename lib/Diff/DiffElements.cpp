//===- DiffElements.cpp - What differs between two tensors ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffElements.h"

#include "SideBySide.h"

#include "tidepool/Dialect/Graph/IR/FloatElementsView.h"
#include "tidepool/Support/Utf8.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using graph::FloatElementsView;

namespace {
/// Compares two tensors, row by row.
class ElementsDiff {
public:
  ElementsDiff(ParameterName name, ElementsAttr oldAttr, ElementsAttr newAttr,
               Report &report)
      : name(name), oldType(oldAttr.getShapedType()),
        newType(newAttr.getShapedType()),
        oldView(FloatElementsView::ofVerified(oldAttr)),
        newView(FloatElementsView::ofVerified(newAttr)), report(report) {}

  void run();

private:
  /// An element of a row that is not zero.
  struct Element {
    int64_t column;
    double value;

    int64_t getPlace() const { return column; }
  };
  using Row = std::vector<Element>;

  bool diffShapes();
  bool diffSplats();
  void diffRows();
  void diffRow(ArrayRef<int64_t> index);
  static void readRow(const FloatElementsView &view, int64_t begin,
                      int64_t size, Row &row);
  void tell(ArrayRef<int64_t> rowIndex, int64_t column, double oldValue,
            double newValue);
  llvm::json::Object makeFacts(StringRef kind) const {
    return llvm::json::Object{{"kind", kind},
                              {"module", toUtf8(name.module)},
                              {"parameter", name.parameter}};
  }

  ParameterName name;
  ShapedType oldType, newType;
  FloatElementsView oldView, newView;
  Report &report;
  Row oldRow, newRow;
};
} // namespace

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

/// One number for all elements may stand for more than any file could hold.
bool ElementsDiff::diffSplats() {
  if (!oldView.isSplat() || !newView.isSplat() || oldView.size() == 0 ||
      newView.size() == 0)
    return false;
  if (oldView[0] == newView[0])
    return true;
  report.add([&] {
    return Difference::make("all elements", makeFacts("all-elements"),
                            tellElement(oldType, oldView[0]),
                            tellElement(newType, newView[0]));
  });
  return true;
}

void ElementsDiff::tell(ArrayRef<int64_t> rowIndex, int64_t column,
                        double oldValue, double newValue) {
  report.add([&] {
    SmallVector<int64_t> index(rowIndex);
    index.push_back(column);
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

void ElementsDiff::readRow(const FloatElementsView &view, int64_t begin,
                           int64_t size, Row &row) {
  row.clear();
  view.forEachNonZero(begin, begin + size, [&](int64_t index, double value) {
    row.push_back({index - begin, value});
  });
}

/// Where the row of this index begins in a tensor of this type.
static int64_t getRowBegin(ShapedType type, ArrayRef<int64_t> rowIndex) {
  int64_t offset = 0;
  for (auto [size, index] :
       llvm::zip_first(type.getShape().drop_back(), rowIndex))
    offset = offset * size + index;
  return offset * type.getShape().back();
}

void ElementsDiff::diffRow(ArrayRef<int64_t> index) {
  int64_t size = std::min(oldType.getShape().back(), newType.getShape().back());
  readRow(oldView, getRowBegin(oldType, index), size, oldRow);
  readRow(newView, getRowBegin(newType, index), size, newRow);
  visitSideBySide<Element>(
      oldRow, newRow, [&](const Element *oldOne, const Element *newOne) {
        double oldValue = oldOne ? oldOne->value : 0;
        double newValue = newOne ? newOne->value : 0;
        if (oldValue != newValue)
          tell(index, oldOne ? oldOne->column : newOne->column, oldValue,
               newValue);
      });
}

/// Compares all rows that both tensors have.
void ElementsDiff::diffRows() {
  SmallVector<int64_t> shape;
  for (auto [oldSize, newSize] : llvm::zip(oldType.getShape().drop_back(),
                                           newType.getShape().drop_back()))
    shape.push_back(std::min(oldSize, newSize));
  if (llvm::is_contained(shape, 0))
    return;
  SmallVector<int64_t> index(shape.size());
  while (true) {
    diffRow(index);
    // The next index, last dimension first.
    size_t dim = shape.size();
    while (dim > 0 && ++index[dim - 1] == shape[dim - 1])
      index[--dim] = 0;
    if (dim == 0)
      return;
  }
}

void ElementsDiff::run() {
  // Tensors of other ranks are other things.
  if (diffShapes() && oldType.getRank() != newType.getRank())
    return;
  if (oldType.getRank() > 0 && !diffSplats())
    diffRows();
}

void tidepool::diff::diffElements(ParameterName name, ElementsAttr oldAttr,
                                  ElementsAttr newAttr, Report &report) {
  if (oldAttr != newAttr)
    ElementsDiff(name, oldAttr, newAttr, report).run();
}
