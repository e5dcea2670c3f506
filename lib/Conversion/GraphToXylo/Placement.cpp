//===- Placement.cpp - Which neuron gets which hardware id ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/Placement.h"
#include "tidepool/Support/DiagnosticFacts.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

/// Output neuron k drives network output k; output neurons that drive none get
/// the last ids.
static void placeOutputs(const NeuronConnections &connections,
                         Placement &placement) {
  std::vector<bool> placed(connections.getNumNeurons());
  for (std::optional<unsigned> driver : connections.getOutputDrivers()) {
    placement.ids[*driver] = placement.numOutputs++;
    placed[*driver] = true;
  }
  for (unsigned neuron = 0; neuron < connections.getNumNeurons(); ++neuron)
    if (connections.isOutput(neuron) && !placed[neuron])
      placement.ids[neuron] = placement.numOutputs++;
}

/// Warns about aliases to neurons with lower ids, which the chip counts one
/// step later than the others, and about those from a neuron to itself.
static void warnAboutBackwardAliases(const graph::NetworkView &view,
                                     const NeuronConnections &connections,
                                     const Placement &placement) {
  struct Backward {
    unsigned source, target;
    unsigned count = 0;
  };
  llvm::MapVector<std::pair<unsigned, unsigned>, Backward> found; ///< by alias
  for (const NeuronConnections::Alias &alias : connections.getAliases()) {
    unsigned source = placement.ids[alias.source];
    unsigned target = placement.ids[alias.target];
    if (source < target)
      continue;
    Backward &backward =
        found
            .insert(
                {{alias.module, unsigned(source == target)}, {source, target}})
            .first->second;
    ++backward.count;
  }
  for (const auto &[key, backward] : found) {
    auto [module, isSelf] = key;
    std::string others =
        backward.count > 1
            ? " (and " + std::to_string(backward.count - 1) + " others)"
            : "";
    DiagnosticFacts facts;
    facts.id = "backward-alias";
    facts.value = backward.count;
    facts.modules = {view.getLabel(module).str()};
    facts.message = "alias '" + facts.modules.front() +
                    "' goes from hidden neuron " +
                    std::to_string(backward.source);
    facts.message +=
        isSelf ? " to itself" + others + ": the chip doubles its spikes"
               : " to neuron " + std::to_string(backward.target) +
                     ", which comes first" + others +
                     ": the chip passes its spikes on without letting them "
                     "count in the target's own step";
    InFlightDiagnostic diag = emitWarning(view.getModule(module)->getLoc())
                              << facts.message;
    attachFacts(diag, facts);
  }
}

FailureOr<Placement> tidepool::xylo::placeNeurons(
    const graph::NetworkView &view, const NeuronConnections &connections,
    const Chip &chip, const HiddenOrderPlanner &planner) {
  // Hidden neurons keep their order among themselves.
  std::vector<unsigned> hidden, hiddenIndex(connections.getNumNeurons());
  OrderConstraints constraints;
  for (unsigned neuron = 0; neuron < connections.getNumNeurons(); ++neuron) {
    if (connections.isOutput(neuron))
      continue;
    hiddenIndex[neuron] = hidden.size();
    hidden.push_back(neuron);
    constraints.moduleOf.push_back(connections.getPopulation(neuron).module);
    constraints.seesInput.push_back(connections.getInputNeurons()[neuron]);
    constraints.feedsOutput.push_back(connections.getFeedingNeurons()[neuron]);
  }
  constraints.limit = chip.maxExpansion.value_or(hidden.size());
  for (const NeuronConnections::Alias &alias : connections.getAliases())
    constraints.aliases.push_back(
        {hiddenIndex[alias.source], hiddenIndex[alias.target]});

  std::optional<HiddenOrder> order = planner.plan(constraints);
  if (!order)
    return emitError(view.getNetwork().getLoc())
           << "no order of the " << hidden.size()
           << " hidden neurons puts all that see the input among the first "
           << constraints.limit << " and all that feed outputs among the last "
           << constraints.limit << ", as '" << chip.name << "' demands";
  if (llvm::Error error = checkHiddenOrder(constraints, *order))
    return emitError(view.getNetwork().getLoc())
           << "the planner " << toString(std::move(error));

  Placement placement;
  placement.ids.resize(connections.getNumNeurons());
  for (unsigned index : *order)
    placement.ids[hidden[index]] = placement.numHidden++;
  placement.inputExpansion = chip.maxExpansion
                                 ? countInputExpansion(constraints, *order)
                                 : hidden.size();
  placement.outputExpansion = chip.maxExpansion
                                  ? countOutputExpansion(constraints, *order)
                                  : hidden.size();
  placeOutputs(connections, placement);
  warnAboutBackwardAliases(view, connections, placement);
  return placement;
}
