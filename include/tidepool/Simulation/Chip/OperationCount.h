//===- OperationCount.h - What a step makes the chip do ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operations of the chip's core, whatever time they take. They are known of all
// chips: an image says which synapses there are.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_OPERATIONCOUNT_H
#define TIDEPOOL_SIMULATION_CHIP_OPERATIONCOUNT_H

#include "tidepool/Simulation/Chip/ChipNetwork.h"

#include "llvm/Support/JSON.h"

namespace tidepool::simulation {

/// Operations of a step, or of many. A source that spikes makes one addition in
/// each synapse that hears it with a weight that is not zero, however often it
/// spikes in the step.
struct OperationCount {
  uint64_t inputAdditions = 0;     ///< of input weights to hidden neurons
  uint64_t recurrentAdditions = 0; ///< of recurrent weights to hidden neurons
  uint64_t outputAdditions = 0;    ///< of output weights to output neurons
  uint64_t aliasAdditions = 0;     ///< of spikes to those of an alias target
  uint64_t neuronUpdates = 0;      ///< of hidden and output neurons

  uint64_t getSynapticAdditions() const {
    return inputAdditions + recurrentAdditions + outputAdditions;
  }
  void add(const OperationCount &other);
  /// Takes the larger one of each number.
  void raiseTo(const OperationCount &other);
  /// `{"input_additions": n, ...}`.
  llvm::json::Object toJson() const;
};

/// Synapses with a weight that is not zero, by source. Both synapses of a
/// hidden neuron count.
struct SynapseCounts {
  std::vector<uint32_t> ofInputs;
  std::vector<uint32_t> recurrent; ///< from hidden to hidden neurons
  std::vector<uint32_t> toOutputs; ///< from hidden to output neurons

  explicit SynapseCounts(const ChipNetwork &network);
};

/// The operations of a step at worst: all inputs and hidden neurons spike.
OperationCount countWorstOperations(const ChipNetwork &network);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_OPERATIONCOUNT_H
