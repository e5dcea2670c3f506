//===- ConnectionRules.cpp - Design rules: what may feed what -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;
using graph::NetworkView;

static constexpr unsigned none = NetworkView::none;

/// Calls `visit(module, input node, sources)` for every input node.
template <typename Visit>
static void forEachInput(const NetworkView &view, Visit visit) {
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    for (auto [node, sources] : llvm::enumerate(view.getInputs(module)))
      visit(module, static_cast<unsigned>(node), sources);
}

/// Reports, once per pair of modules, that `source` must not feed `module`.
/// With thousands of nodes between two modules one message is enough.
namespace {
class PairReporter {
public:
  PairReporter(RuleContext &context) : context(context) {}

  void report(unsigned module, unsigned source, const Twine &message,
              const Twine &advice = "") {
    if (!reported.insert({module, source}).second)
      return;
    ModuleNotes notes;
    if (source != none)
      notes.push_back({context.view.getModule(source),
                       context.quote(source) + " is defined here"});
    context.report(context.view.getModule(module), message.str(), advice.str(),
                   notes);
  }

private:
  RuleContext &context;
  llvm::DenseSet<std::pair<unsigned, unsigned>> reported;
};
} // namespace

void rules::checkModuleKind(RuleContext &context) {
  for (unsigned module = 0; module < context.view.getModules().size();
       ++module) {
    Operation *op = context.view.getModule(module);
    if (isa<graph::LIFNeuronsOp, graph::WeightsOpInterface, graph::AliasOp>(op))
      continue;
    context.report(
        op,
        context.quote(module) + " is a " + op->getName().getStringRef().str() +
            ", which has no form on '" + context.chip.name.str() + "'",
        "rewrite it to weights, LIF neurons and aliases");
  }
}

/// Inputs reach hidden neurons only.
static void checkInputsToOutputs(RuleContext &context) {
  const NetworkView &view = context.view;
  llvm::DenseSet<unsigned> reported;
  for (const auto &weight : context.connections.getInputWeights()) {
    unsigned module = context.connections.getPopulation(weight.target).module;
    if (!context.connections.isOutput(weight.target) ||
        !reported.insert(module).second)
      continue;
    context.report(view.getModule(module),
                   context.quote(module) +
                       " drives network outputs, but network input " +
                       std::to_string(weight.source) +
                       " reaches it through weights; on the chip inputs "
                       "reach hidden neurons only",
                   "put a hidden population in between");
  }
}

void rules::checkNetworkInput(RuleContext &context) {
  PairReporter reporter(context);
  forEachInput(context.view, [&](unsigned module, unsigned,
                                 const NetworkView::Sources &sources) {
    if (context.view.getAs<graph::WeightsOpInterface>(module))
      return;
    for (const NetworkView::Source &source : sources)
      if (source.module == none)
        reporter.report(module, none,
                        context.quote(module) + " is fed by network input " +
                            Twine(source.node) +
                            ", but network inputs can feed weights only",
                        "put weights in between");
  });
  checkInputsToOutputs(context);
}

/// What is wrong with the sources of a network output, empty if nothing.
static std::string describeOutput(RuleContext &context,
                                  const NetworkView::Sources &sources) {
  if (sources.empty())
    return "has no source";
  if (sources.size() > 1) {
    std::string text = "is driven by several nodes, of ";
    llvm::raw_string_ostream os(text);
    auto named = ArrayRef(sources).take_front(maxNamedModules);
    llvm::interleaveComma(named, os, [&](const NetworkView::Source &source) {
      os << context.quote(source.module);
    });
    if (sources.size() > named.size())
      os << " and " << sources.size() - named.size() << " more";
    return text;
  }
  if (!context.view.getAs<graph::LIFNeuronsOp>(sources[0].module))
    return "is driven by " + context.quote(sources[0].module) +
           ", which is no LIF population";
  if (sources[0].times != 1)
    return "is driven more than once by a neuron of " +
           context.quote(sources[0].module);
  return "";
}

void rules::checkNetworkOutput(RuleContext &context) {
  // Thousands of outputs may share a problem: it is reported once.
  struct Problem {
    std::string text;
    SmallVector<size_t> nodes;
    llvm::SetVector<unsigned> drivers; ///< modules
  };
  SmallVector<Problem> problems;
  llvm::StringMap<size_t> indexOf;
  llvm::DenseMap<std::pair<unsigned, unsigned>, size_t> drives;
  for (auto [node, sources] :
       llvm::enumerate(context.view.getNetworkOutputs())) {
    std::string text = describeOutput(context, sources);
    if (text.empty() &&
        !drives.try_emplace({sources[0].module, sources[0].node}, node).second)
      text =
          "is driven by neuron " + std::to_string(sources[0].node) + " of " +
          context.quote(sources[0].module) + ", which drives network output " +
          std::to_string(drives.lookup({sources[0].module, sources[0].node})) +
          " already";
    if (text.empty())
      continue;
    auto [it, isNew] = indexOf.try_emplace(text, problems.size());
    if (isNew)
      problems.push_back({text, {}, {}});
    Problem &problem = problems[it->second];
    problem.nodes.push_back(node);
    for (const NetworkView::Source &source : sources)
      if (source.module != none)
        problem.drivers.insert(source.module);
  }
  Operation *output =
      context.view.getNetwork().getBody().front().getTerminator();
  for (const Problem &problem : problems) {
    std::string text =
        "network output " + std::to_string(problem.nodes.front()) + " ";
    if (problem.nodes.size() > 1)
      text += "(and " + std::to_string(problem.nodes.size() - 1) + " others) ";
    ModuleNotes notes;
    for (unsigned driver : problem.drivers)
      notes.push_back({context.view.getModule(driver),
                       context.quote(driver) + " is defined here"});
    context.report(output, text + problem.text,
                   "drive each output by one LIF neuron of its own", notes);
  }
}

