//===- NeuronConnections.h - A flat network between its neurons -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The facts about a flat network that design rules and mapping ask for: what
// the connections of its modules mean between neurons.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_NEURONCONNECTIONS_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_NEURONCONNECTIONS_H

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"

namespace tidepool::xylo {

class AliasPartners;

/// The network between its LIF neurons: weights and aliases with all plumbing,
/// weight modules and parallel paths summed up. Neurons are numbered in text
/// order of their modules.
class NeuronConnections {
public:
  /// The neurons of one `graph.lif_neurons`.
  struct Population {
    graph::LIFNeuronsOp op;
    unsigned module;      ///< in the network view
    unsigned firstNeuron; ///< the others follow
    bool isOutput;
  };
  /// A non-zero weight. Parallel paths add up.
  struct Weight {
    unsigned source; ///< input channel, or neuron
    unsigned target; ///< neuron
    unsigned synapse;
    double value;
  };
  /// A constant that weights add to a synapse in every step.
  struct Constant {
    unsigned target; ///< neuron
    unsigned synapse;
    double value;
    unsigned module; ///< the weights, in the network view
  };
  /// A neuron whose spikes are added to those of another.
  struct Alias {
    unsigned source, target; ///< neurons
    unsigned module;         ///< the alias, in the network view
    unsigned node;           ///< of the alias
    bool operator<(const Alias &other) const {
      return getKey() < other.getKey();
    }
    bool operator==(const Alias &other) const {
      return getKey() == other.getKey();
    }

  private:
    std::tuple<unsigned, unsigned, unsigned, unsigned> getKey() const {
      return {source, target, module, node};
    }
  };

  /// How many weights are read, parallel ones included: some hundred times what
  /// a chip holds. One number may stand for 2^40 weights.
  static constexpr size_t maxWeights = size_t(1) << 25;

  /// How many neurons of a sum count as targets of an alias in it. More than
  /// one is more than a chip has.
  static constexpr size_t maxAliasTargets = 16;

  explicit NeuronConnections(const graph::NetworkView &view);

  /// The weights module, in the network view, in which there were more than
  /// `maxWeights`. The functions below tell of none then.
  std::optional<unsigned> getUnreadWeights() const { return unreadWeights; }

  llvm::ArrayRef<Population> getPopulations() const { return populations; }
  unsigned getNumNeurons() const { return populationOf.size(); }
  const Population &getPopulation(unsigned neuron) const {
    return populations[populationOf[neuron]];
  }
  bool isOutput(unsigned neuron) const {
    return getPopulation(neuron).isOutput;
  }
  /// From input channels to neurons, sorted by source, target, synapse.
  llvm::ArrayRef<Weight> getInputWeights() const { return inputWeights; }
  /// From neurons to neurons, sorted likewise.
  llvm::ArrayRef<Weight> getNeuronWeights() const { return neuronWeights; }
  /// Non-zero biases of weights, in text order of the weights.
  llvm::ArrayRef<Constant> getConstants() const { return constants; }
  /// Sorted by source, then target. An alias that is merged with its target in
  /// several places is there once; a second alias to it would be there too.
  llvm::ArrayRef<Alias> getAliases() const { return aliases; }
  /// The neuron that drives each network output.
  llvm::ArrayRef<std::optional<unsigned>> getOutputDrivers() const {
    return outputDrivers;
  }

  /// Hidden neurons that a network input reaches, by neuron.
  const std::vector<bool> &getInputNeurons() const { return inputNeurons; }
  /// Hidden neurons that reach an output neuron, by neuron.
  const std::vector<bool> &getFeedingNeurons() const { return feedingNeurons; }

private:
  /// The number of the neuron behind a source, if it is a LIF neuron.
  std::optional<unsigned>
  getNeuron(const graph::NetworkView::Source &source) const;
  void addWeights(unsigned module);
  void addAliases(unsigned module, AliasPartners &partners);

  const graph::NetworkView &view;
  llvm::SmallVector<Population> populations;
  std::vector<unsigned> populationOf;       ///< by neuron
  std::vector<unsigned> populationOfModule; ///< by module, or none
  std::vector<Weight> inputWeights, neuronWeights;
  size_t numRead = 0; ///< weights, of neurons or not
  std::optional<unsigned> unreadWeights;
  std::vector<Constant> constants;
  std::vector<Alias> aliases;
  std::vector<std::optional<unsigned>> outputDrivers;
  std::vector<bool> inputNeurons, feedingNeurons; ///< by neuron
};

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_NEURONCONNECTIONS_H
