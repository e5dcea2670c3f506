//===- NetworkView.cpp - The connections of a flat network ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"

using namespace mlir;
using namespace tidepool::graph;

/// Notes for each of `values` the position of its first node among all of them;
/// returns the number of nodes. A value of another type counts as one.
static unsigned addOffsets(ValueRange values,
                           llvm::DenseMap<Value, unsigned> &offsets) {
  unsigned offset = 0;
  for (Value value : values) {
    offsets[value] = offset;
    offset += NodeGraph::getSize(value);
  }
  return offset;
}

NetworkView::NetworkView(NetworkOp network)
    : network(network), labels(network) {
  NodeGraph graph(network);
  NodeSources nodeSources(graph);
  numInputs = graph.getInputs().size();
  modules.assign(graph.getModules().begin(), graph.getModules().end());
  networkInputs.resize(numInputs);
  inputs.resize(modules.size());
  outputs.resize(modules.size());
  addOffsets(network.getBody().getArguments(), offsets);
  for (auto [index, module] : llvm::enumerate(modules)) {
    indices[module] = index;
    outputs[index].resize(addOffsets(module->getResults(), offsets));
  }

  for (auto [index, module] : llvm::enumerate(modules)) {
    for (Value operand : module->getOperands())
      for (int64_t k = 0, size = NodeGraph::getSize(operand); k < size; ++k)
        inputs[index].push_back(
            resolve(graph, nodeSources, graph.getNode(operand, k)));
    addSinks(inputs[index], index);
  }
  for (NodeGraph::Vertex output : graph.getOutputs())
    networkOutputs.push_back(resolve(graph, nodeSources, output));
  addSinks(networkOutputs, none);

  outputModule.resize(modules.size());
  for (const Sources &sources : networkOutputs)
    for (const Source &source : sources)
      if (getAs<NeuronsOpInterface>(source.module))
        outputModule[source.module] = true;
}

NetworkView::Sources NetworkView::resolve(const NodeGraph &graph,
                                          const NodeSources &nodeSources,
                                          NodeGraph::Vertex node) const {
  Sources sources;
  for (const NodeSources::Source &source : nodeSources.get(node)) {
    auto [value, position] = graph.getValueOf(source.node);
    Operation *module = value.getDefiningOp();
    unsigned index =
        module ? graph.getModuleVertex(module) - graph.getNumNodes() : none;
    sources.push_back({index,
                       static_cast<unsigned>(offsets.lookup(value) + position),
                       source.times});
  }
  return sources;
}

void NetworkView::addSinks(ArrayRef<Sources> sourcesOfNodes, unsigned module) {
  for (auto [node, sources] : llvm::enumerate(sourcesOfNodes))
    for (const Source &source : sources) {
      auto &sinks = source.module == none ? networkInputs[source.node]
                                          : outputs[source.module][source.node];
      sinks.push_back({module, static_cast<unsigned>(node), source.times});
    }
}
