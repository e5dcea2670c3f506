//===- Html.h - Text, tables and charts of a page ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_HTML_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_HTML_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace tidepool::report {

/// Counts of values in bins of equal width.
struct Histogram {
  double low, high;            ///< of all bins together
  double least, greatest;      ///< what the axis says
  std::vector<size_t> counts;  ///< by bin
  size_t total = 0, zeros = 0; ///< values; zeros are in no bin

  /// Of real numbers.
  Histogram(double low, double high, size_t numBins)
      : low(low), high(high), least(low), greatest(high), counts(numBins) {}
  /// Of integers from `least` on, `binWidth` to a bin.
  static Histogram ofIntegers(int64_t least, size_t binWidth, size_t numBins);
  /// Counts a value from `low` to `high`.
  void add(double value);
};

/// A cell of a table: text of any bytes, or markup that is safe already.
struct Cell {
  std::string markup;
  bool isNumber = false;

  static Cell text(llvm::StringRef bytes);
  static Cell number(double value);
  static Cell code(llvm::StringRef bytes);
  /// A bar of `used` of `available`, behind both numbers.
  static Cell meter(double used, double available);
  /// A bar of this share, from 0 to 1.
  static Cell bar(double share);
};

/// An item of a list.
struct Item {
  // Any bytes; nothing is shown of what is empty.
  std::string text, advice, place;
  bool isRemark = false;
};

/// Writes a page that needs nothing but itself: no scripts, no network. It
/// follows the reader's choice of light or dark, and prints.
class Page {
public:
  /// `pictureStyle` is a style sheet for pictures.
  Page(llvm::raw_ostream &os, llvm::StringRef title,
       llvm::StringRef pictureStyle = "");
  ~Page();
  Page(const Page &) = delete;
  Page &operator=(const Page &) = delete;

  /// A heading, and a place that `#id` leads to.
  void section(llvm::StringRef id, llvm::StringRef heading);
  void paragraph(llvm::StringRef text);
  /// Small print.
  void note(llvm::StringRef text);
  /// Facts in a row, the number above what it counts.
  void
  figures(llvm::ArrayRef<std::pair<std::string, std::string>> numbersAndNames);
  void table(llvm::ArrayRef<llvm::StringRef> heads,
             llvm::ArrayRef<std::vector<Cell>> rows);
  /// Charts beside each other; `write` adds them with `histogram`.
  void charts(llvm::function_ref<void()> write);
  void histogram(llvm::StringRef title, llvm::StringRef caption,
                 const Histogram &values);
  /// A picture that is an SVG document, with what may stand in a page.
  void picture(llvm::StringRef svg, llvm::StringRef caption);
  /// Text whose lines and columns stay.
  void preformatted(llvm::StringRef text);
  void list(llvm::ArrayRef<Item> items);

private:
  llvm::raw_ostream &os;
  bool isInSection = false;
};

} // namespace tidepool::report

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_HTML_H
