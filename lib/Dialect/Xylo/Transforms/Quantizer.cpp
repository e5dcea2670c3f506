//===- Quantizer.cpp - Scales and rounding --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/Transforms/Quantizer.h"

#include "llvm/Support/ErrorHandling.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace tidepool::xylo;

llvm::StringRef tidepool::xylo::getName(QuantizeMethod method) {
  switch (method) {
  case QuantizeMethod::Global:
    return "global";
  case QuantizeMethod::GlobalFuzzy:
    return "global-fuzzy";
  case QuantizeMethod::Channel:
    return "channel";
  }
  llvm_unreachable("unknown method");
}

std::optional<QuantizeMethod>
tidepool::xylo::parseQuantizeMethod(llvm::StringRef name) {
  for (QuantizeMethod method : allQuantizeMethods)
    if (getName(method) == name)
      return method;
  return std::nullopt;
}

double tidepool::xylo::sumExactly(llvm::ArrayRef<double> values) {
  // Shewchuk's algorithm (Adaptive precision floating-point arithmetic, 1997):
  // the partial sums do not overlap and together are the exact sum.
  std::vector<double> partials;
  for (double x : values) {
    size_t kept = 0;
    for (double y : partials) {
      if (std::abs(x) < std::abs(y))
        std::swap(x, y);
      double high = x + y;
      double low = y - (high - x);
      if (low != 0)
        partials[kept++] = low;
      x = high;
    }
    partials.resize(kept);
    partials.push_back(x);
  }
  if (partials.empty())
    return 0;
  // Add from the largest down until something is rounded off.
  size_t n = partials.size();
  double high = partials[--n], low = 0;
  while (n > 0) {
    double x = high, y = partials[--n];
    high = x + y;
    low = y - (high - x);
    if (low != 0)
      break;
  }
  // If what was rounded off is exactly half a unit, the rest decides.
  if (n > 0 &&
      ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
    double twice = low * 2, x = high + twice;
    if (twice == x - high)
      high = x;
  }
  return high;
}

void GroupScale::addWeight(double weight) {
  maxWeight = std::max(maxWeight, std::abs(weight));
  if (fuzzy && weight != 0)
    nonZero.push_back(weight);
}

void GroupScale::addNeuron(double threshold, double bias) {
  maxThreshold = std::max(maxThreshold, std::abs(threshold));
  maxBias = std::max(maxBias, std::abs(bias));
}

/// |mean| + 2 std, as exactly rounded sums give them.
static double getFuzzyMaximum(llvm::ArrayRef<double> values) {
  double mean = sumExactly(values) / values.size();
  std::vector<double> squares;
  squares.reserve(values.size());
  for (double value : values)
    squares.push_back((value - mean) * (value - mean));
  return std::abs(mean) + 2 * std::sqrt(sumExactly(squares) / values.size());
}

std::optional<double> GroupScale::getWeightBound() const {
  if (maxWeight == 0)
    return std::nullopt;
  if (!fuzzy)
    return maxQuantizedWeight / maxWeight;
  // Squares of weights near the ends of the range of doubles would overflow or
  // vanish: such weights are brought near 1, which changes no digit.
  int exponent = std::ilogb(maxWeight);
  constexpr int harmless = 400;
  if (std::abs(exponent) <= harmless)
    return maxQuantizedWeight / getFuzzyMaximum(nonZero);
  std::vector<double> scaled;
  scaled.reserve(nonZero.size());
  for (double weight : nonZero)
    scaled.push_back(std::ldexp(weight, -exponent));
  return std::ldexp(maxQuantizedWeight / getFuzzyMaximum(scaled), -exponent);
}

double GroupScale::get() const {
  std::optional<double> scale = getWeightBound();
  if (maxBias > 0) {
    double bound = maxQuantizedBias / maxBias;
    scale = scale ? std::min(*scale, bound) : bound;
  }
  if (maxThreshold > 0 &&
      (!scale || std::nearbyint(maxThreshold * *scale) > maxQuantizedThreshold))
    scale = maxQuantizedThreshold / maxThreshold;
  // Numbers too small to scale up leave a finite scale, and get clipped.
  return std::min(scale.value_or(1.0), std::numeric_limits<double>::max());
}

Rounded tidepool::xylo::roundAndClip(double x, int64_t low, int64_t high) {
  double rounded = std::nearbyint(x);
  if (rounded < static_cast<double>(low))
    return {low, true};
  if (rounded > static_cast<double>(high))
    return {high, true};
  return {static_cast<int64_t>(rounded), false};
}
