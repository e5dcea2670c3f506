//===- Unrolling.cpp - Convolutions and poolings as matrices --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Unrolling.h"

#include "llvm/Support/MathExtras.h"

using namespace tidepool;
using namespace tidepool::nir;

/// Height and width; one axis is a width.
static Window::Pair getSizes(const Shape &shape, unsigned numAxes) {
  return {numAxes == 1 ? 1 : shape[1], shape.back()};
}

Unrolling::Unrolling(const Window &window, const Shape &input,
                     const Shape &output)
    : window(window), numInputMaps(input[0]), numOutputMaps(output[0]),
      // A pooling treats every map alone.
      numGroups(window.numInputMaps ? window.numGroups : input[0]),
      inputSize(getSizes(input, window.numAxes)),
      outputSize(getSizes(output, window.numAxes)) {}

std::pair<int64_t, int64_t> Unrolling::getPlaces(unsigned axis,
                                                 int64_t output) const {
  int64_t start = output * window.stride[axis] - window.getPaddingBefore(axis);
  int64_t dilation = window.dilation[axis];
  int64_t first = start < 0 ? llvm::divideCeil(-start, dilation) : 0;
  int64_t end = start < inputSize[axis]
                    ? llvm::divideCeil(inputSize[axis] - start, dilation)
                    : 0;
  return {first, std::max(first, std::min(end, window.kernel[axis]))};
}

int64_t Unrolling::countSightings(unsigned axis) const {
  int64_t count = 0;
  for (int64_t output = 0; output < outputSize[axis]; ++output) {
    auto [first, end] = getPlaces(axis, output);
    count += end - first;
  }
  return count;
}

int64_t Unrolling::countEntries() const {
  // At most inputs times outputs, which are at most 2^20 each.
  return countSightings(0) * countSightings(1) * numInputMaps *
         (numOutputMaps / numGroups);
}

Unrolling::Sightings Unrolling::findSightings(unsigned axis) const {
  Sightings sightings(inputSize[axis]);
  for (int64_t output = 0; output < outputSize[axis]; ++output) {
    auto [first, end] = getPlaces(axis, output);
    int64_t start =
        output * window.stride[axis] - window.getPaddingBefore(axis);
    for (int64_t place = first; place < end; ++place)
      sightings[start + place * window.dilation[axis]].push_back(
          {output, place});
  }
  return sightings;
}

graph::MatrixBuilder Unrolling::getMatrix(Kernel kernel) const {
  int64_t height = inputSize[0], width = inputSize[1];
  int64_t outHeight = outputSize[0], outWidth = outputSize[1];
  Sightings rows = findSightings(0), columns = findSightings(1);
  graph::MatrixBuilder matrix(numInputMaps * height * width,
                              numOutputMaps * outHeight * outWidth);
  int64_t mapsPerGroup = numInputMaps / numGroups;
  int64_t outPerGroup = numOutputMaps / numGroups;
  auto addCell = [&](int64_t map, int64_t y, int64_t x) {
    int64_t cell = (map * height + y) * width + x;
    int64_t firstMap = map / mapsPerGroup * outPerGroup;
    for (int64_t out = firstMap; out < firstMap + outPerGroup; ++out)
      for (Sighting row : rows[y])
        for (Sighting column : columns[x])
          matrix.add(cell,
                     (out * outHeight + row.output) * outWidth + column.output,
                     kernel(out, map % mapsPerGroup, row.place, column.place));
  };
  for (int64_t map = 0; map < numInputMaps; ++map)
    for (int64_t y = 0; y < height; ++y)
      for (int64_t x = 0; x < width; ++x)
        addCell(map, y, x);
  return matrix;
}
