//===- Summary.cpp - A run in a few lines ---------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summary.h"

#include "tidepool/Support/Json.h"
#include "tidepool/Support/Printable.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;
namespace json = llvm::json;

namespace {
/// What some channels or neurons did in the whole run.
struct Tally {
  double numSpikes = 0;
  size_t size = 0, numSilent = 0;

  void add(double spikes) {
    numSpikes += spikes;
    ++size;
    numSilent += spikes == 0;
  }
};
} // namespace

static Tally addAll(llvm::ArrayRef<double> spikes) {
  Tally activity;
  for (double one : spikes)
    activity.add(one);
  return activity;
}

static Tally addPopulation(const Population &population,
                           const SpikeCounts &counts) {
  const std::vector<double> &layer = counts.getLayer(population.layer);
  Tally activity;
  for (uint32_t neuron : population.neurons)
    if (neuron < layer.size())
      activity.add(layer[neuron]);
  return activity;
}

/// Spikes per second of network time, of each channel or neuron.
static std::optional<double> getRate(const Tally &activity,
                                     const Summary &summary) {
  double seconds = summary.counts.numSteps * summary.info.dt;
  if (seconds <= 0 || activity.size == 0)
    return std::nullopt;
  return activity.numSpikes / (seconds * activity.size);
}

static std::optional<double> getSpikesPerStep(const Tally &activity,
                                              const Summary &summary) {
  if (summary.counts.numSteps == 0)
    return std::nullopt;
  return activity.numSpikes / summary.counts.numSteps;
}

