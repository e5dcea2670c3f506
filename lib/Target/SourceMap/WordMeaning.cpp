//===- WordMeaning.cpp - What the words of an image mean ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SourceMap/WordMeaning.h"

#include "tidepool/Dialect/Xylo/IR/RegisterFields.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

#include <algorithm>

using namespace tidepool;
using namespace tidepool::bitstream;
using llvm::raw_ostream;
using llvm::StringRef;
using xylo::Bank;
using xylo::BankKind;
using Role = WordMeaning::Role;

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

namespace {
/// How words of a kind of bank are called.
struct KindName {
  llvm::StringLiteral parameter; ///< for programs
  llvm::StringLiteral phrase;    ///< for people
  llvm::StringLiteral suffix;    ///< behind all names
};
} // namespace

static constexpr llvm::StringLiteral ofSynapse2(", synapse 2");

/// By `BankKind`.
static constexpr KindName kindNames[] = {
    {"input_weight", "weight", ""},
    {"input_weight2", "weight", ofSynapse2},
    {"synaptic_current", "synaptic current", ""},
    {"synaptic_current2", "synaptic current", ofSynapse2},
    {"membrane", "membrane potential", ""},
    {"dash_syn", "dash_syn", ""},
    {"dash_syn2", "dash_syn", ofSynapse2},
    {"dash_mem", "dash_mem", ""},
    {"bias", "bias", ""},
    {"threshold", "threshold", ""},
    {"alias_config", "alias configuration", ""},
    {"alias_target", "alias target", ""},
    {"spike_count", "pending spikes", ""},
    {"fan_out_count", "fan-out count", ""},
    {"fan_out_target", "fan-out target", ""},
    {"recurrent_weight", "weight", ""},
    {"recurrent_weight2", "weight", ofSynapse2},
    {"output_weight", "weight", ""},
};
static_assert(std::size(kindNames) == xylo::numBankKinds);

static const KindName &getKindName(const Bank &bank) {
  return kindNames[static_cast<size_t>(bank.kind)];
}

static bool isFanOutTarget(const WordMeaning &meaning) {
  return meaning.bank->kind == BankKind::FanOutTarget;
}

raw_ostream &tidepool::bitstream::operator<<(raw_ostream &os,
                                             const NeuronName &neuron) {
  os << (neuron.population == Population::Hidden ? "hidden " : "output ")
     << neuron.id;
  if (neuron.module)
    os << " (" << neuron.label << '[' << neuron.index << "])";
  if (!neuron.exists)
    os << " (which does not exist)";
  return os;
}

StringRef tidepool::bitstream::getParameter(BankKind kind) {
  return kindNames[static_cast<size_t>(kind)].parameter;
}

StringRef WordMeaning::getParameter() const {
  if (bank)
    return bitstream::getParameter(bank->kind);
  return reg ? "register" : "unknown";
}

/// What a word of the network belongs to, behind its phrase.
static void printPlace(raw_ostream &os, const WordMeaning &meaning) {
  if (meaning.neuron) {
    os << " of " << *meaning.neuron;
    return;
  }
  if (isFanOutTarget(meaning)) {
    os << ' ' << *meaning.entry << " of " << *meaning.source;
    return;
  }
  if (meaning.input)
    os << " of input " << *meaning.input;
  else
    os << " from " << *meaning.source;
  if (meaning.target)
    os << " to " << *meaning.target;
  else
    os << " to an unknown neuron";
}

static void printPadding(raw_ostream &os, const WordMeaning &meaning) {
  os << " of ";
  if (meaning.input)
    os << "input " << *meaning.input << " to ";
  os << "padding neuron " << *meaning.padding;
}

/// The end of a row that is longer than the network needs.
static void printFiller(raw_ostream &os, const WordMeaning &meaning) {
  os << "unused, behind the weights ";
  if (meaning.input)
    os << "of input " << *meaning.input;
  else
    os << "from " << *meaning.source;
}

