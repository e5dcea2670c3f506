//===- Convention.cpp - What time step and equations a file means ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Convention.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace tidepool::nir;
using llvm::ArrayRef;
using llvm::StringRef;

StringRef tidepool::nir::getConventionName(Convention convention) {
  switch (convention) {
  case Convention::Auto:
    return "auto";
  case Convention::Exact:
    return "exact";
  case Convention::Euler:
    return "euler";
  case Convention::Rockpool:
    return "rockpool";
  }
  llvm_unreachable("unknown convention");
}

double tidepool::nir::lambertW(double x) {
  // Newton's method on w + log(w) = log(x), which is concave: from a start
  // below the root, the steps rise towards it.
  double w = x / (1 + x);
  for (int step = 0; step < 50; ++step) {
    double next = w * (1 + std::log(x) - std::log(w)) / (1 + w);
    if (std::fabs(next - w) <= 1e-15 * next)
      return next;
    w = next;
  }
  return w;
}

namespace {
/// Collects what several numbers say about the time step.
class StepEvidence {
public:
  explicit StepEvidence(bool mayBeRound) : mayBeRound(mayBeRound) {}

  /// `isOwnChoice` tells a number that is no default.
  void add(double tau, double step, bool isOwnChoice = false) {
    shortestTau = std::min(shortestTau, tau);
    smallest = std::min(smallest, step);
    largest = std::max(largest, step);
    if (!firstTau)
      firstTau = tau;
    isSupported |= isOwnChoice || std::fabs(tau - *firstTau) > 1e-6 * tau;
  }

  /// The step that all numbers agree on.
  std::optional<double> get() const {
    double step = (smallest + largest) / 2;
    if (!firstTau || !std::isfinite(step) || smallest <= 0 ||
        largest - smallest > tolerance * smallest)
      return std::nullopt;
    return isSupported || (mayBeRound && isRound(step))
               ? std::optional(sharpen(step))
               : std::nullopt;
  }
  double getShortestTau() const { return shortestTau; }

private:
  /// The nearest number of two digits.
  static double getRound(double step) {
    double unit = std::pow(10.0, std::floor(std::log10(step)) - 1);
    // Dividing by 10^n is exact where multiplying with 10^-n is not.
    double inverse = std::round(1 / unit);
    double digits = std::round(step / unit);
    return unit < 1 ? digits / inverse : digits * unit;
  }
  static bool isRound(double step) {
    return std::fabs(getRound(step) - step) < 1e-4 * step;
  }
  /// Single precision blurs what was a round number.
  static double sharpen(double step) {
    return std::fabs(getRound(step) - step) < 1e-5 * step ? getRound(step)
                                                          : step;
  }

  /// Producers may store single precision.
  static constexpr double tolerance = 1e-3;
  bool mayBeRound; ///< whether a round step is evidence
  double smallest = HUGE_VAL, largest = 0, shortestTau = HUGE_VAL;
  std::optional<double> firstTau;
  bool isSupported = false; ///< by different time constants
};
} // namespace

std::optional<double>
tidepool::nir::findUnitGainStep(ArrayRef<NeuronLayer> layers) {
  StepEvidence evidence(/*mayBeRound=*/false);
  for (const NeuronLayer &layer : layers) {
    for (auto [tau, r] : llvm::zip(layer.getMembraneTaus(), layer.get("r")))
      evidence.add(tau, tau / r);
    if (layer.hasSynapse())
      for (auto [tau, wIn] : llvm::zip(layer.get("tau_syn"), layer.get("w_in")))
        evidence.add(tau, tau / wIn, /*isOwnChoice=*/wIn != 1);
  }
  std::optional<double> step = evidence.get();
  // Forward Euler is meant, which needs a step below every time constant.
  return step && *step < evidence.getShortestTau() ? step : std::nullopt;
}

std::optional<double>
tidepool::nir::findRockpoolStep(ArrayRef<NeuronLayer> layers) {
  // The exponential makes chance round numbers rare.
  StepEvidence evidence(/*mayBeRound=*/true);
  for (const NeuronLayer &layer : layers) {
    auto isOne = [](double value) { return value == 1; };
    auto isZero = [](double value) { return value == 0; };
    if (!llvm::all_of(layer.get("v_leak"), isZero) ||
        (layer.hasSynapse() && !llvm::all_of(layer.get("w_in"), isOne)))
      return std::nullopt;
    for (auto [tau, r] : llvm::zip(layer.getMembraneTaus(), layer.get("r"))) {
      if (r <= 0)
        return std::nullopt;
      evidence.add(tau, tau * lambertW(1 / r));
    }
  }
  return evidence.get();
}

static bool isClose(std::optional<double> found, double dt) {
  return found && std::fabs(*found - dt) <= 1e-3 * dt;
}

/// What the file says about itself, where the options leave it open.
static Reading followNotes(const ReadingNotes &notes,
                           const ImportOptions &options) {
  bool isAuto = options.convention == Convention::Auto;
  Reading reading;
  reading.dt = options.dt.value_or(notes.dt);
  reading.convention = isAuto ? notes.convention : options.convention;
  reading.reason = "the file's metadata say so";
  if (options.dt)
    reading.reason = "the time step is given; the file's metadata say the rest";
  else if (!isAuto)
    reading.reason = "the convention is given; the file's metadata say the "
                     "rest";
  return reading;
}

Reading tidepool::nir::chooseReading(ArrayRef<NeuronLayer> layers,
                                     const ImportOptions &options,
                                     const std::optional<ReadingNotes> &notes) {
  std::optional<double> unitGain = findUnitGainStep(layers);
  std::optional<double> rockpool = findRockpoolStep(layers);
  const char *unitGainReason = "r * dt / tau_mem and w_in * dt / tau_syn are 1 "
                               "in all layers, as snnTorch writes them";
  const char *rockpoolReason = "r is tau_mem / dt * exp(-dt / tau_mem) in all "
                               "layers, as Rockpool writes it";
  bool isAuto = options.convention == Convention::Auto;
  if (notes && (isAuto || !options.dt))
    return followNotes(*notes, options);
  auto allows = [&](Convention convention, std::optional<double> step) {
    return (isAuto || options.convention == convention) && step &&
           (!options.dt || isClose(step, *options.dt));
  };
  if (allows(Convention::Euler, unitGain))
    return {Convention::Euler, options.dt.value_or(*unitGain), unitGainReason};
  if (allows(Convention::Rockpool, rockpool))
    return {Convention::Rockpool, options.dt.value_or(*rockpool),
            rockpoolReason};
  Convention convention = isAuto ? Convention::Exact : options.convention;
  if (options.dt)
    return {convention, *options.dt,
            isAuto ? "the time step is given; no producer's convention fits it"
                   : "as the options say"};
  // Any reading works with the step that the parameters show.
  if (std::optional<double> step = unitGain ? unitGain : rockpool)
    return {convention, *step,
            std::string("the convention is given; ") +
                (unitGain ? unitGainReason : rockpoolReason)};
  return {convention, 1e-3,
          "the file does not show its time step; " + formatNumber(1e-3) +
              " s is assumed",
          true};
}
