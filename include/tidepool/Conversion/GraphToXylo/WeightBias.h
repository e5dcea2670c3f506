//===- WeightBias.h - What becomes of the biases of weights -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_WEIGHTBIAS_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_WEIGHTBIAS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CommandLine.h"

namespace tidepool::xylo {

/// Weights on the chip have no biases. What mapping does with them.
enum class WeightBias {
  Error, ///< refuses the network
  Drop,  ///< leaves them out, with a warning
  /// Adds them to the biases of the neurons behind, with a warning: a constant
  /// input b through a synapse raises the membrane by b a / (1 - a) per step,
  /// a = exp(-dt / tau_syn), once its current has settled.
  Fold,
};

/// `error`, `drop` or `fold`.
inline llvm::StringRef getName(WeightBias weightBias) {
  switch (weightBias) {
  case WeightBias::Error:
    return "error";
  case WeightBias::Drop:
    return "drop";
  case WeightBias::Fold:
    return "fold";
  }
  llvm_unreachable("unknown choice");
}

/// The values of the options of passes, pipelines and tools.
inline llvm::cl::ValuesClass getWeightBiasValues() {
  return llvm::cl::values(
      clEnumValN(WeightBias::Error, "error",
                 "refuse weights with biases (default)"),
      clEnumValN(WeightBias::Drop, "drop", "leave the biases out"),
      clEnumValN(WeightBias::Fold, "fold",
                 "add them to the biases of the neurons behind"));
}

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_WEIGHTBIAS_H
