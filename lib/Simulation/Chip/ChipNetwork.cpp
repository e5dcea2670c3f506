//===- ChipNetwork.cpp - A network as a chip reads its memory -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ChipNetwork.h"

#include "tidepool/Support/Error.h"

#include "tidepool/Dialect/Xylo/IR/MemoryLayout.h"

using namespace tidepool;
using namespace tidepool::simulation;
using bitstream::Image;
using bitstream::Segment;
using bitstream::SegmentKind;
using llvm::StringRef;
using xylo::BankKind;

namespace {
/// The values of one bank.
using Values = std::vector<int32_t>;

class NetworkReader {
public:
  explicit NetworkReader(const Image &image)
      : image(image), chip(*xylo::findChip(image.chip)),
        layout(chip, xylo::RowStride::Configured, image.sizes.inputs,
               image.sizes.inputExpansion, image.sizes.hidden,
               image.sizes.outputExpansion, image.sizes.outputs,
               image.sizes.padding) {}

  llvm::Expected<ChipNetwork> read();

private:
  llvm::Error checkSizes() const;
  llvm::Error readBanks();
  llvm::Error readBank(const xylo::Bank &bank, const Segment &segment);
  llvm::Error readControl();
  llvm::Error checkControl(uint32_t value);
  llvm::Error need(BankKind kind, size_t count);
  llvm::Error readNeurons();
  llvm::Error findRows();
  llvm::Error readInputWeights();
  llvm::Error readFanOut();
  llvm::Error readOutputWeights();
  llvm::Error readAliases();
  void readPopulations();

  const Values &get(BankKind kind) const {
    return values[static_cast<size_t>(kind)];
  }
  /// A value of a bank that need not be there, 0 without it.
  int32_t getOrZero(BankKind kind, size_t index) const {
    return index < get(kind).size() ? get(kind)[index] : 0;
  }

  const Image &image;
  const xylo::Chip &chip;
  xylo::MemoryLayout layout;
  Values values[xylo::numBankKinds]; ///< by kind
  unsigned aliasBits = 0;
  ChipNetwork network;
};
} // namespace

/// What files and ops have checked already, but others that make images have
/// not: the sizes that are indices here.
llvm::Error NetworkReader::checkSizes() const {
  const bitstream::Sizes &sizes = image.sizes;
  for (uint32_t expansion : {sizes.inputExpansion, sizes.outputExpansion})
    if (expansion > sizes.hidden)
      return makeError("the image has ", expansion,
                       " expansion neurons, but only ", sizes.hidden,
                       " hidden ones");
  if (!image.provenance)
    return llvm::Error::success();
  for (const bitstream::ModuleIds &module : image.provenance->modules) {
    bool isOutput = module.population == bitstream::Population::Output;
    uint64_t numNeurons = isOutput ? sizes.outputs : sizes.hidden;
    for (const bitstream::IdRange &range : module.ids)
      if (uint64_t(range.first) + range.count > numNeurons)
        return makeError("module '", module.label, "' has ids beyond the ",
                         numNeurons, " neurons of its layer");
  }
  return llvm::Error::success();
}

llvm::Error NetworkReader::readBank(const xylo::Bank &bank,
                                    const Segment &segment) {
  if (segment.wordBits < bank.minBits || segment.wordBits > bank.maxBits)
    return makeError("bank ", bank.name, " has words of ",
                     unsigned(segment.wordBits), " bits, which '", chip.name,
                     "' does not have there");
  if (segment.words.size() > bank.depth)
    return makeError("bank ", bank.name, " has ", segment.words.size(),
                     " words, but is ", bank.depth, " deep");
  Values &target = values[static_cast<size_t>(bank.kind)];
  target.clear(); // a host may write a bank twice
  target.reserve(segment.words.size());
  for (uint32_t word : segment.words)
    target.push_back(static_cast<int32_t>(
        xylo::decodeWord(word, segment.wordBits, bank.isSigned)));
  if (bank.kind == BankKind::AliasTarget)
    aliasBits = segment.wordBits;
  return llvm::Error::success();
}

llvm::Error NetworkReader::readBanks() {
  for (const Segment &segment : image.segments) {
    if (segment.kind != SegmentKind::Bank)
      continue;
    const xylo::Bank *bank = chip.findBank(segment.name);
    if (!bank)
      return makeError("'", chip.name, "' has no bank '", segment.name, "'");
    if (llvm::Error error = readBank(*bank, segment))
      return error;
  }
  return llvm::Error::success();
}

