//===- Svg.h - Shapes and texts of a picture --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_SVG_H
#define TIDEPOOL_SUPPORT_SVG_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool::svg {

/// A coordinate in user units (CSS pixels), printed with two decimals at most,
/// in every locale alike.
struct Px {
  double value;
};
llvm::raw_ostream &operator<<(llvm::raw_ostream &os, Px px);

/// "12 345" or "0.00123", in every locale alike.
std::string formatNumber(double value);
/// As `formatNumber`, but at most seven characters: "1.23M".
std::string formatShort(double value);

/// Any bytes as XML text: what XML cannot hold is dropped, broken UTF-8
/// replaced.
std::string escape(llvm::StringRef bytes);
/// About how wide valid UTF-8 is in a sans-serif font of this size.
double getWidth(llvm::StringRef text, double fontSize);
/// The end of a text, if need be with an ellipsis before it, so that it is at
/// most `width` wide.
std::string fit(llvm::StringRef bytes, double width, double fontSize);

/// Writes shapes with coordinates and sizes in user units; `classes` name their
/// style, with spaces between them.
class Writer {
public:
  explicit Writer(llvm::raw_ostream &os) : os(os) {}

  /// A line of text, which may be any bytes; (x, y) is where its base line
  /// begins, unless a style says otherwise.
  void text(double x, double y, llvm::StringRef classes, llvm::StringRef text);
  /// A rectangle whose upper left corner is (x, y).
  void rect(double x, double y, double width, double height,
            llvm::StringRef classes, double opacity = 1);
  /// From (x1, y1) to (x2, y2).
  void line(double x1, double y1, double x2, double y2,
            llvm::StringRef classes);
  /// A path whose origin is (x, y) and whose units are scaled.
  void path(llvm::StringRef data, llvm::StringRef classes, double x, double y,
            double scaleX, double scaleY, double strokeWidth,
            double opacity = 1);
  /// Begins a group; `close` ends the innermost one.
  void open(llvm::StringRef classes);
  void close();

private:
  llvm::raw_ostream &os;
};

} // namespace tidepool::svg

#endif // TIDEPOOL_SUPPORT_SVG_H
