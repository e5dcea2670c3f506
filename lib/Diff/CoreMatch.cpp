//===- CoreMatch.cpp - Which neuron of a core is which of another ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CoreMatch.h"

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;

CoreModules::CoreModules(xylo::CoreOp core) {
  // A core that was written by hand may give several modules one label.
  std::array<graph::LabelScope, 2> scopes;
  neurons[0].resize(core.getNumHidden());
  neurons[1].resize(core.getNumOutputs());
  for (auto op : core.getBody().getOps<xylo::NeuronsOp>()) {
    auto population = static_cast<size_t>(op.getPopulation());
    uint32_t number = modules.size();
    modules.push_back({op, op.getPopulation(),
                       scopes[population].next(op.getLabel()), op.getIds()});
    numbers[population][modules.back().label] = number;
    for (auto [index, id] : llvm::enumerate(op.getIds()))
      neurons[population][id] = {number, static_cast<uint32_t>(index)};
  }
}

std::optional<uint32_t> CoreModules::find(xylo::Population population,
                                          StringRef label) const {
  auto &ofPopulation = numbers[static_cast<size_t>(population)];
  auto found = ofPopulation.find(label);
  if (found == ofPopulation.end())
    return std::nullopt;
  return found->second;
}

std::string CoreModules::getName(xylo::Population population,
                                 uint32_t id) const {
  NeuronPlace place = getNeurons(population)[id];
  return toPrintable(modules[place.module].label) + "[" +
         std::to_string(place.index) + "]";
}

llvm::json::Object CoreModules::toJson(xylo::Population population,
                                       uint32_t id) const {
  NeuronPlace place = getNeurons(population)[id];
  return llvm::json::Object{{"module", toUtf8(modules[place.module].label)},
                            {"neuron", place.index}};
}

/// By module of `from`, the one of `to` with the same label.
static std::vector<uint32_t> matchModules(const CoreModules &from,
                                          const CoreModules &to) {
  std::vector<uint32_t> partners;
  for (const CoreModules::Module &module : from.getModules())
    partners.push_back(to.find(module.population, module.label)
                           .value_or(static_cast<uint32_t>(CoreMatch::none)));
  return partners;
}

/// By id in `from`, the id of the same neuron in `to`.
static std::vector<uint32_t> matchIds(const CoreModules &from,
                                      ArrayRef<uint32_t> partners,
                                      const CoreModules &to,
                                      xylo::Population population) {
  std::vector<uint32_t> ids;
  for (NeuronPlace place : from.getNeurons(population)) {
    uint32_t partner = partners[place.module];
    ArrayRef<int32_t> partnerIds;
    if (partner != CoreMatch::none)
      partnerIds = to.getModules()[partner].ids;
    ids.push_back(place.index < partnerIds.size()
                      ? static_cast<uint32_t>(partnerIds[place.index])
                      : static_cast<uint32_t>(CoreMatch::none));
  }
  return ids;
}

CoreMatch::CoreMatch(xylo::CoreOp oldCore, xylo::CoreOp newCore)
    : oldModules(oldCore), newModules(newCore),
      newModuleOf(matchModules(oldModules, newModules)),
      oldModuleOf(matchModules(newModules, oldModules)) {
  for (auto population : {xylo::Population::Hidden, xylo::Population::Output}) {
    auto index = static_cast<size_t>(population);
    newIds[index] = matchIds(oldModules, newModuleOf, newModules, population);
    oldIds[index] = matchIds(newModules, oldModuleOf, oldModules, population);
  }
}
