//===- Values.cpp - Values of a JSON file, with their place ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"

#include "tidepool/Support/Printable.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FormatVariadic.h"

using namespace tidepool;
using namespace tidepool::samna;
namespace json = llvm::json;
using llvm::Error;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// How deep a configuration nests is fixed, and the parser recurses.
static constexpr unsigned maxDepth = 32;

/// The most values that a configuration has, with room to spare: the weights of
/// two synapses, and less than 16 values for a neuron. The parser takes some 40
/// bytes for each.
static size_t getMaxValues() {
  size_t most = 0;
  for (const xylo::Chip &chip : xylo::getChips()) {
    size_t hidden = chip.maxHidden;
    most = std::max(most, 2 * hidden * (hidden + chip.maxInputs) +
                              chip.maxOutputs * hidden +
                              16 * (hidden + chip.maxOutputs));
  }
  return most + 1000;
}

namespace {
/// Refuses what the parser takes and should not: what needs too much stack or
/// memory, and keys that are there twice, of which it keeps one. What is no
/// JSON is left to the parser.
class Scanner {
public:
  explicit Scanner(StringRef text) : text(text) {}

  Error run();

private:
  Error look(char c);
  void skipString();
  Error open();
  Error addKey();

  template <typename... Args>
  Error fail(Args &&...args) const {
    return makeError("line ", text.take_front(position).count('\n') + 1,
                     std::forward<Args>(args)...);
  }

  StringRef text;
  size_t position = 0;
  StringRef lastString; ///< with its quotes
  /// The keys of each object or array around `position`, outermost first.
  llvm::SmallVector<llvm::StringSet<>, maxDepth> keys;
};
} // namespace

/// A key for an error, which may be any text of any length.
static std::string printKey(StringRef key) {
  constexpr size_t maxLength = 80;
  return toPrintable(key.take_front(maxLength)) +
         (key.size() > maxLength ? "..." : "");
}

/// Moves from a quote to the one that ends the string.
void Scanner::skipString() {
  size_t begin = position++;
  while (position < text.size() && text[position] != '"')
    position += text[position] == '\\' ? 2 : 1;
  lastString = text.slice(begin, position + 1);
}

Error Scanner::open() {
  if (keys.size() == maxDepth)
    return fail(" nests deeper than ", maxDepth, " levels");
  keys.emplace_back();
  return Error::success();
}

/// Adds the string in front of a colon.
Error Scanner::addKey() {
  llvm::Expected<json::Value> parsed = json::parse(lastString);
  if (!parsed) {
    llvm::consumeError(parsed.takeError());
    return Error::success();
  }
  std::optional<StringRef> key = parsed->getAsString();
  if (key && !keys.empty() && !keys.back().insert(*key).second)
    return fail(" has the key '", printKey(*key),
                "' a second time in one object");
  return Error::success();
}

/// Takes a character that is in no string, or the string that it begins.
Error Scanner::look(char c) {
  switch (c) {
  case '"':
    skipString();
    break;
  case '[':
  case '{':
    return open();
  case ']':
  case '}':
    if (!keys.empty())
      keys.pop_back();
    break;
  case ':':
    return addKey();
  }
  return Error::success();
}

Error Scanner::run() {
  // Of other texts the parser says at once that they are no JSON.
  StringRef start = text.ltrim();
  if (!start.starts_with("{") && !start.starts_with("["))
    return Error::success();
  size_t numValues = 0, maxValues = getMaxValues();
  for (; position < text.size(); ++position) {
    char c = text[position];
    if (Error error = look(c))
      return error;
    numValues += c == ',' || c == '[' || c == '{';
    if (numValues > maxValues)
      return makeError("the file has more than ", maxValues,
                       " values, which no chip's configuration has");
  }
  return Error::success();
}

