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

static Measure measure(size_t found, size_t limit) {
  return {static_cast<double>(found), static_cast<double>(limit)};
}

/// "20 hidden neurons, but 'xylo_a3' has 10".
static std::string compare(RuleContext &context, size_t found, StringRef what,
                           size_t limit) {
  return (Twine(found) + " " + what + ", but '" + context.chip.name + "' has " +
          Twine(limit))
      .str();
}

/// The populations whose neurons count towards a limit, as notes;
/// `count(population, neuron)` tells how much a neuron counts.
template <typename Count>
static ModuleNotes listPopulations(RuleContext &context, Count count) {
  ModuleNotes notes;
  for (const auto &population : context.connections.getPopulations()) {
    graph::LIFNeuronsOp op = population.op;
    size_t sum = 0;
    for (int64_t k = 0; k < op.getNumNeurons(); ++k)
      sum += count(population, population.firstNeuron + k);
    if (sum > 0)
      notes.push_back({op, context.quote(population.module) + " has " +
                               std::to_string(sum)});
  }
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

/// Neurons of whatever kind, as all of them would need a place on the chip.
static size_t countNeurons(RuleContext &context, bool output) {
  size_t count = 0;
  for (unsigned module = 0; module < context.view.getModules().size(); ++module)
    if (auto neurons = context.view.getAs<graph::NeuronsOpInterface>(module))
      if (context.view.isOutputModule(module) == output)
        count += neurons.getNumNeurons();
  return count;
}

void rules::checkInputChannels(RuleContext &context) {
  size_t found = context.view.getNumInputs(), limit = context.chip.maxInputs;
  if (found > limit)
    context.report(context.view.getNetwork(),
                   compare(context, found, "network inputs", limit),
                   "reduce the input channels", {}, measure(found, limit));
}

void rules::checkHiddenNeurons(RuleContext &context) {
  size_t found = countNeurons(context, false), limit = context.chip.maxHidden;
  if (found > limit)
    context.report(context.view.getNetwork(),
                   compare(context, found, "hidden neurons", limit),
                   "make populations smaller", listPopulations(context, false),
                   measure(found, limit));
}

void rules::checkOutputChannels(RuleContext &context) {
  size_t found = countNeurons(context, true), limit = context.chip.maxOutputs;
  if (found > limit)
    context.report(context.view.getNetwork(),
                   compare(context, found, "output neurons", limit),
                   "make the populations that drive network outputs smaller",
                   listPopulations(context, true), measure(found, limit));
}

/// Reports that more neurons need an expansion than the chip has.
static void checkExpansion(RuleContext &context,
                           const std::vector<bool> &needed, StringRef what,
                           StringRef resource, StringRef advice) {
  size_t found = llvm::count(needed, true);
  if (context.chip.maxExpansion && found > *context.chip.maxExpansion)
    context.report(context.view.getNetwork(),
                   compare(context, found, what, *context.chip.maxExpansion) +
                       resource.str(),
                   advice.str(), listNeurons(context, needed),
                   measure(found, *context.chip.maxExpansion));
}

void rules::checkInputExpansion(RuleContext &context) {
  checkExpansion(context, context.connections.getInputNeurons(),
                 "hidden neurons that network inputs reach",
                 " input expansion neurons", "let fewer neurons see the input");
}

/// Input expansion neurons have the lowest ids, output expansion neurons the
/// highest: the more hidden neurons there are, the fewer can be both.
static void checkOverlap(RuleContext &context) {
  if (!context.chip.maxExpansion)
    return;
  const NeuronConnections &connections = context.connections;
  std::vector<bool> both(connections.getNumNeurons());
  size_t hidden = 0, limit = *context.chip.maxExpansion;
  for (unsigned n = 0; n < connections.getNumNeurons(); ++n) {
    hidden += !connections.isOutput(n);
    both[n] =
        connections.getInputNeurons()[n] && connections.getFeedingNeurons()[n];
  }
  size_t found = llvm::count(both, true);
  size_t room = 2 * limit > hidden ? 2 * limit - hidden : 0;
  // Beyond the limit itself, the other messages say it already.
  if (hidden > limit && found > room && found <= limit)
    context.report(
        context.view.getNetwork(),
        (Twine(found) +
         " hidden neurons both see network inputs and reach output neurons, "
         "but of " +
         Twine(hidden) + " hidden neurons only " + Twine(room) +
         " can do both on '" + context.chip.name + "': the first " +
         Twine(limit) + " see inputs, the last " + Twine(limit) +
         " reach outputs")
            .str(),
        "let fewer neurons do both", listNeurons(context, both),
        measure(found, room));
}

void rules::checkOutputExpansion(RuleContext &context) {
  checkExpansion(context, context.connections.getFeedingNeurons(),
                 "hidden neurons that reach output neurons",
                 " output expansion neurons",
                 "let fewer neurons feed the outputs");
  checkOverlap(context);
}

void rules::checkSynapses(RuleContext &context) {
  for (unsigned module = 0; module < context.view.getModules().size();
       ++module) {
    auto neurons = context.view.getAs<graph::NeuronsOpInterface>(module);
    if (!neurons)
      continue;
    bool isOutput = context.view.isOutputModule(module);
    size_t limit = isOutput ? 1 : context.chip.maxSynapses;
    size_t found = neurons.getNumSynapses();
    if (found > limit)
      context.report(
          neurons,
          context.quote(module) + " has " +
              compare(context, found, "synapses per neuron", limit) +
              (isOutput ? " for output neurons" : " for hidden neurons"),
          "join synapses with the same time constant", {},
          measure(found, limit));
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
    std::optional<ArrayRef<size_t>> rounded = context.fanOut.getRounded(method);
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
  ArrayRef<size_t> fanOut = context.fanOut.get();
  size_t limit = context.chip.maxFanOut;
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
    if (*worst <= limit)
      continue;
    context.report(population.op,
                   "neuron " + std::to_string(worst - neurons.begin()) +
                       " of " + context.quote(population.module) + " feeds " +
                       compare(context, *worst, "hidden neurons", limit) +
                       " entries per neuron",
                   adviseFewerConnections(context, limit, findWorst),
                   listFedWeights(context, population.module),
                   measure(*worst, limit));
  }
}

void rules::checkFanOutMemory(RuleContext &context) {
  auto add = [](ArrayRef<size_t> fanOut) {
    return std::accumulate(fanOut.begin(), fanOut.end(), size_t(0));
  };
  ArrayRef<size_t> fanOut = context.fanOut.get();
  size_t found = add(fanOut);
  size_t limit = context.chip.maxFanOutEntries;
  if (found > limit)
    context.report(
        context.view.getNetwork(),
        compare(context, found, "connections between hidden neurons", limit) +
            " entries of fan-out memory",
        adviseFewerConnections(context, limit, add),
        listNeurons(context, fanOut), measure(found, limit));
}

void rules::checkNeuronMemory(RuleContext &context) {
  size_t hidden = countNeurons(context, false);
  size_t outputs = countNeurons(context, true);
  size_t padding = context.chip.getPadding(hidden);
  if (hidden + padding + outputs > context.chip.neuronMemory)
    context.report(
        context.view.getNetwork(),
        compare(context, hidden + padding + outputs,
                "hidden, padding and output neurons together",
                context.chip.neuronMemory) +
            " words in each neuron bank",
        "use fewer neurons",
        listPopulations(context, [](const auto &, unsigned) { return 1; }),
        measure(hidden + padding + outputs, context.chip.neuronMemory));
}
