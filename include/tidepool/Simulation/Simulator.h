//===- Simulator.h - What runs spikes ---------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the simulators of all stages have in common, for those who feed, watch
// or compare them.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_SIMULATOR_H
#define TIDEPOOL_SIMULATION_SIMULATOR_H

#include "tidepool/Simulation/NetworkInfo.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <variant>

namespace tidepool::simulation {

/// Numbers of a kind: counts, 16-bit states, real ones.
using Values = std::variant<llvm::ArrayRef<uint8_t>, llvm::ArrayRef<int16_t>,
                            llvm::ArrayRef<double>>;
using MutableValues =
    std::variant<llvm::MutableArrayRef<uint8_t>, llvm::MutableArrayRef<int16_t>,
                 llvm::MutableArrayRef<double>>;

/// How many numbers there are, of any kind.
template <typename... Arrays>
size_t getSize(const std::variant<Arrays...> &values) {
  return std::visit([](auto array) { return array.size(); }, values);
}

/// The same numbers, to be read.
inline Values asValues(const MutableValues &values) {
  return std::visit(
      [](auto array) -> Values {
        return llvm::ArrayRef<typename decltype(array)::value_type>(array);
      },
      values);
}

/// One number of each neuron in a layer, as it is after the last step. All
/// signals together are the simulator's state: who writes back what they held,
/// and says so by `stateChanged`, goes on from there.
struct Signal {
  /// The name of its trace: `vmem`, `hid_spikes`, ...
  std::string name;
  Layer layer;
  MutableValues values;
  /// Part of the state, but of no use to people; not by neuron.
  bool isInternal = false;
};

/// What a simulator did, and what it left out because nothing happened: neurons
/// at rest stay as they are, so that their updates need not be computed.
struct WorkCount {
  uint64_t steps = 0;
  /// Neurons times steps: what the chip does.
  uint64_t neuronUpdates = 0;
  /// How many of them were not computed.
  uint64_t skippedUpdates = 0;
  /// Times that a neuron passed its spikes on to the target of its alias.
  uint64_t aliasAdditions = 0;
  /// Steps in which all hidden or all output neurons were at rest.
  uint64_t stepsAtRest[2] = {}; // by Layer
  /// Steps in which all neurons were: no spike came, and the step before had
  /// changed nothing. When the chip hibernates is not public, but it can only
  /// be here.
  uint64_t quietSteps = 0;

  uint64_t getStepsAtRest(Layer layer) const {
    return stepsAtRest[static_cast<size_t>(layer)];
  }
  void add(const WorkCount &other) {
    steps += other.steps;
    neuronUpdates += other.neuronUpdates;
    skippedUpdates += other.skippedUpdates;
    aliasAdditions += other.aliasAdditions;
    quietSteps += other.quietSteps;
    for (unsigned layer = 0; layer < 2; ++layer)
      stepsAtRest[layer] += other.stepsAtRest[layer];
  }
};

/// The name of the signal that holds the spikes of a layer.
inline const char *getSpikeSignal(Layer layer) {
  return layer == Layer::Hidden ? "hid_spikes" : "out_spikes";
}

/// The signal of this name; null if there is none.
inline const Signal *findSignal(llvm::ArrayRef<Signal> signals,
                                llvm::StringRef name) {
  for (const Signal &signal : signals)
    if (signal.name == name)
      return &signal;
  return nullptr;
}

/// Runs a network on spikes, step by step.
class Simulator {
public:
  virtual ~Simulator() = default;

  virtual const NetworkInfo &getInfo() const = 0;
  /// Another simulator of the same network, in the state after loading.
  virtual std::unique_ptr<Simulator> clone() const = 0;
  /// How it runs; a state is for simulators of the same kind.
  virtual llvm::StringRef getKind() const { return "other"; }
  /// How many spikes an input channel takes in a step; more are lost.
  virtual uint32_t getMaxInputSpikes() const = 0;

  /// Back to the state after loading.
  virtual void reset() = 0;
  /// One step. `counts` are the spikes of each input channel.
  virtual void step(llvm::ArrayRef<uint32_t> counts) = 0;

  /// The network's outputs in the last step.
  virtual Values getOutputs() const = 0;
  /// Everything there is to watch. Names are unique; the arrays stay in place
  /// as long as the simulator lives.
  virtual std::vector<Signal> getSignals() = 0;
  /// The work since the simulator was made; `reset` does not begin anew. Zero
  /// if it is not counted.
  virtual WorkCount getWorkCount() const { return {}; }
  /// To be called when signals were written, before the next step: what a
  /// simulator remembers of them, such as which neurons are at rest, is void.
  virtual void stateChanged() {}
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_SIMULATOR_H
