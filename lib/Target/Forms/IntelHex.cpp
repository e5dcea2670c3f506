//===- IntelHex.cpp - Memory banks as Intel HEX ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Forms/IntelHex.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Target/Forms/WriteList.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/Format.h"

using namespace tidepool;
using namespace tidepool::forms;
using bitstream::Image;
using bitstream::Segment;
using bitstream::SegmentKind;
using llvm::ArrayRef;
using llvm::StringRef;

/// Kinds of records in files of 32-bit addresses.
static constexpr uint8_t dataType = 0, endType = 1, upperAddressType = 4;

static constexpr uint32_t bytesPerWord = 4;
/// Data bytes in a record that this writer makes.
static constexpr uint32_t bytesPerRecord = 16;
/// Bytes in front of a record's data: length, address, type.
static constexpr size_t headSize = 4;

/// The byte that makes the sum of all bytes of a record 0.
static uint8_t getChecksum(ArrayRef<uint8_t> record) {
  uint8_t sum = 0;
  for (uint8_t byte : record)
    sum += byte;
  return -sum;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static void printRecord(llvm::raw_ostream &os, uint16_t address, uint8_t type,
                        ArrayRef<uint8_t> data) {
  llvm::SmallVector<uint8_t> record = {static_cast<uint8_t>(data.size()),
                                       static_cast<uint8_t>(address >> 8),
                                       static_cast<uint8_t>(address), type};
  llvm::append_range(record, data);
  record.push_back(getChecksum(record));
  os << ':' << llvm::toHex(record) << '\n';
}

static void printUpperAddress(llvm::raw_ostream &os, uint16_t upper) {
  uint8_t bytes[2];
  llvm::support::endian::write16be(bytes, upper);
  printRecord(os, 0, upperAddressType, bytes);
}

/// Prints consecutive bytes. Records end where a multiple of their length does,
/// so that none runs over the end of the lower 16 bits of the address.
static void printBytes(llvm::raw_ostream &os, uint32_t address,
                       ArrayRef<uint8_t> bytes, uint32_t &upper) {
  while (!bytes.empty()) {
    if (address >> 16 != upper) {
      upper = address >> 16;
      printUpperAddress(os, upper);
    }
    size_t size = bytesPerRecord - address % bytesPerRecord;
    ArrayRef<uint8_t> data = bytes.take_front(size);
    printRecord(os, static_cast<uint16_t>(address), dataType, data);
    bytes = bytes.drop_front(data.size());
    address += data.size();
  }
}

/// The words of all banks, addresses ascending.
static std::vector<Write> collectMemory(const Image &image) {
  Image banks;
  for (const Segment &segment : image.segments)
    if (segment.kind == SegmentKind::Bank)
      banks.segments.push_back(segment);
  std::vector<Write> words = collectWrites(banks);
  llvm::sort(words, [](const Write &a, const Write &b) {
    return a.address < b.address;
  });
  return words;
}

llvm::Expected<std::string> forms::printIntelHex(const Image &image) {
  std::vector<Write> words = collectMemory(image);
  std::string text;
  llvm::raw_string_ostream os(text);
  uint32_t upper = 0;
  printUpperAddress(os, upper);
  for (size_t begin = 0, end; begin < words.size(); begin = end) {
    std::vector<uint8_t> bytes;
    for (end = begin; end < words.size(); ++end) {
      if (words[end].address != words[begin].address + (end - begin))
        break;
      uint8_t word[bytesPerWord];
      llvm::support::endian::write32le(word, words[end].data);
      bytes.insert(bytes.end(), word, word + bytesPerWord);
    }
    if (end < words.size() && words[end].address == words[end - 1].address)
      return makeError("two banks have a word at address ",
                       llvm::format_hex(words[end].address, 7),
                       ", of which Intel HEX can hold only one");
    printBytes(os, words[begin].address * bytesPerWord, bytes, upper);
  }
  printRecord(os, 0, endType, {});
  return text;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
/// Reads one file.
class Reader {
public:
  Reader()
      : bytes(addressSpace * bytesPerWord),
        isThere(addressSpace * bytesPerWord) {}

  llvm::Error read(StringRef text);
  llvm::Expected<std::vector<Write>> takeWords() const;

private:
  llvm::Error readRecord(StringRef line);
  llvm::Error checkFrame(ArrayRef<uint8_t> record) const;
  llvm::Error readData(uint16_t address, ArrayRef<uint8_t> data);
  llvm::Error readUpperAddress(uint16_t address, ArrayRef<uint8_t> data);
  llvm::Error readEnd(uint16_t address, ArrayRef<uint8_t> data);

  template <typename... Args>
  llvm::Error fail(Args &&...args) const {
    return makeError("line ", line, ": ", std::forward<Args>(args)...);
  }

  size_t line = 0;
  uint32_t upper = 0; ///< what upper address records add to addresses
  bool hasEnd = false;
  std::vector<uint8_t> bytes; ///< by byte address
  llvm::BitVector isThere;
};
} // namespace

llvm::Error Reader::read(StringRef text) {
  while (!text.empty()) {
    StringRef record;
    std::tie(record, text) = text.split('\n');
    ++line;
    record.consume_back("\r");
    if (hasEnd)
      return fail("there is more behind the end-of-file record");
    if (llvm::Error error = readRecord(record))
      return error;
  }
  if (!hasEnd)
    return makeError("the end-of-file record (:00000001FF) is missing behind ",
                     "line ", line, "; the file is not whole");
  return llvm::Error::success();
}

llvm::Error Reader::readRecord(StringRef text) {
  std::string record;
  StringRef digits = text;
  if (!digits.consume_front(":") || digits.size() % 2 != 0 ||
      !llvm::tryGetFromHex(digits, record))
    return fail("expects a record, ':' and pairs of hexadecimal digits, but "
                "found '",
                toPrintable(text.take_front(80)), "'");
  ArrayRef<uint8_t> all = llvm::arrayRefFromStringRef(record);
  if (llvm::Error error = checkFrame(all))
    return error;
  uint16_t address = llvm::support::endian::read16be(&all[1]);
  ArrayRef<uint8_t> data = all.drop_front(headSize).drop_back();
  switch (all[3]) {
  case dataType:
    return readData(address, data);
  case endType:
    return readEnd(address, data);
  case upperAddressType:
    return readUpperAddress(address, data);
  default:
    return fail("records of type ", unsigned(all[3]),
                " are not known; expected 0 (data), 1 (end of file) or 4 "
                "(upper 16 bits of the address)");
  }
}

/// Checks that a record is as long as it says, and its checksum.
llvm::Error Reader::checkFrame(ArrayRef<uint8_t> record) const {
  if (record.size() <= headSize)
    return fail("the record has ", record.size(),
                " bytes; the shortest one has 5");
  size_t size = record.size() - headSize - 1;
  if (record[0] != size)
    return fail("the record says that it has ", unsigned(record[0]),
                " data bytes, but it has ", size);
  uint8_t expected = getChecksum(record.drop_back());
  if (record.back() != expected)
    return fail("the checksum is ", llvm::format_hex(record.back(), 4),
                ", but the record has ", llvm::format_hex(expected, 4));
  return llvm::Error::success();
}

llvm::Error Reader::readData(uint16_t address, ArrayRef<uint8_t> data) {
  // 64 bits hold the sum of any two.
  uint64_t first = uint64_t(upper) + address;
  if (first + data.size() > bytes.size())
    return fail("data at byte address ", llvm::format_hex(first, 10),
                " runs out of the ", bytes.size(), " bytes of 2^18 words");
  for (auto [index, byte] : llvm::enumerate(data)) {
    size_t place = first + index;
    if (isThere.test(place))
      return fail("byte address ", llvm::format_hex(place, 7),
                  " is written a second time");
    isThere.set(place);
    bytes[place] = byte;
  }
  return llvm::Error::success();
}

llvm::Error Reader::readUpperAddress(uint16_t address, ArrayRef<uint8_t> data) {
  if (data.size() != 2 || address != 0)
    return fail("a record of type 4 has address 0 and 2 data bytes, not ",
                address, " and ", data.size());
  upper = uint32_t(llvm::support::endian::read16be(data.data())) << 16;
  return llvm::Error::success();
}

llvm::Error Reader::readEnd(uint16_t address, ArrayRef<uint8_t> data) {
  if (!data.empty() || address != 0)
    return fail("a record of type 1 has address 0 and no data, not ", address,
                " and ", data.size(), " bytes");
  hasEnd = true;
  return llvm::Error::success();
}

llvm::Expected<std::vector<Write>> Reader::takeWords() const {
  std::vector<Write> words;
  for (uint32_t address = 0; address < addressSpace; ++address) {
    uint32_t place = address * bytesPerWord;
    int missing = isThere.find_first_unset_in(place, place + bytesPerWord);
    if (missing == -1)
      words.push_back(
          {address, llvm::support::endian::read32le(&bytes[place])});
    else if (isThere.find_first_in(place, place + bytesPerWord) != -1)
      return makeError("the word at byte address ", llvm::format_hex(place, 7),
                       " is not whole: byte ", missing - place,
                       " of 4 is missing");
  }
  return words;
}

llvm::Expected<std::vector<Write>> forms::readIntelHex(StringRef text) {
  Reader reader;
  if (llvm::Error error = reader.read(text))
    return std::move(error);
  return reader.takeWords();
}

llvm::Error forms::checkIntelHex(StringRef text, const Image &image) {
  llvm::Expected<std::vector<Write>> words = readIntelHex(text);
  if (!words)
    return words.takeError();
  return compareWrites(*words, collectMemory(image));
}