/// The register that runs the network must say what the header says.
llvm::Error NetworkReader::checkControl(uint32_t value) {
  using namespace xylo::control;
  auto getShift = [&](unsigned bit) { return value >> bit & 7; };
  struct {
    llvm::StringRef what;
    unsigned inRegister, inHeader;
  } facts[] = {
      {"second synapses", (value & synapse2Enable) != 0, image.synapse2},
      {"aliases", (value & aliasEnable) != 0, image.alias},
      {"biases", (value & biasEnable) != 0, image.bias},
      {"the input weight shift", getShift(inputShift), image.inputShift},
      {"the recurrent weight shift", getShift(recurrentShift),
       image.recurrentShift},
      {"the output weight shift", getShift(outputShift), image.outputShift},
  };
  for (const auto &fact : facts)
    if (fact.inRegister != fact.inHeader)
      return makeError("the control register and the header disagree on ",
                       fact.what, ": ", fact.inRegister, " and ",
                       fact.inHeader);
  return llvm::Error::success();
}

llvm::Error NetworkReader::readControl() {
  const xylo::Register *reg = chip.findRegister(xylo::RegisterKind::Control);
  std::optional<uint32_t> last;
  for (const Segment &segment : image.segments)
    if (segment.kind == SegmentKind::Register && reg &&
        segment.name == reg->name && segment.words.size() == 1)
      last = segment.words.front();
  return last ? checkControl(*last) : llvm::Error::success();
}

/// Fails unless a bank has so many words.
llvm::Error NetworkReader::need(BankKind kind, size_t count) {
  if (get(kind).size() >= count)
    return llvm::Error::success();
  const xylo::Bank *bank = chip.findBank(kind);
  return makeError("bank ", bank ? StringRef(bank->name) : "(unnamed)", " has ",
                   get(kind).size(), " words, but the network needs ", count);
}

llvm::Error NetworkReader::readNeurons() {
  size_t numHidden = image.sizes.hidden, numOutputs = image.sizes.outputs;
  size_t numNeurons = layout.getNumNeurons();
  for (BankKind kind :
       {BankKind::DashMem, BankKind::DashSyn, BankKind::Threshold})
    if (llvm::Error error = need(kind, numNeurons))
      return error;
  if (image.bias)
    if (llvm::Error error = need(BankKind::Bias, numNeurons))
      return error;
  if (image.synapse2)
    if (llvm::Error error = need(BankKind::DashSyn2, numHidden))
      return error;

  auto readOne = [&](size_t index) {
    NeuronParameters parameters;
    parameters.dashMem = get(BankKind::DashMem)[index];
    parameters.dashSyn[0] = get(BankKind::DashSyn)[index];
    parameters.threshold = get(BankKind::Threshold)[index];
    parameters.bias = image.bias ? get(BankKind::Bias)[index] : 0;
    return parameters;
  };
  auto readState = [&](size_t index) {
    NeuronState state;
    state.membrane = getOrZero(BankKind::Membrane, index);
    state.current[0] = getOrZero(BankKind::SynapticCurrent, index);
    return state;
  };
  for (size_t id = 0; id < numHidden; ++id) {
    NeuronParameters parameters = readOne(id);
    NeuronState state = readState(id);
    if (image.synapse2) {
      parameters.dashSyn[1] = get(BankKind::DashSyn2)[id];
      state.current[1] = getOrZero(BankKind::SynapticCurrent2, id);
    }
    network.hidden.push_back(parameters);
    network.hiddenState.push_back(state);
    network.pendingSpikes.push_back(getOrZero(BankKind::SpikeCount, id));
  }
  for (size_t id = 0; id < numOutputs; ++id) {
    network.outputs.push_back(readOne(layout.getOutputIndex(id)));
    network.outputState.push_back(readState(layout.getOutputIndex(id)));
  }
  return llvm::Error::success();
}

/// Asks for rows once the banks have shown that they hold as many neurons as
/// the sizes say.
llvm::Error NetworkReader::findRows() {
  if (layout.hasFullRows(chip, get(BankKind::InputWeights).size(),
                         get(BankKind::OutputWeights).size()))
    layout.useFullRows(chip);
  return llvm::Error::success();
}

llvm::Error NetworkReader::readInputWeights() {
  size_t inputs = image.sizes.inputs, expansion = image.sizes.inputExpansion;
  const BankKind kinds[] = {BankKind::InputWeights, BankKind::InputWeights2};
  for (unsigned s = 0; s < (image.synapse2 ? 2u : 1u); ++s) {
    if (inputs > 0)
      if (llvm::Error error =
              need(kinds[s], layout.getInputWeightIndex(inputs - 1, expansion)))
        return error;
    for (size_t input = 0; input < inputs; ++input)
      for (size_t id = 0; id < expansion; ++id)
        network.inputWeights[s].push_back(
            shiftWeight(get(kinds[s])[layout.getInputWeightIndex(input, id)],
                        image.inputShift));
  }
  return llvm::Error::success();
}

