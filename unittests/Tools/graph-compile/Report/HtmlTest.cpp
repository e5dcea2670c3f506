//===- HtmlTest.cpp - Text, tables and charts of a page -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/Html.h"

#include "gtest/gtest.h"

using namespace tidepool::report;
using Counts = std::vector<size_t>;

TEST(HistogramTest, CountsZerosApart) {
  Histogram histogram(-1, 1, 4);
  for (double value : {-1.0, -0.6, -0.1, 0.0, 0.0, 0.4, 0.5, 1.0})
    histogram.add(value);
  EXPECT_EQ(histogram.counts, (Counts{2, 1, 1, 2}));
  EXPECT_EQ(histogram.zeros, 2u);
  EXPECT_EQ(histogram.total, 8u);
}

TEST(HistogramTest, PutsIntegersIntoBinsOfTheirOwn) {
  Histogram histogram = Histogram::ofIntegers(1, 2, 3);
  for (int value : {1, 2, 3, 5, 6})
    histogram.add(value);
  EXPECT_EQ(histogram.counts, (Counts{2, 1, 2}));
  EXPECT_EQ(histogram.least, 1);
  EXPECT_EQ(histogram.greatest, 6);
}

TEST(HistogramTest, KeepsWhatIsBeyondInTheLastBins) {
  Histogram histogram(0, 1, 2);
  histogram.add(-7);
  histogram.add(7);
  EXPECT_EQ(histogram.counts, (Counts{1, 1}));
}

TEST(CellTest, EscapesTextAndBoundsMeters) {
  EXPECT_EQ(Cell::text("a<b>&\"").markup, "a&lt;b&gt;&amp;&quot;");
  EXPECT_EQ(Cell::code("<i>").markup, "<code>&lt;i&gt;</code>");
  EXPECT_NE(Cell::meter(3, 2).markup.find("meter over"), std::string::npos);
  EXPECT_NE(Cell::meter(3, 2).markup.find("width:100%"), std::string::npos);
  EXPECT_NE(Cell::meter(0, 0).markup.find("width:0%"), std::string::npos);
  EXPECT_NE(Cell::meter(1, 4).markup.find("width:25%"), std::string::npos);
}

TEST(PageTest, LetsLongListsScroll) {
  auto makePage = [](size_t numItems) {
    std::string text;
    llvm::raw_string_ostream os(text);
    Page(os, "page").list(std::vector<Item>(numItems));
    return text;
  };
  EXPECT_EQ(makePage(4).find("<ul class=\"long\""), std::string::npos);
  EXPECT_NE(makePage(100).find("<ul class=\"long\""), std::string::npos);
}

TEST(PageTest, TellsHowWideAPictureIs) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Page page(os, "page");
  page.picture("<?xml?><svg width=\"70.5\" height=\"9\"></svg>", "A picture.");
  page.picture("no picture", "None.");
  EXPECT_NE(text.find("style=\"--width:70.5px\">\n<svg width"),
            std::string::npos);
}

TEST(PageTest, ClosesWhatItOpens) {
  std::string text;
  {
    llvm::raw_string_ostream os(text);
    Page page(os, "<title>");
    page.section("one", "First");
    page.table({"a", "b"}, {{Cell::text("x"), Cell::number(12345)}});
    page.section("two", "Second");
    page.list({{"warned", "mend it", "<net>:1:2", /*isRemark=*/false},
               {"remarked", "", "", /*isRemark=*/true}});
    page.preformatted("1 < 2\n  3");
  }
  auto count = [&](llvm::StringRef part) {
    return llvm::StringRef(text).count(part);
  };
  EXPECT_EQ(count("<section"), 2u);
  EXPECT_EQ(count("</section>"), 2u);
  EXPECT_EQ(count("<td"), count("</td>"));
  EXPECT_EQ(count("<h1>&lt;title&gt;</h1>"), 1u);
  EXPECT_EQ(count("<td class=\"n\">12\u202f345</td>"), 1u);
  EXPECT_EQ(count("<li class=\"remark\">remarked</li>"), 1u);
  EXPECT_EQ(count("<li>warned<span class=\"advice\">mend it</span><span "
                  "class=\"place\">&lt;net&gt;:1:2</span></li>"),
            1u);
  EXPECT_EQ(count("1 &lt; 2\n  3"), 1u);
  EXPECT_TRUE(llvm::StringRef(text).ends_with("</html>\n"));
}
