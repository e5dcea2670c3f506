//===- NeuronConnections.cpp - The network between its neurons ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/NeuronConnections.h"

#include "AliasPartners.h"

#include <numeric>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;
using graph::NetworkView;

using Weight = NeuronConnections::Weight;

/// Sorts weights by one of their numbers; equal ones keep their order.
static void sortBy(unsigned Weight::*key, std::vector<Weight> &weights) {
  // A counting sort: neurons and synapses are numbered without gaps.
  std::vector<size_t> next(1);
  for (const Weight &weight : weights) {
    if (weight.*key + 1 >= next.size())
      next.resize(weight.*key + 2);
    ++next[weight.*key + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<Weight> sorted(weights.size());
  for (const Weight &weight : weights)
    sorted[next[weight.*key]++] = weight;
  weights = std::move(sorted);
}

/// Sorts weights and adds those of parallel paths, the least first: sums are
/// rounded, and where in the text weights stand must make no difference.
static void addUp(std::vector<Weight> &weights) {
  auto key = [](const Weight &w) {
    return std::tuple(w.source, w.target, w.synapse);
  };
  // Those of a single matrix mostly come in order.
  if (!llvm::is_sorted(weights, [&](const Weight &a, const Weight &b) {
        return key(a) < key(b);
      })) {
    sortBy(&Weight::synapse, weights);
    sortBy(&Weight::target, weights);
    sortBy(&Weight::source, weights);
  }
  auto end = weights.begin();
  for (auto it = weights.begin(); it != weights.end();) {
    auto next = std::find_if(it, weights.end(), [&](const Weight &weight) {
      return key(weight) != key(*it);
    });
    llvm::sort(it, next, [](const Weight &a, const Weight &b) {
      return a.value < b.value;
    });
    Weight sum = *it;
    while (++it != next)
      sum.value += it->value;
    if (sum.value != 0)
      *end++ = sum;
  }
  weights.erase(end, weights.end());
}

NeuronConnections::NeuronConnections(const NetworkView &view) : view(view) {
  ArrayRef<Operation *> modules = view.getModules();
  populationOfModule.assign(modules.size(), NetworkView::none);
  for (unsigned module = 0; module < modules.size(); ++module) {
    auto neurons = view.getAs<graph::LIFNeuronsOp>(module);
    if (!neurons)
      continue;
    populationOfModule[module] = populations.size();
    unsigned first = populationOf.size();
    populations.push_back(
        {neurons, module, first, view.isOutputModule(module)});
    populationOf.insert(populationOf.end(), neurons.getNumNeurons(),
                        populations.size() - 1);
  }
  AliasPartners partners(view);
  for (unsigned module = 0; module < modules.size(); ++module) {
    if (view.getAs<graph::WeightsOpInterface>(module) && !unreadWeights)
      addWeights(module);
    if (view.getAs<graph::AliasOp>(module))
      addAliases(module, partners);
  }
  addUp(inputWeights);
  addUp(neuronWeights);
  llvm::sort(aliases);
  aliases.erase(llvm::unique(aliases), aliases.end());
  for (const NetworkView::Sources &sources : view.getNetworkOutputs()) {
    outputDrivers.emplace_back();
    for (const NetworkView::Source &source : sources)
      if (std::optional<unsigned> neuron = getNeuron(source))
        outputDrivers.back() = neuron;
  }
  inputNeurons.resize(getNumNeurons());
  for (const Weight &weight : inputWeights)
    if (!isOutput(weight.target))
      inputNeurons[weight.target] = true;
  feedingNeurons.resize(getNumNeurons());
  for (const Weight &weight : neuronWeights)
    if (isOutput(weight.target))
      feedingNeurons[weight.source] = true;
}

std::optional<unsigned>
NeuronConnections::getNeuron(const NetworkView::Source &source) const {
  if (!view.getAs<graph::LIFNeuronsOp>(source.module))
    return std::nullopt;
  return populations[populationOfModule[source.module]].firstNeuron +
         source.node;
}

void NeuronConnections::addWeights(unsigned module) {
  auto op = view.getAs<graph::WeightsOpInterface>(module);
  auto values = graph::MatrixView::ofVerified(op.getWeights());
  // What each column feeds, and how often it counts there.
  struct Target {
    unsigned neuron, synapse;
    double times;
  };
  std::vector<SmallVector<Target, 1>> targets(op.getNumOutputNodes());
  for (auto [column, sinks] : llvm::enumerate(view.getOutputs(module)))
    for (const NetworkView::Sink &sink : sinks) {
      auto neurons = view.getAs<graph::LIFNeuronsOp>(sink.module);
      if (!neurons)
        continue;
      unsigned numSynapses = neurons.getNumSynapses();
      unsigned first = populations[populationOfModule[sink.module]].firstNeuron;
      targets[column].push_back({first + sink.node / numSynapses,
                                 sink.node % numSynapses, sink.times});
    }
  if (op.getBiases()) {
    auto biases = graph::FloatElementsView::ofVerified(*op.getBiases());
    for (size_t column = 0; column < targets.size(); ++column)
      for (const Target &target : targets[column])
        if (double value = biases[column] * target.times; value != 0)
          constants.push_back({target.neuron, target.synapse, value, module});
  }
  if (llvm::all_of(targets,
                   [](const auto &ofColumn) { return ofColumn.empty(); }))
    return;
  for (auto [row, sources] : llvm::enumerate(view.getInputs(module)))
    for (const NetworkView::Source &source : sources) {
      bool isChannel = source.module == NetworkView::none;
      std::optional<unsigned> neuron = getNeuron(source);
      if (!isChannel && !neuron)
        continue;
      std::vector<Weight> &weights = isChannel ? inputWeights : neuronWeights;
      values.forEachNonZeroIn(row, [&](int64_t column, double value) {
        numRead += std::max<size_t>(targets[column].size(), 1);
        for (const Target &target : targets[column])
          weights.push_back({isChannel ? source.node : *neuron, target.neuron,
                             target.synapse,
                             value * source.times * target.times});
      });
      if (numRead > maxWeights) {
        unreadWeights = module;
        inputWeights = neuronWeights = {};
        return;
      }
    }
}

void NeuronConnections::addAliases(unsigned module, AliasPartners &partners) {
  // The target of an alias is the neuron that it is merged with wherever it
  // goes.
  for (auto [node, sources] : llvm::enumerate(view.getInputs(module)))
    for (const NetworkView::Source &source : sources) {
      std::optional<unsigned> from = getNeuron(source);
      if (!from)
        continue;
      for (const NetworkView::Sink &sink : view.getOutputs(module)[node])
        for (const NetworkView::Source &other :
             partners.get(sink).take_front(maxAliasTargets))
          if (std::optional<unsigned> to = getNeuron(other))
            aliases.push_back(
                {*from, *to, module, static_cast<unsigned>(node)});
    }
}
