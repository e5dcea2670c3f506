//===- Window.h - The windows of convolutions and poolings ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_WINDOW_H
#define TIDEPOOL_TARGET_NIR_IMPORT_WINDOW_H

#include "tidepool/Target/NIR/Import/Parameters.h"

#include <array>

namespace tidepool::nir {

/// A shape as NIR gives it: no batch, no time.
using Shape = std::vector<int64_t>;

/// `(2, 34, 34)`.
std::string formatShape(llvm::ArrayRef<int64_t> shape);
/// The number of channels of a shape.
int64_t countChannels(llvm::ArrayRef<int64_t> shape);
/// The shape of a parameter.
Shape getShape(const Parameter &parameter);

/// What a Conv1d, Conv2d, SumPool2d or AvgPool2d looks at, by axis (height and
/// width; Conv1d has a height of 1).
struct Window {
  using Pair = std::array<int64_t, 2>;

  unsigned numAxes = 2;
  Pair kernel = {1, 1}, stride = {1, 1}, padding = {0, 0}, dilation = {1, 1};
  bool keepsSize = false;   ///< padding "same"
  int64_t numGroups = 1;    ///< of a convolution
  int64_t numInputMaps = 0; ///< of a convolution; 0 for a pooling
  int64_t numOutputMaps = 0;

  /// Whether nodes of this type have a window.
  static bool isWindow(NodeType type);
  /// Reads and checks all parameters of the node but the weights.
  static llvm::Expected<Window> read(const Vertex &vertex);

  /// Channels and spatial axes.
  unsigned getRank() const { return numAxes + 1; }
  /// The output's shape, of the same rank as the input's. Sizes after Dumoulin
  /// and Visin, "A guide to convolution arithmetic for deep learning".
  llvm::Expected<Shape> getOutput(llvm::ArrayRef<int64_t> input) const;
  /// Cells of padding before the first one.
  int64_t getPaddingBefore(unsigned axis) const;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_WINDOW_H
