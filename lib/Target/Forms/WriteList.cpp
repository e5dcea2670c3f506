//===- WriteList.cpp - The words of an image, one a line ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Forms/WriteList.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Target/SourceMap/WordMeaning.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace tidepool;
using namespace tidepool::forms;
using bitstream::Image;
using bitstream::Segment;
using bitstream::SegmentKind;
using bitstream::WordMeanings;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

std::vector<Write> forms::collectWrites(const Image &image) {
  std::vector<Write> writes;
  for (const Segment &segment : image.segments)
    for (auto [index, word] : llvm::enumerate(segment.words))
      writes.push_back({*segment.address + static_cast<uint32_t>(index), word});
  return writes;
}

void forms::printWrite(llvm::raw_ostream &os, const Write &write) {
  os << llvm::format_hex(write.address, 7) << ' '
     << llvm::format_hex(write.data, 10);
}

/// What a word is, behind it.
static void printComment(llvm::raw_ostream &os, const WordMeanings &meanings,
                         size_t segment, size_t word) {
  const Segment &written = meanings.getImage().segments[segment];
  os << " # ";
  if (written.kind == SegmentKind::Bank)
    os << written.name << '[' << word << "]: ";
  os << meanings.get(segment, word) << " = ";
  meanings.printValue(os, segment, word);
}

llvm::Expected<std::string> forms::printWriteList(const Image &image) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "# " << image.network << " for " << image.chip << '\n';
  WordMeanings meanings(image);
  for (auto [place, segment] : llvm::enumerate(image.segments))
    for (auto [index, word] : llvm::enumerate(segment.words)) {
      printWrite(os, {*segment.address + static_cast<uint32_t>(index), word});
      printComment(os, meanings, place, index);
      os << '\n';
    }
  return text;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// A number such as 0x7f. Decimal ones are refused, so that none is taken for
/// another.
static bool readNumber(StringRef text, uint64_t limit, uint32_t &number) {
  uint64_t value;
  if (!text.consume_front("0x") || !llvm::all_of(text, llvm::isHexDigit) ||
      text.getAsInteger(16, value) || value >= limit)
    return false;
  number = static_cast<uint32_t>(value);
  return true;
}

static llvm::Error readLine(StringRef line, size_t number, Write &write) {
  constexpr StringRef blanks = " \t";
  size_t middle = line.find_first_of(blanks);
  StringRef address = line.take_front(middle);
  StringRef data = line.drop_front(address.size()).ltrim(blanks);
  if (!readNumber(address, addressSpace, write.address))
    return makeError("line ", number, ": expects an address such as 0x00200, ",
                     "below 0x40000, but found '", toPrintable(address), "'");
  if (!readNumber(data, uint64_t(1) << 32, write.data))
    return makeError("line ", number, ": expects a word such as 0x0000007f, ",
                     "of 32 bits, but found '", toPrintable(data), "'");
  return llvm::Error::success();
}

llvm::Expected<std::vector<Write>> forms::readWriteList(StringRef text) {
  std::vector<Write> writes;
  for (size_t number = 1; !text.empty(); ++number) {
    StringRef line;
    std::tie(line, text) = text.split('\n');
    line = line.split('#').first.trim(" \t\r");
    if (line.empty())
      continue;
    Write write;
    if (llvm::Error error = readLine(line, number, write))
      return std::move(error);
    writes.push_back(write);
  }
  return writes;
}

llvm::Error forms::compareWrites(llvm::ArrayRef<Write> found,
                                 llvm::ArrayRef<Write> expected) {
  if (found.size() != expected.size())
    return makeError("there are ", found.size(), " words, expected ",
                     expected.size());
  for (auto [index, pair] : llvm::enumerate(llvm::zip_equal(found, expected))) {
    const auto &[write, other] = pair;
    if (write == other)
      continue;
    std::string text;
    llvm::raw_string_ostream os(text);
    os << "word number " << index << " is ";
    printWrite(os, write);
    os << ", expected ";
    printWrite(os, other);
    return makeError(text);
  }
  return llvm::Error::success();
}

llvm::Error forms::checkWriteList(StringRef text, const Image &image) {
  llvm::Expected<std::vector<Write>> writes = readWriteList(text);
  if (!writes)
    return writes.takeError();
  return compareWrites(*writes, collectWrites(image));
}
