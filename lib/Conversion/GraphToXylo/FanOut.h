//===- FanOut.h - How many neurons a neuron feeds ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_FANOUT_H
#define TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_FANOUT_H

#include "tidepool/Conversion/GraphToXylo/NeuronConnections.h"
#include "tidepool/Conversion/GraphToXylo/WeightBias.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantizer.h"

namespace tidepool::xylo {

/// The number of hidden neurons that each hidden neuron feeds, by neuron. Both
/// synapses of a pair share an entry of the fan-out memory, so a pair counts
/// once.
std::vector<size_t> countFanOut(const NeuronConnections &connections);

/// The same, once weights have been rounded. Several rules ask; each count is
/// made once.
class RoundedFanOut {
public:
  RoundedFanOut(const NeuronConnections &connections, WeightBias weightBias)
      : connections(connections), weightBias(weightBias) {}

  /// By neuron; none where sums of weights or folded biases make that
  /// uncertain. For advice: what counts is what quantising itself does.
  std::optional<llvm::ArrayRef<size_t>> get(QuantizeMethod method);

private:
  bool canRound() const;

  const NeuronConnections &connections;
  WeightBias weightBias;
  std::optional<bool> isRoundable;
  std::optional<std::vector<size_t>> rounded[std::size(allQuantizeMethods)];
};

} // namespace tidepool::xylo

#endif // TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_FANOUT_H
