//===- CheckTable.cpp - A check for people --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"

#include "tidepool/Support/DiagnosticFacts.h"
#include "tidepool/Support/Printable.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace tidepool;

//===----------------------------------------------------------------------===//
// Columns
//===----------------------------------------------------------------------===//

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

/// Rows of which the cells stand below each other.
class Columns {
public:
  void add(std::vector<std::string> row) {
    widths.resize(std::max(widths.size(), row.size()));
    for (auto [width, cell] : llvm::zip(widths, row))
      width = std::max(width, cell.size());
    rows.push_back(std::move(row));
  }
  void print(raw_ostream &os) const {
    for (const std::vector<std::string> &row : rows) {
      std::string line;
      for (auto [width, cell] : llvm::zip(widths, row))
        line += "  " + cell + std::string(width - cell.size(), ' ');
      os << StringRef(line).rtrim() << '\n';
    }
  }

private:
  std::vector<std::vector<std::string>> rows;
  std::vector<size_t> widths;
};

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
    std::replace(quantity.begin(), quantity.end(), '_', ' ');
    os << separator << quantity << ' ' << llvm::format("%g", error.value);
    separator = ", ";
  }
  os << (fidelity.errors.empty() ? "" : "]");
  return text;
}

static void printNodes(raw_ostream &os, const CheckResult &result) {
  llvm::StringMap<CheckResult::Breaks> breaks = result.findBreaksByNode();
  Columns columns;
  Footnotes footnotes;
  columns.add({"node", "type", "becomes", "fidelity", "breaks"});
  for (const nir::NodeOutcome &node : result.import.nodes) {
    std::string fidelity = nir::getName(node.fidelity.kind).str();
    // Why a node is refused is among the errors below.
    bool isExplained = node.fidelity.kind == nir::FidelityKind::Refused ||
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
static std::string describePlace(const llvm::json::Object *place,
                                 StringRef file) {
  if (!place || place->getInteger("line").value_or(0) == 0)
    return "";
  std::string text = std::to_string(*place->getInteger("line")) + ":" +
                     std::to_string(place->getInteger("column").value_or(0)) +
                     ": ";
  StringRef name = place->getString("file").value_or("");
  return name == file || name == "<stdin>" ? text
                                           : toPrintable(name) + ":" + text;
}

static void printModules(raw_ostream &os, const CheckResult &result) {
  auto breaks = result.findBreaksByLocation();
  Columns columns;
  columns.add({"module", "op", "at", "breaks"});
  for (const CheckedModule &module : result.modules) {
    llvm::json::Value place = toJson(module.loc);
    std::string at = describePlace(place.getAsObject(), result.file);
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

static StringRef describeReach(const ChipCheck &check) {
  if (check.assembles)
    return "bitstream";
  if (!check.holds)
    return "nothing";
  return check.chip->hasMemoryMap() ? "core" : "core (no memory map here)";
}

static void printFit(raw_ostream &os, ArrayRef<ChipCheck> checks) {
  Columns columns;
  auto addRow = [&](StringRef name, auto describe) {
    std::vector<std::string> row = {name.str()};
    for (const ChipCheck &check : checks)
      row.push_back(describe(check));
    columns.add(std::move(row));
  };
  addRow("fit", [](const ChipCheck &check) { return check.chip->name.str(); });
  // Which resources there are does not depend on the chip.
  for (auto [index, resource] : llvm::enumerate(checks.front().resources))
    addRow(resource.resource, [i = index](const ChipCheck &check) {
      return i < check.resources.size() ? describeUse(check.resources[i]) : "-";
    });
  addRow("holds it", [](const ChipCheck &check) -> std::string {
    return check.holds ? "yes" : "no";
  });
  addRow("compiles to",
         [](const ChipCheck &check) { return describeReach(check).str(); });
  columns.print(os);
}

//===----------------------------------------------------------------------===//
// Diagnostics
//===----------------------------------------------------------------------===//

/// An error or warning with its notes, one line each.
static std::string describe(const llvm::json::Object &facts, StringRef file) {
  std::string text;
  llvm::raw_string_ostream os(text);
  const llvm::json::Array &places = *facts.getArray("locations");
  os << "  "
     << describePlace(places.empty() ? nullptr : places[0].getAsObject(), file)
     << *facts.getString("severity") << ": ";
  // Where facts are attached, `message` is without id and advice.
  if (auto rule = facts.getString("id"))
    os << '[' << *rule << "] ";
  os << toPrintable(*facts.getString("message"));
  if (auto advice = facts.getString("advice"); advice && !advice->empty())
    os << "; " << toPrintable(*advice);
  os << '\n';
  for (const llvm::json::Value &value : *facts.getArray("notes")) {
    const llvm::json::Object &note = *value.getAsObject();
    os << "    " << describePlace(note.getObject("location"), file)
       << "note: " << toPrintable(*note.getString("message")) << '\n';
  }
  return text;
}

/// Whether a warning says what the table says of the node already.
static bool isInTable(const CheckedDiagnostic &diag,
                      const llvm::StringMap<StringRef> &reasons) {
  StringRef path = getNodePath(diag.loc);
  StringRef reason = reasons.lookup(path);
  StringRef text = *diag.facts.getString("message");
  return !reason.empty() && diag.facts.getString("severity") == "warning" &&
         text.consume_front(("'" + path + "': ").str()) &&
         (text.starts_with(reason) || reason.starts_with(text));
}

static void printReading(raw_ostream &os, const CheckResult &result) {
  llvm::StringMap<StringRef> reasons;
  for (const nir::NodeOutcome &node : result.import.nodes)
    reasons[node.path] = node.fidelity.reason;
  std::string text;
  for (const CheckedDiagnostic &diag : result.diagnostics)
    if (!isInTable(diag, reasons))
      text += describe(diag.facts, result.file);
  if (!text.empty())
    os << "reading\n" << text;
}

/// What several chips have in common is printed once.
static void printDiagnostics(raw_ostream &os, const CheckResult &result) {
  using Strings = std::map<std::string, unsigned>;
  llvm::MapVector<std::string, std::vector<StringRef>, Strings> chipsOfText;
  for (const ChipCheck &check : result.chips)
    for (const CheckedDiagnostic &diag : check.diagnostics) {
      auto &chips = chipsOfText[describe(diag.facts, result.file)];
      if (chips.empty() || chips.back() != check.chip->name)
        chips.push_back(check.chip->name);
    }
  llvm::MapVector<std::string, std::string, Strings> textOfChips;
  for (const auto &[text, chips] : chipsOfText) {
    bool isCommon = chips.size() > 1 && chips.size() == result.chips.size();
    textOfChips[isCommon ? "all chips" : llvm::join(chips, ", ")] += text;
  }
  for (const auto &[chips, text] : textOfChips)
    os << chips << '\n' << text;
}

void tidepool::printTable(raw_ostream &os, const CheckResult &result) {
  os << toPrintable(result.file);
  if (!result.network.empty())
    os << ": network '" << toPrintable(result.network) << "'";
  os << '\n';
  if (!result.import.nodes.empty())
    printNodes(os, result);
  else if (!result.modules.empty())
    printModules(os, result);
  printReading(os, result);
  if (!result.obstacle.empty())
    os << "  fit  not checked: " << result.obstacle << '\n';
  else
    printFit(os, result.chips);
  printDiagnostics(os, result);
}
