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

/// An array, piece by piece: networks may have very many of them.
template <typename Range, typename Describe>
static void printList(json::OStream &out, StringRef key, Range &&range,
                      Describe describe) {
  out.attributeArray(key, [&] {
    for (auto &element : range)
      out.value(describe(element));
  });
}

static json::Value describe(const nir::NodeOutcome &node,
                            const CheckResult::Breaks &breaks) {
  json::Object errors;
  for (const nir::ErrorSize &error : node.fidelity.errors)
    errors[error.quantity] = toFiniteJson(error.value);
  bool isKnown = node.type != nir::NodeType::Unknown;
  return json::Object{{"node", toUtf8(node.path)},
                      {"type", isKnown ? json::Value(nir::getName(node.type))
                                       : json::Value(nullptr)},
                      {"becomes", node.becomes.empty()
                                      ? json::Value(nullptr)
                                      : json::Value(node.becomes)},
                      {"fidelity", nir::getName(node.fidelity.kind)},
                      {"reason", toUtf8(node.fidelity.reason)},
                      {"errors", std::move(errors)},
                      {"breaks", listBreaks(breaks)}};
}

static json::Value describe(const CheckedModule &module,
                            const CheckResult::Breaks &breaks) {
  return json::Object{{"module", toUtf8(module.label)},
                      {"op", module.op},
                      {"location", toJson(module.loc)},
                      {"breaks", listBreaks(breaks)}};
}

static json::Value describe(const xylo::ResourceUse &use) {
  return json::Object{{"resource", use.resource},
                      {"rule", use.rule},
                      {"used", use.used},
                      {"available", use.available ? json::Value(*use.available)
                                                  : json::Value(nullptr)},
                      {"fits", use.fits()}};
}

static void printDiagnostics(json::OStream &out,
                             std::vector<Diagnostic> &diagnostics, bool isNIR) {
  printList(out, "diagnostics", diagnostics, [&](Diagnostic &diag) {
    json::Object facts = toJson(diag);
    if (isNIR)
      facts["node"] = toUtf8(getNodePath(diag.getLocation()));
    return json::Value(std::move(facts));
  });
}

static void printChip(json::OStream &out, ChipCheck &check, bool isNIR) {
  out.object([&] {
    out.attribute("chip", check.chip->name);
    out.attribute("holds", check.holds);
    out.attribute("assembles", check.assembles);
    out.attribute("addresses", check.chip->hasAddresses());
    printList(out, "resources", check.resources,
              [](const xylo::ResourceUse &use) { return describe(use); });
    printDiagnostics(out, check.diagnostics, isNIR);
  });
}

void tidepool::printJson(llvm::raw_ostream &os, CheckResult &result) {
  auto orNull = [](StringRef text) {
    return text.empty() ? json::Value(nullptr) : json::Value(toUtf8(text));
  };
  json::OStream out(os);
  out.object([&] {
    out.attribute("file", toUtf8(result.file));
    out.attribute("network", orNull(result.network));
    out.attribute("compiles", result.passes());
    out.attribute("reading", describe(result.import.reading));
    auto ofNodes = result.findBreaksByNode();
    printList(out, "nodes", result.import.nodes,
              [&](const nir::NodeOutcome &node) {
                return describe(node, ofNodes.lookup(node.path));
              });
    auto ofModules = result.findBreaksByLocation();
    printList(out, "modules", result.modules, [&](const CheckedModule &module) {
      return describe(module, ofModules.lookup(module.loc));
    });
    printDiagnostics(out, result.diagnostics, result.isNIR);
    out.attribute("obstacle", orNull(result.obstacle));
    out.attributeArray("chips", [&] {
      for (ChipCheck &check : result.chips)
        printChip(out, check, result.isNIR);
    });
  });
  os << '\n';
}
