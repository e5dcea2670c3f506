//===- QuantizationLoss.h - What rounding costs a module --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZATIONLOSS_H
#define TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZATIONLOSS_H

#include "tidepool/Dialect/Xylo/Transforms/Quantizer.h"

#include <string>

namespace tidepool::xylo {

/// What became of one kind of numbers that are scaled and rounded. Zeros, which
/// lose nothing, do not count. Errors are relative and compare the integer with
/// the scaled number, so that each neuron has its own measure.
class RoundingLoss {
public:
  /// `scaled` is `real` in units of the integers.
  void add(double real, double scaled, Rounded rounded);

  size_t count = 0;
  size_t clipped = 0;
  size_t toZero = 0;
  /// Of those that did not become 0, in absolute terms.
  double largestError = 0;
  /// The root of the mean squared error over that of the mean square.
  double getRmsError() const;

private:
  double squaredErrors = 0, squares = 0;
};

/// What became of time constants: a shift of d stands for 2^d steps.
class DecayLoss {
public:
  void add(double dash, Rounded rounded);

  size_t count = 0;
  size_t clipped = 0;
  /// Relative error of a time constant, largest in absolute terms; above 0 if
  /// the chip's is longer.
  double largestError = 0;
  /// The mean of the absolute errors.
  double getMeanError() const { return count == 0 ? 0 : errors / count; }

private:
  double errors = 0;
};

/// The smallest and the largest of some numbers.
template <typename T>
struct Extent {
  T smallest = 0, largest = 0;
};

/// What rounding cost the neurons of a module and the weights that they hear.
struct ModuleLoss {
  std::string label;
  bool isOutput = false; ///< output neurons, else hidden ones
  size_t numNeurons = 0;
  RoundingLoss weights, thresholds, biases;
  DecayLoss membrane, synapses;
  Extent<double> realThreshold; ///< as the network has them
  Extent<int64_t> threshold;    ///< as the chip does
};

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZATIONLOSS_H
