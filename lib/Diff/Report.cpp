//===- Report.cpp - Differences, for people and programs ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/Report.h"

#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

#include <charconv>

using namespace tidepool;
using namespace tidepool::diff;
using llvm::StringRef;
using llvm::Twine;

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// Shortest, and the same in every locale.
template <typename Real>
static std::string printReal(Real number) {
  char digits[32];
  auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  return std::string(digits, end);
}

Told Told::of(double number) { return {printReal(number), number}; }

Told Told::of(float number) {
  return {printReal(number), static_cast<double>(number)};
}

Told Told::ofInteger(int64_t number) {
  return {std::to_string(number), number};
}

Told Told::of(bool flag) { return {flag ? "yes" : "no", flag}; }

Told Told::of(StringRef text) {
  return {"'" + toPrintable(text) + "'", toUtf8(text)};
}

/// "removed, was 5".
static std::string tellLone(StringRef change, StringRef verb, StringRef value) {
  return value.empty() ? change.str()
                       : (change + ", " + verb + " " + value).str();
}

Difference Difference::make(const Twine &what, llvm::json::Object facts,
                            std::optional<Told> oldValue,
                            std::optional<Told> newValue) {
  Difference difference;
  std::string change;
  if (oldValue && newValue)
    change = oldValue->text + " -> " + newValue->text;
  else if (oldValue)
    change = tellLone("removed", "was", oldValue->text);
  else
    change = tellLone("added", "is", newValue->text);
  difference.text = (what + ": " + change).str();
  if (oldValue)
    facts["old"] = std::move(oldValue->json);
  if (newValue)
    facts["new"] = std::move(newValue->json);
  difference.facts = std::move(facts);
  return difference;
}

//===----------------------------------------------------------------------===//
// Reports
//===----------------------------------------------------------------------===//

void Report::beginGroup(const Twine &name) {
  groupName = name.str();
  groupIsOpen = false;
}

Report::Group &Report::openGroup() {
  if (!groupIsOpen)
    groups.emplace_back().name = groupName;
  groupIsOpen = true;
  return groups.back();
}

void Report::print(llvm::raw_ostream &os) const {
  if (isEmpty())
    return;
  for (const std::string &note : notes)
    os << "note: " << note << '\n';
  for (const Group &group : groups) {
    os << group.name << '\n';
    for (const Difference &difference : group.told)
      os << "  " << difference.text << '\n';
    if (uint64_t more = group.count - group.told.size())
      os << "  ... " << (group.told.empty() ? "" : "and ") << more
         << (group.told.empty() ? "" : " more") << '\n';
  }
  os << count << (count == 1 ? " difference" : " differences") << '\n';
}

llvm::json::Object Report::toJson() const {
  llvm::json::Array differences, noteTexts;
  uint64_t told = 0;
  for (const Group &group : groups)
    for (const Difference &difference : group.told) {
      llvm::json::Object facts = difference.facts;
      facts["group"] = toUtf8(group.name);
      facts["text"] = toUtf8(difference.text);
      differences.push_back(std::move(facts));
      ++told;
    }
  for (const std::string &note : notes)
    noteTexts.push_back(toUtf8(note));
  return llvm::json::Object{{"count", count},
                            {"omitted", count - told},
                            {"notes", std::move(noteTexts)},
                            {"differences", std::move(differences)}};
}
