//===- Svg.cpp - Shapes and texts of a picture ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/Svg.h"

#include "tidepool/Support/Utf8.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/SmallString.h"

#include <cmath>

using namespace tidepool;

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

/// Up to so many decimals, without zeros at the end.
static std::string formatFixed(double value, unsigned decimals) {
  int64_t scale = 1;
  for (unsigned k = 0; k < decimals; ++k)
    scale *= 10;
  int64_t scaled = std::llround(value * scale);
  std::string text = std::to_string(std::abs(scaled) / scale);
  if (int64_t rest = std::abs(scaled) % scale) {
    std::string digits = std::to_string(scale + rest).substr(1);
    text += '.' + llvm::StringRef(digits).rtrim('0').str();
  }
  return scaled < 0 ? '-' + text : text;
}

llvm::raw_ostream &svg::operator<<(llvm::raw_ostream &os, Px px) {
  return os << formatFixed(px.value, 2);
}

/// With thin spaces, at which no line ends, between groups of three digits.
static std::string groupDigits(int64_t value) {
  std::string digits = std::to_string(std::abs(value)), text;
  for (size_t k = 0; k < digits.size(); ++k) {
    if (k > 0 && (digits.size() - k) % 3 == 0 && digits.size() > 4)
      text += "\u202f";
    text += digits[k];
  }
  return value < 0 ? "\u2212" + text : text;
}

std::string svg::formatNumber(double value) {
  constexpr double maxGrouped = 1e15;
  if (std::abs(value) < maxGrouped && value == std::trunc(value))
    return groupDigits(int64_t(value));
  if (std::abs(value) >= 100 && std::abs(value) < maxGrouped)
    return groupDigits(std::llround(value));
  llvm::SmallString<32> text;
  llvm::APFloat(value).toString(text, /*FormatPrecision=*/3,
                                /*FormatMaxPadding=*/5);
  llvm::replace(text, 'E', 'e');
  return text.starts_with("-") ? "\u2212" + text.substr(1).str()
                               : text.str().str();
}

std::string svg::formatShort(double value) {
  const std::pair<double, const char *> units[] = {
      {1e12, "T"}, {1e9, "G"}, {1e6, "M"}};
  for (auto [unit, letter] : units)
    if (value >= unit && value < 1e15)
      return formatFixed(value / unit, value < 10 * unit ? 2 : 1) + letter;
  return formatNumber(value);
}

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

std::string svg::escape(llvm::StringRef bytes) {
  std::string utf8 = toUtf8(bytes), text;
  for (llvm::StringRef rest = utf8; !rest.empty();) {
    // XML knows no U+FFFE and U+FFFF.
    if (rest.consume_front("\xEF\xBF\xBE") ||
        rest.consume_front("\xEF\xBF\xBF"))
      continue;
    char c = rest.front();
    rest = rest.drop_front();
    const std::pair<char, const char *> entities[] = {{'&', "&amp;"},
                                                      {'<', "&lt;"},
                                                      {'>', "&gt;"},
                                                      {'"', "&quot;"},
                                                      {'\'', "&#39;"}};
    const auto *entity = llvm::find_if(
        entities, [&](const auto &entry) { return entry.first == c; });
    if (entity != std::end(entities))
      text += entity->second;
    else if ((unsigned char)c >= 0x20 && c != 0x7F)
      text += c;
  }
  return text;
}

/// Three bytes and more are mostly scripts with wide letters.
static double getLetterWidth(llvm::StringRef letter, double fontSize) {
  return letter.size() < 3 ? 0.56 * fontSize : fontSize;
}

double svg::getWidth(llvm::StringRef text, double fontSize) {
  double width = 0;
  while (!text.empty())
    width += getLetterWidth(takeLetter(text), fontSize);
  return width;
}

std::string svg::fit(llvm::StringRef bytes, double width, double fontSize) {
  std::string text = toUtf8(bytes);
  if (getWidth(text, fontSize) <= width)
    return text;
  width -= fontSize;
  size_t begin = text.size();
  for (llvm::StringRef rest = text; !rest.empty(); begin = rest.size()) {
    width -= getLetterWidth(takeLastLetter(rest), fontSize);
    if (width < 0)
      break;
  }
  return "\u2026" + text.substr(begin);
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

void svg::Writer::text(double x, double y, llvm::StringRef classes,
                       llvm::StringRef text) {
  os << "<text x=\"" << Px{x} << "\" y=\"" << Px{y} << '"';
  if (!classes.empty())
    os << " class=\"" << classes << '"';
  os << '>' << escape(text) << "</text>\n";
}

void svg::Writer::rect(double x, double y, double width, double height,
                       llvm::StringRef classes, double opacity) {
  os << "<rect x=\"" << Px{x} << "\" y=\"" << Px{y} << "\" width=\""
     << Px{width} << "\" height=\"" << Px{height} << "\" class=\"" << classes
     << '"';
  if (opacity != 1)
    os << " fill-opacity=\"" << Px{opacity} << '"';
  os << "/>\n";
}

void svg::Writer::line(double x1, double y1, double x2, double y2,
                       llvm::StringRef classes) {
  os << "<path d=\"M" << Px{x1} << ' ' << Px{y1} << 'L' << Px{x2} << ' '
     << Px{y2} << "\" class=\"" << classes << "\"/>\n";
}

void svg::Writer::path(llvm::StringRef data, llvm::StringRef classes, double x,
                       double y, double scaleX, double scaleY,
                       double strokeWidth, double opacity) {
  if (data.empty())
    return;
  os << "<path transform=\"translate(" << Px{x} << ' ' << Px{y} << ") scale("
     << formatFixed(scaleX, 6) << ' ' << formatFixed(scaleY, 6)
     << ")\" class=\"" << classes << "\" stroke-width=\"" << Px{strokeWidth}
     << '"';
  if (opacity != 1)
    os << " stroke-opacity=\"" << Px{opacity} << '"';
  os << " d=\"" << data << "\"/>\n";
}

void svg::Writer::open(llvm::StringRef classes) {
  os << "<g class=\"" << classes << "\">\n";
}

void svg::Writer::close() { os << "</g>\n"; }
