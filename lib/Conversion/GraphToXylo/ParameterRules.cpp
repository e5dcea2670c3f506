//===- ParameterRules.cpp - Design rules: values of parameters ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

#include "llvm/Support/Format.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

/// Time steps may differ by rounding, no more.
static constexpr double timeStepTolerance = 1e-5;

/// With so many digits that what differs looks different.
static std::string format(double value, unsigned digits = 6) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << llvm::format("%.*g", digits, value);
  return text;
}

static bool isAllZero(ElementsAttr attr) {
  auto values = graph::FloatElementsView::ofVerified(attr);
  int64_t stored =
      values.isSplat() ? std::min<int64_t>(values.size(), 1) : values.size();
  for (int64_t i = 0; i < stored; ++i)
    if (values[i] != 0)
      return false;
  return true;
}

void rules::checkTimeStep(RuleContext &context) {
  using Population = NeuronConnections::Population;
  // Two populations differ if the one with the smallest and the one with the
  // largest time step so far do.
  std::optional<Population> smallest, largest;
  auto getTimeStep = [](Population population) {
    return *population.op.getTimeStep();
  };
  for (Population population : context.connections.getPopulations()) {
    if (!population.op.getTimeStep()) {
      context.report(population.op,
                     context.quote(population.module) + " has no time step",
                     "set 'dt' in seconds");
      continue;
    }
    double dt = getTimeStep(population);
    for (const std::optional<Population> &other : {smallest, largest}) {
      double otherDt = other ? getTimeStep(*other) : dt;
      if (std::abs(dt - otherDt) <= timeStepTolerance * std::max(dt, otherDt))
        continue;
      context.report(population.op,
                     context.quote(population.module) +
                         " has dt = " + format(dt, 9) + " s, but " +
                         context.quote(other->module) + " has " +
                         format(otherDt, 9) + " s; the chip has one time step",
                     "use the same 'dt' everywhere",
                     {{other->op, context.quote(other->module) +
                                      " sets the time step here"}},
                     Measure{dt, otherDt});
      break;
    }
    if (!smallest || dt < getTimeStep(*smallest))
      smallest = population;
    if (!largest || dt > getTimeStep(*largest))
      largest = population;
  }
}

/// Reports the time constants of `attr` that are not above dt: the first one,
/// and how many others.
static void checkAboveTimeStep(RuleContext &context,
                               const NeuronConnections::Population &population,
                               StringRef name, ElementsAttr attr, double dt) {
  auto values = graph::FloatElementsView::ofVerified(attr);
  std::optional<int64_t> first;
  size_t numOthers = 0;
  for (int64_t i = 0; i < values.size(); ++i) {
    if (values[i] > dt)
      continue;
    if (first)
      ++numOthers;
    else
      first = i;
  }
  if (!first)
    return;
  std::string others =
      numOthers ? " (and " + std::to_string(numOthers) + " others)" : "";
  context.report(population.op,
                 (context.quote(population.module) + " has " + name + "[" +
                  Twine(*first) + "]" + others + " = " +
                  format(values[*first]) +
                  " s, which is not above dt = " + format(dt) + " s")
                     .str(),
                 "use a smaller 'dt' or a longer time constant", {},
                 Measure{values[*first], dt});
}

void rules::checkTimeConstant(RuleContext &context) {
  // The chip has one time step, the first population's; time steps that differ
  // only by rounding must not turn a time constant into it.
  std::optional<double> chipDt;
  for (NeuronConnections::Population population :
       context.connections.getPopulations()) {
    graph::LIFNeuronsOp op = population.op;
    std::optional<double> dt = op.getTimeStep();
    if (!dt)
      continue;
    chipDt = chipDt.value_or(*dt);
    double longest = std::max(*dt, *chipDt);
    checkAboveTimeStep(context, population, "tau_mem", op.getTauMem(), longest);
    checkAboveTimeStep(context, population, "tau_syn", op.getTauSyn(), longest);
  }
}

static bool hasBiases(graph::WeightsOpInterface weights) {
  return weights && weights.getBiases() && !isAllZero(*weights.getBiases());
}

void rules::checkWeightBias(RuleContext &context) {
  if (context.weightBias != WeightBias::Error)
    return;
  for (unsigned module = 0; module < context.view.getModules().size();
       ++module) {
    auto weights = context.view.getAs<graph::WeightsOpInterface>(module);
    if (hasBiases(weights))
      context.report(weights,
                     context.quote(module) +
                         " has biases, which weights on the chip do not have",
                     "train without biases, or map with weight-bias=fold or "
                     "weight-bias=drop");
  }
}

void rules::checkNeuronBias(RuleContext &context) {
  if (context.chip.hasBias)
    return;
  for (unsigned module = 0; module < context.view.getModules().size();
       ++module) {
    auto neurons = context.view.getAs<graph::LIFNeuronsOp>(module);
    auto weights = context.view.getAs<graph::WeightsOpInterface>(module);
    bool isNeuronBias =
        neurons && neurons.getBias() && !isAllZero(*neurons.getBias());
    bool isFolded =
        context.weightBias == WeightBias::Fold && hasBiases(weights);
    if (isNeuronBias || isFolded)
      context.report(context.view.getModule(module),
                     context.quote(module) + " has biases, which " +
                         (isFolded ? "neurons of '" : "'") +
                         context.chip.name.str() + "' " +
                         (isFolded ? "do" : "does") + " not have",
                     "train without biases or use another chip");
  }
}
