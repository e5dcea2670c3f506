//===- Npy.cpp - NumPy's array files --------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Raster/Npy.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <limits>
#include <optional>

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

namespace {
/// What the header's dictionary says.
struct Dictionary {
  std::optional<std::string> type; ///< `descr`
  std::optional<bool> isFortran;
  std::optional<llvm::SmallVector<uint64_t, 3>> shape;
};

/// Parses the dictionary, a literal of Python with three keys.
class DictionaryParser {
public:
  explicit DictionaryParser(StringRef text) : rest(text) {}

  llvm::Expected<Dictionary> parse();

private:
  bool consume(char c) {
    rest = rest.ltrim();
    return rest.consume_front(StringRef(&c, 1));
  }
  std::optional<std::string> parseString();
  std::optional<bool> parseBool();
  std::optional<llvm::SmallVector<uint64_t, 3>> parseShape();
  bool parseEntry(Dictionary &dictionary);

  StringRef rest;
};
} // namespace

std::optional<std::string> DictionaryParser::parseString() {
  rest = rest.ltrim();
  if (rest.empty() || (rest.front() != '\'' && rest.front() != '"'))
    return std::nullopt;
  size_t end = rest.find(rest.front(), 1);
  if (end == StringRef::npos)
    return std::nullopt;
  std::string text = rest.slice(1, end).str();
  rest = rest.drop_front(end + 1);
  return text;
}

std::optional<bool> DictionaryParser::parseBool() {
  rest = rest.ltrim();
  if (rest.consume_front("True"))
    return true;
  if (rest.consume_front("False"))
    return false;
  return std::nullopt;
}

/// `()`, `(3,)`, `(100, 12)`.
std::optional<llvm::SmallVector<uint64_t, 3>> DictionaryParser::parseShape() {
  constexpr size_t maxRank = 32; // NumPy's own
  llvm::SmallVector<uint64_t, 3> shape;
  if (!consume('('))
    return std::nullopt;
  while (!consume(')')) {
    rest = rest.ltrim();
    uint64_t size = 0;
    if (shape.size() == maxRank || rest.consumeInteger(10, size))
      return std::nullopt;
    rest.consume_front("L"); // as Python 2 wrote it
    shape.push_back(size);
    if (!consume(',') && !rest.ltrim().starts_with(")"))
      return std::nullopt;
  }
  return shape;
}

bool DictionaryParser::parseEntry(Dictionary &dictionary) {
  std::optional<std::string> key = parseString();
  if (!key || !consume(':'))
    return false;
  if (*key == "descr" && !dictionary.type)
    return (dictionary.type = parseString()).has_value();
  if (*key == "fortran_order" && !dictionary.isFortran)
    return (dictionary.isFortran = parseBool()).has_value();
  if (*key == "shape" && !dictionary.shape)
    return (dictionary.shape = parseShape()).has_value();
  return false;
}

static llvm::Error makeHeaderError() {
  return makeError("the header of the .npy file is not one that NumPy writes "
                   "for a plain array");
}

llvm::Expected<Dictionary> DictionaryParser::parse() {
  Dictionary dictionary;
  bool isGood = consume('{');
  while (isGood && !consume('}'))
    isGood = parseEntry(dictionary) &&
             (consume(',') || rest.ltrim().starts_with("}"));
  if (!isGood || !rest.trim().empty() || !dictionary.type ||
      !dictionary.isFortran || !dictionary.shape)
    return makeHeaderError();
  return dictionary;
}

/// `|b1`, `<i2`, `>u8`, ...
static std::optional<NpyItemType> parseType(StringRef type) {
  if (type.size() != 3 || !StringRef("<>|=").contains(type[0]))
    return std::nullopt;
  unsigned size = type[2] - '0';
  if (!StringRef("biu").contains(type[1]) ||
      (size != 1 && size != 2 && size != 4 && size != 8) ||
      (type[1] == 'b' && size != 1))
    return std::nullopt;
  return NpyItemType{size, type[1] == 'i', type[0] == '>'};
}

