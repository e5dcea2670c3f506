//===- FanOut.h - How many neurons a neuron feeds ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_FANOUT_H
#define TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_FANOUT_H

#include "tidepool/Conversion/GraphToXylo/NetworkView.h"
#include "tidepool/Dialect/Xylo/Transforms/Quantizer.h"

namespace tidepool::xylo {

/// The number of hidden neurons that each hidden neuron feeds, by neuron. Both
/// synapses of a pair share an entry of the fan-out memory, so a pair counts
/// once.
std::vector<size_t> countFanOut(const NeuronConnections &connections);

/// The same, once weights have been rounded by this method. Quantising must not
/// rely on it: it is for advice.
std::vector<size_t> countRoundedFanOut(const NeuronConnections &connections,
                                       QuantizeMethod method);

} // namespace tidepool::xylo

#endif // TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_FANOUT_H
