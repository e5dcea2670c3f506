//===- DiffCores.cpp - What differs between two cores ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/DiffCores.h"

#include "CoreMatch.h"
#include "CoreWeights.h"
#include "IdRanges.h"
#include "Order.h"
#include "SideBySide.h"

#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using xylo::Population;

namespace {

/// Reads a parameter off the neurons of a module.
using GetParameter = function_ref<DenseElementsAttr(xylo::NeuronsOp)>;

/// Compares two cores.
class CoreDiff {
public:
  CoreDiff(xylo::CoreOp oldCore, xylo::CoreOp newCore, Report &report)
      : oldCore(oldCore), newCore(newCore), match(oldCore, newCore),
        report(report), hasTwoSynapses(oldCore.getNumSynapses() > 1 ||
                                       newCore.getNumSynapses() > 1) {
    oldLost.resize(match.getOld().getModules().size());
    newLost.resize(match.getNew().getModules().size());
  }

  void diffHeader();
  void diffContents();

private:
  void diffWeights(const WeightKind &kind);
  void tellWeight(const WeightKind &kind, const Weight *oldWeight,
                  const Weight *newWeight);
  void diffModules();
  void diffModule(uint32_t oldModule, uint32_t newModule);
  void tellLoneModule(const CoreModules &modules, uint32_t module,
                      uint64_t numLost, bool isOld);
  void diffParameter(StringRef name, GetParameter get);
  void diffParameter(StringRef name, GetParameter get,
                     const CoreModules::Module &oldModule,
                     const CoreModules::Module &newModule);

  xylo::CoreOp oldCore, newCore;
  CoreMatch match;
  Report &report;
  bool hasTwoSynapses;
  /// Weights of neurons that the other core does not have, by module.
  std::vector<uint64_t> oldLost, newLost;
};
} // namespace

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

static std::optional<Told> tell(std::optional<double> value) {
  return value ? std::optional(Told::of(*value)) : std::nullopt;
}

/// An alias has no value but that it is there.
static std::optional<Told> tell(const Weight *weight, const WeightKind &kind) {
  if (!weight)
    return std::nullopt;
  return &kind == &aliases ? Told{"", true} : Told::of(weight->value);
}

void CoreDiff::tellWeight(const WeightKind &kind, const Weight *oldWeight,
                          const Weight *newWeight) {
  report.add([&] {
    std::optional<Population> source = kind.source;
    Population target = kind.target;
    const Weight &weight = oldWeight ? *oldWeight : *newWeight;
    const CoreModules &modules = match.getOld();
    std::string name = source ? modules.getName(*source, weight.source)
                              : "input " + std::to_string(weight.source);
    name += " -> " + modules.getName(target, weight.target);
    llvm::json::Object from =
        source ? modules.toJson(*source, weight.source)
               : llvm::json::Object{{"input", weight.source}};
    llvm::json::Object facts{{"kind", kind.name},
                             {"from", std::move(from)},
                             {"to", modules.toJson(target, weight.target)}};
    if (hasTwoSynapses && &kind != &aliases && target == Population::Hidden) {
      name += " synapse " + std::to_string(weight.synapse + 1);
      facts["synapse"] = weight.synapse + 1;
    }
    return Difference::make(name, std::move(facts), tell(oldWeight, kind),
                            tell(newWeight, kind));
  });
}

void CoreDiff::diffWeights(const WeightKind &kind) {
  report.beginGroup(kind.group);
  std::vector<Weight> olds =
      collectWeights(kind, oldCore, match, /*isOld=*/true, oldLost);
  std::vector<Weight> news =
      collectWeights(kind, newCore, match, /*isOld=*/false, newLost);
  visitSideBySide<Weight>(
      olds, news, [&](const Weight *oldWeight, const Weight *newWeight) {
        if (!oldWeight || !newWeight || oldWeight->value != newWeight->value)
          tellWeight(kind, oldWeight, newWeight);
      });
}

//===----------------------------------------------------------------------===//
// Modules and neurons
//===----------------------------------------------------------------------===//

