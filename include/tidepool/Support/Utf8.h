//===- Utf8.h - Letters of texts --------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_UTF8_H
#define TIDEPOOL_SUPPORT_UTF8_H

#include "llvm/Support/JSON.h"

#include <string>

namespace tidepool {

/// `bytes` with replacements (U+FFFD) for what is not UTF-8: names may be any
/// bytes, but JSON and XML hold nothing else.
inline std::string toUtf8(llvm::StringRef bytes) {
  return llvm::json::isUTF8(bytes) ? bytes.str() : llvm::json::fixUTF8(bytes);
}

/// Whether a byte of valid UTF-8 continues a letter.
inline bool continuesLetter(char byte) { return (byte & 0xC0) == 0x80; }

/// Takes the first letter off valid UTF-8 that is not empty.
inline llvm::StringRef takeLetter(llvm::StringRef &utf8) {
  size_t size = 1;
  while (size < utf8.size() && continuesLetter(utf8[size]))
    ++size;
  llvm::StringRef letter = utf8.take_front(size);
  utf8 = utf8.drop_front(size);
  return letter;
}

/// Takes the last letter off valid UTF-8 that is not empty.
inline llvm::StringRef takeLastLetter(llvm::StringRef &utf8) {
  size_t begin = utf8.size() - 1;
  while (begin > 0 && continuesLetter(utf8[begin]))
    --begin;
  llvm::StringRef letter = utf8.drop_front(begin);
  utf8 = utf8.take_front(begin);
  return letter;
}

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_UTF8_H
