//===- DiffCores.cpp - What differs between two cores ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/DiffCores.h"

#include "CoreMatch.h"
#include "IdRanges.h"
#include "Order.h"

#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

#include <tuple>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using xylo::Population;

namespace {

/// A weight that is not zero, or an alias. Neurons have the ids that they have
/// in the old core.
struct Weight {
  uint32_t source, target;
  uint8_t synapse;
  double value;

  auto getPlace() const { return std::tie(source, target, synapse); }
};

/// What a weight comes from: a neuron, or an input channel.
using SourceKind = std::optional<Population>;

/// The weights of one kind in one of the cores.
class Weights {
public:
  Weights(const CoreMatch &match, bool isOld, SourceKind source,
          Population target, std::vector<uint64_t> &lost)
      : match(match), isOld(isOld), source(source), target(target), lost(lost) {
  }

  /// Adds a weight between ids of this core. One of a neuron that the other
  /// core does not have is counted with the neuron's module.
  void add(uint32_t sourceId, uint32_t targetId, unsigned synapse,
           double value);

  /// In the order of ids.
  ArrayRef<Weight> takeSorted() {
    llvm::sort(weights, [](const Weight &a, const Weight &b) {
      return a.getPlace() < b.getPlace();
    });
    return weights;
  }

private:
  std::optional<uint32_t> findOldId(Population population, uint32_t id);

  const CoreMatch &match;
  bool isOld;
  SourceKind source;
  Population target;
  std::vector<uint64_t> &lost; ///< by module of this core
  std::vector<Weight> weights;
};

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
  template <typename Collect>
  void diffWeights(const Twine &group, StringRef kind, SourceKind source,
                   Population target, Collect collect);
  void tellWeight(StringRef kind, SourceKind source, Population target,
                  const Weight *oldWeight, const Weight *newWeight);
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

/// The numbers of a core: f64, i8 or i16.
class Numbers {
public:
  explicit Numbers(DenseElementsAttr attr) {
    if (attr.getElementType().isF64())
      llvm::append_range(values, attr.getValues<double>());
    else if (attr.getElementType().isInteger(8))
      llvm::append_range(values, attr.getValues<int8_t>());
    else
      llvm::append_range(values, attr.getValues<int16_t>());
  }
  double operator[](size_t index) const { return values[index]; }
  size_t size() const { return values.size(); }
  /// An entry of a matrix with so many columns; none beyond them.
  std::optional<double> get(size_t row, size_t column,
                            size_t numColumns) const {
    if (column >= numColumns)
      return std::nullopt;
    return values[row * numColumns + column];
  }

private:
  std::vector<double> values;
};
} // namespace

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

std::optional<uint32_t> Weights::findOldId(Population population, uint32_t id) {
  uint32_t partner =
      isOld ? match.getNewId(population, id) : match.getOldId(population, id);
  if (partner != CoreMatch::none)
    return isOld ? id : partner;
  const CoreModules &modules = isOld ? match.getOld() : match.getNew();
  ++lost[modules.getNeurons(population)[id].module];
  return std::nullopt;
}

void Weights::add(uint32_t sourceId, uint32_t targetId, unsigned synapse,
                  double value) {
  if (value == 0)
    return;
  if (source) {
    std::optional<uint32_t> id = findOldId(*source, sourceId);
    if (!id)
      return;
    sourceId = *id;
  }
  if (std::optional<uint32_t> id = findOldId(target, targetId))
    weights.push_back({sourceId, *id, static_cast<uint8_t>(synapse), value});
}

static void collectInputWeights(xylo::CoreOp core, Weights &weights) {
  Numbers numbers(core.getInputWeights().getWeights());
  size_t targets = core.getInputExpansion(), synapses = core.getNumSynapses();
  for (size_t k = 0; k < numbers.size(); ++k)
    weights.add(k / synapses / targets, k / synapses % targets, k % synapses,
                numbers[k]);
}

