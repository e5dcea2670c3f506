//===- QuantizationLoss.cpp - What rounding costs a module ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/Transforms/QuantizationLoss.h"

#include <algorithm>
#include <cmath>

using namespace tidepool::xylo;

void RoundingLoss::add(double real, double scaled, Rounded rounded) {
  if (real == 0)
    return;
  ++count;
  clipped += rounded.isClipped;
  toZero += rounded.value == 0;
  double error = static_cast<double>(rounded.value) - scaled;
  if (rounded.value != 0)
    largestError = std::max(largestError, std::abs(error / scaled));
  squaredErrors += error * error;
  squares += scaled * scaled;
}

double RoundingLoss::getRmsError() const {
  // Squares that vanish are those of numbers that all became 0.
  if (squares == 0)
    return count > 0;
  return std::sqrt(squaredErrors / squares);
}

void DecayLoss::add(double dash, Rounded rounded) {
  ++count;
  clipped += rounded.isClipped;
  double error = std::exp2(static_cast<double>(rounded.value) - dash) - 1;
  if (std::abs(error) > std::abs(largestError))
    largestError = error;
  errors += std::abs(error);
}
