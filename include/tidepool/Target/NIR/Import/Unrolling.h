//===- Unrolling.h - Convolutions and poolings as matrices ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_UNROLLING_H
#define TIDEPOOL_TARGET_NIR_IMPORT_UNROLLING_H

#include "tidepool/Target/NIR/Import/Window.h"

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

namespace tidepool::nir {

/// The matrix that a window stands for when it moves over an input of a known
/// shape. Every output cell sums the cells under its window, each times a
/// number of the kernel (cross-correlation); cells of padding are zero.
class Unrolling {
public:
  /// A number of the kernel, by output map, input map of the group, row and
  /// column.
  using Kernel = llvm::function_ref<double(int64_t, int64_t, int64_t, int64_t)>;

  /// Both shapes are those of the node and have the window's rank.
  Unrolling(const Window &window, const Shape &input, const Shape &output);

  /// How many cells of the input all windows see together: elements that are
  /// not zero, but for zeros in the kernel. Takes no time for large windows.
  int64_t countEntries() const;
  graph::MatrixBuilder getMatrix(Kernel kernel) const;

private:
  /// Where a cell of the input is seen along one axis: by which output, at
  /// which place of its window.
  struct Sighting {
    int64_t output, place;
  };
  using Sightings = std::vector<llvm::SmallVector<Sighting, 2>>;

  /// The places [first, second) of a window that lie on the input.
  std::pair<int64_t, int64_t> getPlaces(unsigned axis, int64_t output) const;
  int64_t countSightings(unsigned axis) const;
  /// By cell of the input, ordered by output.
  Sightings findSightings(unsigned axis) const;

  const Window &window;
  int64_t numInputMaps, numOutputMaps, numGroups;
  Window::Pair inputSize, outputSize; ///< by axis
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_UNROLLING_H
