//===- ReportTest.cpp - Differences, for people and programs --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/Report.h"

#include "gtest/gtest.h"

using namespace tidepool::diff;
using llvm::json::Object;
using llvm::json::Value;

static Difference makeDifference(std::optional<Told> oldValue,
                                 std::optional<Told> newValue) {
  return Difference::make("x", Object{{"kind", "test"}}, std::move(oldValue),
                          std::move(newValue));
}

static std::string print(const Report &report) {
  std::string text;
  llvm::raw_string_ostream os(text);
  report.print(os);
  return text;
}

TEST(Told, valuesAreShortAndExact) {
  EXPECT_EQ(Told::of(0.1).text, "0.1");
  EXPECT_EQ(Told::of(0.1f).text, "0.1");
  EXPECT_EQ(Told::of(0.1f).json, Value(static_cast<double>(0.1f)));
  EXPECT_EQ(Told::of(-127.0).text, "-127");
  EXPECT_EQ(Told::of(1e300).text, "1e+300");
  EXPECT_EQ(Told::of(uint32_t(4294967295u)).text, "4294967295");
  EXPECT_EQ(Told::of(int64_t(-3)).json, Value(-3));
  EXPECT_EQ(Told::of(true).text, "yes");
  EXPECT_EQ(Told::of(false).json, Value(false));
  // Names may be any bytes; terminals obey some of them.
  EXPECT_EQ(Told::of(llvm::StringRef("a\x1B\xFF")).text, "'a\\1B\\FF'");
  EXPECT_EQ(Told::of(llvm::StringRef("a\xFF")).json, Value("a\xEF\xBF\xBD"));
}

TEST(Difference, changedAddedRemoved) {
  Difference changed = makeDifference(Told::of(1.0), Told::of(2.0));
  EXPECT_EQ(changed.text, "x: 1 -> 2");
  EXPECT_EQ(changed.facts, (Object{{"kind", "test"}, {"old", 1}, {"new", 2}}));
  Difference added = makeDifference(std::nullopt, Told::of(2.0));
  EXPECT_EQ(added.text, "x: added, is 2");
  EXPECT_EQ(added.facts, (Object{{"kind", "test"}, {"new", 2}}));
  Difference removed = makeDifference(Told::of(1.0), std::nullopt);
  EXPECT_EQ(removed.text, "x: removed, was 1");
  EXPECT_EQ(makeDifference(Told{"", true}, std::nullopt).text, "x: removed");
}

TEST(Report, countsWhatItDoesNotTell) {
  Report report(2);
  EXPECT_TRUE(report.isEmpty());
  unsigned numMade = 0;
  auto make = [&] {
    ++numMade;
    return makeDifference(Told::of(1.0), Told::of(2.0));
  };
  report.beginGroup("first");
  for (int k = 0; k < 5; ++k)
    report.add(make);
  report.beginGroup("nothing");
  report.beginGroup("second");
  report.add(make);
  report.addNote("remark");
  EXPECT_EQ(report.getCount(), 6u);
  EXPECT_EQ(numMade, 3u);
  EXPECT_EQ(print(report), "note: remark\n"
                           "first\n  x: 1 -> 2\n  x: 1 -> 2\n  ... and 3 more\n"
                           "second\n  x: 1 -> 2\n"
                           "6 differences\n");
  Object json = report.toJson();
  EXPECT_EQ(json.getInteger("count"), 6);
  EXPECT_EQ(json.getInteger("omitted"), 3);
  EXPECT_EQ(json.getArray("notes")->size(), 1u);
  ASSERT_EQ(json.getArray("differences")->size(), 3u);
  const Object *last = json.getArray("differences")->back().getAsObject();
  EXPECT_EQ(last->getString("group"), "second");
  EXPECT_EQ(last->getString("text"), "x: 1 -> 2");
}

TEST(Report, groupsWithoutDetails) {
  Report report(0);
  report.beginGroup("group");
  report.add([]() -> Difference {
    ADD_FAILURE() << "made what is not told";
    return {};
  });
  EXPECT_EQ(print(report), "group\n  ... 1\n1 difference\n");
}

TEST(Report, equalIsSilent) {
  Report report;
  report.beginGroup("group");
  report.addNote("remark");
  report.compareField("same", 1.0, 1.0);
  EXPECT_EQ(print(report), "");
}
