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
#include <utility>

using namespace tidepool::simulation;

/// From so many weights in a block on, a vector is faster than one by one.
constexpr unsigned minWeightsPerBlock = 2;

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

namespace tidepool::simulation {
/// Sorts the weights of one source after the other into blocks and singles.
class SourceSorter {
public:
  explicit SourceSorter(ChipPlan &plan)
      : plan(plan), blocks{Blocks(plan.numBlocks), Blocks(plan.numBlocks)},
        isUsed(plan.numBlocks), weightsPerBlock(plan.numBlocks),
        isTarget(plan.network.hidden.size()) {}

  void addInput(size_t input);
  void addHidden(size_t id);

private:
  using Blocks = std::vector<Lanes<int16_t>>;
  void addToBlock(size_t lane, unsigned synapse, int16_t weight);
  void addFanOut(llvm::ArrayRef<FanOutEntry> entries);
  bool hasRepeats(llvm::ArrayRef<FanOutEntry> entries);
  void endSource();

  ChipPlan &plan;
  Blocks blocks[2];                      ///< of this source, by synapse
  std::vector<uint8_t> isUsed;           ///< by block: has weights
  std::vector<uint16_t> weightsPerBlock; ///< scratch, zero between uses
  std::vector<uint8_t> isTarget;         ///< scratch, zero between uses
  int maxWeight = 0;                     ///< in blocks of this source
};
} // namespace tidepool::simulation

void SourceSorter::addToBlock(size_t lane, unsigned synapse, int16_t weight) {
  if (weight == 0)
    return;
  blocks[synapse][lane / blockSize].lane[lane % blockSize] = weight;
  isUsed[lane / blockSize] = true;
  maxWeight = std::max(maxWeight, std::abs(int(weight)));
}

void SourceSorter::addInput(size_t input) {
  size_t expansion = plan.network.inputExpansion;
  for (unsigned s = 0; s < plan.numSynapses; ++s)
    for (size_t id = 0; id < expansion; ++id)
      addToBlock(id, s, plan.network.inputWeights[s][input * expansion + id]);
  endSource();
}

bool SourceSorter::hasRepeats(llvm::ArrayRef<FanOutEntry> entries) {
  bool repeats = false;
  for (const FanOutEntry &entry : entries) {
    repeats |= isTarget[entry.target];
    isTarget[entry.target] = true;
  }
  for (const FanOutEntry &entry : entries)
    isTarget[entry.target] = false;
  return repeats;
}

void SourceSorter::addFanOut(llvm::ArrayRef<FanOutEntry> entries) {
  // What saturates depends on the order of weights for the same target.
  bool keepsOrder = hasRepeats(entries);
  for (const FanOutEntry &entry : entries)
    ++weightsPerBlock[entry.target / blockSize];
  for (const FanOutEntry &entry : entries) {
    if (keepsOrder ||
        weightsPerBlock[entry.target / blockSize] < minWeightsPerBlock) {
      plan.singles.push_back(entry);
      continue;
    }
    for (unsigned s = 0; s < plan.numSynapses; ++s)
      addToBlock(entry.target, s, entry.weights[s]);
  }
  for (const FanOutEntry &entry : entries)
    weightsPerBlock[entry.target / blockSize] = 0;
}

void SourceSorter::addHidden(size_t id) {
  const ChipNetwork &network = plan.network;
  addFanOut(llvm::ArrayRef(network.fanOut)
                .slice(network.fanOutBegin[id],
                       network.fanOutBegin[id + 1] - network.fanOutBegin[id]));
  size_t numOutputs = network.outputs.size();
  if (id >= network.getFirstOutputExpansion())
    for (size_t output = 0; output < numOutputs; ++output)
      addToBlock(
          plan.getFirstOutputLane() + output, 0,
          network.outputWeights[(id - network.getFirstOutputExpansion()) *
                                    numOutputs +
                                output]);
  endSource();
}

void SourceSorter::endSource() {
  for (unsigned s = 0; s < plan.numSynapses; ++s) {
    for (size_t b = 0; b < plan.numBlocks; ++b)
      if (isUsed[b]) {
        plan.weights[s].addBlock(b, blocks[s][b]);
        blocks[s][b] = {};
      }
    plan.weights[s].endSource();
  }
  std::fill(isUsed.begin(), isUsed.end(), false);
  plan.spikesAtOnce.push_back(
      std::max(1, INT16_MAX / std::max(1, std::exchange(maxWeight, 0))));
  plan.singlesBegin.push_back(plan.singles.size());
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
  SourceSorter sorter(*this);
  for (size_t input = 0; input < network.info.numInputs; ++input)
    sorter.addInput(input);
  for (size_t id = 0; id < network.hidden.size(); ++id)
    sorter.addHidden(id);
}
