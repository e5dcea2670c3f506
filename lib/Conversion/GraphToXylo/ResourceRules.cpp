//===- ResourceRules.cpp - Design rules: how much the chip has ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FanOut.h"
#include "Rules.h"

#include "llvm/ADT/SetVector.h"

#include <numeric>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;
using graph::NetworkView;

/// Of a resource that is exceeded, which has a limit.
static Measure measure(const ResourceUse &use) {
  return {static_cast<double>(use.used), static_cast<double>(*use.available)};
}

/// "20 hidden neurons, but 'xylo_a3' has 10". A limit that no source states is
/// one that the chip "is taken to have".
static std::string compare(RuleContext &context, const ResourceUse &use,
                           StringRef what, bool isAssumed = false) {
  return (Twine(use.used) + " " + what + ", but '" + context.chip.name +
          (isAssumed ? "' is taken to have " : "' has ") +
          Twine(*use.available))
      .str();
}

/// The populations whose neurons count towards a limit, as notes, those that
/// count most first; `count(population, neuron)` tells how much a neuron
/// counts.
template <typename Count>
static ModuleNotes listPopulations(RuleContext &context, Count count) {
  std::vector<std::pair<size_t, NeuronConnections::Population>> counted;
  for (const auto &population : context.connections.getPopulations()) {
    graph::LIFNeuronsOp op = population.op;
    size_t sum = 0;
    for (int64_t k = 0; k < op.getNumNeurons(); ++k)
      sum += count(population, population.firstNeuron + k);
    if (sum > 0)
      counted.push_back({sum, population});
  }
  // Of those that count the same, the first in the network.
  llvm::sort(counted, [](const auto &a, const auto &b) {
    return std::pair(b.first, a.second.module) <
           std::pair(a.first, b.second.module);
  });
  ModuleNotes notes;
  for (const auto &[sum, population] : counted)
    notes.push_back({population.op, context.quote(population.module) + " has " +
                                        std::to_string(sum)});
  return notes;
}

static ModuleNotes listPopulations(RuleContext &context, bool output) {
  return listPopulations(
      context, [&](const NeuronConnections::Population &population, unsigned) {
        return population.isOutput == output;
      });
}

/// The same for the neurons of `counts`, by neuron.
template <typename Counts>
static ModuleNotes listNeurons(RuleContext &context, const Counts &counts) {
  return listPopulations(context,
                         [&](const NeuronConnections::Population &,
                             unsigned neuron) { return counts[neuron]; });
}

void rules::checkInputChannels(RuleContext &context) {
  ResourceUse use = context.resources.getInputs();
  if (!use.fits())
    context.report(context.view.getNetwork(),
                   compare(context, use, "network inputs"),
                   "reduce the input channels", {}, measure(use));
}

void rules::checkHiddenNeurons(RuleContext &context) {
  ResourceUse use = context.resources.getHiddenNeurons();
  if (!use.fits())
    context.report(context.view.getNetwork(),
                   compare(context, use, "hidden neurons"),
                   "make populations smaller", listPopulations(context, false),
                   measure(use));
}

void rules::checkOutputChannels(RuleContext &context) {
  ResourceUse use = context.resources.getOutputNeurons();
  if (!use.fits())
    context.report(context.view.getNetwork(),
                   compare(context, use, "output neurons"),
                   "make the populations that drive network outputs smaller",
                   listPopulations(context, true), measure(use));
}

void rules::checkInputExpansion(RuleContext &context) {
  ResourceUse use = context.resources.getInputExpansion();
  if (!use.fits())
    context.report(
        context.view.getNetwork(),
        compare(context, use, "hidden neurons that network inputs reach") +
            " input expansion neurons",
        "let fewer neurons see the input",
        listNeurons(context, context.connections.getInputNeurons()),
        measure(use));
}

static void checkBothExpansions(RuleContext &context) {
  ResourceUse use = context.resources.getBothExpansions();
  // Beyond the limit itself, the other messages say it already.
  if (use.fits() || use.used > *context.chip.maxExpansion)
    return;
  const NeuronConnections &connections = context.connections;
  size_t hidden = 0, limit = *context.chip.maxExpansion;
  for (unsigned neuron = 0; neuron < connections.getNumNeurons(); ++neuron)
    hidden += !connections.isOutput(neuron);
  context.report(
      context.view.getNetwork(),
      (Twine(use.used) +
       " hidden neurons both see network inputs and reach output neurons, "
       "but of " +
       Twine(hidden) + " hidden neurons only " + Twine(*use.available) +
       " can do both on '" + context.chip.name + "': the first " +
       Twine(limit) + " see inputs, the last " + Twine(limit) +
       " reach outputs")
          .str(),
      "let fewer neurons do both",
      listNeurons(context, context.resources.getNeuronsInBothExpansions()),
      measure(use));
}

void rules::checkOutputExpansion(RuleContext &context) {
  ResourceUse use = context.resources.getOutputExpansion();
  if (!use.fits())
    context.report(
        context.view.getNetwork(),
        compare(context, use, "hidden neurons that reach output neurons") +
            " output expansion neurons",
        "let fewer neurons feed the outputs",
        listNeurons(context, context.connections.getFeedingNeurons()),
        measure(use));
  checkBothExpansions(context);
}

