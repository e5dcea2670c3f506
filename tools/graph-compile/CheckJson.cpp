//===- CheckJson.cpp - A check for programs -------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"

#include "tidepool/Support/DiagnosticFacts.h"
#include "tidepool/Support/Json.h"
#include "tidepool/Target/NIR/Import/Convention.h"

using namespace mlir;
using namespace tidepool;

namespace json = llvm::json;

static json::Array listBreaks(const CheckResult::Breaks &breaks) {
  json::Array list;
  for (StringRef rule : breaks)
    list.push_back(toUtf8(rule));
  return list;
}

static json::Value describe(const std::optional<nir::Reading> &reading) {
  if (!reading)
    return nullptr;
  return json::Object{
      {"dt", reading->dt},
      {"convention", nir::getConventionName(reading->convention)},
      {"reason", toUtf8(reading->reason)},
      {"assumed", reading->isAssumed}};
}

static json::Array listNodes(const CheckResult &result) {
  llvm::StringMap<CheckResult::Breaks> breaks = result.findBreaksByNode();
  json::Array list;
  for (const nir::NodeOutcome &node : result.import.nodes) {
    json::Object errors;
    for (const nir::ErrorSize &error : node.fidelity.errors)
      errors[error.quantity] = toFiniteJson(error.value);
    list.push_back(json::Object{
        {"node", toUtf8(node.path)},
        {"type", nir::getName(node.type)},
        {"becomes", node.becomes.empty() ? json::Value(nullptr)
                                         : json::Value(node.becomes)},
        {"fidelity", nir::getName(node.fidelity.kind)},
        {"reason", toUtf8(node.fidelity.reason)},
        {"errors", std::move(errors)},
        {"breaks", listBreaks(breaks.lookup(node.path))}});
  }
  return list;
}

static json::Array listModules(const CheckResult &result) {
  auto breaks = result.findBreaksByLocation();
  json::Array list;
  for (const CheckedModule &module : result.modules)
    list.push_back(
        json::Object{{"module", toUtf8(module.label)},
                     {"op", module.op},
                     {"location", toJson(module.loc)},
                     {"breaks", listBreaks(breaks.lookup(module.loc))}});
  return list;
}

static json::Array listDiagnostics(const CheckedDiagnostics &diagnostics,
                                   bool isNIR) {
  json::Array list;
  for (const CheckedDiagnostic &diag : diagnostics) {
    json::Object facts = diag.facts;
    if (isNIR)
      facts["node"] = toUtf8(getNodePath(diag.loc));
    list.push_back(std::move(facts));
  }
  return list;
}

static json::Object describe(const ChipCheck &check, bool isNIR) {
  json::Array resources;
  for (const xylo::ResourceUse &use : check.resources)
    resources.push_back(
        json::Object{{"resource", use.resource},
                     {"rule", use.rule},
                     {"used", use.used},
                     {"available", use.available ? json::Value(*use.available)
                                                 : json::Value(nullptr)},
                     {"fits", use.fits()}});
  return json::Object{
      {"chip", check.chip->name},
      {"holds", check.holds},
      {"assembles", check.assembles},
      {"memory_map", check.chip->hasMemoryMap()},
      {"resources", std::move(resources)},
      {"diagnostics", listDiagnostics(check.diagnostics, isNIR)}};
}

json::Value tidepool::toJson(const CheckResult &result) {
  json::Array chips;
  for (const ChipCheck &check : result.chips)
    chips.push_back(describe(check, result.isNIR));
  auto orNull = [](StringRef text) {
    return text.empty() ? json::Value(nullptr) : json::Value(toUtf8(text));
  };
  return json::Object{
      {"file", toUtf8(result.file)},
      {"network", orNull(result.network)},
      {"compiles", result.passes()},
      {"reading", describe(result.import.reading)},
      {"nodes", listNodes(result)},
      {"modules", listModules(result)},
      {"diagnostics", listDiagnostics(result.diagnostics, result.isNIR)},
      {"obstacle", orNull(result.obstacle)},
      {"chips", std::move(chips)}};
}
