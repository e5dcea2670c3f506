//===- Configuration.cpp - From an image to a configuration ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SamnaJson/Configuration.h"

#include "Schema.h"

#include "tidepool/Simulation/Chip/ChipNetwork.h"
#include "tidepool/Support/Error.h"

#include <tuple>
#include <utility>

using namespace tidepool;
using namespace tidepool::samna;
using simulation::ChipNetwork;

bool Neuron::operator==(const Neuron &other) const {
  auto tie = [](const Neuron &n) {
    return std::tie(n.threshold, n.dashMem, n.dashSyn, n.dashSyn2, n.bias,
                    n.aliasTarget);
  };
  return tie(*this) == tie(other);
}

bool Configuration::operator==(const Configuration &other) const {
  auto tie = [](const Configuration &c) {
    return std::tie(c.chip, c.synapse2, c.alias, c.bias, c.inputShift,
                    c.recurrentShift, c.outputShift, c.timeWrap,
                    c.hibernationTimeWrap, c.inputWeights, c.inputWeights2,
                    c.recurrentWeights, c.recurrentWeights2, c.outputWeights,
                    c.hidden, c.outputs);
  };
  return tie(*this) == tie(other);
}

//===----------------------------------------------------------------------===//
// From images
//===----------------------------------------------------------------------===//

namespace {
/// Makes the configuration of a network that its chip can run.
class Maker {
public:
  Maker(const bitstream::Image &image, const ChipNetwork &network)
      : image(image), network(network) {
    result.chip = xylo::findChip(image.chip);
    // Where expansion is not limited, all hidden neurons count.
    bool isLimited = result.chip->maxExpansion.has_value();
    size_t numHidden = network.hidden.size();
    inputExpansion = isLimited ? network.inputExpansion : numHidden;
    outputExpansion = isLimited ? network.outputExpansion : numHidden;
  }

  llvm::Expected<Configuration> run();

private:
  llvm::Error checkStates() const;
  void copySettings();
  void copyNeurons();
  Matrix copyInputWeights(unsigned synapse) const;
  llvm::Error copyRecurrentWeights();
  void copyOutputWeights();

  const bitstream::Image &image;
  const ChipNetwork &network;
  size_t inputExpansion, outputExpansion;
  Configuration result;
};
} // namespace

/// Takes the shift off a weight, which put no bit beyond its 16.
static int8_t unshift(int16_t weight, unsigned shift) {
  return static_cast<int8_t>(weight >> shift);
}

/// samna can only clear states.
static llvm::Error checkState(llvm::StringRef layer, size_t id,
                              const simulation::NeuronState &state,
                              unsigned spikes) {
  if (state.membrane == 0 && state.current[0] == 0 && state.current[1] == 0 &&
      spikes == 0)
    return llvm::Error::success();
  return makeError("the image sets the state of ", layer, " neuron ", id,
                   ", which samna's configuration cannot; it starts at 0");
}

llvm::Error Maker::checkStates() const {
  for (size_t id = 0; id < network.hidden.size(); ++id)
    if (llvm::Error error = checkState("hidden", id, network.hiddenState[id],
                                       network.pendingSpikes[id]))
      return error;
  for (size_t id = 0; id < network.outputs.size(); ++id)
    if (llvm::Error error =
            checkState("output", id, network.outputState[id], 0))
      return error;
  return llvm::Error::success();
}

void Maker::copySettings() {
  result.synapse2 = image.synapse2;
  result.alias = image.alias;
  result.bias = image.bias;
  result.inputShift = image.inputShift;
  result.recurrentShift = image.recurrentShift;
  result.outputShift = image.outputShift;
  // The first of these registers is for ordinary steps, the other one for those
  // in hibernation.
  const xylo::Register *wrap =
      result.chip->findRegister(xylo::RegisterKind::TimeWrap);
  for (const bitstream::Segment &segment : image.segments) {
    const xylo::Register *reg =
        segment.kind == bitstream::SegmentKind::Register
            ? result.chip->findRegister(llvm::StringRef(segment.name))
            : nullptr;
    if (!reg || reg->kind != xylo::RegisterKind::TimeWrap ||
        segment.words.empty())
      continue;
    (reg == wrap ? result.timeWrap : result.hibernationTimeWrap) =
        segment.words.back();
  }
  if (!hasHibernationTimeWrap(*result.chip))
    result.hibernationTimeWrap = 0;
}

