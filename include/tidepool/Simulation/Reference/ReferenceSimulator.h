//===- ReferenceSimulator.h - Runs a network in real numbers ----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_REFERENCE_REFERENCESIMULATOR_H
#define TIDEPOOL_SIMULATION_REFERENCE_REFERENCESIMULATOR_H

#include "tidepool/Simulation/Reference/ReferenceNetwork.h"
#include "tidepool/Simulation/Simulator.h"

#include "llvm/Support/Error.h"

namespace tidepool::simulation {

/// When spikes arrive.
enum class Schedule {
  /// As the graph dialect means it: within a strongly connected component
  /// neuron outputs reach modules of the same component one step later,
  /// everything else passes within the step. Neurons spike without limit.
  Graph,
  /// As on the chip: neuron outputs reach modules one step later. An input
  /// channel takes 15 spikes, hidden neurons give 31, output neurons 1. Neurons
  /// evolve one after the other, and each hands its spikes to the target of its
  /// alias at once: a target that comes later counts them in its own limit, one
  /// that came before has them added.
  Chip,
};

/// The modules of a loop through which everything would pass within one step,
/// in the order in which they feed each other; empty if there is none. A
/// network with such a loop has no meaning. Neurons break a loop; aliases do so
/// on a chip, where they follow the order of the neurons.
std::vector<uint32_t> findLoopWithoutNeurons(const ReferenceNetwork &network,
                                             Schedule schedule);

struct ReferencePlan;
struct Unit;

/// Runs a network in double precision.
///
/// Signals are those of a chip, in real numbers: `vmem` holds the state x of
/// rate neurons too; neurons with more than two synapses have `isyn3` and so
/// on. Spikes include those that aliases add.
class ReferenceSimulator final : public Simulator {
public:
  /// A simulator of `network`, which must outlive it. Fails where the schedule
  /// gives the network no meaning: a loop without neurons, or, on a chip, an
  /// alias that takes anything but the spikes of neurons.
  static llvm::Expected<std::unique_ptr<ReferenceSimulator>>
  create(const ReferenceNetwork &network, Schedule schedule);

  const NetworkInfo &getInfo() const override;
  llvm::StringRef getKind() const override;
  std::unique_ptr<Simulator> clone() const override;
  uint32_t getMaxInputSpikes() const override;
  void reset() override;
  void step(llvm::ArrayRef<uint32_t> counts) override;
  Values getOutputs() const override { return llvm::ArrayRef(outputs); }
  std::vector<Signal> getSignals() override;

private:
  /// The states of a layer's neurons, by number in the layer.
  struct LayerState {
    std::vector<double> membrane, spikes;
    std::vector<std::vector<double>> currents; ///< by synapse
  };

  explicit ReferenceSimulator(std::shared_ptr<const ReferencePlan> plan);

  LayerState &getLayer(const ReferenceModule &module) {
    return layers[static_cast<size_t>(module.layer)];
  }
  double gather(const NodeInputs &inputs, size_t k) const;
  void run(const Unit &unit);
  void runWeights(uint32_t module, const LinearWeights &weights);
  void integrate(uint32_t module);
  void integrateLIF(uint32_t module, const LIFNeurons &neurons);
  void integrateRate(uint32_t module, const RateNeurons &neurons);
  void fire(uint32_t module, uint32_t neuron, double limit);
  void fireInTurn();
  void handOn(uint32_t node);
  void countSpikes();

  std::shared_ptr<const ReferencePlan> plan;
  LayerState layers[2]; ///< hidden, output
  /// What every node carries in this step, then what it carried in the last.
  std::vector<double> nodes;
  /// Spikes that each node has so far in this step, those of aliases included.
  std::vector<double> totals;
  std::vector<double> outputs;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_REFERENCE_REFERENCESIMULATOR_H
