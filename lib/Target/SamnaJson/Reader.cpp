//===- Reader.cpp - Reads configurations of samna -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checker.h"
#include "Place.h"
#include "Schema.h"

#include "tidepool/Target/SamnaJson/SamnaJson.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <limits>

using namespace tidepool;
using namespace tidepool::samna;
namespace json = llvm::json;
using llvm::Error;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Limits
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

/// Refuses what would take the parser too much stack or memory. What is no JSON
/// is left to it.
static Error checkLimits(StringRef text) {
  unsigned depth = 0;
  size_t numValues = 0, maxValues = getMaxValues();
  bool isString = false;
  for (size_t k = 0; k < text.size(); ++k) {
    char c = text[k];
    if (isString) {
      k += c == '\\';
      isString = c != '"';
      continue;
    }
    isString = c == '"';
    if (c == '[' || c == '{')
      ++depth;
    else if (c == ']' || c == '}')
      depth -= depth > 0;
    numValues += c == ',' || c == '[' || c == '{';
    if (depth > maxDepth)
      return makeError("line ", text.take_front(k).count('\n') + 1,
                       " nests deeper than ", maxDepth, " levels");
    if (numValues > maxValues)
      return makeError("the file has more than ", maxValues,
                       " values, which no chip's configuration has");
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Values
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

static llvm::Expected<const json::Object *> readObject(const json::Value &value,
                                                       const Place &place) {
  if (const json::Object *object = value.getAsObject())
    return object;
  return place.makeError("expects an object, but got ", describe(value));
}

static llvm::Expected<const json::Array *> readArray(const json::Value &value,
                                                     const Place &place) {
  if (const json::Array *array = value.getAsArray())
    return array;
  return place.makeError("expects an array, but got ", describe(value));
}

static llvm::Expected<bool> readBool(const json::Value &value,
                                     const Place &place) {
  if (std::optional<bool> flag = value.getAsBoolean())
    return *flag;
  return place.makeError("expects true or false, but got ", describe(value));
}

static llvm::Expected<int64_t> readInteger(const json::Value &value,
                                           int64_t min, int64_t max,
                                           const Place &place) {
  std::optional<int64_t> integer = value.getAsInteger();
  if (integer && *integer >= min && *integer <= max)
    return *integer;
  return place.makeError("expects an integer from ", min, " to ", max,
                         ", but got ", describe(value));
}

/// The keys of an object, in alphabetic order.
static std::vector<StringRef> getKeys(const json::Object &object) {
  std::vector<StringRef> keys;
  for (const auto &[key, value] : object)
    keys.push_back(key);
  llvm::sort(keys);
  return keys;
}

/// Fails unless an object has exactly the keys that a chip's configuration has
/// there.
template <typename FieldT>
static Error checkKeys(const json::Object &object,
                       llvm::ArrayRef<FieldT> fields, const xylo::Chip &chip,
                       const Place &place) {
  for (const FieldT &field : fields)
    if (isRequired(field.presence, chip) && !object.get(field.key))
      return place.makeError("the key '", field.key, "' is missing");
  for (StringRef key : getKeys(object))
    if (llvm::none_of(fields, [&](const FieldT &field) {
          return field.key == key && isKnown(field.presence, chip);
        }))
      return place.makeError("unknown key '", key, "'");
  return Error::success();
}

namespace {
/// The keys of objects that are not a configuration's own.
struct PlainField {
  llvm::StringLiteral key;
  Presence presence = Presence::Always;
};
} // namespace

//===----------------------------------------------------------------------===//
// Matrices and optionals
//===----------------------------------------------------------------------===//

/// Reads a pair of sizes.
static llvm::Expected<std::pair<size_t, size_t>>
readPair(const json::Value &value, const xylo::Chip &chip, const Place &place) {
  static constexpr PlainField fields[] = {{"value0"}, {"value1"}};
  auto object = readObject(value, place);
  if (!object)
    return object.takeError();
  if (Error error = checkKeys<PlainField>(**object, fields, chip, place))
    return std::move(error);
  int64_t sizes[2];
  for (unsigned k = 0; k < 2; ++k) {
    auto size = readInteger(*(*object)->get(fields[k].key), 0, 1 << 20,
                            place.getField(fields[k].key));
    if (!size)
      return size.takeError();
    sizes[k] = *size;
  }
  return std::pair<size_t, size_t>(sizes[0], sizes[1]);
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

static llvm::Expected<Matrix> readMatrix(const json::Value &value,
                                         const xylo::Chip &chip,
                                         const Place &place) {
  static constexpr PlainField fields[] = {
      {"dimensions"}, {"offsets"}, {"values"}};
  auto object = readObject(value, place);
  if (!object)
    return object.takeError();
  if (Error error = checkKeys<PlainField>(**object, fields, chip, place))
    return std::move(error);
  auto dimensions = readPair(*(*object)->get("dimensions"), chip,
                             place.getField("dimensions"));
  if (!dimensions)
    return dimensions.takeError();
  Place offsetsPlace = place.getField("offsets");
  auto offsets = readPair(*(*object)->get("offsets"), chip, offsetsPlace);
  if (!offsets)
    return offsets.takeError();
  Matrix matrix;
  std::tie(matrix.rows, matrix.columns) = *dimensions;
  bool isEmpty = matrix.rows * matrix.columns == 0;
  if (!isEmpty && *offsets != std::pair<size_t, size_t>(matrix.columns, 1))
    return offsetsPlace.makeError("expects ", matrix.columns,
                                  " and 1, row after row, but got ",
                                  offsets->first, " and ", offsets->second);
  if (Error error = readValues(*(*object)->get("values"), matrix,
                               place.getField("values")))
    return std::move(error);
  return std::move(matrix);
}

/// The value inside an optional, or null if it is empty.
static llvm::Expected<const json::Value *>
readOptional(const json::Value &value, const xylo::Chip &chip,
             const Place &place) {
  static constexpr PlainField fields[] = {{"nullopt"}, {"data"}};
  auto object = readObject(value, place);
  if (!object)
    return object.takeError();
  const json::Value *nullopt = (*object)->get("nullopt");
  bool isEmpty = nullopt && *nullopt == json::Value(true);
  auto expected = llvm::ArrayRef(fields).take_front(isEmpty ? 1 : 2);
  if (Error error = checkKeys<PlainField>(**object, expected, chip, place))
    return std::move(error);
  auto flag = readBool(*nullopt, place.getField("nullopt"));
  if (!flag)
    return flag.takeError();
  return isEmpty ? nullptr : (*object)->get("data");
}

//===----------------------------------------------------------------------===//
// Configurations
//===----------------------------------------------------------------------===//

namespace {
/// Reads the configuration of a chip, key by key in the order of its schema.
class Reader {
public:
  explicit Reader(ReadConfiguration &result)
      : result(result), configuration(result.configuration),
        chip(*configuration.chip) {}

  Error readFields(llvm::ArrayRef<Field> fields, const json::Value &value,
                   const Place &place);

private:
  Error readField(const Field &field, const json::Value &value,
                  const Place &place);
  Error readNeurons(const Neurons &list, const json::Value &value,
                    const Place &place);
  Error readNeuron(llvm::ArrayRef<NeuronField> fields, const json::Value &value,
                   const Place &place, Neuron &neuron);
  Error readAlias(const json::Value &value, const Place &place, Neuron &neuron);
  Error readFlagSetting(const FlagSetting &setting, const json::Value &value,
                        const Place &place);
  Error readNumberSetting(const NumberSetting &setting,
                          const json::Value &value, const Place &place);
  Error readEmptySetting(const json::Value &value, const Place &place);

  template <typename... Args>
  void addSetting(Args &&...args) {
    llvm::raw_string_ostream os(result.otherSettings.emplace_back());
    (os << ... << args);
  }

  ReadConfiguration &result;
  Configuration &configuration;
  const xylo::Chip &chip;
};
} // namespace

template <typename T>
static Error assign(T &target, llvm::Expected<T> value) {
  if (!value)
    return value.takeError();
  target = std::move(*value);
  return Error::success();
}

Error Reader::readAlias(const json::Value &value, const Place &place,
                        Neuron &neuron) {
  auto target = readOptional(value, chip, place);
  if (!target)
    return target.takeError();
  if (!*target)
    return Error::success();
  neuron.aliasTarget = 0;
  return assign(
      *neuron.aliasTarget,
      readInteger(**target, 0, chip.maxHidden - 1, place.getField("data")));
}

Error Reader::readNeuron(llvm::ArrayRef<NeuronField> fields,
                         const json::Value &value, const Place &place,
                         Neuron &neuron) {
  auto object = readObject(value, place);
  if (!object)
    return object.takeError();
  if (Error error = checkKeys(**object, fields, chip, place))
    return error;
  for (const NeuronField &field : fields) {
    const json::Value *inner = (*object)->get(field.key);
    if (!inner)
      continue;
    Place innerPlace = place.getField(field.key);
    auto read = llvm::makeVisitor(
        [&](Number<Neuron> number) {
          return assign(
              neuron.*number.member,
              readInteger(*inner, number.min, number.max, innerPlace));
        },
        [&](Alias) { return readAlias(*inner, innerPlace, neuron); });
    if (Error error = std::visit(read, field.content))
      return error;
  }
  return Error::success();
}

Error Reader::readNeurons(const Neurons &list, const json::Value &value,
                          const Place &place) {
  auto array = readArray(value, place);
  if (!array)
    return array.takeError();
  std::vector<Neuron> &neurons = configuration.*list.member;
  neurons.resize((*array)->size());
  for (auto [index, element] : llvm::enumerate(**array))
    if (Error error = readNeuron(list.fields, element, place.getElement(index),
                                 neurons[index]))
      return error;
  return Error::success();
}

Error Reader::readFlagSetting(const FlagSetting &setting,
                              const json::Value &value, const Place &place) {
  auto flag = readBool(value, place);
  if (!flag)
    return flag.takeError();
  if (*flag != setting.get(configuration))
    addSetting(place, " = ", value);
  return Error::success();
}

Error Reader::readNumberSetting(const NumberSetting &setting,
                                const json::Value &value, const Place &place) {
  auto number =
      readInteger(value, 0, std::numeric_limits<uint32_t>::max(), place);
  if (!number)
    return number.takeError();
  if (*number != setting.value)
    addSetting(place, " = ", *number);
  return Error::success();
}

Error Reader::readEmptySetting(const json::Value &value, const Place &place) {
  auto inner = readOptional(value, chip, place);
  if (!inner)
    return inner.takeError();
  if (*inner)
    addSetting(place);
  return Error::success();
}

Error Reader::readField(const Field &field, const json::Value &value,
                        const Place &place) {
  Configuration &c = configuration;
  auto read = llvm::makeVisitor(
      [&](Flag flag) { return assign(c.*flag.member, readBool(value, place)); },
      [&](Number<Configuration> number) {
        return assign(c.*number.member,
                      readInteger(value, number.min, number.max, place));
      },
      [&](Weights weights) {
        return assign(c.*weights.member, readMatrix(value, chip, place));
      },
      [&](Neurons list) { return readNeurons(list, value, place); },
      [&](FlagSetting setting) {
        return readFlagSetting(setting, value, place);
      },
      [&](NumberSetting setting) {
        return readNumberSetting(setting, value, place);
      },
      [&](EmptySetting) { return readEmptySetting(value, place); },
      [&](Object object) { return readFields(object.fields, value, place); });
  return std::visit(read, field.content);
}

Error Reader::readFields(llvm::ArrayRef<Field> fields, const json::Value &value,
                         const Place &place) {
  auto object = readObject(value, place);
  if (!object)
    return object.takeError();
  if (Error error = checkKeys(**object, fields, chip, place))
    return error;
  for (const Field &field : fields) {
    const json::Value *inner = (*object)->get(field.key);
    if (!inner)
      continue;
    Place innerPlace = place.getField(field.key);
    if (field.presence == Presence::InOtherPartsOnly)
      addSetting(innerPlace);
    else if (Error error = readField(field, *inner, innerPlace))
      return error;
  }
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// How many keys would have to come or go to make an object this chip's
/// configuration.
static size_t countDifferences(const json::Object &object,
                               const Schema &schema) {
  const xylo::Chip &chip = *xylo::findChip(schema.chip);
  size_t numMissing = 0, numKnown = 0;
  for (const Field &field : schema.fields) {
    bool isThere = object.get(field.key) != nullptr;
    numMissing += !isThere && isRequired(field.presence, chip);
    numKnown += isThere && isKnown(field.presence, chip);
  }
  return numMissing + object.size() - numKnown;
}

/// The schema that fits best; null if no key of the object is in any.
static const Schema *findSchema(const json::Object &object) {
  const Schema *best = nullptr;
  size_t fewest = 0;
  for (const Schema &schema : getSchemas()) {
    bool hasAnyKey = llvm::any_of(schema.fields, [&](const Field &field) {
      return object.get(field.key) != nullptr;
    });
    size_t differences = countDifferences(object, schema);
    if (hasAnyKey && (!best || differences < fewest)) {
      best = &schema;
      fewest = differences;
    }
  }
  return best;
}

/// Forgets what the chip does not look at.
static void dropSynapse2(Configuration &configuration) {
  configuration.inputWeights2 = configuration.recurrentWeights2 = Matrix();
  for (Neuron &neuron : configuration.hidden)
    neuron.dashSyn2 = 0;
}

static llvm::Expected<ReadConfiguration> readRoot(const json::Value &root) {
  const json::Object *file = root.getAsObject();
  const json::Object *content = file ? file->getObject(rootKey) : nullptr;
  const Schema *schema = content ? findSchema(*content) : nullptr;
  if (!schema)
    return makeError("this is no configuration of samna's: it is one object "
                     "'",
                     rootKey, "' with keys such as 'operationMode'");
  if (file->size() > 1)
    return makeError("expects nothing beside the key '", rootKey, "'");
  ReadConfiguration result;
  result.configuration.chip = xylo::findChip(schema->chip);
  Place place(rootKey);
  Error error =
      Reader(result).readFields(schema->fields, *file->get(rootKey), place);
  if (!error)
    error = checkConfiguration(result.configuration);
  if (error)
    return makeError(llvm::toString(std::move(error)), " (read as ",
                     schema->chip, ")");
  if (!result.configuration.synapse2)
    dropSynapse2(result.configuration);
  return std::move(result);
}

llvm::Expected<ReadConfiguration> tidepool::samna::readJson(StringRef text) {
  if (Error error = checkLimits(text))
    return std::move(error);
  llvm::Expected<json::Value> root = json::parse(text);
  if (!root)
    return makeError("this is no JSON: ", llvm::toString(root.takeError()));
  return readRoot(*root);
}