raw_ostream &tidepool::bitstream::operator<<(raw_ostream &os,
                                             const WordMeaning &meaning) {
  switch (meaning.role) {
  case Role::Network:
    os << getKindName(*meaning.bank).phrase;
    printPlace(os, meaning);
    return os << getKindName(*meaning.bank).suffix;
  case Role::Padding:
    os << getKindName(*meaning.bank).phrase;
    printPadding(os, meaning);
    return os << getKindName(*meaning.bank).suffix;
  case Role::Filler:
    printFiller(os, meaning);
    return os << getKindName(*meaning.bank).suffix;
  case Role::Register:
    return os << "register " << meaning.reg->name << ": "
              << xylo::getMeaning(meaning.reg->kind);
  case Role::Beyond:
    return os << "word " << meaning.index << " of " << meaning.segment
              << ", beyond the words of the network";
  case Role::Unknown:
    return os << "word " << meaning.index << " of '" << meaning.segment
              << "', which the chip does not have";
  }
  llvm_unreachable("unknown role");
}

//===----------------------------------------------------------------------===//
// Set-up
//===----------------------------------------------------------------------===//

/// The layout of an image, whose sizes may be anything.
static xylo::MemoryLayout makeLayout(const Sizes &sizes,
                                     const xylo::Chip &chip) {
  // No bank has as many words, so larger sizes mean no other words; products
  // of these stay small.
  auto limit = [](uint32_t size) { return std::min(size, 1u << 20); };
  return {chip,
          xylo::RowStride::Configured,
          limit(sizes.inputs),
          limit(sizes.inputExpansion),
          limit(sizes.hidden),
          limit(sizes.outputExpansion),
          limit(sizes.outputs),
          limit(sizes.padding)};
}

WordMeanings::WordMeanings(const Image &image)
    : image(image), chip(xylo::findChip(image.chip)),
      // Without a chip there are no banks, and nothing asks for the layout.
      layout(makeLayout(image.sizes, chip ? *chip : xylo::getChips().front())) {
  findSegments();
  if (!chip)
    return;
  readModules();
  readFanOut();
}

void WordMeanings::findSegments() {
  int64_t inputWords = 0, outputWords = 0;
  for (const Segment &segment : image.segments) {
    bool isBank = segment.kind == SegmentKind::Bank;
    const Bank *bank = chip && isBank ? chip->findBank(segment.name) : nullptr;
    banks.push_back(bank);
    registers.push_back(chip && !isBank ? chip->findRegister(segment.name)
                                        : nullptr);
    int64_t size = segment.words.size();
    if (bank && bank->kind == BankKind::InputWeights)
      inputWords = std::max(inputWords, size);
    if (bank && bank->kind == BankKind::OutputWeights)
      outputWords = std::max(outputWords, size);
  }
  if (chip && layout.hasFullRows(*chip, inputWords, outputWords))
    layout.useFullRows(*chip);
}

void WordMeanings::readModules() {
  // No id above what the chip has is ever asked for.
  places[0].resize(std::min(image.sizes.hidden, chip->maxHidden));
  places[1].resize(std::min(image.sizes.outputs, chip->maxOutputs));
  if (!image.provenance)
    return;
  for (auto [number, module] : llvm::enumerate(image.provenance->modules)) {
    std::vector<Place> &ofPopulation =
        places[module.population == Population::Output];
    uint32_t index = 0;
    for (const IdRange &range : module.ids) {
      uint64_t end = std::min<uint64_t>(uint64_t(range.first) + range.count,
                                        ofPopulation.size());
      for (uint64_t id = range.first; id < end; ++id)
        ofPopulation[id] = {static_cast<uint32_t>(number),
                            static_cast<uint32_t>(index + id - range.first)};
      index += range.count;
    }
  }
}

/// What a bank holds once all segments are written.
std::vector<uint32_t> WordMeanings::readBank(BankKind kind) const {
  std::vector<uint32_t> memory;
  for (size_t segment = 0; segment < image.segments.size(); ++segment) {
    if (!banks[segment] || banks[segment]->kind != kind)
      continue;
    for (auto [number, word] : llvm::enumerate(image.segments[segment].words)) {
      std::optional<uint32_t> index = findIndexInBank(segment, number);
      if (!index)
        break;
      if (memory.size() <= *index)
        memory.resize(*index + 1);
      memory[*index] = word;
    }
  }
  return memory;
}

