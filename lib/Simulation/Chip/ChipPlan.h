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

#ifndef TIDEPOOL_LIB_SIMULATION_CHIP_CHIPPLAN_H
#define TIDEPOOL_LIB_SIMULATION_CHIP_CHIPPLAN_H

#include "Kernels.h"

#include "tidepool/Simulation/Chip/ChipNetwork.h"

namespace tidepool::simulation {

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

  explicit ChipPlan(const ChipNetwork &network);

  size_t getFirstOutputLane() const { return firstOutputBlock * blockSize; }

private:
  void placeHidden();
  void placeOutputs();
  void addWeights(unsigned synapse);
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_CHIP_CHIPPLAN_H
