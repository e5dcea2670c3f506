//===- Writer.cpp - Writes configurations of samna ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schema.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/SamnaJson/SamnaJson.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

using namespace tidepool;
using namespace tidepool::samna;
namespace json = llvm::json;
using llvm::Error;
using llvm::raw_ostream;

namespace {
/// Writes a configuration key by key. What there may be many of stands on a
/// line each: neurons and rows of weights.
class Writer {
public:
  Writer(const Configuration &configuration, raw_ostream &os)
      : configuration(configuration), os(os, /*IndentSize=*/2) {}

  void run();

private:
  void writeFields(llvm::ArrayRef<Field> fields);
  void writeWeights(const Weights &weights);
  void writeMatrix(const Matrix &matrix);
  void writeNeurons(const std::vector<Neuron> &neurons,
                    llvm::ArrayRef<NeuronField> fields);
  void writeNeuron(json::OStream &line, const Neuron &neuron,
                   llvm::ArrayRef<NeuronField> fields);

  const Configuration &configuration;
  json::OStream os;
};
} // namespace

static void writeOptional(json::OStream &os, std::optional<int64_t> value) {
  os.object([&] {
    os.attribute("nullopt", !value);
    if (value)
      os.attribute("data", *value);
  });
}

/// A pair as the library that samna uses writes it.
static void writePair(json::OStream &os, llvm::StringRef key, size_t first,
                      size_t second) {
  os.attributeObject(key, [&] {
    os.attribute("value0", first);
    os.attribute("value1", second);
  });
}

/// The values as an array with a line for each row; `json::OStream` would give
/// each value a line.
static void writeRows(const Matrix &matrix, raw_ostream &os) {
  os << '[';
  for (size_t k = 0; k < matrix.values.size(); ++k) {
    if (k > 0)
      os << ',';
    if (k % matrix.columns == 0)
      os << '\n';
    os << static_cast<int>(matrix.values[k]);
  }
  os << "\n]";
}

/// Matrices of a second synapse that is switched off are written as zeros.
void Writer::writeWeights(const Weights &weights) {
  bool isOff = weights.isSynapse2 && !configuration.synapse2;
  if (!isOff)
    return writeMatrix(configuration.*weights.member);
  writeMatrix(Matrix(getSize(weights.rows, configuration),
                     getSize(weights.columns, configuration)));
}

void Writer::writeMatrix(const Matrix &matrix) {
  os.object([&] {
    writePair(os, "dimensions", matrix.rows, matrix.columns);
    writePair(os, "offsets", matrix.columns, 1);
    os.attributeBegin("values");
    os.rawValue([&](raw_ostream &raw) { writeRows(matrix, raw); });
    os.attributeEnd();
  });
}

void Writer::writeNeuron(json::OStream &line, const Neuron &neuron,
                         llvm::ArrayRef<NeuronField> fields) {
  line.object([&] {
    for (const NeuronField &field : fields) {
      if (!isWritten(field.presence, configuration))
        continue;
      line.attributeBegin(field.key);
      std::visit(
          llvm::makeVisitor(
              [&](Number<Neuron> number) { line.value(neuron.*number.member); },
              [&](Alias) { writeOptional(line, neuron.aliasTarget); }),
          field.content);
      line.attributeEnd();
    }
  });
}

void Writer::writeNeurons(const std::vector<Neuron> &neurons,
                          llvm::ArrayRef<NeuronField> fields) {
  os.array([&] {
    for (const Neuron &neuron : neurons)
      os.rawValue([&](raw_ostream &raw) {
        json::OStream line(raw);
        writeNeuron(line, neuron, fields);
      });
  });
}

void Writer::writeFields(llvm::ArrayRef<Field> fields) {
  const Configuration &c = configuration;
  auto write = llvm::makeVisitor(
      [&](Flag flag) { os.value(c.*flag.member); },
      [&](Number<Configuration> number) { os.value(c.*number.member); },
      [&](Weights weights) { writeWeights(weights); },
      [&](Neurons list) { writeNeurons(c.*list.member, list.fields); },
      [&](FlagSetting setting) { os.value(setting.get(c)); },
      [&](NumberSetting setting) { os.value(setting.value); },
      [&](EmptySetting) { writeOptional(os, std::nullopt); },
      [&](Object object) { writeFields(object.fields); });
  os.object([&] {
    for (const Field &field : fields) {
      if (!isWritten(field.presence, c))
        continue;
      os.attributeBegin(field.key);
      std::visit(write, field.content);
      os.attributeEnd();
    }
  });
}

void Writer::run() {
  os.object([&] {
    os.attributeBegin(rootKey);
    writeFields(findSchema(*configuration.chip)->fields);
    os.attributeEnd();
  });
}

std::string tidepool::samna::writeJson(const Configuration &configuration) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Writer(configuration, os).run();
  os << '\n';
  return text;
}

llvm::Expected<std::string>
tidepool::samna::printSamnaJson(const bitstream::Image &image) {
  llvm::Expected<Configuration> configuration = makeConfiguration(image);
  if (!configuration)
    return configuration.takeError();
  return writeJson(*configuration);
}

Error tidepool::samna::checkSamnaJson(llvm::StringRef text,
                                      const bitstream::Image &image) {
  llvm::Expected<Configuration> expected = makeConfiguration(image);
  if (!expected)
    return expected.takeError();
  llvm::Expected<ReadConfiguration> read = readJson(text);
  if (!read)
    return read.takeError();
  if (!read->otherSettings.empty())
    return makeError("it has the setting ", read->otherSettings.front());
  if (read->configuration == *expected)
    return Error::success();
  return makeError("the networks differ");
}
