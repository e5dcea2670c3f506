//===- Cost.cpp - What a network costs its chip ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/Cost.h"

#include "tidepool/Support/Json.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

#include <array>
#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;
namespace json = llvm::json;

Cost::Cost(const ChipNetwork &network)
    : dt(network.info.dt), numInputs(network.info.numInputs),
      numHidden(network.hidden.size()), factors(getCycleFactors(network)),
      worst(countWorstOperations(network)) {
  if (!network.chip)
    return;
  chip = network.chip->name.str();
  defaultClock = network.chip->timing.defaultClock;
}

std::optional<CycleCount> Cost::countWorstCycles() const {
  if (!factors)
    return std::nullopt;
  return countCycles(*factors);
}

/// What one of `size` things does in one of `numSteps` steps; 0 where there is
/// none.
static double getMean(uint64_t sum, uint64_t numSteps, uint64_t size = 1) {
  double number = static_cast<double>(numSteps) * size;
  return number == 0 ? 0 : sum / number;
}

Activity Cost::getMeanActivity(const ActivityCounts &counts) const {
  return {getMean(counts.activeInputs, counts.numSteps, numInputs),
          getMean(counts.activeHidden, counts.numSteps, numHidden)};
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

template <typename... Args>
static std::string formatText(const char *format, Args... args) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format(format, args...);
  return text;
}

std::string tidepool::simulation::formatClock(double hertz) {
  const std::pair<double, const char *> units[] = {
      {1e9, "GHz"}, {1e6, "MHz"}, {1e3, "kHz"}};
  // Three digits: what they round up to a thousand is one of the next unit.
  constexpr double almostOne = 0.9995;
  for (auto [unit, name] : units)
    if (hertz >= almostOne * unit)
      return formatText("%.3g ", hertz / unit) + name;
  return formatText("%.3g Hz", hertz);
}

/// Whole numbers without a point, others with one digit behind it, or with as
/// many as small ones need.
static std::string formatCount(double count) {
  constexpr double tolerance = 1e-6, small = 10;
  if (std::abs(count - std::round(count)) < tolerance)
    return formatText("%.0f", std::round(count));
  return formatText(count < small ? "%.3g" : "%.1f", count);
}

static std::string formatShare(double share) {
  return formatText("%.3g %%", 100 * share);
}

std::string Cost::describeCycles() const {
  std::optional<CycleCount> cycles = countWorstCycles();
  if (!cycles)
    return "no model of cycles is public for " + chip;
  std::string text = formatCount(cycles->getTotal()) + " per step at worst";
  if (!(dt > 0))
    return text;
  double clock = getClock(cycles->getTotal(), dt);
  text += formatText("; real time at dt %g ms needs ", dt * 1e3) +
          formatClock(clock);
  if (defaultClock && clock > *defaultClock)
    text += ", above the " + formatClock(*defaultClock) +
            " that its development kit has by default";
  return text;
}

std::string Cost::describeOperations() const {
  std::string text =
      std::to_string(worst.getSynapticAdditions()) + " synaptic additions, ";
  if (worst.aliasAdditions > 0)
    text += std::to_string(worst.aliasAdditions) + " alias additions, ";
  return text + std::to_string(worst.neuronUpdates) +
         " neuron updates per step at worst";
}

namespace {
/// The additions in synapses, with their name for people.
struct Additions {
  const char *name;
  uint64_t OperationCount::*count;
};
} // namespace

static constexpr std::array<Additions, 3> additions = {{
    {"input additions", &OperationCount::inputAdditions},
    {"recurrent additions", &OperationCount::recurrentAdditions},
    {"output additions", &OperationCount::outputAdditions},
}};

/// What the model takes for each of them: those of first synapses, where it
/// does not look at input and output weights one by one.
static std::array<double, 3> estimateAdditions(const CycleFactors &factors,
                                               Activity activity) {
  double spiking = activity.hidden;
  return {activity.input * factors.numInputs * factors.inputExpansion,
          spiking * factors.numHidden * factors.meanFanOut,
          spiking * factors.outputExpansion * factors.numOutputs};
}

static void printRow(llvm::raw_ostream &os, llvm::StringRef name,
                     llvm::ArrayRef<std::string> cells) {
  constexpr unsigned nameWidth = 21, cellWidth = 10;
  std::string line;
  llvm::raw_string_ostream text(line);
  text << llvm::left_justify(name, nameWidth);
  for (const std::string &cell : cells)
    text << llvm::right_justify(cell, cellWidth);
  os << llvm::StringRef(line).rtrim() << '\n';
}