static llvm::json::Object makeModuleFacts(StringRef kind,
                                          const CoreModules::Module &module) {
  return llvm::json::Object{
      {"kind", kind},
      {"module", toUtf8(module.label)},
      {"population", xylo::stringifyPopulation(module.population)}};
}

static std::string getName(const CoreModules::Module &module) {
  return (xylo::stringifyPopulation(module.population) + " '" +
          toPrintable(module.label) + "'")
      .str();
}

static uint32_t getSize(const CoreModules::Module &module) {
  return module.ids.size();
}

/// `1 neuron`.
static Told tellSize(const CoreModules::Module &module) {
  Told size = Told::of(getSize(module));
  size.text += getSize(module) == 1 ? " neuron" : " neurons";
  return size;
}

/// What a difference in neurons takes with it.
static std::string describeLost(uint64_t numLost) {
  if (numLost == 0)
    return "";
  return ", with " + std::to_string(numLost) +
         (numLost == 1 ? " weight" : " weights");
}

void CoreDiff::tellLoneModule(const CoreModules &modules, uint32_t number,
                              uint64_t numLost, bool isOld) {
  report.add([&] {
    const CoreModules::Module &module = modules.getModules()[number];
    llvm::json::Object facts = makeModuleFacts("module", module);
    facts["weights"] = numLost;
    Told size = tellSize(module);
    size.text += describeLost(numLost);
    std::optional<Told> oldSize, newSize;
    (isOld ? oldSize : newSize) = std::move(size);
    return Difference::make(getName(module), std::move(facts),
                            std::move(oldSize), std::move(newSize));
  });
}

/// Compares the neurons that two modules of one label have.
void CoreDiff::diffModule(uint32_t oldNumber, uint32_t newNumber) {
  const CoreModules::Module &oldModule = match.getOld().getModules()[oldNumber];
  const CoreModules::Module &newModule = match.getNew().getModules()[newNumber];
  if (getSize(oldModule) != getSize(newModule))
    report.add([&] {
      uint64_t numLost = oldLost[oldNumber] + newLost[newNumber];
      llvm::json::Object facts = makeModuleFacts("size", oldModule);
      facts["weights"] = numLost;
      Told newSize = tellSize(newModule);
      newSize.text += describeLost(numLost);
      return Difference::make(getName(oldModule), std::move(facts),
                              tellSize(oldModule), std::move(newSize));
    });
  if (oldModule.ids != newModule.ids)
    report.add([&] {
      return Difference::make("ids of " + getName(oldModule),
                              makeModuleFacts("ids", oldModule),
                              tellIds(oldModule.ids), tellIds(newModule.ids));
    });
}

void CoreDiff::diffModules() {
  report.beginGroup("modules");
  for (uint32_t k = 0; k < match.getOld().getModules().size(); ++k) {
    uint32_t partner = match.getNewModule(k);
    if (partner == CoreMatch::none)
      tellLoneModule(match.getOld(), k, oldLost[k], /*isOld=*/true);
    else
      diffModule(k, partner);
  }
  for (uint32_t k = 0; k < match.getNew().getModules().size(); ++k)
    if (match.getOldModule(k) == CoreMatch::none)
      tellLoneModule(match.getNew(), k, newLost[k], /*isOld=*/false);
  diffOrder(
      "modules", match.getNewModules(),
      [&](uint32_t module) {
        return match.getNew().getModules()[module].label;
      },
      report);
}

/// Compares a parameter of all neurons that both cores have.
void CoreDiff::diffParameter(StringRef name, GetParameter get) {
  report.beginGroup(name);
  for (auto [number, module] : llvm::enumerate(match.getOld().getModules())) {
    uint32_t partner = match.getNewModule(number);
    if (partner != CoreMatch::none)
      diffParameter(name, get, module, match.getNew().getModules()[partner]);
  }
}