static void collectRecurrentWeights(xylo::CoreOp core, Weights &weights) {
  xylo::RecurrentWeightsOp op = core.getRecurrentWeights();
  Numbers numbers(op.getWeights());
  ArrayRef<int32_t> sources = op.getSources(), targets = op.getTargets();
  size_t synapses = core.getNumSynapses();
  for (size_t entry = 0; entry < sources.size(); ++entry)
    for (size_t s = 0; s < synapses; ++s)
      weights.add(sources[entry], targets[entry], s,
                  numbers[entry * synapses + s]);
}

static void collectOutputWeights(xylo::CoreOp core, Weights &weights) {
  Numbers numbers(core.getOutputWeights().getWeights());
  size_t outputs = core.getNumOutputs();
  size_t firstRow = core.getNumHidden() - core.getOutputExpansion();
  for (size_t k = 0; k < numbers.size(); ++k)
    weights.add(firstRow + k / outputs, k % outputs, 0, numbers[k]);
}

static void collectAliases(xylo::CoreOp core, Weights &aliases) {
  if (xylo::AliasesOp op = core.getAliases())
    for (auto [source, target] : llvm::zip(op.getSources(), op.getTargets()))
      aliases.add(source, target, 0, 1);
}

static std::optional<Told> tell(std::optional<double> value) {
  return value ? std::optional(Told::of(*value)) : std::nullopt;
}

/// An alias has no value but that it is there.
static std::optional<Told> tell(const Weight *weight, StringRef kind) {
  if (!weight)
    return std::nullopt;
  return kind == "alias" ? Told{"", true} : Told::of(weight->value);
}

void CoreDiff::tellWeight(StringRef kind, SourceKind source, Population target,
                          const Weight *oldWeight, const Weight *newWeight) {
  report.add([&] {
    const Weight &weight = oldWeight ? *oldWeight : *newWeight;
    const CoreModules &modules = match.getOld();
    std::string name = source ? modules.getName(*source, weight.source)
                              : "input " + std::to_string(weight.source);
    name += " -> " + modules.getName(target, weight.target);
    llvm::json::Object from =
        source ? modules.toJson(*source, weight.source)
               : llvm::json::Object{{"input", weight.source}};
    llvm::json::Object facts{{"kind", kind},
                             {"from", std::move(from)},
                             {"to", modules.toJson(target, weight.target)}};
    if (hasTwoSynapses && kind == "weight" && target == Population::Hidden) {
      name += " synapse " + std::to_string(weight.synapse + 1);
      facts["synapse"] = weight.synapse + 1;
    }
    return Difference::make(name, std::move(facts), tell(oldWeight, kind),
                            tell(newWeight, kind));
  });
}

/// Walks through the weights of both cores side by side.
template <typename Collect>
void CoreDiff::diffWeights(const Twine &group, StringRef kind,
                           SourceKind source, Population target,
                           Collect collect) {
  report.beginGroup(group);
  Weights oldWeights(match, /*isOld=*/true, source, target, oldLost);
  Weights newWeights(match, /*isOld=*/false, source, target, newLost);
  collect(oldCore, oldWeights);
  collect(newCore, newWeights);
  ArrayRef<Weight> olds = oldWeights.takeSorted();
  ArrayRef<Weight> news = newWeights.takeSorted();
  while (!olds.empty() || !news.empty()) {
    bool takeOld = !olds.empty() &&
                   (news.empty() || olds[0].getPlace() <= news[0].getPlace());
    bool takeNew = !news.empty() &&
                   (olds.empty() || news[0].getPlace() <= olds[0].getPlace());
    if (!takeOld || !takeNew || olds[0].value != news[0].value)
      tellWeight(kind, source, target, takeOld ? &olds[0] : nullptr,
                 takeNew ? &news[0] : nullptr);
    olds = olds.drop_front(takeOld);
    news = news.drop_front(takeNew);
  }
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
  constexpr Population hidden = Population::Hidden, output = Population::Output;
  diffWeights("input weights", "weight", std::nullopt, hidden,
              collectInputWeights);
  diffWeights("recurrent weights", "weight", hidden, hidden,
              collectRecurrentWeights);
  diffWeights("output weights", "weight", hidden, output, collectOutputWeights);
  diffWeights("aliases", "alias", hidden, hidden, collectAliases);
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