void WordMeanings::readFanOut() {
  entryTargets = readBank(BankKind::FanOutTarget);
  // Counts may be anything; nobody asks for more entries than there are words.
  uint64_t numEntries = std::max(
      {entryTargets.size(), readBank(BankKind::RecurrentWeights).size(),
       readBank(BankKind::RecurrentWeights2).size()});
  std::vector<uint32_t> counts = readBank(BankKind::FanOutCount);
  counts.resize(std::min(counts.size(), places[0].size()));
  for (auto [id, count] : llvm::enumerate(counts)) {
    firstEntries.push_back(entrySources.size());
    entrySources.resize(
        std::min<uint64_t>(entrySources.size() + uint64_t(count), numEntries),
        id);
  }
}

std::optional<uint32_t> WordMeanings::findIndexInBank(size_t segment,
                                                      size_t word) const {
  const Bank &bank = *banks[segment];
  std::optional<uint32_t> base = bank.base;
  std::optional<uint32_t> address = image.segments[segment].address;
  if (base && address) {
    if (*address < *base)
      return std::nullopt;
    word += *address - *base;
  }
  if (word >= bank.depth)
    return std::nullopt;
  return word;
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

NeuronName WordMeanings::getNeuron(Population population, uint32_t id) const {
  NeuronName name;
  name.population = population;
  name.id = id;
  const std::vector<Place> &ofPopulation =
      places[population == Population::Output];
  name.exists = id < ofPopulation.size();
  if (!name.exists || ofPopulation[id].module == Place().module)
    return name;
  name.module = ofPopulation[id].module;
  name.label = image.provenance->modules[*name.module].label;
  name.index = ofPopulation[id].index;
  return name;
}

NeuronName WordMeanings::getHidden(int64_t id) const {
  return getNeuron(Population::Hidden, static_cast<uint32_t>(id));
}

/// Banks with a word per neuron.
void WordMeanings::nameNeuron(WordMeaning &meaning) const {
  std::optional<xylo::NeuronPlace> place = layout.findNeuron(meaning.index);
  if (!place)
    return;
  uint32_t id = place->id;
  switch (place->kind) {
  case xylo::NeuronPlace::Hidden:
    meaning.neuron = getNeuron(Population::Hidden, id);
    break;
  case xylo::NeuronPlace::Output:
    meaning.neuron = getNeuron(Population::Output, id);
    break;
  case xylo::NeuronPlace::Padding:
    meaning.role = Role::Padding;
    meaning.padding = id;
    return;
  }
  meaning.role = Role::Network;
}

void WordMeanings::nameInputWeight(WordMeaning &meaning) const {
  auto place = layout.findInputWeight(meaning.index);
  if (!place)
    return;
  meaning.input = place->row;
  if (place->column >= layout.inputExpansion) {
    uint32_t behind = place->column - layout.inputExpansion;
    bool isPadding = behind < layout.padding;
    meaning.role = isPadding ? Role::Padding : Role::Filler;
    if (isPadding)
      meaning.padding = behind;
    return;
  }
  meaning.role = Role::Network;
  meaning.target = getHidden(place->column);
}

void WordMeanings::nameOutputWeight(WordMeaning &meaning) const {
  auto place = layout.findOutputWeight(meaning.index);
  if (!place || layout.outputExpansion > layout.hidden)
    return;
  meaning.source = getHidden(layout.getOutputRowId(place->row));
  if (place->column >= layout.outputs) {
    meaning.role = Role::Filler;
    return;
  }
  meaning.role = Role::Network;
  meaning.target = getNeuron(Population::Output, place->column);
}

/// Banks with a word per fan-out entry.
void WordMeanings::nameEntry(WordMeaning &meaning) const {
  if (meaning.index >= entrySources.size())
    return;
  meaning.role = Role::Network;
  uint32_t source = entrySources[meaning.index];
  meaning.source = getHidden(source);
  meaning.entry = meaning.index - firstEntries[source];
  if (meaning.index < entryTargets.size())
    meaning.target = getHidden(entryTargets[meaning.index]);
}

void WordMeanings::nameBankWord(WordMeaning &meaning, uint32_t value) const {
  switch (meaning.bank->kind) {
  case BankKind::InputWeights:
  case BankKind::InputWeights2:
    return nameInputWeight(meaning);
  case BankKind::OutputWeights:
    return nameOutputWeight(meaning);
  case BankKind::RecurrentWeights:
  case BankKind::RecurrentWeights2:
    return nameEntry(meaning);
  case BankKind::FanOutTarget:
    nameEntry(meaning);
    // What this very word says, which a later one may overwrite.
    if (meaning.role == Role::Network)
      meaning.target = getHidden(value);
    return;
  case BankKind::SynapticCurrent:
  case BankKind::Membrane:
  case BankKind::DashSyn:
  case BankKind::DashMem:
  case BankKind::Bias:
  case BankKind::Threshold:
    return nameNeuron(meaning);
  case BankKind::SynapticCurrent2:
  case BankKind::DashSyn2:
  case BankKind::AliasConfig:
  case BankKind::AliasTarget:
  case BankKind::SpikeCount:
  case BankKind::FanOutCount:
    if (meaning.index >= layout.hidden)
      return;
    meaning.role = Role::Network;
    meaning.neuron = getHidden(meaning.index);
    return;
  }
}

/// How many bits of a word count; images made by hand may say anything.
static unsigned getWidth(const Segment &segment) {
  return std::clamp<unsigned>(segment.wordBits, 1, 32);
}

WordMeaning WordMeanings::get(size_t segmentNumber, size_t word) const {
  const Segment &segment = image.segments[segmentNumber];
  WordMeaning meaning;
  meaning.segment = segment.name;
  meaning.index = word;
  meaning.reg = registers[segmentNumber];
  meaning.bank = banks[segmentNumber];
  if (meaning.reg)
    meaning.role = word == 0 ? Role::Register : Role::Beyond;
  if (!meaning.bank)
    return meaning;
  meaning.role = Role::Beyond;
  std::optional<uint32_t> index = findIndexInBank(segmentNumber, word);
  if (!index)
    return meaning;
  meaning.index = *index;
  uint32_t value = segment.words[word];
  nameBankWord(meaning, value);
  if (meaning.bank->kind == BankKind::AliasTarget && meaning.neuron &&
      value != llvm::maskTrailingOnes<uint32_t>(getWidth(segment)))
    meaning.target = getHidden(value);
  return meaning;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

int64_t WordMeanings::getValue(size_t segmentNumber, size_t word) const {
  const Segment &segment = image.segments[segmentNumber];
  const Bank *bank = banks[segmentNumber];
  return xylo::decodeWord(segment.words[word], getWidth(segment),
                          bank && bank->isSigned);
}

/// The fields of a register that are not zero, and the bits without a meaning.
static void printFields(raw_ostream &os, xylo::RegisterKind kind,
                        uint32_t word) {
  llvm::ListSeparator separator;
  uint32_t rest = word;
  for (const xylo::RegisterField &field : xylo::getFields(kind)) {
    uint32_t value = field.getValue(word);
    if (value == 0)
      continue;
    rest &= ~(value << field.bit);
    os << separator << field.name;
    if (field.width > 1)
      os << ' ' << value;
  }
  if (rest != 0 || word == 0)
    os << separator << llvm::format_hex(rest, 0);
}

/// The configuration word of a neuron on `chip`.
static void printAliasConfig(raw_ostream &os, const xylo::Chip &chip,
                             uint32_t word) {
  llvm::ListSeparator separator;
  // Where every source is marked as a target, the mark says nothing.
  bool isMark = chip.hasAliasDefect && word & xylo::aliasIsSource;
  if (word & xylo::aliasIsTarget && !isMark)
    os << separator << "is an alias target";
  if (word & xylo::aliasIsSource)
    os << separator << "is an alias source"
       << (isMark ? ", or a target as well" : "");
  if (word & xylo::aliasIsShared)
    os << separator << "its target has several sources";
  if (word == 0)
    os << "no alias";
}

void WordMeanings::printValue(raw_ostream &os, size_t segment,
                              size_t word) const {
  WordMeaning meaning = get(segment, word);
  uint32_t value = image.segments[segment].words[word];
  if (meaning.role == Role::Register)
    return printFields(os, meaning.reg->kind, value);
  bool isNetwork = meaning.role == Role::Network;
  if (isNetwork && meaning.bank->kind == BankKind::AliasConfig)
    return printAliasConfig(os, *chip, value);
  bool isTarget = isNetwork && (meaning.bank->kind == BankKind::AliasTarget ||
                                isFanOutTarget(meaning));
  if (!isTarget)
    os << getValue(segment, word);
  else if (meaning.target)
    os << *meaning.target;
  else
    os << "none";
}
