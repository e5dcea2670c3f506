//===- ChipSimulator.h - Runs a network bit by bit --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIPSIMULATOR_H
#define TIDEPOOL_SIMULATION_CHIPSIMULATOR_H

#include "tidepool/Simulation/ChipNetwork.h"
#include "tidepool/Simulation/Simulator.h"

#include "llvm/ADT/SmallVector.h"

namespace tidepool::simulation {

/// The neurons of a population, number by number, as vector units like it.
struct NeuronArrays {
  std::vector<int16_t> dashMem, dashSyn[2], threshold, bias;
  std::vector<int16_t> membrane, current[2];

  explicit NeuronArrays(llvm::ArrayRef<NeuronParameters> neurons);
  /// Takes over these states.
  void load(llvm::ArrayRef<NeuronState> states);
  size_t size() const { return membrane.size(); }
};

/// Runs a network as the chip does, every integer of its state included.
///
/// In each step: input spikes, channel by channel, then the hidden spikes of
/// the step before, neuron by neuron, are added to the synaptic currents;
/// hidden neurons evolve in the order of their ids, each passing its spikes on
/// to its alias target; then output neurons evolve.
class ChipSimulator final : public Simulator {
public:
  /// `network` must outlive the simulator.
  explicit ChipSimulator(const ChipNetwork &network);

  const NetworkInfo &getInfo() const override { return network.info; }
  std::unique_ptr<Simulator> clone() const override;
  uint32_t getMaxInputSpikes() const override { return maxInputSpikes; }
  void reset() override;
  /// Above 15, counts count as 15.
  void step(llvm::ArrayRef<uint32_t> counts) override;
  Values getOutputs() const override { return getOutputSpikes(); }
  std::vector<Signal> getSignals() override;

  /// What happened in the last step, by neuron.
  llvm::ArrayRef<uint8_t> getHiddenSpikes() const { return hiddenSpikes; }
  llvm::ArrayRef<uint8_t> getOutputSpikes() const { return outputSpikes; }
  /// States after the last step, by neuron.
  llvm::ArrayRef<int16_t> getMembrane() const { return hidden.membrane; }
  llvm::ArrayRef<int16_t> getCurrent(unsigned synapse) const {
    return hidden.current[synapse];
  }
  llvm::ArrayRef<int16_t> getOutputMembrane() const { return outputs.membrane; }
  llvm::ArrayRef<int16_t> getOutputCurrent() const {
    return outputs.current[0];
  }

private:
  void deliverInput(llvm::ArrayRef<uint32_t> counts);
  void deliverHidden();
  void evolveHidden();
  void evolveOutputs();

  const ChipNetwork &network;
  unsigned numSynapses;
  NeuronArrays hidden, outputs;
  /// Neurons whose threshold is not positive: rare, and treated one by one.
  llvm::SmallVector<unsigned> oddHidden, oddOutputs;
  std::vector<uint8_t> hiddenSpikes, outputSpikes;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIPSIMULATOR_H
