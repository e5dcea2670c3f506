//===- Quantize.h - From real cores to integer cores ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZE_H
#define TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZE_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Dialect/Xylo/Transforms/QuantizationLoss.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantizer.h"

namespace tidepool::xylo {

/// Where a weight comes from.
struct WeightSource {
  bool isInput; ///< an input channel, else a hidden neuron
  int64_t id;   ///< its hardware id
};

/// A value that did not fit into the quantiser's range.
struct ClippedValue {
  std::string module;        ///< label; for weights, of the neuron they go to
  llvm::StringRef parameter; ///< `weights`, `threshold`, `bias`, `dash_mem` ...
  unsigned neuron;           ///< in its module
  std::optional<WeightSource> source; ///< of a weight
  std::optional<unsigned> synapse;    ///< of a weight or dash_syn
  double scaled;                      ///< what it should have become
  int64_t written;                    ///< what it became
};

/// What quantising lost.
struct QuantizationLog {
  std::vector<ClippedValue> clipped;
  std::vector<ModuleLoss> modules; ///< in the order of the core
};

/// Rounds the numbers of a real core in place; an integer core stays as it is.
/// Emits a warning for each module and parameter that was clipped. `log`, if
/// given, gets every clipped value (weights in the order of the core, then the
/// parameters of each module) and what each module lost; nothing of an integer
/// core.
void quantizeCore(CoreOp core, QuantizeMethod method,
                  QuantizationLog *log = nullptr);

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_TRANSFORMS_QUANTIZE_H
