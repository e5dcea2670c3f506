//===- FloatElementsView.cpp - Real numbers of an attribute ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/FloatElementsView.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/DialectResourceBlobManager.h"

#include <cmath>

using namespace mlir;
using namespace tidepool::graph;

bool FloatElementsView::isSupported(ElementsAttr attr) {
  Type type = attr.getElementType();
  return (type.isF32() || type.isF64()) &&
         isa<DenseElementsAttr, DenseResourceElementsAttr>(attr);
}

FailureOr<FloatElementsView>
FloatElementsView::get(ElementsAttr attr,
                       function_ref<InFlightDiagnostic()> emitError) {
  assert(isSupported(attr) && "expects dense f32 or f64 elements");
  bool isDouble = attr.getElementType().isF64();
  int64_t numElements = attr.getNumElements();
  if (auto dense = dyn_cast<DenseElementsAttr>(attr))
    return FloatElementsView(dense.getRawData().data(), numElements, isDouble,
                             dense.isSplat());

  auto resource = cast<DenseResourceElementsAttr>(attr);
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob)
    return emitError() << "has no data: resource '"
                       << resource.getRawHandle().getKey()
                       << "' is not in the file; write the file without "
                          "eliding resources";
  int64_t expectedBytes = numElements * (isDouble ? 8 : 4);
  if (static_cast<int64_t>(blob->getData().size()) != expectedBytes)
    return emitError() << "expects " << expectedBytes << " bytes for "
                       << attr.getType() << ", but resource '"
                       << resource.getRawHandle().getKey() << "' has "
                       << blob->getData().size();
  return FloatElementsView(blob->getData().data(), numElements, isDouble,
                           /*splat=*/false);
}

FloatElementsView FloatElementsView::ofVerified(ElementsAttr attr) {
  FailureOr<FloatElementsView> view = get(attr, [&]() -> InFlightDiagnostic {
    llvm_unreachable("a verified op has the data of its parameters");
  });
  return *view;
}

template <typename T>
void FloatElementsView::addScaledAs(int64_t begin, double factor,
                                    MutableArrayRef<double> sums) const {
  assert(0 <= begin && begin + static_cast<int64_t>(sums.size()) <= size() &&
         "out of range");
  const FloatElementsView view = *this; // as in visitNonZero
  for (size_t i = 0; i < sums.size(); ++i)
    sums[i] += factor * view.load<T>(view.splat ? 0 : begin + i);
}

void FloatElementsView::addScaled(int64_t begin, double factor,
                                  MutableArrayRef<double> sums) const {
  isDouble ? addScaledAs<double>(begin, factor, sums)
           : addScaledAs<float>(begin, factor, sums);
}

template <typename T, typename Predicate>
int64_t FloatElementsView::findFirst(Predicate predicate) const {
  // Blocks without an exit inside keep the loop vectorisable.
  constexpr int64_t blockSize = 4096;
  int64_t stored = splat ? std::min<int64_t>(numElements, 1) : numElements;
  for (int64_t begin = 0; begin < stored; begin += blockSize) {
    int64_t end = std::min(stored, begin + blockSize);
    bool found = false;
    for (int64_t i = begin; i < end; ++i)
      found |= predicate(load<T>(i));
    if (!found)
      continue;
    while (!predicate(load<T>(begin)))
      ++begin;
    return begin;
  }
  return -1;
}

int64_t FloatElementsView::findNonFinite() const {
  if (isDouble)
    return findFirst<double>([](double x) { return !std::isfinite(x); });
  return findFirst<float>([](float x) { return !std::isfinite(x); });
}

int64_t FloatElementsView::findNonPositive() const {
  if (isDouble)
    return findFirst<double>([](double x) { return x <= 0; });
  return findFirst<float>([](float x) { return x <= 0; });
}
