//===- NetworkView.h - A flat network as mapping sees it --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The facts about a flat network that design rules and mapping ask for: which
// modules feed which, node by node, and what that means between neurons.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_NETWORKVIEW_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_NETWORKVIEW_H

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Analysis/NodeSources.h"

namespace tidepool::xylo {

/// The connections of a flat network, module by module and node by node.
/// Modules are numbered in text order.
class NetworkView {
public:
  static constexpr unsigned none = ~0u;

  /// An output node of a module, or a network input if `module` is `none`.
  struct Source {
    unsigned module;
    unsigned node;
    double times;
  };
  /// An input node of a module, or a network output if `module` is `none`.
  struct Sink {
    unsigned module;
    unsigned node;
    double times;
  };
  using Sources = llvm::SmallVector<Source, 2>;
  using Sinks = llvm::SmallVector<Sink, 2>;

  explicit NetworkView(graph::NetworkOp network);

  graph::NetworkOp getNetwork() const { return network; }
  unsigned getNumInputs() const { return numInputs; }
  llvm::ArrayRef<mlir::Operation *> getModules() const { return modules; }
  mlir::Operation *getModule(unsigned index) const { return modules[index]; }
  llvm::StringRef getLabel(unsigned module) const {
    return labels.get(modules[module]);
  }
  llvm::StringRef getLabel(mlir::Operation *module) const {
    return labels.get(module);
  }

  /// What feeds each input node of a module.
  llvm::ArrayRef<Sources> getInputs(unsigned module) const {
    return inputs[module];
  }
  /// What each output node of a module feeds.
  llvm::ArrayRef<Sinks> getOutputs(unsigned module) const {
    return outputs[module];
  }
  /// What feeds each output node of the network.
  llvm::ArrayRef<Sources> getNetworkOutputs() const { return networkOutputs; }
  /// What each input node of the network feeds.
  llvm::ArrayRef<Sinks> getNetworkInputs() const { return networkInputs; }

  /// Whether the module is a population with a neuron that drives a network
  /// output.
  bool isOutputModule(unsigned module) const { return outputModule[module]; }

  /// The module as `OpTy` (an op or interface), null if it is none or is the
  /// `none` of a network port.
  template <typename OpTy>
  OpTy getAs(unsigned module) const {
    return module == none ? OpTy() : llvm::dyn_cast<OpTy>(modules[module]);
  }

private:
  Sources resolve(const graph::NodeGraph &graph,
                  const graph::NodeSources &nodeSources,
                  graph::NodeGraph::Vertex node) const;
  void addSinks(llvm::ArrayRef<Sources> sources, unsigned module);

  graph::NetworkOp network;
  graph::ModuleLabels labels;
  unsigned numInputs = 0;
  llvm::SmallVector<mlir::Operation *> modules;
  /// The first node of each value among its module's, or the network's, nodes.
  llvm::DenseMap<mlir::Value, unsigned> offsets;
  std::vector<std::vector<Sources>> inputs;
  std::vector<std::vector<Sinks>> outputs;
  std::vector<Sources> networkOutputs;
  std::vector<Sinks> networkInputs;
  std::vector<bool> outputModule;
};

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

  explicit NeuronConnections(const NetworkView &view);

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
  std::optional<unsigned> getNeuron(const NetworkView::Source &source) const;
  void addWeights(unsigned module);
  void addAliases(unsigned module);

  const NetworkView &view;
  llvm::SmallVector<Population> populations;
  std::vector<unsigned> populationOf;       ///< by neuron
  std::vector<unsigned> populationOfModule; ///< by module, or none
  std::vector<Weight> inputWeights, neuronWeights;
  std::vector<Constant> constants;
  std::vector<Alias> aliases;
  std::vector<std::optional<unsigned>> outputDrivers;
  std::vector<bool> inputNeurons, feedingNeurons; ///< by neuron
};

/// SHA-256, in hexadecimal, of what the network is: modules in text order with
/// names and parameters, and what feeds each of their nodes. Plumbing, number
/// formats, locations and discardable attributes make no difference.
std::string hashNetwork(const NetworkView &view);

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_NETWORKVIEW_H
