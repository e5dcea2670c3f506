//===- ChipPlan.h - A network arranged for vectors --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a simulator needs to know of a network and never changes.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_CHIPPLAN_H
#define TIDEPOOL_LIB_SIMULATION_CHIPPLAN_H

#include "Kernels.h"

#include "tidepool/Simulation/ChipNetwork.h"

#include "llvm/ADT/ArrayRef.h"

namespace tidepool::simulation {

/// The weights of all sources over one synapse that go block by block. Blocks
/// without weights are left out.
class WeightTable {
public:
  WeightBlocks get(size_t source) const {
    size_t first = begin[source];
    return {weights.data() + first, targets.data() + first,
            begin[source + 1] - first};
  }
  void addBlock(uint16_t target, const Lanes<int16_t> &block) {
    targets.push_back(target);
    weights.push_back(block);
  }
  void endSource() { begin.push_back(targets.size()); }

private:
  std::vector<Lanes<int16_t>> weights;
  std::vector<uint16_t> targets;
  std::vector<uint32_t> begin = {0};
};

/// Sources of spikes are the inputs and, behind them, the hidden neurons.
struct ChipPlan {
  const ChipNetwork &network;
  unsigned numSynapses;
  size_t firstOutputBlock, numBlocks;
  std::vector<NeuronBlock> neurons;

  /// Hidden neurons, by id, that have their turn one by one after the others:
  /// those that pass spikes on to an alias, and all of `firesInTurn`.
  std::vector<uint32_t> hiddenInTurn;
  /// Hidden neurons that vectors leave alone: aliases may have given them
  /// spikes before they fire, or their threshold is not positive.
  std::vector<uint8_t> firesInTurn;
  /// Output neurons whose threshold is not positive.
  std::vector<uint32_t> outputsInTurn;

  WeightTable weights[2]; ///< by synapse
  /// How many spikes of a source go into one product: so many that none exceeds
  /// 16 bits, and at least one.
  std::vector<int16_t> spikesAtOnce;

  explicit ChipPlan(const ChipNetwork &network);

  size_t getFirstOutputLane() const { return firstOutputBlock * blockSize; }
  /// Weights that are too few in their block to make a vector of them.
  llvm::ArrayRef<FanOutEntry> getSingles(size_t source) const {
    uint32_t first = singlesBegin[source];
    return {singles.data() + first, singlesBegin[source + 1] - first};
  }

private:
  friend class SourceSorter;
  void placeHidden();
  void placeOutputs();

  std::vector<FanOutEntry> singles;
  std::vector<uint32_t> singlesBegin = {0};
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_CHIPPLAN_H