llvm::Error NetworkReader::readFanOut() {
  size_t numHidden = image.sizes.hidden;
  if (llvm::Error error = need(BankKind::FanOutCount, numHidden))
    return error;
  network.fanOutBegin.push_back(0);
  size_t numEntries = 0;
  for (size_t id = 0; id < numHidden; ++id) {
    numEntries += get(BankKind::FanOutCount)[id];
    network.fanOutBegin.push_back(numEntries);
  }
  for (BankKind kind : {BankKind::FanOutTarget, BankKind::RecurrentWeights})
    if (llvm::Error error = need(kind, numEntries))
      return error;
  if (image.synapse2)
    if (llvm::Error error = need(BankKind::RecurrentWeights2, numEntries))
      return error;
  for (size_t k = 0; k < numEntries; ++k) {
    uint32_t target = get(BankKind::FanOutTarget)[k];
    if (target >= numHidden)
      return makeError("fan-out entry ", k, " goes to neuron ", target,
                       ", but there are ", numHidden, " hidden neurons");
    FanOutEntry entry{static_cast<uint16_t>(target), {}};
    entry.weights[0] =
        shiftWeight(get(BankKind::RecurrentWeights)[k], image.recurrentShift);
    if (image.synapse2)
      entry.weights[1] = shiftWeight(get(BankKind::RecurrentWeights2)[k],
                                     image.recurrentShift);
    network.fanOut.push_back(entry);
  }
  return llvm::Error::success();
}

llvm::Error NetworkReader::readOutputWeights() {
  size_t rows = image.sizes.outputExpansion, outputs = image.sizes.outputs;
  const Values &words = get(BankKind::OutputWeights);
  if (rows > 0)
    if (llvm::Error error =
            need(BankKind::OutputWeights,
                 layout.getOutputWeightIndex(rows - 1, outputs)))
      return error;
  for (size_t row = 0; row < rows; ++row)
    for (size_t id = 0; id < outputs; ++id)
      network.outputWeights.push_back(shiftWeight(
          words[layout.getOutputWeightIndex(row, id)], image.outputShift));
  return llvm::Error::success();
}

llvm::Error NetworkReader::readAliases() {
  if (!image.alias)
    return llvm::Error::success();
  size_t numHidden = image.sizes.hidden;
  if (llvm::Error error = need(BankKind::AliasTarget, numHidden))
    return error;
  uint32_t none = xylo::getNoAliasTarget(aliasBits);
  network.aliasTarget.resize(numHidden);
  for (size_t id = 0; id < numHidden; ++id) {
    uint32_t target = get(BankKind::AliasTarget)[id];
    if (target == none)
      continue;
    if (target >= numHidden)
      return makeError("the alias of neuron ", id, " goes to neuron ", target,
                       ", but there are ", numHidden, " hidden neurons");
    network.aliasTarget[id] = target;
  }
  return llvm::Error::success();
}

/// Takes the labels of the provenance, and one for the neurons that it leaves.
void NetworkReader::readPopulations() {
  std::vector<bool> isNamed[2] = {std::vector<bool>(image.sizes.hidden),
                                  std::vector<bool>(image.sizes.outputs)};
  if (image.provenance)
    for (const bitstream::ModuleIds &module : image.provenance->modules) {
      bool isOutput = module.population == bitstream::Population::Output;
      Population population{
          isOutput ? Layer::Output : Layer::Hidden, module.label, {}};
      for (const bitstream::IdRange &range : module.ids)
        for (uint32_t id = range.first; id < range.first + range.count; ++id) {
          population.neurons.push_back(id);
          isNamed[isOutput][id] = true;
        }
      network.info.populations.push_back(std::move(population));
    }
  for (Layer layer : {Layer::Hidden, Layer::Output}) {
    const std::vector<bool> &named = isNamed[layer == Layer::Output];
    Population rest{layer, getName(layer), {}};
    for (uint32_t id = 0; id < named.size(); ++id)
      if (!named[id])
        rest.neurons.push_back(id);
    if (!rest.neurons.empty())
      network.info.populations.push_back(std::move(rest));
  }
}

llvm::Expected<ChipNetwork> NetworkReader::read() {
  network.info = {
      image.network, image.dt, image.sizes.inputs, image.sizes.outputs, {}};
  network.chip = &chip;
  network.coreVersion = chip.coreVersion;
  network.inputExpansion = image.sizes.inputExpansion;
  network.outputExpansion = image.sizes.outputExpansion;
  network.hasSynapse2 = image.synapse2;
  if (llvm::Error error = checkSizes())
    return std::move(error);
  using Step = llvm::Error (NetworkReader::*)();
  for (Step step :
       {&NetworkReader::readBanks, &NetworkReader::readControl,
        &NetworkReader::readNeurons, &NetworkReader::findRows,
        &NetworkReader::readInputWeights, &NetworkReader::readFanOut,
        &NetworkReader::readOutputWeights, &NetworkReader::readAliases})
    if (llvm::Error error = (this->*step)())
      return std::move(error);
  readPopulations();
  return std::move(network);
}

llvm::Expected<ChipNetwork>
tidepool::simulation::readNetwork(const Image &image) {
  if (!xylo::findChip(image.chip))
    return makeError("unknown chip '", image.chip, "'");
  return NetworkReader(image).read();
}
