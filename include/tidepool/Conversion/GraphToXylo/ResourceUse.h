//===- ResourceUse.h - How much of a chip a network needs -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_RESOURCEUSE_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_RESOURCEUSE_H

#include "tidepool/Conversion/GraphToXylo/NeuronConnections.h"
#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"

namespace tidepool::xylo {

/// How much of one resource of a chip a network needs.
struct ResourceUse {
  llvm::StringLiteral resource; ///< "hidden neurons"
  llvm::StringLiteral rule;     ///< the design rule that limits it
  size_t used;
  std::optional<size_t> available; ///< none: the chip has no such limit

  /// Whether the chip has as much.
  bool fits() const { return !available || used <= *available; }
};

/// What a flat network needs of a chip. Networks that break design rules are
/// counted too, as far as their neurons and weights are connected. Design rules
/// and reports get their numbers here.
class NetworkResources {
public:
  /// Keeps references to all of these.
  NetworkResources(const graph::NetworkView &view,
                   const NeuronConnections &connections, const Chip &chip,
                   const TargetOptions &target);

  /// Input nodes of the network, each a channel.
  ResourceUse getInputs() const;
  /// Neurons of whatever kind count, as all of them would need a place.
  ResourceUse getHiddenNeurons() const;
  /// All neurons of populations with a neuron that drives a network output.
  ResourceUse getOutputNeurons() const;
  /// Hidden neurons that network inputs reach.
  ResourceUse getInputExpansion() const;
  /// Hidden neurons that reach output neurons.
  ResourceUse getOutputExpansion() const;
  /// Hidden neurons that do both. Input expansion neurons have the lowest ids,
  /// output expansion neurons the highest: the more hidden neurons there are,
  /// the fewer can be both.
  ResourceUse getBothExpansions() const;
  /// Synapses per neuron of a population, any module with neurons.
  ResourceUse getSynapses(unsigned module) const;
  /// The most that any hidden, or output, neuron has.
  ResourceUse getMostSynapses(bool output) const;
  /// Hidden neurons that one hidden neuron feeds.
  ResourceUse getFanOut(unsigned neuron) const;
  /// The same for the one that feeds most.
  ResourceUse getLargestFanOut() const;
  /// The same for all hidden neurons together.
  ResourceUse getFanOutEntries() const;
  /// Hidden, padding and output neurons, which share the neuron banks.
  ResourceUse getNeuronMemory() const;
  /// Words of input weights. Where all hidden neurons have one for each input,
  /// padding neurons do as well.
  ResourceUse getInputMemory() const;

  /// All of them.
  std::vector<ResourceUse> list() const;

  /// By neuron: the number of hidden neurons that it feeds, if it is hidden
  /// itself. Both synapses of a pair share an entry of the fan-out memory.
  llvm::ArrayRef<size_t> getFanOuts() const { return fanOuts; }
  /// By neuron: whether it needs both expansions.
  const std::vector<bool> &getNeuronsInBothExpansions() const { return both; }

private:
  const graph::NetworkView &view;
  const NeuronConnections &connections;
  const Chip &chip;
  const TargetOptions &target;
  size_t numHidden = 0, numOutputs = 0; ///< of all kinds
  std::vector<size_t> fanOuts;          ///< by neuron
  std::vector<bool> both;               ///< by neuron
};

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_RESOURCEUSE_H
