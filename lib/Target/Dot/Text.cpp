//===- Text.cpp - Labels of pictures --------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Text.h"

#include "tidepool/Support/Utf8.h"

#include "llvm/ADT/StringExtras.h"

using namespace tidepool;
using namespace tidepool::picture;

static bool isControl(unsigned char c) { return c < 0x20 || c == 0x7F; }

/// What XML has no place for, C1 control characters (C2 80 to C2 9F), and what
/// turns the direction of writing (U+202A to U+202E, U+2066 to U+2069).
static bool isForbidden(llvm::StringRef letter) {
  auto isBetween = [&](llvm::StringRef first, llvm::StringRef last) {
    return letter.size() == first.size() && first <= letter && letter <= last;
  };
  return isBetween("\xEF\xBF\xBE", "\xEF\xBF\xBF") ||
         isBetween("\xC2\x80", "\xC2\x9F") ||
         isBetween("\xE2\x80\xAA", "\xE2\x80\xAE") ||
         isBetween("\xE2\x81\xA6", "\xE2\x81\xA9");
}

/// The end of valid UTF-8 that has so many letters.
static llvm::StringRef takeLastLetters(llvm::StringRef utf8, size_t count) {
  llvm::StringRef rest = utf8;
  for (; !rest.empty() && count > 0; --count)
    takeLastLetter(rest);
  return utf8.drop_front(rest.size());
}

std::string text::toLine(llvm::StringRef bytes, size_t maxLength) {
  // A letter has at most four bytes, and what is broken only gets longer.
  llvm::StringRef end = bytes.take_back(4 * (maxLength + 1));
  std::string utf8 = toUtf8(end), line;
  for (llvm::StringRef rest = utf8; !rest.empty();) {
    llvm::StringRef letter = takeLetter(rest);
    if (isControl(letter[0]))
      line += '\\' + llvm::toHex(letter);
    else if (isForbidden(letter))
      line += "\uFFFD";
    else
      line += letter;
  }
  llvm::StringRef kept = takeLastLetters(line, maxLength);
  if (kept.size() == line.size() && end.size() == bytes.size())
    return line;
  return "…" + takeLastLetters(line, maxLength - 1).str();
}

std::string text::escapeForDot(llvm::StringRef line) {
  std::string escaped;
  for (char c : line) {
    // Graphviz replaces entities in any label.
    if (c == '&') {
      escaped += "&amp;";
      continue;
    }
    if (c == '"' || c == '\\')
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}