void rules::checkNeuronInput(RuleContext &context) {
  PairReporter reporter(context);
  forEachInput(context.view, [&](unsigned module, unsigned,
                                 const NetworkView::Sources &sources) {
    if (!context.view.getAs<graph::NeuronsOpInterface>(module))
      return;
    for (const NetworkView::Source &source : sources)
      if (source.module != none &&
          !context.view.getAs<graph::WeightsOpInterface>(source.module))
        reporter.report(module, source.module,
                        context.quote(module) + " is fed by " +
                            context.quote(source.module) +
                            ", but neurons can be fed by weights only",
                        "put weights in between, an identity matrix if they "
                        "are to change nothing");
  });
}

void rules::checkConsecutiveWeights(RuleContext &context) {
  PairReporter reporter(context);
  forEachInput(context.view, [&](unsigned module, unsigned,
                                 const NetworkView::Sources &sources) {
    if (!context.view.getAs<graph::WeightsOpInterface>(module))
      return;
    for (const NetworkView::Source &source : sources)
      if (context.view.getAs<graph::WeightsOpInterface>(source.module))
        reporter.report(module, source.module,
                        context.quote(module) + " is fed by the weights " +
                            context.quote(source.module),
                        source.module == module
                            ? "a loop needs neurons to have a meaning"
                            : "multiply the two matrices into one");
  });
}

void rules::checkOutputFeedback(RuleContext &context) {
  PairReporter reporter(context);
  forEachInput(context.view, [&](unsigned module, unsigned,
                                 const NetworkView::Sources &sources) {
    if (!context.view.getAs<graph::WeightsOpInterface>(module) &&
        !context.view.getAs<graph::AliasOp>(module))
      return;
    for (const NetworkView::Source &source : sources)
      if (source.module != none && context.view.isOutputModule(source.module))
        reporter.report(module, source.module,
                        context.quote(module) + " is fed by " +
                            context.quote(source.module) +
                            ", which drives network outputs; output neurons "
                            "feed nothing on the chip",
                        "add a population of output neurons behind it");
  });
}

void rules::checkAliasSource(RuleContext &context) {
  PairReporter reporter(context);
  forEachInput(context.view, [&](unsigned module, unsigned node,
                                 const NetworkView::Sources &sources) {
    if (!context.view.getAs<graph::AliasOp>(module))
      return;
    bool hasNeuron = false;
    for (const NetworkView::Source &source : sources) {
      bool isNeuron =
          bool(context.view.getAs<graph::LIFNeuronsOp>(source.module));
      hasNeuron |= isNeuron;
      if (source.module != none && !isNeuron &&
          !context.view.getAs<graph::AliasOp>(source.module))
        reporter.report(module, source.module,
                        context.quote(module) + " comes from " +
                            context.quote(source.module) +
                            ", which is no hidden LIF neuron",
                        "let it come from hidden LIF neurons");
      if (isNeuron && source.times != 1)
        reporter.report(module, source.module,
                        context.quote(module) +
                            " takes the spikes of a neuron of " +
                            context.quote(source.module) +
                            " more than once, but the chip adds them once",
                        "take them once");
    }
    // What else it comes from has been reported already, here or as a network
    // input.
    if (!hasNeuron && llvm::all_of(sources, [&](const auto &source) {
          return bool(context.view.getAs<graph::AliasOp>(source.module));
        }))
      reporter.report(module, none,
                      "node " + Twine(node) + " of " + context.quote(module) +
                          " comes from no hidden LIF neuron",
                      "let it come from a hidden LIF neuron");
  });
}

namespace {
/// What aliases are merged with. Very many of them may be in one sum, so what
/// else is in it is looked up once.
class AliasPartners {
public:
  explicit AliasPartners(const NetworkView &view) : view(view) {}

  /// The sources of what `sink` is that are no aliases.
  ArrayRef<NetworkView::Source> get(const NetworkView::Sink &sink) {
    auto [it, isNew] = partners.try_emplace({sink.module, sink.node});
    if (isNew)
      llvm::copy_if(sink.module == none
                        ? view.getNetworkOutputs()[sink.node]
                        : view.getInputs(sink.module)[sink.node],
                    std::back_inserter(it->second),
                    [&](const NetworkView::Source &source) {
                      return !view.getAs<graph::AliasOp>(source.module);
                    });
    return it->second;
  }

private:
  const NetworkView &view;
  llvm::DenseMap<std::pair<unsigned, unsigned>, NetworkView::Sources> partners;
};
} // namespace

