//===- Checker.cpp - What parts of a configuration ask of others ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checker.h"

#include "Place.h"

#include "llvm/ADT/STLExtras.h"

using namespace tidepool;
using namespace tidepool::samna;
using llvm::Error;

namespace {
class Checker {
public:
  explicit Checker(const Configuration &configuration)
      : configuration(configuration) {}

  Error checkFields(llvm::ArrayRef<Field> fields, const Place &place) const;

private:
  Error checkField(const Field &field, const Place &place) const;
  Error checkWeights(const Weights &weights, const Place &place) const;
  Error checkNeuron(const Neuron &neuron, const Place &place) const;
  Error checkNeurons(const std::vector<Neuron> &neurons,
                     const Place &place) const;

  const Configuration &configuration;
};
} // namespace

Error Checker::checkWeights(const Weights &weights, const Place &place) const {
  const Matrix &matrix = configuration.*weights.member;
  // samna leaves matrices that it does not use without values.
  bool isOff = weights.isSynapse2 && !configuration.synapse2;
  if (isOff && matrix.values.empty())
    return Error::success();
  size_t rows = getSize(weights.rows, configuration),
         columns = getSize(weights.columns, configuration);
  if (matrix.rows != rows || matrix.columns != columns)
    return place.makeError("expects ", rows, " x ", columns,
                           " weights for these neurons, but got ", matrix.rows,
                           " x ", matrix.columns);
  if (isOff && llvm::any_of(matrix.values, [](int8_t w) { return w != 0; }))
    return place.makeError("has weights, but the second synapse is switched "
                           "off (synapse2Enable)");
  return Error::success();
}

Error Checker::checkNeuron(const Neuron &neuron, const Place &place) const {
  if (neuron.bias != 0 && !configuration.bias)
    return place.makeError("has a bias of ", neuron.bias,
                           ", but biases are switched off (biasEnable)");
  if (!neuron.aliasTarget)
    return Error::success();
  if (!configuration.alias)
    return place.makeError("has an alias to neuron ", *neuron.aliasTarget,
                           ", but aliases are switched off (aliasing)");
  size_t numHidden = configuration.hidden.size();
  if (static_cast<size_t>(*neuron.aliasTarget) >= numHidden)
    return place.makeError("has an alias to neuron ", *neuron.aliasTarget,
                           ", but there are ", numHidden, " hidden neurons");
  return Error::success();
}

Error Checker::checkNeurons(const std::vector<Neuron> &neurons,
                            const Place &place) const {
  for (auto [index, neuron] : llvm::enumerate(neurons))
    if (Error error = checkNeuron(neuron, place.getElement(index)))
      return error;
  return Error::success();
}

Error Checker::checkField(const Field &field, const Place &place) const {
  if (const auto *weights = std::get_if<Weights>(&field.content))
    return checkWeights(*weights, place);
  if (const auto *neurons = std::get_if<Neurons>(&field.content))
    return checkNeurons(configuration.*neurons->member, place);
  if (const auto *object = std::get_if<Object>(&field.content))
    return checkFields(object->fields, place);
  return Error::success();
}

Error Checker::checkFields(llvm::ArrayRef<Field> fields,
                           const Place &place) const {
  for (const Field &field : fields)
    if (isKnown(field.presence, *configuration.chip))
      if (Error error = checkField(field, place.getField(field.key)))
        return error;
  return Error::success();
}

Error tidepool::samna::checkConfiguration(const Configuration &configuration) {
  return Checker(configuration)
      .checkFields(findSchema(*configuration.chip)->fields, Place(rootKey));
}
