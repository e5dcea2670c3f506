//===- ReferencePlan.cpp - In which order modules run ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReferencePlan.h"

#include "ModuleGraph.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/DenseSet.h"

using namespace tidepool;
using namespace tidepool::simulation;

static std::vector<uint32_t> findModules(const ReferenceNetwork &network) {
  std::vector<uint32_t> moduleOf(network.getNumNodes(),
                                 ReferencePlan::noModule);
  for (auto [index, module] : llvm::enumerate(network.modules))
    for (uint32_t k = 0; k < module.numOutputs; ++k)
      moduleOf[module.firstOutput + k] = index;
  return moduleOf;
}

namespace {
/// The units of a network in text order.
class UnitGraph {
public:
  explicit UnitGraph(const ReferenceNetwork &network);

  /// Connects units as the inputs of their modules say. `passes` tells whether
  /// what one module gives reaches another within the step.
  ModuleGraph connect(
      llvm::function_ref<const NodeInputs &(uint32_t)> getInputs,
      llvm::function_ref<bool(uint32_t source, uint32_t sink)> passes) const;

  const Unit &operator[](uint32_t unit) const { return units[unit]; }

private:
  static constexpr uint32_t noUnit = ~0u;

  const ReferenceNetwork &network;
  std::vector<Unit> units;
  std::vector<uint32_t> unitOf; ///< by node; of network inputs `noUnit`
};
} // namespace

UnitGraph::UnitGraph(const ReferenceNetwork &network)
    : network(network), unitOf(network.getNumNodes(), noUnit) {
  for (uint32_t index = 0; index < network.modules.size(); ++index) {
    const ReferenceModule &module = network.modules[index];
    if (!module.isAlias())
      units.push_back({index});
    for (uint32_t k = 0; k < module.numOutputs; ++k) {
      if (module.isAlias())
        units.push_back({index, k});
      unitOf[module.firstOutput + k] = units.size() - 1;
    }
  }
}

ModuleGraph
UnitGraph::connect(llvm::function_ref<const NodeInputs &(uint32_t)> getInputs,
                   llvm::function_ref<bool(uint32_t, uint32_t)> passes) const {
  ModuleGraph graph(units.size());
  for (auto [index, unit] : llvm::enumerate(units)) {
    const NodeInputs &inputs = getInputs(unit.module);
    bool isAlias = network.modules[unit.module].isAlias();
    for (const NodeSource &source :
         isAlias ? inputs.get(unit.node) : inputs.getAll()) {
      if (source.node >= unitOf.size() || unitOf[source.node] == noUnit)
        continue;
      uint32_t from = unitOf[source.node];
      if (passes(units[from].module, unit.module))
        graph.connect(from, index);
    }
  }
  return graph;
}

std::vector<uint32_t>
tidepool::simulation::findLoopWithoutNeurons(const ReferenceNetwork &network,
                                             Schedule schedule) {
  auto breaksLoops = [&](uint32_t index) {
    const ReferenceModule &module = network.modules[index];
    return module.isNeurons() ||
           (module.isAlias() && schedule == Schedule::Chip);
  };
  UnitGraph units(network);
  ModuleGraph graph = units.connect(
      [&](uint32_t module) -> auto & { return network.modules[module].inputs; },
      [&](uint32_t source, uint32_t sink) {
        return !breaksLoops(source) && !breaksLoops(sink);
      });
  std::vector<uint32_t> loop;
  for (uint32_t unit : graph.findLoop())
    loop.push_back(units[unit].module);
  // Nodes of one alias may follow each other.
  loop.erase(std::unique(loop.begin(), loop.end()), loop.end());
  if (loop.size() > 1 && loop.front() == loop.back())
    loop.pop_back();
  return loop;
}

namespace {
class Planner {
public:
  Planner(const ReferenceNetwork &network, Schedule schedule)
      : plan{network, schedule, {}, {}, {}, {}, findModules(network)} {}

  llvm::Expected<std::shared_ptr<const ReferencePlan>> run();

private:
  void findComponents();
  bool isWithinComponent(uint32_t node, uint32_t module) const;
  bool isDelayed(uint32_t node, uint32_t module, bool joinsDelayed) const;
  void delayInputs();
  void orderUnits();
  void findAliasTargets();
  void addAliasTargets(llvm::ArrayRef<NodeSource> sources);
  bool addAliasSources(uint32_t alias, llvm::ArrayRef<NodeSource> sources);
  llvm::Error findAliasSources();

  ReferencePlan plan;
  std::vector<uint32_t> componentOf; ///< by module
  std::vector<bool> isMerged;        ///< with a neuron, by alias node
};
} // namespace

/// The only neuron among the sources.
static std::optional<uint32_t> findNeuron(const ReferencePlan &plan,
                                          llvm::ArrayRef<NodeSource> sources) {
  std::optional<uint32_t> neuron;
  for (const NodeSource &source : sources) {
    if (!plan.isNeuron(source.node))
      continue;
    if (neuron)
      return std::nullopt;
    neuron = source.node;
  }
  return neuron;
}

void Planner::findComponents() {
  ModuleGraph graph(plan.network.modules.size());
  for (auto [index, module] : llvm::enumerate(plan.network.modules))
    for (const NodeSource &source : module.inputs.getAll())
      if (plan.getModuleOf(source.node))
        graph.connect(plan.moduleOf[source.node], index);
  componentOf = graph.findComponents();
}

bool Planner::isWithinComponent(uint32_t node, uint32_t module) const {
  return plan.getModuleOf(node) &&
         componentOf[plan.moduleOf[node]] == componentOf[module];
}

