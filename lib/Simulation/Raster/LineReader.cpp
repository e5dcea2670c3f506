//===- LineReader.cpp - A text, line by line ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LineReader.h"

#include "llvm/ADT/StringExtras.h"

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

/// Some editors begin texts in UTF-8 with it.
static constexpr llvm::StringLiteral byteOrderMark("\xEF\xBB\xBF");

std::string tidepool::simulation::quote(StringRef text) {
  constexpr size_t most = 60;
  std::string quoted = "'";
  for (char c : text.take_front(most))
    quoted += llvm::isPrint(c) ? c : '?';
  return quoted + (text.size() > most ? "...'" : "'");
}

llvm::Error LineReader::readMore() {
  constexpr size_t chunkSize = 1 << 16;
  text.erase(0, begin);
  begin = 0;
  llvm::Expected<StringRef> bytes = file->read(offset, chunkSize, buffer);
  if (!bytes)
    return bytes.takeError();
  isAtEnd = bytes->empty();
  text += *bytes;
  if (offset == 0 && bytes->starts_with(byteOrderMark))
    begin = byteOrderMark.size();
  offset += bytes->size();
  return llvm::Error::success();
}

llvm::Expected<bool> LineReader::readLine(StringRef &line) {
  size_t end = text.find('\n', begin);
  while (end == std::string::npos && !isAtEnd) {
    size_t numSearched = text.size() - begin;
    if (numSearched > maxLineSize)
      return file->makeFileError("line ", lineNumber + 1, " is longer than ",
                                 maxLineSize, " bytes");
    if (llvm::Error error = readMore())
      return std::move(error);
    end = text.find('\n', begin + numSearched);
  }
  if (end == std::string::npos && begin == text.size())
    return false;
  end = std::min(end, text.size());
  line = StringRef(text).slice(begin, end).trim();
  begin = std::min(end + 1, text.size());
  ++lineNumber;
  return true;
}
