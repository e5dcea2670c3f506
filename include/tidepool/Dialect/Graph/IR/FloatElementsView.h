//===- FloatElementsView.h - Real numbers of an attribute -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that knows where an attribute keeps its f32 or f64 values. A
// weight matrix may be gigabytes of a mapped file, so it is read in place.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_FLOATELEMENTSVIEW_H
#define TIDEPOOL_DIALECT_GRAPH_IR_FLOATELEMENTSVIEW_H

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/STLExtras.h"

#include <cstring>

namespace tidepool::graph {

/// A read-only view of the values of an `ElementsAttr` of f32 or f64, dense
/// (splats included) or `dense_resource`. The view does not own the data and
/// lives as long as the attribute's context.
class FloatElementsView {
public:
  /// Whether `get` can read attributes of this kind; says nothing about whether
  /// the data are present.
  static bool isSupported(mlir::ElementsAttr attr);

  /// A view of `attr`, which must be supported. Fails and calls `emitError` if
  /// the data are absent (an elided dump) or of the wrong size.
  static mlir::FailureOr<FloatElementsView>
  get(mlir::ElementsAttr attr,
      llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

  /// A view of numbers that are not in an attribute yet.
  explicit FloatElementsView(mlir::ArrayRef<float> values)
      : FloatElementsView(reinterpret_cast<const char *>(values.data()),
                          values.size(), /*isDouble=*/false, /*splat=*/false) {}
  explicit FloatElementsView(mlir::ArrayRef<double> values)
      : FloatElementsView(reinterpret_cast<const char *>(values.data()),
                          values.size(), /*isDouble=*/true, /*splat=*/false) {}

  /// A view of an attribute of an op that has passed verification.
  static FloatElementsView ofVerified(mlir::ElementsAttr attr);

  int64_t size() const { return numElements; }
  bool isSplat() const { return splat; }

  /// Value number `index` in row-major order; f32 is widened exactly.
  double operator[](int64_t index) const {
    assert(index >= 0 && index < numElements && "index out of range");
    return isDouble ? load<double>(splat ? 0 : index)
                    : load<float>(splat ? 0 : index);
  }

  /// Calls `visit(index, value)` for each value in [begin, end) that is not
  /// zero, in order. The fast way through a matrix that is mostly zero.
  template <typename Visit>
  void forEachNonZero(int64_t begin, int64_t end, Visit visit) const {
    assert(0 <= begin && begin <= end && end <= numElements && "out of range");
    isDouble ? visitNonZero<double>(begin, end, visit)
             : visitNonZero<float>(begin, end, visit);
  }

  /// Adds `factor` times the values from `begin` on to `sums`, several at a
  /// time: zeros cost as much as others here.
  void addScaled(int64_t begin, double factor,
                 llvm::MutableArrayRef<double> sums) const;

  /// The index of the first stored value that is NaN or infinite, or -1.
  int64_t findNonFinite() const;

  /// The index of the first stored value that is not above zero, or -1. All
  /// values must be finite.
  int64_t findNonPositive() const;

private:
  FloatElementsView(const char *data, int64_t numElements, bool isDouble,
                    bool splat)
      : data(data), numElements(numElements), isDouble(isDouble), splat(splat) {
  }

  /// Blobs promise no alignment, so values are copied out byte by byte, which
  /// compiles to plain loads.
  template <typename T>
  T load(int64_t index) const {
    T value;
    std::memcpy(&value, data + index * sizeof(T), sizeof(T));
    return value;
  }

  template <typename T, typename Visit>
  void visitNonZero(int64_t begin, int64_t end, Visit visit) const {
    // A copy stays in registers, whatever `visit` writes to.
    const FloatElementsView view = *this;
    for (int64_t i = begin; i < end; ++i)
      if (T value = view.load<T>(view.splat ? 0 : i); value != 0)
        visit(i, static_cast<double>(value));
  }

  template <typename T>
  void addScaledAs(int64_t begin, double factor,
                   llvm::MutableArrayRef<double> sums) const;

  template <typename T, typename Predicate>
  int64_t findFirst(Predicate predicate) const;

  const char *data;
  int64_t numElements;
  bool isDouble;
  bool splat;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_IR_FLOATELEMENTSVIEW_H
