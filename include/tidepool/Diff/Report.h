//===- Report.h - Differences, for people and programs ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIFF_REPORT_H
#define TIDEPOOL_DIFF_REPORT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidepool::diff {

/// A value before or after a change.
struct Told {
  std::string text;       ///< for people
  llvm::json::Value json; ///< for programs

  /// The shortest digits that mean this number.
  static Told of(double number);
  static Told of(float number);
  static Told of(uint32_t number) { return ofInteger(number); }
  static Told of(int64_t number) { return ofInteger(number); }
  static Told of(bool flag);
  /// Any bytes.
  static Told of(llvm::StringRef text);

private:
  static Told ofInteger(int64_t number);
};

/// Something that differs.
struct Difference {
  std::string text;         ///< for people, one line
  llvm::json::Object facts; ///< for programs

  /// `what` has another value, or is on one side only; then the value's text
  /// may be empty. `facts` say for programs what it is; `old` and `new` join
  /// them.
  static Difference make(const llvm::Twine &what, llvm::json::Object facts,
                         std::optional<Told> oldValue,
                         std::optional<Told> newValue);
};

/// All differences between two networks, in groups: the header, one parameter,
/// the words of one bank, ... They are all counted, but only so many of a group
/// are told.
class Report {
public:
  /// `limit` is the number of differences told of each group; all by default.
  explicit Report(std::optional<uint64_t> limit = std::nullopt)
      : limit(limit) {}

  /// The differences that are added from now on are in a group of this name. A
  /// group without differences does not appear.
  void beginGroup(const llvm::Twine &name);

  /// Adds the difference that `make()` returns; it is asked only for those that
  /// are told.
  template <typename Make>
  void add(Make make) {
    Group &group = openGroup();
    ++group.count;
    ++count;
    if (!limit || group.told.size() < *limit)
      group.told.push_back(make());
  }
  /// The same for two values of a field of the header, if they differ.
  template <typename T>
  void compareField(llvm::StringRef field, const T &oldValue,
                    const T &newValue) {
    if (oldValue == newValue)
      return;
    add([&] {
      return Difference::make(
          field, llvm::json::Object{{"kind", "header"}, {"field", field}},
          Told::of(oldValue), Told::of(newValue));
    });
  }
  /// Adds a remark that is no difference: how networks are compared.
  void addNote(const llvm::Twine &note) { notes.push_back(note.str()); }

  uint64_t getCount() const { return count; }
  bool isEmpty() const { return count == 0; }

  /// Lines for people, nothing if there are no differences.
  void print(llvm::raw_ostream &os) const;
  /// `count`, `omitted` (counted but not told), `notes`, and `differences`,
  /// each with its `group` and its `text`.
  llvm::json::Object toJson() const;

private:
  struct Group {
    std::string name;
    uint64_t count = 0;
    std::vector<Difference> told;
  };

  Group &openGroup();

  std::optional<uint64_t> limit;
  std::string groupName;
  bool groupIsOpen = false;
  std::vector<Group> groups;
  std::vector<std::string> notes;
  uint64_t count = 0;
};

} // namespace tidepool::diff

#endif // TIDEPOOL_DIFF_REPORT_H