llvm::Expected<json::Value> tidepool::samna::parseJson(StringRef text) {
  if (Error error = Scanner(text).run())
    return std::move(error);
  llvm::Expected<json::Value> root = json::parse(text);
  if (!root)
    return makeError("this is no JSON: ", llvm::toString(root.takeError()));
  return root;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// What a value of the wrong type is, in few words.
static std::string describe(const json::Value &value) {
  switch (value.kind()) {
  case json::Value::Array:
    return "an array";
  case json::Value::Object:
    return "an object";
  case json::Value::String:
    return "a string";
  default:
    return llvm::formatv("{0}", value);
  }
}

llvm::Expected<const json::Object *>
tidepool::samna::readObject(const json::Value &value, const Place &place) {
  if (const json::Object *object = value.getAsObject())
    return object;
  return place.makeError("expects an object, but got ", describe(value));
}

llvm::Expected<const json::Array *>
tidepool::samna::readArray(const json::Value &value, const Place &place) {
  if (const json::Array *array = value.getAsArray())
    return array;
  return place.makeError("expects an array, but got ", describe(value));
}

llvm::Expected<bool> tidepool::samna::readBool(const json::Value &value,
                                               const Place &place) {
  if (std::optional<bool> flag = value.getAsBoolean())
    return *flag;
  return place.makeError("expects true or false, but got ", describe(value));
}

llvm::Expected<int64_t> tidepool::samna::readInteger(const json::Value &value,
                                                     int64_t min, int64_t max,
                                                     const Place &place) {
  std::optional<int64_t> integer = value.getAsInteger();
  if (integer && *integer >= min && *integer <= max)
    return *integer;
  return place.makeError("expects an integer from ", min, " to ", max,
                         ", but got ", describe(value));
}

/// The keys of an object, in alphabetic order.
static std::vector<StringRef> listKeys(const json::Object &object) {
  std::vector<StringRef> keys;
  for (const auto &[key, value] : object)
    keys.push_back(key);
  llvm::sort(keys);
  return keys;
}

llvm::Expected<const json::Object *>
tidepool::samna::readObject(const json::Value &value, llvm::ArrayRef<Key> keys,
                            const Place &place) {
  auto object = readObject(value, place);
  if (!object)
    return object.takeError();
  for (const Key &key : keys)
    if (key.isRequired && !(*object)->get(key.name))
      return place.makeError("the key '", key.name, "' is missing");
  for (StringRef name : listKeys(**object))
    if (llvm::none_of(keys, [&](const Key &key) { return key.name == name; }))
      return place.makeError("unknown key '", printKey(name), "'");
  return object;
}

//===----------------------------------------------------------------------===//
// Matrices and optionals
//===----------------------------------------------------------------------===//

/// The pair of sizes at a key.
static llvm::Expected<std::pair<size_t, size_t>>
readPair(const json::Object &parent, StringRef key, const Place &parentPlace) {
  Place place = parentPlace.getField(key);
  auto object = readObject(*parent.get(key), {{"value0"}, {"value1"}}, place);
  if (!object)
    return object.takeError();
  constexpr int64_t maxSize = 1 << 20; // products fit into 64 bits
  auto first = readInteger(*(*object)->get("value0"), 0, maxSize,
                           place.getField("value0"));
  if (!first)
    return first.takeError();
  auto second = readInteger(*(*object)->get("value1"), 0, maxSize,
                            place.getField("value1"));
  if (!second)
    return second.takeError();
  return std::pair<size_t, size_t>(*first, *second);
}

/// Takes the values of a matrix that has its shape.
static Error readValues(const json::Value &value, Matrix &matrix,
                        const Place &place) {
  auto values = readArray(value, place);
  if (!values)
    return values.takeError();
  size_t expected = matrix.rows * matrix.columns;
  if ((*values)->size() != expected)
    return place.makeError("expects ", expected, " values for a matrix of ",
                           matrix.rows, " x ", matrix.columns, ", but got ",
                           (*values)->size());
  matrix.values.reserve(expected);
  for (auto [index, element] : llvm::enumerate(**values)) {
    auto weight = readInteger(element, -128, 127, place.getElement(index));
    if (!weight)
      return weight.takeError();
    matrix.values.push_back(static_cast<int8_t>(*weight));
  }
  return Error::success();
}

llvm::Expected<Matrix> tidepool::samna::readMatrix(const json::Value &value,
                                                   const Place &place) {
  auto object =
      readObject(value, {{"dimensions"}, {"offsets"}, {"values"}}, place);
  if (!object)
    return object.takeError();
  auto dimensions = readPair(**object, "dimensions", place);
  if (!dimensions)
    return dimensions.takeError();
  auto offsets = readPair(**object, "offsets", place);
  if (!offsets)
    return offsets.takeError();
  Matrix matrix;
  std::tie(matrix.rows, matrix.columns) = *dimensions;
  bool isEmpty = matrix.rows == 0 || matrix.columns == 0;
  if (!isEmpty && *offsets != std::pair<size_t, size_t>(matrix.columns, 1))
    return place.getField("offsets").makeError(
        "expects ", matrix.columns, " and 1, row after row, but got ",
        offsets->first, " and ", offsets->second);
  if (Error error = readValues(*(*object)->get("values"), matrix,
                               place.getField("values")))
    return std::move(error);
  return std::move(matrix);
}

llvm::Expected<const json::Value *>
tidepool::samna::readOptional(const json::Value &value, const Place &place) {
  static const Key keys[] = {{"nullopt"}, {"data"}};
  auto plain = readObject(value, place);
  if (!plain)
    return plain.takeError();
  const json::Value *nullopt = (*plain)->get("nullopt");
  bool isEmpty = nullopt && *nullopt == json::Value(true);
  auto object = readObject(
      value, llvm::ArrayRef(keys).take_front(isEmpty ? 1 : 2), place);
  if (!object)
    return object.takeError();
  auto flag = readBool(*nullopt, place.getField("nullopt"));
  if (!flag)
    return flag.takeError();
  return isEmpty ? nullptr : (*object)->get("data");
}
