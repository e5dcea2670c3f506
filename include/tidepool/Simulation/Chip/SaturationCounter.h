//===- SaturationCounter.h - States that reach their limits -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the chip's 16 bits or its limit of spikes cut off what a network does
// in a run.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_SATURATIONCOUNTER_H
#define TIDEPOOL_SIMULATION_CHIP_SATURATIONCOUNTER_H

#include "tidepool/Simulation/Chip/ChipNetwork.h"
#include "tidepool/Simulation/Simulator.h"

#include "llvm/Support/JSON.h"

namespace tidepool::simulation {

/// In how many steps states were at an end of their range.
struct SaturationCounts {
  /// By neuron.
  struct LayerCounts {
    std::vector<uint64_t> membrane, current[2];
    std::vector<uint64_t> spikes; ///< all 0 for output neurons
  };
  /// One kind of state of a population.
  struct Tally {
    size_t numNeurons = 0; ///< that were at the limit in any step
    uint64_t numSteps = 0; ///< summed over them
  };
  struct PopulationTally {
    Tally membrane, current[2], spikes;
    bool isEmpty() const;
  };

  SaturationCounts() = default;
  /// Zeros for all neurons of a network.
  explicit SaturationCounts(const NetworkInfo &info);

  const LayerCounts &get(Layer layer) const {
    return layer == Layer::Hidden ? hidden : output;
  }
  /// Adds another run of the same network.
  void add(const SaturationCounts &other);
  /// Adds up the neurons of a population.
  PopulationTally tally(const Population &population) const;

  /// A line for each module of which a state reached its limit.
  void print(llvm::raw_ostream &os, const NetworkInfo &info) const;
  /// The tally of a population, for programs.
  llvm::json::Object toJson(const Population &population) const;

  LayerCounts hidden, output;
};

/// Watches a simulator and counts, neuron by neuron, the steps in which a state
/// was at an end of its range when all additions of the step had been made:
///
/// - currents before their decay, which is what leaves them at their largest
///   (of synapses with dash 0, which contribute nothing, none are counted);
/// - membranes before the neuron fires, or at the end of the step where spikes
///   of an alias hide how often the neuron itself has fired;
/// - spikes of hidden neurons at 31, those of aliases included.
///
/// A state that left its limit again within the additions is not seen.
class SaturationCounter {
public:
  /// `simulator` runs `network` with the chip's integers, and has the signals
  /// of ChipSimulator. Both must outlive the counter.
  SaturationCounter(const ChipNetwork &network, Simulator &simulator);

  /// To be called after each step.
  void count();

  const SaturationCounts &getCounts() const { return counts; }

private:
  /// The largest and smallest values of a state, by neuron.
  struct Limits {
    std::vector<int16_t> low, high;
  };
  struct LayerState {
    llvm::ArrayRef<int16_t> membrane, current[2];
    llvm::ArrayRef<uint8_t> spikes;
    Limits currentLimits[2];
    /// What the membrane loses by a spike; 0 where own spikes are not known.
    std::vector<int16_t> loss;
  };
  using LayerCounts = SaturationCounts::LayerCounts;

  void prepare(LayerState &state, llvm::ArrayRef<NeuronParameters> neurons);
  static void countCurrents(const LayerState &state, LayerCounts &counts);
  static void countMembranes(const LayerState &state, LayerCounts &counts);
  void countSpikes();

  LayerState hidden, outputs;
  SaturationCounts counts;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_SATURATIONCOUNTER_H