void rules::checkSynapses(RuleContext &context) {
  for (unsigned module = 0; module < context.view.getModules().size();
       ++module) {
    auto neurons = context.view.getAs<graph::NeuronsOpInterface>(module);
    if (!neurons)
      continue;
    bool isOutput = context.view.isOutputModule(module);
    ResourceUse use = context.resources.getSynapses(module);
    if (!use.fits())
      context.report(
          neurons,
          context.quote(module) + " has " +
              compare(context, use, "synapses per neuron") +
              (isOutput ? " for output neurons" : " for hidden neurons"),
          "join synapses with the same time constant", {}, measure(use));
  }
}

/// How to get below a limit on connections; `count` picks what is limited from
/// the fan-out of all neurons. Many small weights round to nothing anyway: if
/// that is enough, the user can drop just those.
static std::string
adviseFewerConnections(RuleContext &context, size_t limit,
                       llvm::function_ref<size_t(ArrayRef<size_t>)> count) {
  std::string enough;
  for (QuantizeMethod method : allQuantizeMethods) {
    std::optional<ArrayRef<size_t>> rounded = context.roundedFanOut.get(method);
    if (!rounded)
      break;
    size_t left = count(*rounded);
    if (left <= limit)
      enough += ((enough.empty() ? "" : ", ") + getName(method) + " leaves " +
                 Twine(left))
                    .str();
  }
  std::string advice = "remove connections with small weights";
  if (!enough.empty())
    advice +=
        "; those that round to 0 when quantising are enough (" + enough + ")";
  return advice;
}

/// The weights that lead from a population to hidden neurons, as notes.
static ModuleNotes listFedWeights(RuleContext &context, unsigned population) {
  const NetworkView &view = context.view;
  auto feedsHidden = [&](unsigned weights) {
    for (const NetworkView::Sinks &sinks : view.getOutputs(weights))
      for (const NetworkView::Sink &sink : sinks)
        if (view.getAs<graph::LIFNeuronsOp>(sink.module) &&
            !view.isOutputModule(sink.module))
          return true;
    return false;
  };
  llvm::SetVector<unsigned> modules;
  for (const NetworkView::Sinks &sinks : view.getOutputs(population))
    for (const NetworkView::Sink &sink : sinks)
      if (view.getAs<graph::WeightsOpInterface>(sink.module))
        modules.insert(sink.module);
  modules.remove_if([&](unsigned module) { return !feedsHidden(module); });
  ModuleNotes notes;
  for (unsigned module : modules)
    notes.push_back(
        {context.view.getModule(module), "through " + context.quote(module)});
  return notes;
}

void rules::checkFanOut(RuleContext &context) {
  ArrayRef<size_t> fanOut = context.resources.getFanOuts();
  const FanOutLimit &limit = context.chip.maxFanOut;
  for (NeuronConnections::Population population :
       context.connections.getPopulations()) {
    auto getNeurons = [&](ArrayRef<size_t> all) {
      return all.slice(population.firstNeuron, population.op.getNumNeurons());
    };
    auto findWorst = [&](ArrayRef<size_t> all) {
      return *llvm::max_element(getNeurons(all));
    };
    ArrayRef<size_t> neurons = getNeurons(fanOut);
    const size_t *worst = llvm::max_element(neurons);
    ResourceUse use = context.resources.getFanOut(population.firstNeuron +
                                                  (worst - neurons.begin()));
    if (use.fits())
      continue;
    context.report(population.op,
                   "neuron " + std::to_string(worst - neurons.begin()) +
                       " of " + context.quote(population.module) + " feeds " +
                       compare(context, use, "hidden neurons",
                               /*isAssumed=*/limit.min < limit.max) +
                       " entries per neuron",
                   adviseFewerConnections(context, *use.available, findWorst),
                   listFedWeights(context, population.module), measure(use));
  }
}

void rules::checkFanOutMemory(RuleContext &context) {
  auto add = [](ArrayRef<size_t> fanOut) {
    return std::accumulate(fanOut.begin(), fanOut.end(), size_t(0));
  };
  ResourceUse use = context.resources.getFanOutEntries();
  if (!use.fits())
    context.report(context.view.getNetwork(),
                   compare(context, use, "connections between hidden neurons",
                           /*isAssumed=*/!context.chip.hasAddresses()) +
                       " entries of fan-out memory",
                   adviseFewerConnections(context, *use.available, add),
                   listNeurons(context, context.resources.getFanOuts()),
                   measure(use));
}

void rules::checkNeuronMemory(RuleContext &context) {
  ResourceUse use = context.resources.getNeuronMemory();
  if (!use.fits())
    context.report(
        context.view.getNetwork(),
        compare(context, use, "hidden, padding and output neurons together",
                /*isAssumed=*/!context.chip.hasAddresses()) +
            " words in each neuron bank",
        "use fewer neurons",
        listPopulations(context, [](const auto &, unsigned) { return 1; }),
        measure(use));
}

void rules::checkInputMemory(RuleContext &context) {
  const NetworkResources &resources = context.resources;
  ResourceUse use = resources.getInputMemory();
  // Where inputs or neurons are too many, the other messages say it already.
  if (use.fits() || !resources.getInputs().fits() ||
      !resources.getHiddenNeurons().fits() ||
      !resources.getInputExpansion().fits())
    return;
  context.report(
      context.view.getNetwork(),
      compare(context, use, "input weights of hidden and padding neurons") +
          " words for them",
      "use fewer inputs or hidden neurons", listPopulations(context, false),
      measure(use));
}
