//===- ReferencePlan.h - In which order modules run -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_REFERENCE_REFERENCEPLAN_H
#define TIDEPOOL_LIB_SIMULATION_REFERENCE_REFERENCEPLAN_H

#include "tidepool/Simulation/Reference/ReferenceSimulator.h"

namespace tidepool::simulation {

/// What runs at once: a module, but of an alias a single node, as those do not
/// depend on each other.
struct Unit {
  uint32_t module;
  uint32_t node = 0; ///< of an alias
};

/// What a schedule makes of a network.
struct ReferencePlan {
  const ReferenceNetwork &network;
  Schedule schedule;

  /// What runs one after the other. On a chip those are all modules but neurons
  /// and aliases, which follow them.
  std::vector<Unit> order;
  /// What feeds each module. A node number beyond those of the network stands
  /// for what the node carried in the step before.
  std::vector<NodeInputs> inputs;
  /// The neuron that an alias node is merged with, by node; an alias that is
  /// merged with several neurons, in one place or in different ones, has none.
  std::vector<std::optional<uint32_t>> aliasTarget;
  /// Alias nodes of each neuron node, in order; on a chip only.
  std::vector<llvm::SmallVector<uint32_t, 0>> aliases;
  /// The module of each node; of network inputs `noModule`.
  std::vector<uint32_t> moduleOf;

  static constexpr uint32_t noModule = ~0u;

  const ReferenceModule *getModuleOf(uint32_t node) const {
    return moduleOf[node] == noModule ? nullptr
                                      : &network.modules[moduleOf[node]];
  }
  bool isNeuron(uint32_t node) const {
    const ReferenceModule *module = getModuleOf(node);
    return module && module->isNeurons();
  }
  bool isAlias(uint32_t node) const {
    const ReferenceModule *module = getModuleOf(node);
    return module && module->isAlias();
  }
};

/// Fails as `ReferenceSimulator::create` says.
llvm::Expected<std::shared_ptr<const ReferencePlan>>
makePlan(const ReferenceNetwork &network, Schedule schedule);

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_REFERENCE_REFERENCEPLAN_H
