//===- SimulatorState.cpp - Where a run stopped ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/SimulatorState.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Json.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

#include <cmath>
#include <limits>

using namespace tidepool;
using namespace tidepool::simulation;
namespace json = llvm::json;
using llvm::StringRef;

static constexpr llvm::StringLiteral formatName("tidepool-state");
static constexpr int64_t formatVersion = 1;

//===----------------------------------------------------------------------===//
// Simulators
//===----------------------------------------------------------------------===//

SimulatorState tidepool::simulation::saveState(Simulator &simulator,
                                               uint64_t numSteps) {
  SimulatorState state;
  state.network = toUtf8(simulator.getInfo().name);
  state.kind = simulator.getKind().str();
  state.numSteps = numSteps;
  for (const Signal &signal : simulator.getSignals())
    std::visit(
        [&](auto values) {
          state.signals.push_back(
              {signal.name, {values.begin(), values.end()}});
        },
        signal.values);
  return state;
}

template <typename T>
static bool canHold(double value) {
  if constexpr (std::is_floating_point_v<T>)
    return true;
  return value == std::floor(value) && value >= std::numeric_limits<T>::min() &&
         value <= std::numeric_limits<T>::max();
}

template <typename T>
static llvm::Error checkValues(StringRef name, llvm::MutableArrayRef<T> signal,
                               llvm::ArrayRef<double> values) {
  if (values.size() != signal.size())
    return makeError("the state has ", values.size(), " numbers of signal '",
                     name, "', but the network needs ", signal.size());
  const double *bad = llvm::find_if_not(values, canHold<T>);
  if (bad != values.end())
    return makeError("number ", bad - values.begin(), " of signal '", name,
                     "' in the state is ", llvm::format("%g", *bad),
                     ", which is no integer from ",
                     int64_t(std::numeric_limits<T>::min()), " to ",
                     int64_t(std::numeric_limits<T>::max()));
  return llvm::Error::success();
}

/// The saved signals by name. Fails unless each is there once and fits.
static llvm::Expected<llvm::StringMap<llvm::ArrayRef<double>>>
matchSignals(llvm::ArrayRef<Signal> signals, const SimulatorState &state) {
  llvm::StringMap<llvm::ArrayRef<double>> saved;
  for (const SimulatorState::SavedSignal &signal : state.signals)
    saved[signal.name] = signal.values;
  for (const Signal &signal : signals) {
    auto found = saved.find(signal.name);
    if (found == saved.end())
      return makeError("the state lacks the signal '", signal.name, "'");
    if (llvm::Error error = std::visit(
            [&](auto values) {
              return checkValues(signal.name, values, found->second);
            },
            signal.values))
      return std::move(error);
  }
  for (const SimulatorState::SavedSignal &signal : state.signals)
    if (llvm::none_of(signals, [&](const Signal &known) {
          return known.name == signal.name;
        }))
      return makeError("the state has a signal '", signal.name,
                       "', which this simulation does not have");
  return saved;
}

