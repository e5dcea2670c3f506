//===- NetworkView.h - The connections of a flat network --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which modules feed which, node by node, with plumbing looked through.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NETWORKVIEW_H
#define TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NETWORKVIEW_H

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Analysis/NodeSources.h"

namespace tidepool::graph {

/// The connections of a flat network, module by module and node by node.
/// Modules are numbered in text order.
class NetworkView {
public:
  /// In the place of a module: a port of the network.
  static constexpr unsigned none = ~0u;

  /// An output node of a module, or a network input if `module` is `none`.
  struct Source {
    unsigned module;
    unsigned node;
    double times; ///< how often it is connected, along all paths of plumbing
  };
  /// An input node of a module, or a network output if `module` is `none`.
  struct Sink {
    unsigned module;
    unsigned node;
    double times;
  };
  using Sources = llvm::SmallVector<Source, 2>;
  using Sinks = llvm::SmallVector<Sink, 2>;

  /// Of a network that has passed verification and has neither holders nor
  /// instances. The view holds until the network changes. Takes time and memory
  /// linear in its modules and connections.
  explicit NetworkView(NetworkOp network);

  NetworkOp getNetwork() const { return network; }
  /// The number of input nodes of the network.
  unsigned getNumInputs() const { return numInputs; }
  /// All modules, by number.
  llvm::ArrayRef<mlir::Operation *> getModules() const { return modules; }
  /// The module of a number, which must not be `none`.
  mlir::Operation *getModule(unsigned index) const { return modules[index]; }
  /// The number of a module of this network.
  unsigned getIndex(mlir::Operation *module) const {
    return indices.lookup(module);
  }
  /// What a module is called in reports.
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
  Sources resolve(const NodeGraph &graph, const NodeSources &nodeSources,
                  NodeGraph::Vertex node) const;
  void addSinks(llvm::ArrayRef<Sources> sources, unsigned module);

  NetworkOp network;
  ModuleLabels labels;
  unsigned numInputs = 0;
  llvm::SmallVector<mlir::Operation *> modules;
  llvm::DenseMap<mlir::Operation *, unsigned> indices;
  /// The first node of each value among its module's, or the network's, nodes.
  llvm::DenseMap<mlir::Value, unsigned> offsets;
  std::vector<std::vector<Sources>> inputs;
  std::vector<std::vector<Sinks>> outputs;
  std::vector<Sources> networkOutputs;
  std::vector<Sinks> networkInputs;
  std::vector<bool> outputModule;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_ANALYSIS_NETWORKVIEW_H
