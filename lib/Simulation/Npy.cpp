//===- Npy.cpp - NumPy's array files --------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Npy.h"

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

static constexpr llvm::StringLiteral magic("\x93NUMPY");

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

namespace {
/// What the header's dictionary says.
struct Header {
  std::optional<std::string> type; ///< `descr`
  std::optional<bool> isFortran;
  std::optional<llvm::SmallVector<uint64_t, 3>> shape;
};

/// Parses the dictionary, a literal of Python with three keys.
class HeaderParser {
public:
  explicit HeaderParser(StringRef text) : rest(text) {}

  llvm::Expected<Header> parse();

private:
  bool consume(char c) {
    rest = rest.ltrim();
    return rest.consume_front(StringRef(&c, 1));
  }
  std::optional<std::string> parseString();
  std::optional<bool> parseBool();
  std::optional<llvm::SmallVector<uint64_t, 3>> parseShape();
  bool parseEntry(Header &header);

  StringRef rest;
};
} // namespace

std::optional<std::string> HeaderParser::parseString() {
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

std::optional<bool> HeaderParser::parseBool() {
  rest = rest.ltrim();
  if (rest.consume_front("True"))
    return true;
  if (rest.consume_front("False"))
    return false;
  return std::nullopt;
}

/// `()`, `(3,)`, `(100, 12)`.
std::optional<llvm::SmallVector<uint64_t, 3>> HeaderParser::parseShape() {
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

bool HeaderParser::parseEntry(Header &header) {
  std::optional<std::string> key = parseString();
  if (!key || !consume(':'))
    return false;
  if (*key == "descr" && !header.type)
    return (header.type = parseString()).has_value();
  if (*key == "fortran_order" && !header.isFortran)
    return (header.isFortran = parseBool()).has_value();
  if (*key == "shape" && !header.shape)
    return (header.shape = parseShape()).has_value();
  return false;
}

llvm::Expected<Header> HeaderParser::parse() {
  Header header;
  bool isGood = consume('{');
  while (isGood && !consume('}'))
    isGood =
        parseEntry(header) && (consume(',') || rest.ltrim().starts_with("}"));
  if (!isGood || !rest.trim().empty() || !header.type || !header.isFortran ||
      !header.shape)
    return makeError("the header of the .npy file is not one that NumPy "
                     "writes for a plain array");
  return header;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
/// How integers lie in the file.
struct ItemType {
  unsigned size;
  bool isSigned, isBig;
};
} // namespace

/// `|b1`, `<i2`, `>u8`, ...
static std::optional<ItemType> parseType(StringRef type) {
  if (type.size() != 3 || !StringRef("<>|=").contains(type[0]))
    return std::nullopt;
  unsigned size = type[2] - '0';
  if (!StringRef("biu").contains(type[1]) ||
      (size != 1 && size != 2 && size != 4 && size != 8) ||
      (type[1] == 'b' && size != 1))
    return std::nullopt;
  return ItemType{size, type[1] == 'i', type[0] == '>'};
}

static uint64_t readItem(const char *data, ItemType type) {
  uint64_t value = 0;
  for (unsigned k = 0; k < type.size; ++k) {
    auto byte = static_cast<uint8_t>(data[type.isBig ? k : type.size - 1 - k]);
    value = value << 8 | byte;
  }
  return value;
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

/// Splits a file into header text and data.
static llvm::Expected<StringRef> splitHeader(StringRef &bytes) {
  if (!bytes.starts_with(magic))
    return makeError("this is no .npy file");
  constexpr size_t versionSize = 2;
  StringRef rest = bytes.drop_front(magic.size());
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
  rest = rest.drop_front(lengthSize);
  if (rest.size() < length)
    return makeError("the .npy file is cut off in its header");
  bytes = rest.drop_front(length);
  return rest.take_front(length);
}

llvm::Expected<IntegerArray> tidepool::simulation::readNpy(StringRef bytes) {
  llvm::Expected<StringRef> text = splitHeader(bytes);
  if (!text)
    return text.takeError();
  llvm::Expected<Header> header = HeaderParser(*text).parse();
  if (!header)
    return header.takeError();
  std::optional<ItemType> type = parseType(*header->type);
  if (!type)
    return makeError("the .npy file holds items of type '", *header->type,
                     "'; booleans and integers can be read");
  // Multiplied with care: a header may claim anything.
  uint64_t count = 1;
  bool overflows = false;
  for (uint64_t size : *header->shape) {
    bool step = false;
    count = llvm::SaturatingMultiply(count, size, &step);
    overflows |= step;
  }
  if (llvm::is_contained(*header->shape, 0u))
    count = 0;
  else if (overflows || count > bytes.size() / type->size)
    return makeError("the .npy file is cut off: its header asks for more items "
                     "than the ",
                     bytes.size(), " bytes behind it");
  if (count * type->size != bytes.size())
    return makeError("the .npy file has ", bytes.size(),
                     " bytes of data, but its header asks for ",
                     count * type->size);

  IntegerArray array;
  array.shape = *header->shape;
  array.values.reserve(count);
  for (uint64_t k = 0; k < count; ++k) {
    uint64_t item = readItem(bytes.data() + k * type->size, *type);
    if (type->isSigned)
      array.values.push_back(llvm::SignExtend64(item, type->size * 8));
    else // beyond what counts can be, but not negative
      array.values.push_back(static_cast<int64_t>(
          std::min<uint64_t>(item, std::numeric_limits<int64_t>::max())));
  }
  if (*header->isFortran)
    array.values = reorder(array.values, array.shape);
  return array;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

std::string tidepool::simulation::writeNpyHeader(llvm::ArrayRef<uint64_t> shape,
                                                 StringRef type) {
  std::string dictionary;
  llvm::raw_string_ostream os(dictionary);
  os << "{'descr': '" << type << "', 'fortran_order': False, 'shape': (";
  for (uint64_t size : shape)
    os << size
       << (shape.size() == 1        ? ","
           : &size == &shape.back() ? ""
                                    : ", ");
  os << "), }";
  // Data start at a multiple of 64 bytes, and the header ends in a line end.
  constexpr size_t prefix = 10, alignment = 64;
  size_t length =
      llvm::alignTo(prefix + dictionary.size() + 1, alignment) - prefix;
  dictionary.resize(length - 1, ' ');
  dictionary += '\n';
  std::string header = magic.str();
  header += '\x01';
  header += '\0';
  header += static_cast<char>(length & 0xFF);
  header += static_cast<char>(length >> 8);
  return header + dictionary;
}

namespace {
template <typename T>
struct TypeName;
template <>
struct TypeName<uint8_t> {
  static constexpr const char *value = "|u1";
};
template <>
struct TypeName<int16_t> {
  static constexpr const char *value = "<i2";
};
} // namespace

template <typename T>
std::string tidepool::simulation::writeNpy(llvm::ArrayRef<uint64_t> shape,
                                           llvm::ArrayRef<T> values) {
  std::string bytes = writeNpyHeader(shape, TypeName<T>::value);
  size_t begin = bytes.size();
  bytes.resize(begin + values.size() * sizeof(T));
  for (size_t k = 0; k < values.size(); ++k)
    llvm::support::endian::write<T>(&bytes[begin + k * sizeof(T)], values[k],
                                    llvm::endianness::little);
  return bytes;
}

template std::string tidepool::simulation::writeNpy(llvm::ArrayRef<uint64_t>,
                                                    llvm::ArrayRef<uint8_t>);
template std::string tidepool::simulation::writeNpy(llvm::ArrayRef<uint64_t>,
                                                    llvm::ArrayRef<int16_t>);