llvm::Error tidepool::simulation::restoreState(Simulator &simulator,
                                               const SimulatorState &state) {
  std::string network = toUtf8(simulator.getInfo().name);
  if (state.network != network)
    return makeError("the state belongs to the network '", state.network,
                     "', not to '", network, "'");
  if (state.kind != simulator.getKind())
    return makeError("the state is one of '", state.kind, "', not of '",
                     simulator.getKind(), "'");
  std::vector<Signal> signals = simulator.getSignals();
  auto saved = matchSignals(signals, state);
  if (!saved)
    return saved.takeError();
  for (const Signal &signal : signals)
    std::visit(
        [&](auto values) {
          llvm::copy(saved->lookup(signal.name), values.begin());
        },
        signal.values);
  simulator.stateChanged();
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// What JSON's numbers cannot say is a string.
static json::Value toJson(double value) {
  if (std::isnan(value))
    return "nan";
  if (std::isinf(value))
    return value > 0 ? "inf" : "-inf";
  if (value == 0 && std::signbit(value))
    return "-0.0";
  return value;
}

std::string tidepool::simulation::writeState(const SimulatorState &state) {
  std::string text;
  llvm::raw_string_ostream os(text);
  json::OStream json(os, /*IndentSize=*/2);
  json.objectBegin();
  json.attribute("format", formatName);
  json.attribute("version", formatVersion);
  json.attribute("network", state.network);
  json.attribute("kind", state.kind);
  json.attribute("steps", state.numSteps);
  json.attributeBegin("signals");
  json.objectBegin();
  for (const SimulatorState::SavedSignal &signal : state.signals) {
    json.attributeBegin(signal.name);
    // A signal is one line.
    json.rawValue([&](llvm::raw_ostream &os) {
      os << json::Value(json::Array(llvm::map_range(signal.values, toJson)));
    });
    json.attributeEnd();
  }
  json.objectEnd();
  json.attributeEnd();
  json.objectEnd();
  os << '\n';
  return text;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// LLVM's parser recurses over nested values; a state has no need of that.
static bool isDeep(StringRef text) {
  constexpr unsigned maxDepth = 8;
  unsigned depth = 0;
  bool isInString = false;
  for (size_t k = 0; k < text.size(); ++k) {
    char c = text[k];
    if (isInString && c == '\\')
      ++k;
    else if (c == '"')
      isInString = !isInString;
    else if (!isInString && (c == '[' || c == '{') && ++depth > maxDepth)
      return true;
    else if (!isInString && (c == ']' || c == '}') && depth > 0)
      --depth;
  }
  return false;
}

static std::optional<double> toNumber(const json::Value &value) {
  if (std::optional<StringRef> text = value.getAsString())
    return llvm::StringSwitch<std::optional<double>>(*text)
        .Case("nan", std::numeric_limits<double>::quiet_NaN())
        .Case("inf", std::numeric_limits<double>::infinity())
        .Case("-inf", -std::numeric_limits<double>::infinity())
        .Case("-0.0", -0.0)
        .Default(std::nullopt);
  return value.getAsNumber();
}

static llvm::Expected<SimulatorState::SavedSignal>
readSignal(StringRef name, const json::Value &value) {
  const json::Array *array = value.getAsArray();
  if (!array)
    return makeError("signal '", name, "' of the state is no array");
  SimulatorState::SavedSignal signal{name.str(), {}};
  signal.values.reserve(array->size());
  for (const json::Value &item : *array) {
    std::optional<double> number = toNumber(item);
    if (!number)
      return makeError("item ", signal.values.size(), " of signal '", name,
                       "' in the state is no number");
    signal.values.push_back(*number);
  }
  return signal;
}

llvm::Expected<SimulatorState> tidepool::simulation::readState(StringRef text) {
  if (isDeep(text))
    return makeError("this is no state of graph-sim");
  llvm::Expected<json::Value> parsed = json::parse(text);
  if (!parsed)
    return makeError("this is no state of graph-sim: ",
                     llvm::toString(parsed.takeError()));
  const json::Object *object = parsed->getAsObject();
  if (!object || object->getString("format") != StringRef(formatName))
    return makeError("this is no state of graph-sim");
  if (object->getInteger("version") != formatVersion)
    return makeError("the state has another version than ", formatVersion,
                     ", which is known");
  std::optional<StringRef> network = object->getString("network");
  std::optional<StringRef> kind = object->getString("kind");
  std::optional<int64_t> numSteps = object->getInteger("steps");
  const json::Object *signals = object->getObject("signals");
  if (!network || !kind || !numSteps || *numSteps < 0 || !signals)
    return makeError("the state lacks its network, kind, steps or signals");
  SimulatorState state{network->str(), kind->str(), uint64_t(*numSteps), {}};
  for (const auto &[name, value] : *signals) {
    auto signal = readSignal(name, value);
    if (!signal)
      return signal.takeError();
    state.signals.push_back(std::move(*signal));
  }
  // The order of a hash map is not ours.
  llvm::sort(state.signals,
             [](const auto &a, const auto &b) { return a.name < b.name; });
  return state;
}
