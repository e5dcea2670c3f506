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
#include "Values.h"

#include "tidepool/Target/SamnaJson/SamnaJson.h"

#include "llvm/ADT/STLExtras.h"

#include <limits>

using namespace tidepool;
using namespace tidepool::samna;
namespace json = llvm::json;
using llvm::Error;
using llvm::StringRef;

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

/// The keys that a chip's configuration can have where these fields are.
template <typename FieldT>
static llvm::SmallVector<Key> getKeys(llvm::ArrayRef<FieldT> fields,
                                      const xylo::Chip &chip) {
  llvm::SmallVector<Key> keys;
  for (const FieldT &field : fields)
    if (isKnown(field.presence, chip))
      keys.push_back({field.key, isRequired(field.presence, chip)});
  return keys;
}

template <typename T>
static Error assign(T &target, llvm::Expected<T> value) {
  if (!value)
    return value.takeError();
  target = std::move(*value);
  return Error::success();
}

Error Reader::readAlias(const json::Value &value, const Place &place,
                        Neuron &neuron) {
  auto target = readOptional(value, place);
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
  auto object = readObject(value, getKeys(fields, chip), place);
  if (!object)
    return object.takeError();
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
  auto inner = readOptional(value, place);
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
        return assign(c.*weights.member, readMatrix(value, place));
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
  auto object = readObject(value, getKeys(fields, chip), place);
  if (!object)
    return object.takeError();
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
static const Schema *findBestSchema(const json::Object &object) {
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
  const Schema *schema = content ? findBestSchema(*content) : nullptr;
  if (!schema)
    return makeError("this is no configuration of samna's: an object with the "
                     "one key '",
                     rootKey, "', and in it keys such as 'operationMode'");
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
  llvm::Expected<json::Value> root = parseJson(text);
  if (!root)
    return root.takeError();
  return readRoot(*root);
}