void Cost::print(llvm::raw_ostream &os, const ActivityCounts &counts) const {
  Activity mean = getMeanActivity(counts);
  auto printOperations = [&](llvm::StringRef name,
                             uint64_t OperationCount::*count,
                             std::string estimate) {
    printRow(os, ("  " + name).str(),
             {formatCount(getMean(counts.operations.*count, counts.numSteps)),
              formatCount(counts.mostOperations.*count),
              formatCount(worst.*count), std::move(estimate)});
  };
  printRow(os, "cost of a step",
           {"mean", "busiest", "worst", factors ? "model" : ""});
  printRow(os, "  inputs active",
           {formatShare(mean.input),
            formatShare(getMean(counts.mostInputs, 1, numInputs)),
            formatShare(1)});
  printRow(os, "  hidden active",
           {formatShare(mean.hidden),
            formatShare(getMean(counts.mostHidden, 1, numHidden)),
            formatShare(1)});
  for (auto [k, kind] : llvm::enumerate(additions))
    printOperations(kind.name, kind.count,
                    factors ? formatCount(estimateAdditions(*factors, mean)[k])
                            : "");
  if (worst.aliasAdditions > 0)
    printOperations("alias additions", &OperationCount::aliasAdditions, "");
  printOperations("neuron updates", &OperationCount::neuronUpdates, "");
  printCycles(os, counts);
}

void Cost::printCycles(llvm::raw_ostream &os,
                       const ActivityCounts &counts) const {
  if (!factors) {
    os << "  " << describeCycles() << '\n';
    return;
  }
  double mean = countCycles(*factors, getMeanActivity(counts)).getTotal();
  double worst = countCycles(*factors).getTotal();
  printRow(
      os, "  cycles",
      {formatCount(mean), formatCount(counts.mostCycles), formatCount(worst)});
  if (dt > 0)
    printRow(os, "  clock",
             {formatClock(getClock(mean, dt)),
              formatClock(getClock(counts.mostCycles, dt)),
              formatClock(getClock(worst, dt))});
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static json::Object makeJson(const CycleCount &cycles) {
  return json::Object{{"input", cycles.input},
                      {"hidden_currents", cycles.hiddenCurrents},
                      {"output_currents", cycles.outputCurrents},
                      {"hidden_spiking", cycles.hiddenSpiking},
                      {"output_spiking", cycles.outputSpiking},
                      {"total", cycles.getTotal()},
                      {"parallel_operations", cycles.parallelOperations}};
}

/// An image has one alias target for each source, so both have one number.
static json::Object makeJson(const CycleFactors &factors) {
  return json::Object{{"inputs", factors.numInputs},
                      {"input_expansion", factors.inputExpansion},
                      {"hidden", factors.numHidden},
                      {"output_expansion", factors.outputExpansion},
                      {"outputs", factors.numOutputs},
                      {"fan_out", factors.meanFanOut},
                      {"alias_targets", factors.aliases},
                      {"alias_sources", factors.aliases},
                      {"clock_margin", clockMargin}};
}

json::Object Cost::toJson() const {
  json::Object object{{"chip", chip},
                      {"dt", dt},
                      {"default_clock", nullptr},
                      {"cycles", nullptr},
                      {"clock", nullptr},
                      {"factors", nullptr},
                      {"operations", worst.toJson()}};
  if (defaultClock)
    object["default_clock"] = *defaultClock;
  if (!factors) {
    object["reason"] = describeCycles();
    return object;
  }
  CycleCount cycles = countCycles(*factors);
  object["cycles"] = makeJson(cycles);
  object["clock"] = toFiniteJson(getClock(cycles.getTotal(), dt));
  object["factors"] = makeJson(*factors);
  return object;
}

/// The mean and the largest number of a step.
static json::Object makePair(json::Value mean, json::Value busiest) {
  return json::Object{{"mean", std::move(mean)},
                      {"busiest", std::move(busiest)}};
}

json::Object Cost::toJson(const ActivityCounts &counts) const {
  Activity mean = getMeanActivity(counts);
  json::Object object{
      {"steps", counts.numSteps},
      {"inputs_active",
       makePair(mean.input, getMean(counts.mostInputs, 1, numInputs))},
      {"hidden_active",
       makePair(mean.hidden, getMean(counts.mostHidden, 1, numHidden))},
      {"operations", json::Object{{"total", counts.operations.toJson()},
                                  {"busiest", counts.mostOperations.toJson()}}},
      {"cycles", nullptr},
      {"clock", nullptr},
      {"model_additions", nullptr},
      {"worst", toJson()}};
  if (!factors)
    return object;
  CycleCount cycles = countCycles(*factors, mean);
  object["cycles"] = makePair(makeJson(cycles), counts.mostCycles);
  object["clock"] = makePair(toFiniteJson(getClock(cycles.getTotal(), dt)),
                             toFiniteJson(getClock(counts.mostCycles, dt)));
  auto [input, recurrent, output] = estimateAdditions(*factors, mean);
  object["model_additions"] = json::Object{
      {"input", input}, {"recurrent", recurrent}, {"output", output}};
  return object;
}