/// The text of the dictionary, and in `dataOffset` what follows it.
static llvm::Expected<StringRef> splitHeader(StringRef bytes, uint64_t fileSize,
                                             uint64_t &dataOffset) {
  if (!bytes.starts_with(npyMagic))
    return makeError("this is no .npy file");
  constexpr size_t versionSize = 2;
  StringRef rest = bytes.drop_front(npyMagic.size());
  if (rest.size() < versionSize)
    return makeError("the .npy file is cut off in its header");
  unsigned version = static_cast<uint8_t>(rest[0]);
  if (version < 1 || version > 3)
    return makeError("the .npy file has version ", version,
                     "; versions 1 to 3 are known");
  rest = rest.drop_front(versionSize);
  size_t lengthSize = version == 1 ? 2 : 4;
  if (rest.size() < lengthSize)
    return makeError("the .npy file is cut off in its header");
  size_t length = version == 1 ? llvm::support::endian::read16le(rest.data())
                               : llvm::support::endian::read32le(rest.data());
  dataOffset = npyMagic.size() + versionSize + lengthSize + length;
  if (dataOffset > fileSize)
    return makeError("the .npy file is cut off in its header");
  if (dataOffset > maxNpyHeaderSize)
    return makeHeaderError();
  return rest.substr(lengthSize, length);
}

/// Compares what a shape asks for with the bytes that are there.
static llvm::Error checkSize(const NpyHeader &header, uint64_t numBytes) {
  // Multiplied with care: a header may claim anything.
  uint64_t count = 1;
  bool overflows = false;
  for (uint64_t size : header.shape) {
    bool step = false;
    count = llvm::SaturatingMultiply(count, size, &step);
    overflows |= step;
  }
  if (llvm::is_contained(header.shape, 0u))
    count = 0;
  else if (overflows || count > numBytes / header.type.size)
    return makeError("the .npy file is cut off: its header asks for more items "
                     "than the ",
                     numBytes, " bytes behind it");
  if (count * header.type.size != numBytes)
    return makeError("the .npy file has ", numBytes,
                     " bytes of data, but its header asks for ",
                     count * header.type.size);
  return llvm::Error::success();
}

