//===- Quantizer.h - Scales and rounding ------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The arithmetic of quantisation, without MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZER_H
#define TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tidepool::xylo {

/// How neurons share scales.
enum class QuantizeMethod { Global, GlobalFuzzy, Channel };

constexpr QuantizeMethod allQuantizeMethods[] = {QuantizeMethod::Global,
                                                 QuantizeMethod::GlobalFuzzy,
                                                 QuantizeMethod::Channel};

/// `global`, `global-fuzzy` or `channel`.
llvm::StringRef getName(QuantizeMethod method);

/// The method of this name.
std::optional<QuantizeMethod> parseQuantizeMethod(llvm::StringRef name);

/// The ranges of the quantiser. The chip's words hold a little more.
constexpr int64_t maxQuantizedWeight = 127;
constexpr int64_t maxQuantizedBias = 127;
constexpr int64_t minQuantizedThreshold = 1;
constexpr int64_t maxQuantizedThreshold = 32767;
constexpr int64_t maxDash = 15;

/// The correctly rounded sum of finite numbers: independent of their order.
double sumExactly(llvm::ArrayRef<double> values);

/// Collects the real values of a group of neurons and finds its scale.
class GroupScale {
public:
  explicit GroupScale(bool fuzzy) : fuzzy(fuzzy) {}

  void addWeight(double weight);
  void addNeuron(double threshold, double bias);

  /// The factor from real values to integers; 1 for an empty group.
  double get() const;

private:
  std::optional<double> getWeightBound() const;

  bool fuzzy;
  std::vector<double> nonZero; ///< kept for fuzzy scales only
  double maxWeight = 0, maxThreshold = 0, maxBias = 0;
};

/// A real number rounded half to even and clipped to [low, high].
struct Rounded {
  int64_t value;
  bool isClipped;
};
Rounded roundAndClip(double x, int64_t low, int64_t high);

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZER_H
