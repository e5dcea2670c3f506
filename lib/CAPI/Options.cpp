//===- Options.cpp - Options by name --------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Objects.h"

#include "tidepool/Support/Error.h"

#include <cmath>

using namespace tidepool;
using llvm::StringRef;
using simulation::Schedule;

const TidepoolOptions &tidepool::orDefaults(const TidepoolOptions *options) {
  static const TidepoolOptions defaults;
  return options ? *options : defaults;
}

TidepoolOptions *tidepoolOptionsCreate() { return new TidepoolOptions(); }

void tidepoolOptionsDestroy(TidepoolOptions *options) { delete options; }

template <typename T>
using Choices = std::initializer_list<std::pair<StringRef, T>>;

template <typename T>
static llvm::Error choose(StringRef value, T &choice, Choices<T> choices) {
  std::string names;
  for (const auto &[name, meaning] : choices) {
    if (value == name) {
      choice = meaning;
      return llvm::Error::success();
    }
    names += (names.empty() ? "'" : ", '") + name.str() + "'";
  }
  return makeError("'", value, "' is none of the values, which are ", names);
}

/// A time step.
static llvm::Error readSeconds(StringRef value, std::optional<double> &result) {
  double seconds;
  if (value.getAsDouble(seconds) || !(seconds > 0) || !std::isfinite(seconds))
    return makeError("'", value, "' is no time in seconds above 0");
  result = seconds;
  return llvm::Error::success();
}

static llvm::Error readSize(StringRef value, int64_t &result) {
  if (value.getAsInteger(10, result) || result < 0)
    return makeError("'", value, "' is no size");
  return llvm::Error::success();
}

static llvm::Error readText(StringRef value, std::string &result) {
  result = value.str();
  return llvm::Error::success();
}

static llvm::Error setNIROption(nir::ImportOptions &options, StringRef name,
                                StringRef value) {
  using namespace nir;
  if (name == "nir-dt")
    return readSeconds(value, options.dt);
  if (name == "nir-convention")
    return choose(value, options.convention,
                  {{"auto", Convention::Auto},
                   {"exact", Convention::Exact},
                   {"euler", Convention::Euler},
                   {"rockpool", Convention::Rockpool}});
  if (name == "nir-reset")
    return choose(
        value, options.reset,
        {{"file", Reset::FromFile}, {"assume-subtract", Reset::Subtract}});
  if (name == "nir-strictness")
    return choose(value, options.strictness,
                  {{"lenient", Strictness::Lenient},
                   {"normal", Strictness::Normal},
                   {"strict", Strictness::Strict}});
  if (name == "nir-max-matrix")
    return readSize(value, options.maxEntries);
  return makeError("there is no such option");
}

static llvm::Error setOption(TidepoolOptions &options, StringRef name,
                             StringRef value) {
  using xylo::WeightBias;
  if (name == "chip")
    return readText(value, options.compile.chip);
  if (name == "quantize")
    return readText(value, options.compile.quantize);
  if (name == "prune")
    return choose(value, options.compile.prune,
                  {{"true", true}, {"false", false}});
  if (name == "weight-bias")
    return choose(value, options.compile.weightBias,
                  {{getName(WeightBias::Error), WeightBias::Error},
                   {getName(WeightBias::Drop), WeightBias::Drop},
                   {getName(WeightBias::Fold), WeightBias::Fold}});
  if (name == "target-options")
    return readText(value, options.compile.targetOptions);
  if (name == "top")
    return readText(value, options.stage.top);
  if (name == "schedule")
    return choose(value, options.stage.schedule,
                  {{"graph", Schedule::Graph}, {"chip", Schedule::Chip}});
  if (name == "dt")
    return readSeconds(value, options.stage.dt);
  return setNIROption(options.nir, name, value);
}

TidepoolStatus tidepoolOptionsSet(TidepoolOptions *options, const char *name,
                                  const char *value,
                                  TidepoolDiagnostics *diagnostics) {
  if (!areGiven({{"options", options}, {"name", name}, {"value", value}},
                diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  if (llvm::Error error = setOption(*options, name, value))
    return fail(TIDEPOOL_INVALID_ARGUMENT,
                "option '" + llvm::Twine(name) +
                    "': " + llvm::toString(std::move(error)),
                diagnostics);
  return TIDEPOOL_SUCCESS;
}
