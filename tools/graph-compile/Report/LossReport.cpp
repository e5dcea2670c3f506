//===- LossReport.cpp - What quantising cost ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LossReport.h"

#include "tidepool/Support/Json.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using simulation::Firing;

void LossReport::addFiring(xylo::CoreOp core,
                           const simulation::FiringAnalysis &analysis) {
  firing.emplace();
  for (auto neurons : core.getBody().getOps<xylo::NeuronsOp>()) {
    ModuleFiring &module = firing->emplace_back();
    const std::vector<Firing> &ofLayer =
        neurons.getPopulation() == xylo::Population::Hidden ? analysis.hidden
                                                            : analysis.outputs;
    for (auto [k, id] : llvm::enumerate(neurons.getIds())) {
      if (ofLayer[id] == Firing::Never)
        module.never.push_back(k);
      if (ofLayer[id] == Firing::Always)
        module.always.push_back(k);
    }
  }
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static std::string describeCount(size_t count, StringRef singular,
                                 StringRef plural) {
  return (Twine(count) + " " + (count == 1 ? singular : plural)).str();
}

static std::string describe(const xylo::RoundingLoss &weights) {
  std::string text = describeCount(weights.count, "weight", "weights");
  SmallVector<std::string> losses;
  if (weights.clipped > 0)
    losses.push_back(std::to_string(weights.clipped) + " clipped");
  if (weights.toZero > 0)
    losses.push_back(std::to_string(weights.toZero) + " rounded to 0");
  if (!losses.empty())
    text += " (" + llvm::join(losses, ", ") + ")";
  return text;
}

/// The largest error of the time constants.
static std::string describeDecay(const xylo::ModuleLoss &loss) {
  double largest = std::max(std::abs(loss.membrane.largestError),
                            std::abs(loss.synapses.largestError));
  constexpr double shown = 0.0005;
  if (largest < shown)
    return "time constants kept";
  std::string text;
  llvm::raw_string_ostream(text) << "time constants off by up to "
                                 << llvm::format("%.1f", 100 * largest) << " %";
  return text;
}

/// "thresholds 53 to 175".
static std::string describeThresholds(const xylo::ModuleLoss &loss) {
  auto [smallest, largest] = loss.threshold;
  if (smallest == largest)
    return "threshold " + std::to_string(smallest);
  return "thresholds " + std::to_string(smallest) + " to " +
         std::to_string(largest);
}

static std::string describe(const xylo::ModuleLoss &loss) {
  SmallVector<std::string> parts{describe(loss.weights),
                                 describeThresholds(loss), describeDecay(loss)};
  if (loss.thresholds.clipped > 0)
    parts.push_back(describeCount(loss.thresholds.clipped, "threshold clipped",
                                  "thresholds clipped"));
  if (loss.biases.clipped > 0)
    parts.push_back(
        describeCount(loss.biases.clipped, "bias clipped", "biases clipped"));
  return llvm::join(parts, ", ");
}

static std::string describe(const ModuleFiring &firing) {
  std::string text;
  if (!firing.never.empty())
    text += ", " + describeCount(firing.never.size(), "neuron never fires",
                                 "neurons never fire");
  if (!firing.always.empty())
    text += ", " + describeCount(firing.always.size(), "neuron always fires",
                                 "neurons always fire");
  return text;
}

void LossReport::print(raw_ostream &os) const {
  constexpr size_t maxShown = 16, labelWidth = 13;
  for (auto [k, loss] : llvm::enumerate(ArrayRef(modules).take_front(maxShown)))
    os << "    " << llvm::left_justify(loss.label, labelWidth) << "  "
       << describe(loss) << (firing ? describe((*firing)[k]) : "") << '\n';
  if (modules.size() > maxShown)
    os << "    ... (" << modules.size() << " modules)\n";
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

/// An error with six digits behind the point, the same on every machine; null
/// if it is beyond all numbers.
static llvm::json::Value toValue(double error) {
  constexpr double unit = 1e6;
  // The sum has no negative zero.
  return toFiniteJson(std::nearbyint(error * unit) / unit + 0.0);
}

static llvm::json::Object toObject(const xylo::RoundingLoss &loss) {
  return llvm::json::Object{{"count", loss.count},
                            {"clipped", loss.clipped},
                            {"rounded_to_zero", loss.toZero},
                            {"largest_error", toValue(loss.largestError)},
                            {"rms_error", toValue(loss.getRmsError())}};
}

static llvm::json::Object toObject(const xylo::DecayLoss &loss) {
  return llvm::json::Object{{"count", loss.count},
                            {"clipped", loss.clipped},
                            {"largest_error", toValue(loss.largestError)},
                            {"mean_error", toValue(loss.getMeanError())}};
}

template <typename T>
static llvm::json::Array toArray(const xylo::Extent<T> &extent) {
  return llvm::json::Array{extent.smallest, extent.largest};
}

static llvm::json::Object toObject(const xylo::ModuleLoss &loss) {
  llvm::json::Object thresholds = toObject(loss.thresholds);
  thresholds["real"] = toArray(loss.realThreshold);
  thresholds["written"] = toArray(loss.threshold);
  return llvm::json::Object{{"module", toUtf8(loss.label)},
                            {"layer", loss.isOutput ? "output" : "hidden"},
                            {"neurons", loss.numNeurons},
                            {"weights", toObject(loss.weights)},
                            {"thresholds", std::move(thresholds)},
                            {"biases", toObject(loss.biases)},
                            {"tau_mem", toObject(loss.membrane)},
                            {"tau_syn", toObject(loss.synapses)}};
}

llvm::json::Object LossReport::toJson() const {
  llvm::json::Array list;
  for (auto [k, loss] : llvm::enumerate(modules)) {
    llvm::json::Object entry = toObject(loss);
    if (firing) {
      entry["never_fires"] = llvm::json::Array((*firing)[k].never);
      entry["always_fires"] = llvm::json::Array((*firing)[k].always);
    }
    list.push_back(std::move(entry));
  }
  return llvm::json::Object{{"modules", std::move(list)}};
}
