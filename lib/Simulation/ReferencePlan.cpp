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

#include "llvm/ADT/StringExtras.h"

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

std::vector<uint32_t>
tidepool::simulation::findLoopWithoutNeurons(const ReferenceNetwork &network) {
  std::vector<uint32_t> moduleOf = findModules(network);
  ModuleGraph graph(network.modules.size());
  for (auto [index, module] : llvm::enumerate(network.modules)) {
    if (module.isNeurons())
      continue;
    for (const NodeSource &source : module.inputs.getAll()) {
      uint32_t from = moduleOf[source.node];
      if (from != ReferencePlan::noModule && !network.modules[from].isNeurons())
        graph.connect(from, index);
    }
  }
  return graph.findLoop();
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
  void orderModules();
  void findAliasTargets();
  void addAliasTarget(llvm::ArrayRef<NodeSource> sources);
  llvm::Error findAliasSources();

  ReferencePlan plan;
  std::vector<uint32_t> componentOf; ///< by module
};
} // namespace

/// The only neuron among the sources.
static std::optional<uint32_t> findNeuron(const ReferencePlan &plan,
                                          llvm::ArrayRef<NodeSource> sources) {
  std::optional<uint32_t> neuron;
  for (const NodeSource &source : sources) {
    if (!plan.isNeuron(source.node))
      continue;
    if (neuron || source.times != 1)
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

void Planner::orderModules() {
  uint32_t numNodes = plan.network.getNumNodes();
  ModuleGraph graph(plan.network.modules.size());
  for (auto [index, inputs] : llvm::enumerate(plan.inputs))
    for (const NodeSource &source : inputs.getAll())
      if (source.node < numNodes && plan.getModuleOf(source.node))
        graph.connect(plan.moduleOf[source.node], index);
  plan.order = graph.sort();
  if (plan.schedule == Schedule::Chip)
    llvm::erase_if(plan.order, [&](uint32_t index) {
      const ReferenceModule &module = plan.network.modules[index];
      return module.isNeurons() || module.isAlias();
    });
}

void Planner::addAliasTarget(llvm::ArrayRef<NodeSource> sources) {
  std::optional<uint32_t> neuron = findNeuron(plan, sources);
  if (!neuron)
    return;
  for (const NodeSource &source : sources)
    if (plan.isAlias(source.node))
      plan.aliasTarget[source.node] = neuron;
}

void Planner::findAliasTargets() {
  plan.aliasTarget.resize(plan.network.getNumNodes());
  for (const ReferenceModule &module : plan.network.modules)
    for (size_t k = 0; k < module.inputs.size(); ++k)
      addAliasTarget(module.inputs.get(k));
  for (size_t k = 0; k < plan.network.outputs.size(); ++k)
    addAliasTarget(plan.network.outputs.get(k));
}

llvm::Error Planner::findAliasSources() {
  plan.aliases.resize(plan.network.getNumNodes());
  for (const ReferenceModule &module : plan.network.modules) {
    if (!module.isAlias())
      continue;
    for (uint32_t k = 0; k < module.numOutputs; ++k) {
      std::optional<uint32_t> neuron = findNeuron(plan, module.inputs.get(k));
      bool isAlone = llvm::all_of(module.inputs.get(k), [&](auto &source) {
        return source.node == neuron ||
               (plan.isAlias(source.node) &&
                plan.aliasTarget[source.node] == neuron);
      });
      if (!neuron || !isAlone)
        return makeError("node ", k, " of the alias '", module.label,
                         "' comes from anything but a single neuron, which has "
                         "no meaning in the schedule of a chip; run the "
                         "schedule of the graph");
      plan.aliases[*neuron].push_back(module.firstOutput + k);
    }
  }
  return llvm::Error::success();
}

llvm::Expected<std::shared_ptr<const ReferencePlan>> Planner::run() {
  std::vector<uint32_t> loop = findLoopWithoutNeurons(plan.network);
  if (!loop.empty())
    return makeError(
        "a loop without neurons has no meaning: ",
        llvm::join(llvm::map_range(loop,
                                   [&](uint32_t module) {
                                     return "'" +
                                            plan.network.modules[module].label +
                                            "'";
                                   }),
                   ", "),
        " feed each other within a step");
  findComponents();
  delayInputs();
  orderModules();
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