/// Compares a parameter of two modules, neuron by neuron and synapse by
/// synapse.
void CoreDiff::diffParameter(StringRef name, GetParameter get,
                             const CoreModules::Module &oldModule,
                             const CoreModules::Module &newModule) {
  Numbers oldValues(get(oldModule.op)), newValues(get(newModule.op));
  size_t oldColumns = oldValues.size() / getSize(oldModule);
  size_t newColumns = newValues.size() / getSize(newModule);
  size_t numColumns = std::max(oldColumns, newColumns);
  size_t numNeurons = std::min(getSize(oldModule), getSize(newModule));
  for (size_t neuron = 0; neuron < numNeurons; ++neuron)
    for (size_t column = 0; column < numColumns; ++column) {
      auto oldValue = oldValues.get(neuron, column, oldColumns);
      auto newValue = newValues.get(neuron, column, newColumns);
      if (oldValue == newValue)
        continue;
      report.add([&] {
        llvm::json::Object facts = makeModuleFacts("neuron", oldModule);
        facts["neuron"] = neuron;
        facts["parameter"] = name;
        std::string what =
            toPrintable(oldModule.label) + "[" + std::to_string(neuron) + "]";
        if (numColumns > 1) {
          what += " synapse " + std::to_string(column + 1);
          facts["synapse"] = column + 1;
        }
        return Difference::make(what, std::move(facts), tell(oldValue),
                                tell(newValue));
      });
    }
}

//===----------------------------------------------------------------------===//
// Cores
//===----------------------------------------------------------------------===//

void CoreDiff::diffHeader() {
  report.beginGroup("header");
  auto compareSizes = [&](StringRef field, int64_t (xylo::CoreOp::*get)()) {
    report.compareField(field, (oldCore.*get)(), (newCore.*get)());
  };
  report.compareField("network", oldCore.getSymName(), newCore.getSymName());
  report.compareField("chip", oldCore.getChip(), newCore.getChip());
  report.compareField("dt", oldCore.getDt().convertToDouble(),
                      newCore.getDt().convertToDouble());
  compareSizes("inputs", &xylo::CoreOp::getNumInputs);
  compareSizes("input expansion neurons", &xylo::CoreOp::getInputExpansion);
  compareSizes("hidden neurons", &xylo::CoreOp::getNumHidden);
  compareSizes("output expansion neurons", &xylo::CoreOp::getOutputExpansion);
  compareSizes("output neurons", &xylo::CoreOp::getNumOutputs);
  compareSizes("synapses", &xylo::CoreOp::getNumSynapses);
  report.compareField("input weight shift",
                      oldCore.getInputWeights().getShift(),
                      newCore.getInputWeights().getShift());
  report.compareField("recurrent weight shift",
                      oldCore.getRecurrentWeights().getShift(),
                      newCore.getRecurrentWeights().getShift());
  report.compareField("output weight shift",
                      oldCore.getOutputWeights().getShift(),
                      newCore.getOutputWeights().getShift());
  report.compareField("graph hash", oldCore.getGraphHash().value_or(""),
                      newCore.getGraphHash().value_or(""));
}

void CoreDiff::diffContents() {
  // Weights first, for the counts of those that go with neurons.
  for (const WeightKind *kind :
       {&inputWeights, &recurrentWeights, &outputWeights, &aliases})
    diffWeights(*kind);
  diffModules();
  diffParameter("dash_mem", [](xylo::NeuronsOp op) { return op.getDashMem(); });
  diffParameter("dash_syn", [](xylo::NeuronsOp op) { return op.getDashSyn(); });
  diffParameter("threshold",
                [](xylo::NeuronsOp op) { return op.getThreshold(); });
  diffParameter("bias", [](xylo::NeuronsOp op) { return op.getBias(); });
}

void tidepool::diff::diffCores(xylo::CoreOp oldCore, xylo::CoreOp newCore,
                               Report &report) {
  CoreDiff diff(oldCore, newCore, report);
  diff.diffHeader();
  diff.diffContents();
}

void tidepool::diff::diffCoreContents(xylo::CoreOp oldCore,
                                      xylo::CoreOp newCore, Report &report) {
  CoreDiff(oldCore, newCore, report).diffContents();
}
