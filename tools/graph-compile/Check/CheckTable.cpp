//===- CheckTable.cpp - A check for people --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Columns.h"

#include "tidepool/Support/DiagnosticFacts.h"
#include "tidepool/Support/Printable.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace tidepool;

/// Names may have any length, and their ends differ more than their middles.
static std::string shorten(StringRef name) {
  constexpr size_t maxWidth = 48, begin = 16;
  std::string text = toPrintable(name);
  if (text.size() <= maxWidth)
    return text;
  StringRef all = text;
  size_t end = maxWidth - begin - 3;
  return (all.take_front(begin) + "..." + all.take_back(end)).str();
}

//===----------------------------------------------------------------------===//
// Nodes and modules
//===----------------------------------------------------------------------===//

namespace {
/// The reasons of a table, each once, with a number.
class Footnotes {
public:
  std::string getMark(const nir::Fidelity &fidelity) {
    auto [entry, isNew] =
        numbers.insert({describe(fidelity), numbers.size() + 1});
    return "(" + std::to_string(entry->second) + ")";
  }
  void print(raw_ostream &os) const {
    for (const auto &[text, number] : numbers)
      os << "  (" << number << ") " << toPrintable(text) << '\n';
  }

private:
  static std::string describe(const nir::Fidelity &fidelity);

  llvm::MapVector<std::string, size_t, std::map<std::string, unsigned>> numbers;
};
} // namespace

/// "a LIF node has no synapse ... [late share 0.5, mean delay steps 1]".
std::string Footnotes::describe(const nir::Fidelity &fidelity) {
  std::string text = fidelity.reason;
  llvm::raw_string_ostream os(text);
  StringRef separator = " [";
  for (const nir::ErrorSize &error : fidelity.errors) {
    std::string quantity = error.quantity.str();
    llvm::replace(quantity, '_', ' ');
    os << separator << quantity << ' ' << llvm::format("%g", error.value);
    separator = ", ";
  }
  os << (fidelity.errors.empty() ? "" : "]");
  return text;
}

static void printNodes(raw_ostream &os, CheckResult &result) {
  llvm::StringMap<CheckResult::Breaks> breaks = result.findBreaksByNode();
  Columns columns({"node", "type", "becomes", "fidelity", "breaks"});
  Footnotes footnotes;
  for (const nir::NodeOutcome &node : result.import.nodes) {
    std::string fidelity = nir::getName(node.fidelity.kind).str();
    // What is wrong with a node is among the errors below.
    bool isExplained = node.fidelity.kind == nir::FidelityKind::Refused ||
                       node.fidelity.kind == nir::FidelityKind::Broken ||
                       node.fidelity.reason.empty();
    if (!isExplained)
      fidelity += " " + footnotes.getMark(node.fidelity);
    columns.add({shorten(node.path), nir::getName(node.type).str(),
                 node.becomes.empty() ? "-" : node.becomes, fidelity,
                 llvm::join(breaks.lookup(node.path), ", ")});
  }
  columns.print(os);
  footnotes.print(os);
}

/// "12:3: ", or nothing for what has no line.
static std::string describePlace(Location loc, StringRef file) {
  llvm::json::Value value = toJson(loc);
  const llvm::json::Object *place = value.getAsObject();
  if (!place || place->getInteger("line").value_or(0) == 0)
    return "";
  std::string text = std::to_string(*place->getInteger("line")) + ":" +
                     std::to_string(*place->getInteger("column")) + ": ";
  StringRef name = *place->getString("file");
  return name == file || name == "<stdin>" ? text
                                           : toPrintable(name) + ":" + text;
}

static void printModules(raw_ostream &os, CheckResult &result) {
  auto breaks = result.findBreaksByLocation();
  Columns columns({"module", "op", "at", "breaks"});
  for (const CheckedModule &module : result.modules) {
    std::string at = describePlace(module.loc, result.file);
    columns.add({shorten(module.label), module.op,
                 StringRef(at).rtrim(": ").str(),
                 llvm::join(breaks.lookup(module.loc), ", ")});
  }
  columns.print(os);
}

//===----------------------------------------------------------------------===//
// Fit
//===----------------------------------------------------------------------===//

static std::string describeUse(const xylo::ResourceUse &use) {
  std::string text = std::to_string(use.used);
  if (!use.available)
    return text + ", no limit";
  text += " of " + std::to_string(*use.available);
  return use.fits() ? text : text + " !";
}

static std::string describeReach(const ChipCheck &check) {
  if (check.assembles)
    return "bitstream";
  return check.holds ? "xylo.core" : "nothing";
}

static void explainReach(raw_ostream &os, ArrayRef<ChipCheck> checks) {
  std::vector<StringRef> names;
  for (const ChipCheck &check : checks)
    if (check.assembles && !check.chip->hasAddresses())
      names.push_back(check.chip->name);
  if (!names.empty())
    os << "  bitstream without addresses, as those of the chip are not "
          "public: "
       << llvm::join(names, ", ") << '\n';
}