llvm::Expected<NpyHeader>
tidepool::simulation::readNpyHeader(StringRef bytes, uint64_t fileSize) {
  NpyHeader header;
  llvm::Expected<StringRef> text =
      splitHeader(bytes, fileSize, header.dataOffset);
  if (!text)
    return text.takeError();
  llvm::Expected<Dictionary> dictionary = DictionaryParser(*text).parse();
  if (!dictionary)
    return dictionary.takeError();
  std::optional<NpyItemType> type = parseType(*dictionary->type);
  if (!type)
    return makeError("the .npy file holds items of type '", *dictionary->type,
                     "'; booleans and integers can be read");
  header.type = *type;
  header.isFortran = *dictionary->isFortran;
  header.shape = *dictionary->shape;
  if (llvm::Error error = checkSize(header, fileSize - header.dataOffset))
    return error;
  return header;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static uint64_t readBits(const char *data, NpyItemType type) {
  using namespace llvm::support::endian;
  auto order =
      type.isBigEndian ? llvm::endianness::big : llvm::endianness::little;
  switch (type.size) {
  case 1:
    return static_cast<uint8_t>(*data);
  case 2:
    return read16(data, order);
  case 4:
    return read32(data, order);
  default:
    return read64(data, order);
  }
}

int64_t tidepool::simulation::readNpyItem(const char *data, NpyItemType type) {
  uint64_t bits = readBits(data, type);
  if (type.isSigned)
    return llvm::SignExtend64(bits, type.size * 8);
  return static_cast<int64_t>(
      std::min<uint64_t>(bits, std::numeric_limits<int64_t>::max()));
}

/// Element after element of a Fortran-ordered array belongs at these places of
/// the C-ordered one.
static std::vector<int64_t> reorder(llvm::ArrayRef<int64_t> values,
                                    llvm::ArrayRef<uint64_t> shape) {
  std::vector<int64_t> result(values.size());
  llvm::SmallVector<uint64_t, 3> stride(shape.size(), 1), index(shape.size());
  for (size_t axis = shape.size(); axis-- > 1;)
    stride[axis - 1] = stride[axis] * shape[axis];
  uint64_t place = 0;
  for (int64_t value : values) {
    result[place] = value;
    for (size_t axis = 0; axis < shape.size(); ++axis) {
      place += stride[axis];
      if (++index[axis] < shape[axis])
        break;
      place -= stride[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}

llvm::Expected<IntegerArray> tidepool::simulation::readNpy(StringRef bytes) {
  llvm::Expected<NpyHeader> header = readNpyHeader(bytes, bytes.size());
  if (!header)
    return header.takeError();
  IntegerArray array;
  array.shape = header->shape;
  bytes = bytes.drop_front(header->dataOffset);
  array.values.reserve(bytes.size() / header->type.size);
  for (size_t k = 0; k < bytes.size(); k += header->type.size)
    array.values.push_back(readNpyItem(bytes.data() + k, header->type));
  if (header->isFortran)
    array.values = reorder(array.values, array.shape);
  return array;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

std::string tidepool::simulation::writeNpyHeader(llvm::ArrayRef<uint64_t> shape,
                                                 StringRef typeName) {
  std::string dictionary;
  llvm::raw_string_ostream os(dictionary);
  os << "{'descr': '" << typeName << "', 'fortran_order': False, 'shape': (";
  llvm::ListSeparator comma;
  for (uint64_t size : shape)
    os << comma << size;
  if (shape.size() == 1)
    os << ',';
  os << "), }";
  // Data start at a multiple of 64 bytes, and the header ends in a line end.
  constexpr size_t prefix = 10, alignment = 64;
  size_t length =
      llvm::alignTo(prefix + dictionary.size() + 1, alignment) - prefix;
  dictionary.resize(length - 1, ' ');
  dictionary += '\n';
  std::string header = npyMagic.str();
  header += '\x01';
  header += '\0';
  header += static_cast<char>(length & 0xFF);
  header += static_cast<char>(length >> 8);
  return header + dictionary;
}

template <>
StringRef tidepool::simulation::getNpyTypeName<uint8_t>() {
  return "|u1";
}
template <>
StringRef tidepool::simulation::getNpyTypeName<int16_t>() {
  return "<i2";
}
template <>
StringRef tidepool::simulation::getNpyTypeName<double>() {
  return "<f8";
}

template <typename T>
void tidepool::simulation::appendNpyItems(std::string &bytes,
                                          llvm::ArrayRef<T> values) {
  size_t begin = bytes.size();
  bytes.resize(begin + values.size() * sizeof(T));
  for (size_t k = 0; k < values.size(); ++k)
    llvm::support::endian::write<T>(&bytes[begin + k * sizeof(T)],
                                    toWritten(values[k]),
                                    llvm::endianness::little);
}

template <typename T>
std::string tidepool::simulation::writeNpy(llvm::ArrayRef<uint64_t> shape,
                                           llvm::ArrayRef<T> values) {
  std::string bytes = writeNpyHeader(shape, getNpyTypeName<T>());
  appendNpyItems(bytes, values);
  return bytes;
}

#define INSTANTIATE(T)                                                         \
  template void tidepool::simulation::appendNpyItems(std::string &,            \
                                                     llvm::ArrayRef<T>);       \
  template std::string tidepool::simulation::writeNpy(                         \
      llvm::ArrayRef<uint64_t>, llvm::ArrayRef<T>);
INSTANTIATE(uint8_t)
INSTANTIATE(int16_t)
INSTANTIATE(double)
#undef INSTANTIATE
