//===- SamnaJsonTest.cpp - Configurations and their JSON ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That writer and reader are inverse to each other, whatever a configuration
// holds, is more than files can show.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SamnaJson/SamnaJson.h"

#include "gtest/gtest.h"

#include <random>

using namespace tidepool;
using namespace tidepool::samna;

namespace {
/// Makes random configurations, always the same ones.
class Generator {
public:
  Configuration make(const xylo::Chip &chip);

private:
  int64_t number(int64_t min, int64_t max) {
    return min + static_cast<int64_t>(random() % (max - min + 1));
  }
  Matrix matrix(size_t rows, size_t columns);
  std::vector<Neuron> neurons(size_t count, bool isHidden);

  std::mt19937_64 random;
  Configuration result;
};
} // namespace

Matrix Generator::matrix(size_t rows, size_t columns) {
  Matrix matrix(rows, columns);
  for (int8_t &value : matrix.values)
    value = static_cast<int8_t>(number(-128, 127));
  return matrix;
}

std::vector<Neuron> Generator::neurons(size_t count, bool isHidden) {
  std::vector<Neuron> neurons(count);
  for (Neuron &neuron : neurons) {
    neuron.threshold = number(-32768, 32767);
    neuron.dashMem = number(0, 15);
    neuron.dashSyn = number(0, 15);
    if (isHidden && result.synapse2)
      neuron.dashSyn2 = number(0, 15);
    if (result.bias)
      neuron.bias = number(-128, 127);
    if (isHidden && result.alias && number(0, 1))
      neuron.aliasTarget = number(0, count - 1);
  }
  return neurons;
}

Configuration Generator::make(const xylo::Chip &chip) {
  result = {};
  result.chip = &chip;
  result.synapse2 = chip.maxSynapses > 1 && number(0, 1);
  result.bias = chip.hasBias && number(0, 1);
  result.alias = number(0, 1);
  result.inputShift = number(0, 7);
  result.recurrentShift = number(0, 7);
  result.outputShift = number(0, 7);
  result.timeWrap = number(0, UINT32_MAX);
  size_t inputs = number(1, 5), hidden = number(1, 6), outputs = number(1, 4);
  size_t inputExpansion = hidden, outputExpansion = hidden;
  if (chip.maxExpansion) {
    inputExpansion = number(1, hidden);
    outputExpansion = number(1, hidden);
  } else {
    result.hibernationTimeWrap = number(0, UINT32_MAX);
  }
  result.inputWeights = matrix(inputs, inputExpansion);
  result.recurrentWeights = matrix(hidden, hidden);
  result.outputWeights = matrix(outputExpansion, outputs);
  if (result.synapse2) {
    result.inputWeights2 = matrix(inputs, inputExpansion);
    result.recurrentWeights2 = matrix(hidden, hidden);
  }
  result.hidden = neurons(hidden, /*isHidden=*/true);
  result.outputs = neurons(outputs, /*isHidden=*/false);
  return result;
}

/// Writes and reads a configuration.
static void expectSame(const Configuration &configuration) {
  std::string text = writeJson(configuration);
  llvm::Expected<ReadConfiguration> read = readJson(text);
  if (!read)
    FAIL() << llvm::toString(read.takeError()) << '\n' << text;
  EXPECT_TRUE(read->configuration == configuration) << text;
  EXPECT_TRUE(read->otherSettings.empty()) << read->otherSettings.front();
}

TEST(SamnaJson, comesBack) {
  Generator generator;
  for (const xylo::Chip &chip : xylo::getChips())
    for (unsigned k = 0; k < 200; ++k)
      expectSame(generator.make(chip));
}

TEST(SamnaJson, networksWithoutAnything) {
  for (const xylo::Chip &chip : xylo::getChips()) {
    Configuration configuration;
    configuration.chip = &chip;
    expectSame(configuration);
  }
}

TEST(SamnaJson, caveats) {
  for (const xylo::Chip &chip : xylo::getChips())
    EXPECT_EQ(getCaveat(chip).empty(), chip.name == "xylo_a2")
        << chip.name.str();
}
