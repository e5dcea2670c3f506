//===- CoreConversion.cpp - From samna's configurations to cores ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SamnaJson/CoreConversion.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

#include <numeric>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::samna;

namespace {
/// Writes the parts of a core.
class Importer {
public:
  Importer(const Configuration &configuration, ImplicitLocOpBuilder &builder)
      : configuration(configuration), builder(builder),
        numSynapses(configuration.synapse2 ? 2 : 1) {}

  void run();

private:
  void importNeurons(xylo::Population population, ArrayRef<Neuron> neurons,
                     int64_t synapses);
  void importInputWeights();
  void importRecurrentWeights();
  void importOutputWeights();
  void importAliases();

  template <typename T>
  DenseElementsAttr getIntegers(ArrayRef<int64_t> shape,
                                const std::vector<T> &values) {
    auto type =
        RankedTensorType::get(shape, builder.getIntegerType(sizeof(T) * 8));
    return DenseElementsAttr::get(type, ArrayRef<T>(values));
  }

  const Configuration &configuration;
  ImplicitLocOpBuilder &builder;
  int64_t numSynapses;
};
} // namespace

void Importer::importNeurons(xylo::Population population,
                             ArrayRef<Neuron> neurons, int64_t synapses) {
  if (neurons.empty())
    return;
  std::vector<int8_t> dashMem, dashSyn, bias;
  std::vector<int16_t> threshold;
  for (const Neuron &neuron : neurons) {
    dashMem.push_back(neuron.dashMem);
    dashSyn.push_back(neuron.dashSyn);
    if (synapses > 1)
      dashSyn.push_back(neuron.dashSyn2);
    threshold.push_back(neuron.threshold);
    bias.push_back(neuron.bias);
  }
  int64_t count = neurons.size();
  std::vector<int32_t> ids(count);
  std::iota(ids.begin(), ids.end(), 0);
  xylo::NeuronsOp::create(
      builder, population, xylo::stringifyPopulation(population), ids,
      getIntegers({count}, dashMem), getIntegers({count, synapses}, dashSyn),
      getIntegers({count}, threshold), getIntegers({count}, bias));
}

void Importer::importInputWeights() {
  const Matrix &first = configuration.inputWeights;
  std::vector<int8_t> weights;
  for (size_t k = 0; k < first.values.size(); ++k) {
    weights.push_back(first.values[k]);
    if (numSynapses > 1)
      weights.push_back(configuration.inputWeights2.values[k]);
  }
  auto rows = static_cast<int64_t>(first.rows);
  auto columns = static_cast<int64_t>(first.columns);
  auto op = xylo::InputWeightsOp::create(
      builder, getIntegers({rows, columns, numSynapses}, weights));
  op.setShift(configuration.inputShift);
}

/// Connections are those that have a weight.
void Importer::importRecurrentWeights() {
  const Matrix &first = configuration.recurrentWeights;
  std::vector<int32_t> sources, targets;
  std::vector<int8_t> weights;
  for (size_t k = 0; k < first.values.size(); ++k) {
    int8_t weight = first.values[k];
    int8_t weight2 =
        numSynapses > 1 ? configuration.recurrentWeights2.values[k] : 0;
    if (weight == 0 && weight2 == 0)
      continue;
    sources.push_back(k / first.columns);
    targets.push_back(k % first.columns);
    weights.push_back(weight);
    if (numSynapses > 1)
      weights.push_back(weight2);
  }
  auto count = static_cast<int64_t>(sources.size());
  auto op = xylo::RecurrentWeightsOp::create(
      builder, sources, targets, getIntegers({count, numSynapses}, weights));
  op.setShift(configuration.recurrentShift);
}

void Importer::importOutputWeights() {
  const Matrix &matrix = configuration.outputWeights;
  auto rows = static_cast<int64_t>(matrix.rows);
  auto columns = static_cast<int64_t>(matrix.columns);
  auto op = xylo::OutputWeightsOp::create(
      builder, getIntegers({rows, columns}, matrix.values));
  op.setShift(configuration.outputShift);
}

void Importer::importAliases() {
  std::vector<int32_t> sources, targets;
  for (auto [id, neuron] : llvm::enumerate(configuration.hidden)) {
    if (!neuron.aliasTarget)
      continue;
    sources.push_back(id);
    targets.push_back(*neuron.aliasTarget);
  }
  if (!sources.empty())
    xylo::AliasesOp::create(builder, sources, targets);
}

void Importer::run() {
  importNeurons(xylo::Population::Hidden, configuration.hidden, numSynapses);
  importNeurons(xylo::Population::Output, configuration.outputs, 1);
  importInputWeights();
  importRecurrentWeights();
  importOutputWeights();
  importAliases();
}

xylo::CoreOp
tidepool::samna::importConfiguration(OpBuilder &outer, Location loc,
                                     const Configuration &configuration,
                                     StringRef name, double dt) {
  ImplicitLocOpBuilder builder(loc, outer);
  auto core = xylo::CoreOp::create(
      builder, builder.getStringAttr(name),
      builder.getStringAttr(configuration.chip->name),
      builder.getF64FloatAttr(dt), /*graph_hash=*/StringAttr());
  builder.createBlock(&core.getBody());
  Importer(configuration, builder).run();
  return core;
}
