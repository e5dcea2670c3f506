//===- FanOut.cpp - How many neurons a neuron feeds -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FanOut.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::xylo;

using Weight = NeuronConnections::Weight;

/// Counts pairs of hidden neurons with a weight that `isKept`. Weights come
/// sorted by pair, so both synapses of a pair are neighbours.
template <typename Predicate>
static std::vector<size_t> countPairs(const NeuronConnections &connections,
                                      Predicate isKept) {
  std::vector<size_t> fanOut(connections.getNumNeurons());
  const Weight *previous = nullptr;
  for (const Weight &weight : connections.getNeuronWeights()) {
    if (connections.isOutput(weight.target) ||
        connections.isOutput(weight.source) || !isKept(weight))
      continue;
    bool isSamePair = previous && previous->source == weight.source &&
                      previous->target == weight.target;
    previous = &weight;
    if (!isSamePair)
      ++fanOut[weight.source];
  }
  return fanOut;
}

static std::vector<size_t> countRounded(const NeuronConnections &connections,
                                        QuantizeMethod method) {
  bool perNeuron = method == QuantizeMethod::Channel;
  std::vector<GroupScale> groups(
      perNeuron ? connections.getNumNeurons() : 1,
      GroupScale(method == QuantizeMethod::GlobalFuzzy));
  auto getGroup = [&](unsigned neuron) -> GroupScale & {
    return groups[perNeuron ? neuron : 0];
  };
  for (llvm::ArrayRef<Weight> weights :
       {connections.getInputWeights(), connections.getNeuronWeights()})
    for (const Weight &weight : weights)
      if (!connections.isOutput(weight.target))
        getGroup(weight.target).addWeight(weight.value);
  for (NeuronConnections::Population population :
       connections.getPopulations()) {
    if (population.isOutput)
      continue;
    auto threshold =
        graph::FloatElementsView::ofVerified(population.op.getThreshold());
    std::optional<graph::FloatElementsView> bias;
    if (population.op.getBias())
      bias = graph::FloatElementsView::ofVerified(*population.op.getBias());
    for (int64_t k = 0; k < population.op.getNumNeurons(); ++k)
      getGroup(population.firstNeuron + k)
          .addNeuron(threshold[k], bias ? (*bias)[k] : 0);
  }
  std::vector<double> scales;
  for (const GroupScale &group : groups)
    scales.push_back(group.get());
  return countPairs(connections, [&](const Weight &weight) {
    double scaled = weight.value * scales[perNeuron ? weight.target : 0];
    return roundAndClip(scaled, -maxQuantizedWeight, maxQuantizedWeight)
               .value != 0;
  });
}

std::vector<size_t>
tidepool::xylo::countFanOut(const NeuronConnections &connections) {
  return countPairs(connections, [](const Weight &) { return true; });
}

bool RoundedFanOut::canRound() const {
  if (weightBias == WeightBias::Fold && !connections.getConstants().empty())
    return false;
  auto isFinite = [](const Weight &weight) {
    return std::isfinite(weight.value);
  };
  return llvm::all_of(connections.getInputWeights(), isFinite) &&
         llvm::all_of(connections.getNeuronWeights(), isFinite);
}

std::optional<llvm::ArrayRef<size_t>>
RoundedFanOut::get(QuantizeMethod method) {
  if (!isRoundable)
    isRoundable = canRound();
  if (!*isRoundable)
    return std::nullopt;
  std::optional<std::vector<size_t>> &found =
      rounded[static_cast<size_t>(method)];
  if (!found)
    found = countRounded(connections, method);
  return llvm::ArrayRef(*found);
}
