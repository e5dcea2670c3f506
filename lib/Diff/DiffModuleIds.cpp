//===- DiffModuleIds.cpp - Which ids belong to which module ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffModuleIds.h"

#include "IdRanges.h"
#include "Order.h"

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"

#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringMap.h"

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::diff;

namespace {
/// A module with a label that no other module of its population has.
struct LabelledModule {
  const ModuleIds *ids;
  std::string label;

  bool isHidden() const { return ids->population == Population::Hidden; }
  std::string getKey() const { return (isHidden() ? "h" : "o") + label; }
};
} // namespace

static std::vector<LabelledModule> getModules(const Provenance &provenance) {
  graph::LabelScope scopes[2];
  std::vector<LabelledModule> modules;
  for (const ModuleIds &module : provenance.modules)
    modules.push_back(
        {&module,
         scopes[static_cast<size_t>(module.population)].next(module.label)});
  return modules;
}

static Told tell(const ModuleIds &module) {
  std::vector<uint32_t> ids;
  for (const IdRange &range : module.ids)
    llvm::append_range(ids, llvm::seq(range.first, range.first + range.count));
  return tellIds(ids);
}

static bool haveSameIds(const ModuleIds &a, const ModuleIds &b) {
  return llvm::equal(a.ids, b.ids, [](IdRange x, IdRange y) {
    return x.first == y.first && x.count == y.count;
  });
}

static void tellModule(const LabelledModule &module, const ModuleIds *oldIds,
                       const ModuleIds *newIds, Report &report) {
  report.add([&] {
    llvm::StringRef population = module.isHidden() ? "hidden" : "output";
    std::optional<Told> oldTold, newTold;
    if (oldIds)
      oldTold = tell(*oldIds);
    if (newIds)
      newTold = tell(*newIds);
    return Difference::make("ids of " + population + " '" +
                                toPrintable(module.label) + "'",
                            llvm::json::Object{{"kind", "ids"},
                                               {"module", toUtf8(module.label)},
                                               {"population", population}},
                            std::move(oldTold), std::move(newTold));
  });
}

void tidepool::diff::diffModuleIds(const Provenance &oldProvenance,
                                   const Provenance &newProvenance,
                                   Report &report) {
  report.beginGroup("modules");
  std::vector<LabelledModule> oldModules = getModules(oldProvenance);
  std::vector<LabelledModule> newModules = getModules(newProvenance);
  llvm::StringMap<uint32_t> newNumbers;
  for (auto [number, module] : llvm::enumerate(newModules))
    newNumbers[module.getKey()] = number;
  std::vector<uint32_t> partners;
  std::vector<bool> isNew(newModules.size(), true);
  for (const LabelledModule &module : oldModules) {
    auto found = newNumbers.find(module.getKey());
    partners.push_back(found == newNumbers.end() ? ~0u : found->second);
    if (partners.back() == ~0u) {
      tellModule(module, module.ids, nullptr, report);
      continue;
    }
    isNew[partners.back()] = false;
    const ModuleIds *newIds = newModules[partners.back()].ids;
    if (!haveSameIds(*module.ids, *newIds))
      tellModule(module, module.ids, newIds, report);
  }
  for (auto [number, module] : llvm::enumerate(newModules))
    if (isNew[number])
      tellModule(module, nullptr, module.ids, report);
  diffOrder(
      "modules", partners,
      [&](uint32_t module) { return newModules[module].label; }, report);
}