static Tally getInputActivity(const Summary &summary) {
  Tally activity;
  activity.numSpikes = summary.counts.numInputSpikes;
  activity.size = summary.info.numInputs;
  return activity;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// Whole numbers without a point, as most of them are.
static void printNumber(llvm::raw_ostream &os, double value) {
  if (std::isnan(value)) {
    os << "nan"; // of either sign, which depends on the machine
    return;
  }
  constexpr double largestExact = 9007199254740992.0; // 2^53
  if (value == std::floor(value) && std::abs(value) <= largestExact)
    os << static_cast<int64_t>(value);
  else
    os << llvm::format("%.6g", value);
}

/// Three digits, or all before the point.
static void printRate(llvm::raw_ostream &os, double rate) {
  constexpr double large = 1000, tooLong = 1e8;
  if (std::isnan(rate))
    os << "nan";
  else
    os << llvm::format(rate < large || rate >= tooLong ? "%.3g" : "%.0f", rate);
}

/// Outputs are often classes, few enough to see which one wins.
static void printChannels(llvm::raw_ostream &os,
                          llvm::ArrayRef<double> channels) {
  constexpr size_t most = 16;
  os << "  by channel";
  for (double spikes : channels.take_front(most)) {
    os << ' ';
    printNumber(os, spikes);
  }
  if (channels.size() > most)
    os << " ...";
  os << '\n';
}

namespace {
/// The table of channels, layers and modules.
class ActivityTable {
public:
  ActivityTable(llvm::raw_ostream &os, const Summary &summary);

  void printHeader();
  void printRow(llvm::StringRef name, const Tally &activity,
                bool countsSilent = true);
  /// The modules of a layer, below it.
  void printModules(Layer layer);

private:
  void printCell(std::optional<double> number);

  llvm::raw_ostream &os;
  const Summary &summary;
  size_t nameWidth = 6; // "output"
};
} // namespace

static constexpr int cellWidth = 10;

ActivityTable::ActivityTable(llvm::raw_ostream &os, const Summary &summary)
    : os(os), summary(summary) {
  constexpr size_t widest = 40, indentation = 2;
  for (const Population &population : summary.info.populations)
    nameWidth = std::max(
        nameWidth,
        std::min(toPrintable(population.label).size(), widest) + indentation);
}

void ActivityTable::printHeader() {
  os.indent(2 + nameWidth) << "    spikes  per step";
  if (summary.info.dt > 0)
    os << "   Hz each";
  os << "  silent\n";
}

void ActivityTable::printCell(std::optional<double> number) {
  std::string text = "-";
  if (number) {
    text.clear();
    llvm::raw_string_ostream stream(text);
    printRate(stream, *number);
  }
  os << llvm::right_justify(text, cellWidth);
}

void ActivityTable::printRow(llvm::StringRef name, const Tally &activity,
                             bool countsSilent) {
  std::string spikes;
  llvm::raw_string_ostream stream(spikes);
  printNumber(stream, activity.numSpikes);
  os << "  " << llvm::left_justify(name, nameWidth)
     << llvm::right_justify(spikes, cellWidth);
  printCell(getSpikesPerStep(activity, summary));
  if (summary.info.dt > 0)
    printCell(getRate(activity, summary));
  if (countsSilent)
    os << "  " << activity.numSilent << " of " << activity.size;
  os << '\n';
}

void ActivityTable::printModules(Layer layer) {
  constexpr size_t most = 24; // all are in the JSON
  size_t count = 0;
  for (const Population &population : summary.info.populations) {
    if (population.layer != layer || ++count > most)
      continue;
    printRow("  " + toPrintable(population.label),
             addPopulation(population, summary.counts));
  }
  if (count > most)
    os << "    and " << count - most << " more modules\n";
}

static void printWork(llvm::raw_ostream &os, const WorkCount &work) {
  if (work.skippedUpdates == 0)
    return;
  os << "  skipped  "
     << llvm::format("%.1f", 100.0 * work.skippedUpdates / work.neuronUpdates)
     << " % of the updates of neurons, which were at rest\n";
  if (work.quietSteps > 0)
    os << "  quiet    " << work.quietSteps << " of " << work.steps
       << " steps, in which nothing could change\n";
}

/// Names the first module whose spikes cannot be counted any more.
static void printDivergence(llvm::raw_ostream &os, const Summary &summary) {
  for (const Population &population : summary.info.populations)
    if (!std::isfinite(addPopulation(population, summary.counts).numSpikes)) {
      os << "  diverged spikes of '" << toPrintable(population.label)
         << "' grew beyond all numbers, as nothing limits them in real "
            "arithmetic: what they reach is no result; --trace shows since "
            "when\n";
      return;
    }
}

void Summary::print(llvm::raw_ostream &os) const {
  os << toPrintable(info.name) << ": " << counts.numSteps << " steps";
  if (info.dt > 0)
    os << llvm::format(" of %g s", info.dt);
  if (numRecordings != 1)
    os << " in " << numRecordings << " recordings";
  if (numStepsBefore > 0)
    os << ", after " << numStepsBefore << " before";
  os << '\n';
  ActivityTable table(os, *this);
  table.printHeader();
  table.printRow("input", getInputActivity(*this), /*countsSilent=*/false);
  table.printRow("hidden", addAll(counts.hidden));
  table.printModules(Layer::Hidden);
  table.printRow("output", addAll(counts.channels));
  table.printModules(Layer::Output);
  printChannels(os, counts.channels);
  printDivergence(os, *this);
  counts.printClipped(os, maxInputSpikes);
  if (saturation)
    saturation->print(os, info);
  printWork(os, work);
  if (cost)
    cost->print(os, activity);
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static json::Value toJson(std::optional<double> number) {
  return number ? toFiniteJson(*number) : json::Value(nullptr);
}

static json::Object toJson(const Tally &activity, const Summary &summary) {
  return json::Object{
      {"size", activity.size},
      {"spikes", toFiniteJson(activity.numSpikes)},
      {"spikes_per_step", toJson(getSpikesPerStep(activity, summary))},
      {"rate", toJson(getRate(activity, summary))},
      {"silent", activity.numSilent}};
}

std::string Summary::toJson() const {
  json::Array modules;
  for (const Population &population : info.populations) {
    json::Object module = ::toJson(addPopulation(population, counts), *this);
    module["label"] = toUtf8(population.label);
    if (saturation)
      module["at_limit"] = saturation->toJson(population);
    module["layer"] = getName(population.layer);
    modules.push_back(std::move(module));
  }
  json::Object input = ::toJson(getInputActivity(*this), *this);
  input.erase("silent"); // inputs are not counted one by one
  input["clipped"] = counts.numClipped;
  json::Object output = ::toJson(addAll(counts.channels), *this);
  output["by_channel"] =
      json::Array(llvm::map_range(counts.channels, toFiniteJson));
  json::Object summary{
      {"network", toUtf8(info.name)},
      {"dt", info.dt > 0 ? json::Value(info.dt) : json::Value(nullptr)},
      {"recordings", numRecordings},
      {"steps", counts.numSteps},
      {"steps_before", numStepsBefore},
      {"input", std::move(input)},
      {"hidden", ::toJson(addAll(counts.hidden), *this)},
      {"output", std::move(output)},
      {"modules", std::move(modules)},
      {"work", json::Object{{"updates", work.neuronUpdates},
                            {"skipped", work.skippedUpdates},
                            {"quiet_steps", work.quietSteps}}}};
  if (cost)
    summary["cost"] = cost->toJson(activity);
  std::string text;
  llvm::raw_string_ostream os(text);
  json::OStream(os, /*IndentSize=*/2).value(std::move(summary));
  os << '\n';
  return text;
}
