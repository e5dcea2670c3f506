//===- Comparison.h - Two stages on the same spikes -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_COMPARISON_H
#define TIDEPOOL_SIMULATION_COMPARISON_H

#include "tidepool/Simulation/Simulator.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <optional>

namespace tidepool::simulation {

/// Where two runs differ: a number of a neuron after a step.
struct Difference {
  uint64_t step = 0;
  std::string signal;  ///< its trace: `vmem`, `hid_spikes`, ...
  std::string module;  ///< label
  uint32_t neuron = 0; ///< in the module
  double left = 0, right = 0;

  /// "step 12: vmem of neuron 3 of 'hidden' is 120 against 118".
  std::string describe() const;
};

/// Where a run in real numbers, which nothing limits, has left them: the first
/// spikes that are infinite or no number.
struct Divergence {
  uint64_t step = 0;
  std::string module; ///< label
};

/// How the spikes of a module differ between two runs.
struct ModuleDifference {
  std::string label;
  Layer layer = Layer::Hidden;
  uint32_t numNeurons = 0;
  double leftSpikes = 0, rightSpikes = 0;
  /// The sum over neurons of how much their spike counts differ.
  double countError = 0;
  std::optional<uint64_t> firstStep; ///< in which the spikes differ
};

/// Runs two stages of a network side by side.
///
/// Neurons belong together that have the same place in modules of the same
/// label. Unless all labels agree, which they do not in images without
/// provenance, neurons of the same layer and number do.
class Comparison {
public:
  /// Which numbers are compared.
  enum class Depth {
    Spikes, ///< spikes of all neurons
    States, ///< all signals that both have
  };

  /// Fails if the networks have different inputs, outputs or neurons.
  static llvm::Expected<Comparison> create(Simulator &left, Simulator &right,
                                           Depth depth);

  /// Compares what both simulators have just done in a step.
  void record();

  uint64_t getNumSteps() const { return numSteps; }
  size_t getNumNeurons() const;
  const std::optional<Difference> &getFirstDifference() const {
    return firstDifference;
  }
  const std::optional<Divergence> &getLeftDivergence() const {
    return leftDivergence;
  }
  const std::optional<Divergence> &getRightDivergence() const {
    return rightDivergence;
  }
  /// By module, in the order of the left network.
  std::vector<ModuleDifference> getModules() const;

  /// A table for people.
  void print(llvm::raw_ostream &os) const;
  /// The same for programs; numbers that are not finite are null.
  llvm::json::Object toJson() const;

private:
  /// A module that both have.
  struct Pair {
    ModuleDifference result;
    std::vector<uint32_t> left, right;           ///< numbers of its neurons
    std::vector<double> leftCounts, rightCounts; ///< spikes of each neuron
    /// The signals that are compared, those with its spikes first.
    std::vector<std::pair<Signal, Signal>> signals;
  };

  Comparison(Simulator &left, Simulator &right) : left(&left), right(&right) {}
  void addPair(const Population &leftModule, const Population &rightModule,
               Depth depth);
  void addSignals(Pair &pair, Depth depth);
  void recordModule(Pair &pair);
  void recordDivergence(std::optional<Divergence> &divergence, double spikes,
                        const Pair &pair);
  void recordOutputs();

  Simulator *left, *right;
  std::vector<Pair> pairs;
  uint64_t numSteps = 0;
  uint64_t numOutputsAgreeing = 0;
  double leftOutput = 0, rightOutput = 0; ///< sums of all outputs
  std::optional<Difference> firstDifference;
  std::optional<Divergence> leftDivergence, rightDivergence;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_COMPARISON_H