/// The LIF neuron of whose uses all, and only, include the alias, if there is
/// one; else what is wrong.
static std::string describeAliasTarget(RuleContext &context,
                                       AliasPartners &partners, unsigned alias,
                                       unsigned node) {
  const NetworkView &view = context.view;
  const NetworkView::Sinks &sinks = view.getOutputs(alias)[node];
  // A sum that nothing takes does nothing, whatever it consists of.
  if (sinks.empty())
    return view.getModule(alias)->use_empty() ? "is merged with no neuron" : "";
  for (const NetworkView::Sink &sink : sinks) {
    ArrayRef<NetworkView::Source> others = partners.get(sink);
    for (const NetworkView::Source &other : others) {
      if (!view.getAs<graph::LIFNeuronsOp>(other.module))
        return "is merged with " + context.quote(other.module) +
               ", which is no hidden LIF neuron";
      if (view.isOutputModule(other.module))
        return "goes to " + context.quote(other.module) +
               ", which drives network outputs";
      if (view.getOutputs(other.module)[other.node].size() != sinks.size())
        return "is merged with neuron " + std::to_string(other.node) + " of " +
               context.quote(other.module) + " in only some of their uses";
      if (other.times != sink.times)
        return "is merged with neuron " + std::to_string(other.node) + " of " +
               context.quote(other.module) + " a different number of times";
    }
    if (others.empty())
      return "is merged with no neuron";
  }
  return "";
}

/// What an alias is merged with, as notes.
static ModuleNotes listMergedModules(RuleContext &context,
                                     AliasPartners &partners, unsigned alias,
                                     unsigned node) {
  const NetworkView &view = context.view;
  llvm::SetVector<unsigned> modules;
  for (const NetworkView::Sink &sink : view.getOutputs(alias)[node])
    for (const NetworkView::Source &other : partners.get(sink))
      if (other.module != none)
        modules.insert(other.module);
  ModuleNotes notes;
  for (unsigned module : modules)
    notes.push_back(
        {view.getModule(module), "it is merged with " + context.quote(module)});
  return notes;
}

void rules::checkAliasTarget(RuleContext &context) {
  AliasPartners partners(context.view);
  for (unsigned module = 0; module < context.view.getModules().size();
       ++module) {
    if (!context.view.getAs<graph::AliasOp>(module))
      continue;
    unsigned numNodes = context.view.getOutputs(module).size();
    for (unsigned node = 0; node < numNodes; ++node) {
      std::string problem =
          describeAliasTarget(context, partners, module, node);
      if (problem.empty())
        continue;
      // The nodes of an alias nearly always share their fate.
      context.report(context.view.getModule(module),
                     "node " + std::to_string(node) + " of " +
                         context.quote(module) + " " + problem,
                     "merge the alias with the neuron it adds to, and use the "
                     "sum everywhere",
                     listMergedModules(context, partners, module, node));
      break;
    }
  }
}

void rules::checkAliasCount(RuleContext &context) {
  using Alias = NeuronConnections::Alias;
  ArrayRef<Alias> aliases = context.connections.getAliases();
  llvm::DenseSet<unsigned> reported;
  for (size_t begin = 0, end; begin < aliases.size(); begin = end) {
    const Alias &first = aliases[begin];
    for (end = begin + 1;
         end < aliases.size() && aliases[end].source == first.source;)
      ++end;
    const auto &population = context.connections.getPopulation(first.source);
    if (end - begin == 1 || !reported.insert(population.module).second)
      continue;
    // Sorted by target, so all go to the same one if the last does.
    const Alias &last = aliases[end - 1];
    bool sameTarget = last.target == first.target;
    context.report(
        population.op,
        "neuron " + std::to_string(first.source - population.firstNeuron) +
            " of " + context.quote(population.module) + " has " +
            (sameTarget ? "several aliases to one neuron"
                        : "more than one alias target") +
            ", but '" + context.chip.name.str() + "' has one alias per neuron",
        sameTarget ? "keep one alias" // its spikes count once then
                   : "keep one alias and replace the others by weights",
        {{context.view.getModule(first.module), "one alias is here"},
         {context.view.getModule(last.module), "another one is here"}},
        Measure{static_cast<double>(end - begin), 1});
  }
}

void rules::checkTwoPopulations(RuleContext &context) {
  bool hasHidden = false, hasOutput = false;
  for (unsigned module = 0; module < context.view.getModules().size(); ++module)
    if (context.view.getAs<graph::NeuronsOpInterface>(module))
      (context.view.isOutputModule(module) ? hasOutput : hasHidden) = true;
  if (hasHidden && hasOutput)
    return;
  context.report(context.view.getNetwork(),
                 std::string("the network has no ") +
                     (hasOutput ? "hidden neurons" : "output neurons") +
                     ", but the chip runs hidden neurons that feed output "
                     "neurons",
                 "use at least two populations, the last driving the outputs");
}
