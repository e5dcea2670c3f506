//===- ChipSimulator.h - Runs a network bit by bit --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_CHIPSIMULATOR_H
#define TIDEPOOL_SIMULATION_CHIP_CHIPSIMULATOR_H

#include "tidepool/Simulation/Chip/ChipNetwork.h"
#include "tidepool/Simulation/Chip/VectorPath.h"
#include "tidepool/Simulation/Simulator.h"

namespace tidepool::simulation {

struct ChipPlan;
struct Kernels;
struct StateBlocks;

/// Runs a network as the chip does, every integer of its state included.
///
/// In each step: input spikes, channel by channel, then the hidden spikes of
/// the step before, neuron by neuron, are added to the synaptic currents;
/// hidden neurons evolve in the order of their ids, each passing its spikes on
/// to its alias target; then output neurons evolve.
///
/// Neurons come in groups of 32; a group is at rest when a step changed nothing
/// in it and made no spikes, until a spike arrives. Work is counted alike on
/// all vector paths.
class ChipSimulator final : public Simulator {
public:
  /// `network` must outlive the simulator. The path must be supported.
  explicit ChipSimulator(const ChipNetwork &network,
                         VectorPath path = getBestVectorPath());
  ~ChipSimulator() override;

  const NetworkInfo &getInfo() const override;
  llvm::StringRef getKind() const override { return "chip"; }
  /// Runs on the same vector path.
  std::unique_ptr<Simulator> clone() const override;
  uint32_t getMaxInputSpikes() const override { return maxInputSpikes; }
  void reset() override;
  /// Above 15, counts count as 15.
  void step(llvm::ArrayRef<uint32_t> counts) override;
  Values getOutputs() const override { return getOutputSpikes(); }
  std::vector<Signal> getSignals() override;
  void stateChanged() override;

  /// What happened in the last step, by neuron.
  llvm::ArrayRef<uint8_t> getHiddenSpikes() const;
  llvm::ArrayRef<uint8_t> getOutputSpikes() const;
  /// States after the last step, by neuron.
  llvm::ArrayRef<int16_t> getMembrane() const;
  llvm::ArrayRef<int16_t> getCurrent(unsigned synapse) const;
  llvm::ArrayRef<int16_t> getOutputMembrane() const;
  llvm::ArrayRef<int16_t> getOutputCurrent() const;

  VectorPath getVectorPath() const { return path; }
  WorkCount getWorkCount() const override;

private:
  /// What is arranged already, for clones.
  ChipSimulator(std::shared_ptr<const ChipPlan> plan, VectorPath path);

  void deliver(llvm::ArrayRef<uint32_t> inputCounts);
  /// Both return whether all of them were at rest.
  bool evolveHidden();
  bool evolveOutputs();
  unsigned fireInTurn(size_t lane, int16_t threshold, unsigned maxSpikes);

  VectorPath path;
  std::shared_ptr<const ChipPlan> plan;
  std::unique_ptr<const Kernels> kernels;
  std::unique_ptr<StateBlocks> state;
  WorkCount work;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_CHIPSIMULATOR_H
