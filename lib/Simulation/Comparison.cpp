//===- Comparison.cpp - Two stages on the same spikes ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Comparison.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Json.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;

/// Number `index` of a signal or of outputs.
template <typename AnyValues>
static double get(const AnyValues &values, size_t index) {
  return std::visit(
      [index](auto numbers) { return static_cast<double>(numbers[index]); },
      values);
}

/// Equal, two numbers that are none included.
static bool isSame(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

std::string Difference::describe() const {
  return llvm::formatv("step {0}: {1} of neuron {2} of '{3}' is {4} against "
                       "{5}",
                       step, signal, neuron, module, llvm::format("%g", left),
                       llvm::format("%g", right))
      .str();
}

//===----------------------------------------------------------------------===//
// Who belongs to whom
//===----------------------------------------------------------------------===//

void Comparison::addSignals(Pair &pair, Depth depth) {
  std::vector<Signal> leftSignals = left->getSignals();
  std::vector<Signal> rightSignals = right->getSignals();
  llvm::StringRef spikes = getSpikeSignal(pair.result.layer);
  pair.signals.push_back(
      {*findSignal(leftSignals, spikes), *findSignal(rightSignals, spikes)});
  if (depth == Depth::Spikes)
    return;
  for (const Signal &signal : leftSignals) {
    if (signal.layer != pair.result.layer || signal.isInternal ||
        signal.name == spikes)
      continue;
    if (const Signal *other = findSignal(rightSignals, signal.name))
      pair.signals.push_back({signal, *other});
  }
}

using PopulationMap = llvm::StringMap<const Population *>;

/// Those of a network by label.
static PopulationMap mapPopulations(const NetworkInfo &info) {
  PopulationMap populations;
  for (const Population &population : info.populations)
    populations[population.label] = &population;
  return populations;
}

/// Whether labels say which neuron is which: each stands for one module, of
/// the same layer and size in both networks.
static bool haveSameLabels(const NetworkInfo &left,
                           const PopulationMap &right) {
  return mapPopulations(left).size() == left.populations.size() &&
         right.size() == left.populations.size() &&
         llvm::all_of(left.populations, [&](const Population &population) {
           const Population *other = right.lookup(population.label);
           return other && other->layer == population.layer &&
                  other->neurons.size() == population.neurons.size();
         });
}

/// All neurons of a layer as one population.
static Population joinLayer(const NetworkInfo &info, Layer layer) {
  Population all{layer, getName(layer), {}};
  for (uint32_t id = 0; id < info.getNumNeurons(layer); ++id)
    all.neurons.push_back(id);
  return all;
}

static llvm::Error checkSizes(const NetworkInfo &left,
                              const NetworkInfo &right) {
  auto check = [](llvm::StringRef what, size_t a, size_t b) -> llvm::Error {
    if (a == b)
      return llvm::Error::success();
    return makeError("the networks cannot be compared: one has ", a, " ", what,
                     ", the other ", b);
  };
  if (auto error = check("inputs", left.numInputs, right.numInputs))
    return error;
  if (auto error = check("outputs", left.numOutputs, right.numOutputs))
    return error;
  for (Layer layer : {Layer::Hidden, Layer::Output})
    if (auto error =
            check(std::string(getName(layer)) + " neurons",
                  left.getNumNeurons(layer), right.getNumNeurons(layer)))
      return error;
  return llvm::Error::success();
}

llvm::Expected<Comparison> Comparison::create(Simulator &left, Simulator &right,
                                              Depth depth) {
  const NetworkInfo &leftInfo = left.getInfo(), &rightInfo = right.getInfo();
  if (llvm::Error error = checkSizes(leftInfo, rightInfo))
    return std::move(error);
  Comparison comparison(left, right);
  PopulationMap modules = mapPopulations(rightInfo);
  if (!haveSameLabels(leftInfo, modules)) {
    for (Layer layer : {Layer::Hidden, Layer::Output})
      comparison.addPair(joinLayer(leftInfo, layer),
                         joinLayer(rightInfo, layer), depth);
    return std::move(comparison);
  }
  for (const Population &population : leftInfo.populations)
    comparison.addPair(population, *modules.lookup(population.label), depth);
  return std::move(comparison);
}

void Comparison::addPair(const Population &leftModule,
                         const Population &rightModule, Depth depth) {
  Pair pair;
  pair.result.label = leftModule.label;
  pair.result.layer = leftModule.layer;
  pair.result.numNeurons = leftModule.neurons.size();
  pair.left = leftModule.neurons;
  pair.right = rightModule.neurons;
  pair.leftCounts.resize(pair.left.size());
  pair.rightCounts.resize(pair.right.size());
  addSignals(pair, depth);
  pairs.push_back(std::move(pair));
}

//===----------------------------------------------------------------------===//
// Comparing
//===----------------------------------------------------------------------===//

void Comparison::recordDivergence(std::optional<Divergence> &divergence,
                                  double spikes, const Pair &pair) {
  if (!divergence && !std::isfinite(spikes))
    divergence = {numSteps, pair.result.label};
}

void Comparison::recordModule(Pair &pair) {
  const auto &[leftSpikes, rightSpikes] = pair.signals.front();
  for (uint32_t k = 0; k < pair.left.size(); ++k) {
    double a = get(leftSpikes.values, pair.left[k]);
    double b = get(rightSpikes.values, pair.right[k]);
    pair.leftCounts[k] += a;
    pair.rightCounts[k] += b;
    recordDivergence(leftDivergence, a, pair);
    recordDivergence(rightDivergence, b, pair);
    if (!isSame(a, b) && !pair.result.firstStep)
      pair.result.firstStep = numSteps;
  }
  if (firstDifference)
    return;
  for (const auto &[a, b] : pair.signals)
    for (uint32_t k = 0; k < pair.left.size(); ++k) {
      double x = get(a.values, pair.left[k]), y = get(b.values, pair.right[k]);
      if (isSame(x, y))
        continue;
      firstDifference = {numSteps, a.name, pair.result.label, k, x, y};
      return;
    }
}

void Comparison::recordOutputs() {
  Values a = left->getOutputs(), b = right->getOutputs();
  for (size_t k = 0; k < getSize(a); ++k) {
    double x = get(a, k), y = get(b, k);
    numOutputsAgreeing += isSame(x, y);
    leftOutput += x;
    rightOutput += y;
  }
}

void Comparison::record() {
  for (Pair &pair : pairs)
    recordModule(pair);
  recordOutputs();
  ++numSteps;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

size_t Comparison::getNumNeurons() const {
  size_t count = 0;
  for (const Pair &pair : pairs)
    count += pair.left.size();
  return count;
}

std::vector<ModuleDifference> Comparison::getModules() const {
  std::vector<ModuleDifference> modules;
  for (const Pair &pair : pairs) {
    ModuleDifference &module = modules.emplace_back(pair.result);
    for (auto [a, b] : llvm::zip(pair.leftCounts, pair.rightCounts)) {
      module.leftSpikes += a;
      module.rightSpikes += b;
      module.countError += std::abs(a - b);
    }
  }
  return modules;
}

/// "12.5 %", or "-" for a part of nothing, or of what has no end.
static std::string getPercent(double part, double whole) {
  if (part == 0)
    return "0 %";
  if (whole == 0 || !std::isfinite(part / whole))
    return "-";
  return llvm::formatv("{0} %", llvm::format("%.3g", 100 * part / whole)).str();
}

/// The percent of a count that agrees: 100 % means all.
static std::string getAgreement(uint64_t part, uint64_t whole) {
  constexpr double almostAll = 0.999;
  bool isRoundedUp = part < whole && part > almostAll * whole;
  return isRoundedUp ? "over 99.9 %" : getPercent(part, whole);
}

/// A count in words, that of a run that has diverged included.
static std::string getCount(double spikes, const char *format) {
  if (!std::isfinite(spikes))
    return "no count";
  return llvm::formatv("{0}", llvm::format(format, spikes)).str();
}

static void printDivergence(llvm::raw_ostream &os, llvm::StringRef column,
                            const std::optional<Divergence> &divergence) {
  if (divergence)
    os << "  diverged step " << divergence->step << ": spikes of '"
       << divergence->module << "' in the column \"" << column
       << "\" grew beyond all numbers, as nothing limits them in real "
          "arithmetic; what they reach has no meaning from there on\n";
}

void Comparison::print(llvm::raw_ostream &os) const {
  uint64_t numOutputs = numSteps * getSize(left->getOutputs());
  os << "  outputs  " << numOutputsAgreeing << " of " << numOutputs
     << " agree (" << getAgreement(numOutputsAgreeing, numOutputs) << "); "
     << getCount(leftOutput, "%.10g")
     << (std::isfinite(leftOutput) ? " spikes" : " of spikes") << " against "
     << getCount(rightOutput, "%.10g") << '\n';
  os << "  first    "
     << (firstDifference ? firstDifference->describe()
                         : std::string("no difference"))
     << '\n';
  printDivergence(os, "spikes", leftDivergence);
  printDivergence(os, "against", rightDivergence);
  std::vector<ModuleDifference> modules = getModules();
  size_t width = 6;
  for (const ModuleDifference &module : modules)
    width = std::max(width, module.label.size());
  os << "  " << llvm::left_justify("module", width)
     << "  neurons    spikes   against  count error  differs from\n";
  for (const ModuleDifference &module : modules) {
    os << "  " << llvm::left_justify(module.label, width)
       << llvm::format(
              "  %7u %9s %9s  %11s  ", module.numNeurons,
              getCount(module.leftSpikes, "%.9g").c_str(),
              getCount(module.rightSpikes, "%.9g").c_str(),
              getPercent(module.countError, module.leftSpikes).c_str());
    if (module.firstStep)
      os << "step " << *module.firstStep << '\n';
    else
      os << "nowhere\n";
  }
}

static llvm::json::Value toJson(const std::optional<Divergence> &divergence) {
  if (!divergence)
    return nullptr;
  return llvm::json::Object{{"step", divergence->step},
                            {"module", toUtf8(divergence->module)}};
}

llvm::json::Object Comparison::toJson() const {
  llvm::json::Array modules;
  for (const ModuleDifference &module : getModules()) {
    llvm::json::Object object{{"module", toUtf8(module.label)},
                              {"neurons", module.numNeurons},
                              {"spikes", toFiniteJson(module.leftSpikes)},
                              {"against", toFiniteJson(module.rightSpikes)},
                              {"count_error", toFiniteJson(module.countError)}};
    object["first_step"] = module.firstStep
                               ? llvm::json::Value(*module.firstStep)
                               : llvm::json::Value(nullptr);
    modules.push_back(std::move(object));
  }
  llvm::json::Object report{
      {"steps", numSteps},
      {"outputs", numSteps * getSize(left->getOutputs())},
      {"outputs_agreeing", numOutputsAgreeing},
      {"output_spikes", toFiniteJson(leftOutput)},
      {"output_spikes_against", toFiniteJson(rightOutput)},
      {"modules", std::move(modules)},
      {"diverged", ::toJson(leftDivergence)},
      {"diverged_against", ::toJson(rightDivergence)},
      {"first_difference", nullptr}};
  if (firstDifference)
    report["first_difference"] =
        llvm::json::Object{{"step", firstDifference->step},
                           {"signal", firstDifference->signal},
                           {"module", toUtf8(firstDifference->module)},
                           {"neuron", firstDifference->neuron},
                           {"value", toFiniteJson(firstDifference->left)},
                           {"against", toFiniteJson(firstDifference->right)}};
  return report;
}
