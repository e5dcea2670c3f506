//===- ChipPlan.cpp - A network arranged for vectors ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChipPlan.h"

#include "llvm/Support/MathExtras.h"

#include <cstdlib>

using namespace tidepool::simulation;

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

namespace {
/// Fills the table, one source after the other.
class TableBuilder {
public:
  TableBuilder(WeightTable &table, size_t numLanes)
      : table(table), lastGroup(numLanes / groupSize, none) {}

  void add(size_t lane, int16_t weight);
  void endSource();

private:
  static constexpr uint32_t none = UINT32_MAX;
  WeightTable &table;
  /// By target: where the source's last weights for it lie.
  std::vector<uint32_t> lastGroup;
  uint32_t begin = 0; ///< of the source's groups
  int maxWeight = 1;  ///< of the source, absolute
};
} // namespace

void TableBuilder::add(size_t lane, int16_t weight) {
  if (weight == 0)
    return;
  size_t target = lane / groupSize, k = lane % groupSize;
  uint32_t &group = lastGroup[target];
  // What saturates depends on the order of weights for the same neuron: a
  // second one goes to another group.
  if (group == none || table.groups[group].weights[k] != 0) {
    group = table.groups.size();
    table.groups.emplace_back();
    table.targets.push_back(target);
  }
  table.groups[group].weights[k] = weight;
  maxWeight = std::max(maxWeight, std::abs(int(weight)));
}

void TableBuilder::endSource() {
  uint32_t end = table.groups.size();
  uint32_t spikesAtOnce = std::max(1, INT16_MAX / maxWeight);
  table.sources.push_back({begin, end, spikesAtOnce});
  std::fill(lastGroup.begin(), lastGroup.end(), none);
  begin = end;
  maxWeight = 1;
}

/// The weights of an input for all neurons that it may reach.
static void addInput(TableBuilder &builder, const ChipNetwork &network,
                     unsigned synapse, size_t input) {
  size_t expansion = network.inputExpansion;
  for (size_t id = 0; id < expansion; ++id)
    builder.add(id, network.inputWeights[synapse][input * expansion + id]);
  builder.endSource();
}

/// The weights of a hidden neuron for hidden and output neurons.
static void addHidden(TableBuilder &builder, const ChipNetwork &network,
                      unsigned synapse, size_t id, size_t firstOutputLane) {
  for (size_t k = network.fanOutBegin[id]; k < network.fanOutBegin[id + 1]; ++k)
    builder.add(network.fanOut[k].target, network.fanOut[k].weights[synapse]);
  size_t first = network.getFirstOutputExpansion();
  size_t numOutputs = network.outputs.size();
  if (synapse == 0 && id >= first)
    for (size_t output = 0; output < numOutputs; ++output)
      builder.add(firstOutputLane + output,
                  network.outputWeights[(id - first) * numOutputs + output]);
  builder.endSource();
}

void ChipPlan::addWeights(unsigned synapse) {
  TableBuilder builder(weights[synapse], numBlocks * blockSize);
  for (size_t input = 0; input < network.info.numInputs; ++input)
    addInput(builder, network, synapse, input);
  for (size_t id = 0; id < network.hidden.size(); ++id)
    addHidden(builder, network, synapse, id, getFirstOutputLane());
}

//===----------------------------------------------------------------------===//
// Neurons
//===----------------------------------------------------------------------===//

static void place(std::vector<NeuronBlock> &blocks, size_t lane,
                  const NeuronParameters &neuron, bool firesInTurn) {
  NeuronBlock &block = blocks[lane / blockSize];
  size_t k = lane % blockSize;
  ++block.numNeurons;
  block.dashMem.lane[k] = neuron.dashMem;
  for (unsigned s = 0; s < 2; ++s)
    block.dashSyn[s].lane[k] = neuron.dashSyn[s];
  block.bias.lane[k] = neuron.bias;
  block.fireAbove.lane[k] = firesInTurn ? INT16_MAX : neuron.threshold - 1;
}

void ChipPlan::placeHidden() {
  size_t numHidden = network.hidden.size();
  firesInTurn.resize(numHidden);
  for (size_t id = 0; id < network.aliasTarget.size(); ++id)
    if (std::optional<uint16_t> target = network.aliasTarget[id])
      firesInTurn[*target] |= id < *target;
  for (size_t id = 0; id < numHidden; ++id) {
    firesInTurn[id] |= network.hidden[id].threshold <= 0;
    bool hasAlias = !network.aliasTarget.empty() && network.aliasTarget[id];
    if (firesInTurn[id] || hasAlias)
      hiddenInTurn.push_back(id);
    place(neurons, id, network.hidden[id], firesInTurn[id]);
  }
}

void ChipPlan::placeOutputs() {
  for (size_t id = 0; id < network.outputs.size(); ++id) {
    bool isOdd = network.outputs[id].threshold <= 0;
    if (isOdd)
      outputsInTurn.push_back(id);
    place(neurons, getFirstOutputLane() + id, network.outputs[id], isOdd);
  }
}

ChipPlan::ChipPlan(const ChipNetwork &network)
    : network(network), numSynapses(network.hasSynapse2 ? 2 : 1),
      firstOutputBlock(llvm::divideCeil(network.hidden.size(), blockSize)),
      numBlocks(firstOutputBlock +
                llvm::divideCeil(network.outputs.size(), blockSize)),
      neurons(numBlocks) {
  placeHidden();
  placeOutputs();
  for (unsigned s = 0; s < numSynapses; ++s)
    addWeights(s);
}