static void printFit(raw_ostream &os, ArrayRef<ChipCheck> checks) {
  auto makeRow = [&](StringRef name, auto describe) {
    std::vector<std::string> row = {name.str()};
    for (const ChipCheck &check : checks)
      row.push_back(describe(check));
    return row;
  };
  Columns columns(makeRow(
      "fit", [](const ChipCheck &check) { return check.chip->name.str(); }));
  auto addRow = [&](StringRef name, auto describe) {
    columns.add(makeRow(name, describe));
  };
  // Which resources there are does not depend on the chip.
  for (auto [index, resource] : llvm::enumerate(checks.front().resources))
    addRow(resource.resource, [i = index](const ChipCheck &check) {
      return i < check.resources.size() ? describeUse(check.resources[i]) : "-";
    });
  addRow("holds it", [](const ChipCheck &check) -> std::string {
    return check.holds ? "yes" : "no";
  });
  addRow("compiles to", describeReach);
  columns.print(os);
  explainReach(os, checks);
}

//===----------------------------------------------------------------------===//
// Diagnostics
//===----------------------------------------------------------------------===//

/// A diagnostic with its notes, one line each.
static std::string describe(Diagnostic &diag, StringRef file) {
  std::string text;
  llvm::raw_string_ostream os(text);
  auto addLine = [&](StringRef indent, Diagnostic &diag) {
    os << indent << describePlace(diag.getLocation(), file)
       << getName(diag.getSeverity()) << ": " << toPrintable(diag.str())
       << '\n';
  };
  addLine("  ", diag);
  for (Diagnostic &note : diag.getNotes())
    addLine("    ", note);
  return text;
}

/// Whether a warning says what the table says of the node already.
static bool isInTable(Diagnostic &diag,
                      const llvm::StringMap<StringRef> &reasons) {
  StringRef path = getNodePath(diag.getLocation());
  StringRef reason = reasons.lookup(path);
  std::string message = diag.str();
  StringRef text = message;
  return !reason.empty() && diag.getSeverity() == DiagnosticSeverity::Warning &&
         text.consume_front(("'" + path + "': ").str()) &&
         (text.starts_with(reason) || reason.starts_with(text));
}

static void printReading(raw_ostream &os, CheckResult &result) {
  llvm::StringMap<StringRef> reasons;
  for (const nir::NodeOutcome &node : result.import.nodes)
    reasons[node.path] = node.fidelity.reason;
  std::string text;
  for (Diagnostic &diag : result.diagnostics)
    if (!isInTable(diag, reasons))
      text += describe(diag, result.file);
  if (!text.empty())
    os << "\nreading the file\n" << text;
}

namespace {
/// What was said of several chips, each once: by the names of those chips.
class ChipDiagnostics {
public:
  explicit ChipDiagnostics(CheckResult &result);
  void print(raw_ostream &os) const;

private:
  /// A diagnostic, without the name of the chip that it may be about.
  struct Entry {
    std::string firstText; ///< as it was said of the first chip
    std::vector<StringRef> chips;
  };
  using Index = std::map<std::string, unsigned>;
  llvm::MapVector<std::string, Entry, Index> entries;
  std::string ofAllChips;
  llvm::MapVector<std::string, std::string, Index> ofChips;
};
} // namespace

ChipDiagnostics::ChipDiagnostics(CheckResult &result) {
  for (ChipCheck &check : result.chips)
    for (Diagnostic &diag : check.diagnostics) {
      std::string text = describe(diag, result.file);
      std::string key = text, name = "'" + check.chip->name.str() + "'";
      for (size_t at = 0; (at = key.find(name, at)) != std::string::npos;)
        key.replace(at, name.size(), "the chip");
      Entry &entry = entries[key];
      if (entry.chips.empty())
        entry.firstText = std::move(text);
      if (entry.chips.empty() || entry.chips.back() != check.chip->name)
        entry.chips.push_back(check.chip->name);
    }
  for (const auto &[common, entry] : entries) {
    bool isCommon = entry.chips.size() > 1;
    bool isOfAll = isCommon && entry.chips.size() == result.chips.size();
    (isOfAll ? ofAllChips : ofChips[llvm::join(entry.chips, ", ")]) +=
        isCommon ? common : entry.firstText;
  }
}

void ChipDiagnostics::print(raw_ostream &os) const {
  if (!ofAllChips.empty())
    os << "\nall chips\n" << ofAllChips;
  for (const auto &[chips, text] : ofChips)
    os << '\n' << chips << '\n' << text;
}

void tidepool::printTable(raw_ostream &os, CheckResult &result) {
  os << toPrintable(result.file);
  if (!result.network.empty())
    os << ": network '" << toPrintable(result.network) << "'";
  os << '\n';
  if (!result.import.nodes.empty())
    printNodes(os << '\n', result);
  else if (!result.modules.empty())
    printModules(os << '\n', result);
  printReading(os, result);
  if (!result.obstacle.empty())
    os << "\n  fit  not checked: " << result.obstacle << '\n';
  else
    printFit(os << '\n', result.chips);
  ChipDiagnostics(result).print(os);
}