static Neuron copyNeuron(const simulation::NeuronParameters &parameters) {
  return {parameters.threshold,  parameters.dashMem, parameters.dashSyn[0],
          parameters.dashSyn[1], parameters.bias,    std::nullopt};
}

void Maker::copyNeurons() {
  for (const simulation::NeuronParameters &parameters : network.hidden)
    result.hidden.push_back(copyNeuron(parameters));
  for (const simulation::NeuronParameters &parameters : network.outputs)
    result.outputs.push_back(copyNeuron(parameters));
  // Without aliases, this is empty.
  for (size_t id = 0; id < network.aliasTarget.size(); ++id)
    if (network.aliasTarget[id])
      result.hidden[id].aliasTarget = *network.aliasTarget[id];
}

Matrix Maker::copyInputWeights(unsigned synapse) const {
  size_t numInputs = network.info.numInputs, columns = network.inputExpansion;
  Matrix matrix(numInputs, inputExpansion);
  const std::vector<int16_t> &weights = network.inputWeights[synapse];
  for (size_t input = 0; input < numInputs; ++input)
    for (size_t id = 0; id < columns; ++id)
      matrix.at(input, id) =
          unshift(weights[input * columns + id], image.inputShift);
  return matrix;
}

llvm::Error Maker::copyRecurrentWeights() {
  size_t numHidden = network.hidden.size();
  result.recurrentWeights = Matrix(numHidden, numHidden);
  if (result.synapse2)
    result.recurrentWeights2 = Matrix(numHidden, numHidden);
  // The last source that fed a target, counted from 1.
  std::vector<size_t> lastSource(numHidden);
  for (size_t source = 0; source < numHidden; ++source)
    for (uint32_t k = network.fanOutBegin[source],
                  end = network.fanOutBegin[source + 1];
         k < end; ++k) {
      const simulation::FanOutEntry &entry = network.fanOut[k];
      if (std::exchange(lastSource[entry.target], source + 1) == source + 1)
        return makeError("the image connects hidden neuron ", source, " to ",
                         entry.target,
                         " twice, which a matrix of weights cannot");
      result.recurrentWeights.at(source, entry.target) =
          unshift(entry.weights[0], image.recurrentShift);
      if (result.synapse2)
        result.recurrentWeights2.at(source, entry.target) =
            unshift(entry.weights[1], image.recurrentShift);
    }
  return llvm::Error::success();
}

void Maker::copyOutputWeights() {
  size_t numOutputs = network.outputs.size();
  size_t firstRow = outputExpansion - network.outputExpansion;
  result.outputWeights = Matrix(outputExpansion, numOutputs);
  for (size_t row = 0; row < network.outputExpansion; ++row)
    for (size_t id = 0; id < numOutputs; ++id)
      result.outputWeights.at(firstRow + row, id) = unshift(
          network.outputWeights[row * numOutputs + id], image.outputShift);
}

llvm::Expected<Configuration> Maker::run() {
  if (llvm::Error error = checkStates())
    return std::move(error);
  copySettings();
  copyNeurons();
  result.inputWeights = copyInputWeights(0);
  if (result.synapse2)
    result.inputWeights2 = copyInputWeights(1);
  if (llvm::Error error = copyRecurrentWeights())
    return std::move(error);
  copyOutputWeights();
  return std::move(result);
}

llvm::Expected<Configuration>
tidepool::samna::makeConfiguration(const bitstream::Image &image) {
  const xylo::Chip *chip = xylo::findChip(image.chip);
  if (chip && !findSchema(*chip))
    return makeError("what samna's configuration of '", chip->name,
                     "' looks like is not known");
  llvm::Expected<ChipNetwork> network = simulation::readNetwork(image);
  if (!network)
    return network.takeError();
  return Maker(image, *network).run();
}
