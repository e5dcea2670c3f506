//===- ChipNetwork.h - A network as a chip reads its memory -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the banks and registers of an image mean to the chip. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_CHIPNETWORK_H
#define TIDEPOOL_SIMULATION_CHIP_CHIPNETWORK_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Simulation/Chip/Neuron.h"
#include "tidepool/Simulation/NetworkInfo.h"
#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace tidepool::simulation {

/// An entry of the fan-out memory.
struct FanOutEntry {
  uint16_t target;    ///< hidden neuron
  int16_t weights[2]; ///< shifted, by synapse
};

/// A network as the chip runs it. Hidden and output neurons both count from 0.
struct ChipNetwork {
  NetworkInfo info;
  const xylo::Chip *chip = nullptr; ///< null if made without one
  unsigned coreVersion = 2;
  unsigned inputExpansion = 0;  ///< inputs reach hidden neurons below this
  unsigned outputExpansion = 0; ///< this many last ones reach outputs
  bool hasSynapse2 = false;

  std::vector<NeuronParameters> hidden, outputs;
  /// State after loading: zero, unless the image says otherwise.
  std::vector<NeuronState> hiddenState, outputState;
  std::vector<uint8_t> pendingSpikes; ///< of hidden neurons, for the first step

  /// Shifted weights [input][expansion neuron], by synapse.
  std::vector<int16_t> inputWeights[2];
  /// Entries of hidden neuron h are fanOut[fanOutBegin[h]] and following.
  std::vector<uint32_t> fanOutBegin;
  std::vector<FanOutEntry> fanOut;
  /// Shifted weights [expansion neuron][output].
  std::vector<int16_t> outputWeights;
  /// Alias target of each hidden neuron; empty where aliases are switched off.
  std::vector<std::optional<uint16_t>> aliasTarget;

  unsigned getFirstOutputExpansion() const {
    return hidden.size() - outputExpansion;
  }
};

/// Reads an image as its chip does: words from the banks; features and weight
/// shifts from the last value of the control register, if the image writes it,
/// else from the header. Fails if a bank is missing or too short, if an id is
/// out of range, or if header and registers contradict each other.
llvm::Expected<ChipNetwork> readNetwork(const bitstream::Image &image);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_CHIPNETWORK_H
