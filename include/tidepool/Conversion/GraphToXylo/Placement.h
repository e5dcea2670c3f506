//===- Placement.h - Which neuron gets which hardware id --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_PLACEMENT_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_PLACEMENT_H

#include "tidepool/Conversion/GraphToXylo/HiddenOrderPlanner.h"
#include "tidepool/Conversion/GraphToXylo/NeuronConnections.h"
#include "tidepool/Dialect/Xylo/IR/Chips.h"

namespace tidepool::xylo {

/// The hardware ids of all neurons. Hidden and output neurons both count from
/// 0.
struct Placement {
  std::vector<unsigned> ids; ///< by neuron of `NeuronConnections`
  unsigned numHidden = 0;
  unsigned numOutputs = 0;
  /// Ids below this are input expansion neurons. On chips without an expansion
  /// limit all hidden neurons are.
  unsigned inputExpansion = 0;
  /// This many highest hidden ids are output expansion neurons.
  unsigned outputExpansion = 0;
};

/// Numbers the neurons of a network that keeps the design rules of `chip`,
/// hidden ones as `planner` says; see `findHiddenOrder` for what Tidepool's own
/// guarantees and what it costs. Fails with an error at the network if the
/// planner finds no order, which is what the design rules report as well, or a
/// wrong one. Warns where an alias goes to a lower id.
mlir::FailureOr<Placement>
placeNeurons(const graph::NetworkView &view,
             const NeuronConnections &connections, const Chip &chip,
             const HiddenOrderPlanner &planner = DefaultHiddenOrderPlanner());

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_PLACEMENT_H
