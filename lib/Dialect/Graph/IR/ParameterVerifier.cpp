//===- ParameterVerifier.cpp - Checks of parameters -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/ParameterVerifier.h"
#include "tidepool/Dialect/Graph/IR/MatrixView.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace tidepool::graph;

static std::string formatShape(ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << '(';
  llvm::interleaveComma(shape, os, [&](int64_t size) {
    ShapedType::isDynamic(size) ? os << '?' : os << size;
  });
  os << ')';
  return text;
}

static LogicalResult verifyShape(ElementsAttr attr, ArrayRef<int64_t> shape,
                                 function_ref<InFlightDiagnostic()> emitError) {
  if (attr.getShapedType().getShape() == shape)
    return success();
  return emitError() << "expects shape " << formatShape(shape) << ", but got "
                     << formatShape(attr.getShapedType().getShape());
}

LogicalResult tidepool::graph::verifyParameter(Operation *op, StringRef name,
                                               ElementsAttr attr,
                                               ArrayRef<int64_t> shape,
                                               ParameterRange range) {
  auto emitError = [&] {
    return op->emitOpError() << "attribute '" << name << "' ";
  };
  if (!FloatElementsView::isSupported(attr))
    return emitError() << "expects f32 or f64 values, dense or dense_resource";
  if (failed(verifyShape(attr, shape, emitError)))
    return failure();
  FailureOr<FloatElementsView> view = FloatElementsView::get(attr, emitError);
  if (failed(view))
    return failure();
  auto reportValue = [&](int64_t index, StringRef expected) {
    return emitError() << "expects " << expected << ", but value number "
                       << index << " is " << (*view)[index];
  };
  if (int64_t index = view->findNonFinite(); index >= 0)
    return reportValue(index, "finite values");
  if (range == ParameterRange::Positive)
    if (int64_t index = view->findNonPositive(); index >= 0)
      return reportValue(index, "values above 0");
  return success();
}

LogicalResult tidepool::graph::verifyMatrix(Operation *op, StringRef name,
                                            ElementsAttr attr, int64_t numRows,
                                            int64_t numColumns) {
  auto emitError = [&] {
    return op->emitOpError() << "attribute '" << name << "' ";
  };
  if (!MatrixView::isSupported(attr))
    return emitError()
           << "expects f32 or f64 values, dense, dense_resource or sparse";
  if (failed(verifyShape(attr, {numRows, numColumns}, emitError)))
    return failure();
  FailureOr<MatrixView> view = MatrixView::get(attr, emitError);
  if (failed(view))
    return failure();
  int64_t index = view->getValues().findNonFinite();
  if (index < 0)
    return success();
  return emitError() << "expects finite values, but value number " << index
                     << " is " << view->getValues()[index];
}