/// Whether a source reaches a module one step later. An alias joins the output
/// of its target: `joinsDelayed` says that a neuron beside it is delayed.
bool Planner::isDelayed(uint32_t node, uint32_t module,
                        bool joinsDelayed) const {
  if (plan.network.modules[module].isAlias())
    return false; // it adds spikes in the same step
  bool isAlias = plan.isAlias(node);
  if (!isAlias && !plan.isNeuron(node))
    return false;
  if (plan.schedule == Schedule::Chip)
    return true;
  return isWithinComponent(node, module) || (isAlias && joinsDelayed);
}

void Planner::delayInputs() {
  uint32_t numNodes = plan.network.getNumNodes();
  for (auto [index, module] : llvm::enumerate(plan.network.modules)) {
    NodeInputs &inputs = plan.inputs.emplace_back();
    for (size_t k = 0; k < module.inputs.size(); ++k) {
      llvm::SmallVector<NodeSource> sources(module.inputs.get(k));
      bool joinsDelayed = llvm::any_of(sources, [&, &index = index](auto &s) {
        return plan.isNeuron(s.node) && isDelayed(s.node, index, false);
      });
      for (NodeSource &source : sources)
        if (isDelayed(source.node, index, joinsDelayed))
          source.node += numNodes;
      inputs.add(sources);
    }
  }
}

void Planner::orderUnits() {
  UnitGraph units(plan.network);
  ModuleGraph graph = units.connect(
      [&](uint32_t module) -> auto & { return plan.inputs[module]; },
      [](uint32_t, uint32_t) { return true; });
  for (uint32_t unit : graph.sort()) {
    const ReferenceModule &module = plan.network.modules[units[unit].module];
    if (plan.schedule == Schedule::Graph ||
        !(module.isNeurons() || module.isAlias()))
      plan.order.push_back(units[unit]);
  }
}

/// Notes the neurons that aliases are merged with in one place.
void Planner::addAliasTargets(llvm::ArrayRef<NodeSource> sources) {
  if (llvm::none_of(sources, [&](auto &s) { return plan.isNeuron(s.node); }))
    return;
  std::optional<uint32_t> neuron = findNeuron(plan, sources);
  for (const NodeSource &source : sources) {
    if (!plan.isAlias(source.node))
      continue;
    std::optional<uint32_t> &target = plan.aliasTarget[source.node];
    target = !isMerged[source.node] || target == neuron ? neuron : std::nullopt;
    isMerged[source.node] = true;
  }
}

void Planner::findAliasTargets() {
  plan.aliasTarget.resize(plan.network.getNumNodes());
  isMerged.resize(plan.network.getNumNodes());
  for (const ReferenceModule &module : plan.network.modules)
    for (size_t k = 0; k < module.inputs.size(); ++k)
      addAliasTargets(module.inputs.get(k));
  for (size_t k = 0; k < plan.network.outputs.size(); ++k)
    addAliasTargets(plan.network.outputs.get(k));
}

/// Lets the neurons among the sources hand on their spikes to an alias node.
/// Aliases that are merged with one of them have joined its spikes already.
bool Planner::addAliasSources(uint32_t alias,
                              llvm::ArrayRef<NodeSource> sources) {
  llvm::SmallDenseSet<uint32_t, 2> neurons;
  for (const NodeSource &source : sources)
    if (plan.isNeuron(source.node) && source.times == 1) {
      neurons.insert(source.node);
      plan.aliases[source.node].push_back(alias);
    }
  return !neurons.empty() && llvm::all_of(sources, [&](auto &source) {
    std::optional<uint32_t> target = plan.aliasTarget[source.node];
    return neurons.contains(source.node) ||
           (target && neurons.contains(*target));
  });
}

llvm::Error Planner::findAliasSources() {
  plan.aliases.resize(plan.network.getNumNodes());
  for (const ReferenceModule &module : plan.network.modules) {
    if (!module.isAlias())
      continue;
    for (uint32_t k = 0; k < module.numOutputs; ++k)
      if (!addAliasSources(module.firstOutput + k, module.inputs.get(k)))
        return makeError("node ", k, " of the alias '", module.label,
                         "' takes something else than the spikes of neurons, "
                         "which has no meaning in the schedule of a chip; run "
                         "the schedule of the graph");
  }
  return llvm::Error::success();
}

/// "'a' -> 'b' -> 'a'".
static std::string describeLoop(const ReferenceNetwork &network,
                                llvm::ArrayRef<uint32_t> loop) {
  std::string text;
  for (uint32_t module : loop)
    text += "'" + network.modules[module].label + "' -> ";
  return text + "'" + network.modules[loop.front()].label + "'";
}

llvm::Expected<std::shared_ptr<const ReferencePlan>> Planner::run() {
  std::vector<uint32_t> loop =
      findLoopWithoutNeurons(plan.network, plan.schedule);
  if (!loop.empty())
    return makeError("a loop without neurons has no meaning: everything would "
                     "pass through ",
                     describeLoop(plan.network, loop), " within a step");
  findComponents();
  delayInputs();
  orderUnits();
  findAliasTargets();
  if (plan.schedule == Schedule::Chip)
    if (llvm::Error error = findAliasSources())
      return std::move(error);
  return std::make_shared<const ReferencePlan>(std::move(plan));
}

llvm::Expected<std::shared_ptr<const ReferencePlan>>
tidepool::simulation::makePlan(const ReferenceNetwork &network,
                               Schedule schedule) {
  return Planner(network, schedule).run();
}
