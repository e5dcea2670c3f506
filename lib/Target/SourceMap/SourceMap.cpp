//===- SourceMap.cpp - From words back to the text ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A map has a row for each of up to some hundred thousand words, so rows hold
// numbers only and are written one by one; what they share stands in tables.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SourceMap/SourceMap.h"

#include "ConnectionOrigins.h"
#include "LocationTable.h"

#include "tidepool/Dialect/Xylo/IR/RegisterFields.h"
#include "tidepool/Support/Utf8.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <algorithm>
#include <map>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;
using graph::NetworkView;
using xylo::BankKind;

namespace json = llvm::json;

/// The version of the JSON form.
static constexpr unsigned mapVersion = 1;

namespace {
/// Lists of modules, each once.
class OriginTable {
public:
  /// The number of a list; none if it is empty.
  std::optional<unsigned> add(ConnectionOrigins::Modules modules) {
    if (modules.empty())
      return std::nullopt;
    return numbers.try_emplace(std::move(modules), numbers.size())
        .first->second;
  }
  /// The lists, by number.
  std::vector<ConnectionOrigins::Modules> get() const {
    std::vector<ConnectionOrigins::Modules> lists(numbers.size());
    for (const auto &[modules, number] : numbers)
      lists[number] = modules;
    return lists;
  }

private:
  std::map<ConnectionOrigins::Modules, unsigned> numbers;
};

/// What the rows of a bank tell.
enum class RowKind {
  Neuron,      ///< a parameter or a state of a neuron
  AliasTarget, ///< the same, and another neuron
  Input,       ///< from an input to a neuron
  Connection   ///< from a neuron to another
};

/// Writes one map.
class MapWriter {
public:
  MapWriter(raw_ostream &os, const WordMeanings &meanings,
            graph::NetworkOp network)
      : os(os), meanings(meanings), image(meanings.getImage()), view(network),
        connections(view) {
    for (unsigned module = 0; module < view.getModules().size(); ++module)
      moduleOfLabel[view.getLabel(module)] = module;
  }

  void write();

private:
  using Cell = std::optional<int64_t>;

  void writeHeader();
  void writeModules();
  void writeNeurons();
  void writeAddress(const Segment &segment);
  void writeBank(size_t segment);
  void writeRow(size_t segment, size_t word, RowKind kind);
  void writeRegister(size_t segment);
  void writeOrigins();

  /// `"name": [`, the entries on a line each, `]`.
  template <typename Range, typename Write>
  void writeList(StringRef name, const Range &range, Write writeEntry) {
    os << '"' << name << "\":[";
    llvm::ListSeparator separator(",");
    for (const auto &entry : range) {
      os << separator << '\n';
      writeEntry(entry);
    }
    os << "\n]";
  }

  /// The neuron of the network that has this name.
  std::optional<ConnectionOrigins::Neuron>
  findNeuron(const NeuronName &name) const;
  Cell getNumber(const std::optional<NeuronName> &name) const;
  ConnectionOrigins::Modules
  findWeights(BankKind kind, ConnectionOrigins::Source source,
              ConnectionOrigins::Neuron target) const;
  Cell findOrigin(const WordMeaning &meaning);

  raw_ostream &os;
  const WordMeanings &meanings;
  const Image &image;
  NetworkView view;
  ConnectionOrigins connections;
  llvm::StringMap<unsigned> moduleOfLabel;
  OriginTable origins;
};
} // namespace

/// Text that JSON can hold, in quotes.
static json::Value quote(StringRef text) { return toUtf8(text); }

/// A name as a key: `input_weight_shift`.
static std::string toKey(StringRef name) {
  std::string key = name.str();
  std::replace(key.begin(), key.end(), ' ', '_');
  return key;
}

static RowKind getRowKind(BankKind kind) {
  switch (kind) {
  case BankKind::InputWeights:
  case BankKind::InputWeights2:
    return RowKind::Input;
  case BankKind::FanOutTarget:
  case BankKind::RecurrentWeights:
  case BankKind::RecurrentWeights2:
  case BankKind::OutputWeights:
    return RowKind::Connection;
  case BankKind::AliasTarget:
    return RowKind::AliasTarget;
  default:
    return RowKind::Neuron;
  }
}

static StringRef getColumns(RowKind kind) {
  switch (kind) {
  case RowKind::Neuron:
    return R"(["index","value","neuron"])";
  case RowKind::AliasTarget:
    return R"(["index","value","neuron","target","origin"])";
  case RowKind::Input:
    return R"(["index","value","input","target","origin"])";
  case RowKind::Connection:
    return R"(["index","value","source","target","origin"])";
  }
  llvm_unreachable("unknown kind");
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

void MapWriter::writeHeader() {
  const Sizes &sizes = image.sizes;
  os << "\"version\":" << mapVersion
     << ",\n\"network\":" << quote(image.network)
     << ",\n\"chip\":" << quote(image.chip) << ",\n";
  if (image.provenance)
    os << "\"graph_hash\":" << quote(image.provenance->graphHash) << ",\n";
  os << "\"sizes\":{\"inputs\":" << sizes.inputs
     << ",\"hidden\":" << sizes.hidden << ",\"outputs\":" << sizes.outputs
     << ",\"padding\":" << sizes.padding << "}";
}

/// The modules of the network, and where they are written.
void MapWriter::writeModules() {
  LocationTable locations;
  writeList("modules", view.getModules(), [&](Operation *module) {
    os << "{\"label\":" << quote(view.getLabel(module))
       << ",\"op\":" << quote(module->getName().getStringRef())
       << ",\"locations\":[";
    llvm::interleave(locations.add(module->getLoc()), os, ",");
    os << "]}";
  });
  os << ",\n";
  writeList("locations", locations.get(),
            [&](const Place &place) { os << place; });
}

void MapWriter::writeNeurons() {
  std::vector<NeuronName> names;
  for (uint32_t id = 0; id < image.sizes.hidden; ++id)
    names.push_back(meanings.getNeuron(Population::Hidden, id));
  for (uint32_t id = 0; id < image.sizes.outputs; ++id)
    names.push_back(meanings.getNeuron(Population::Output, id));
  writeList("neurons", names, [&](const NeuronName &name) {
    bool isHidden = name.population == Population::Hidden;
    os << "[\"" << (isHidden ? "hidden" : "output") << "\"," << name.id << ',';
    if (auto neuron = findNeuron(name))
      os << neuron->module << ',' << neuron->index << ']';
    else
      os << "null,null]";
  });
}

void MapWriter::writeOrigins() {
  writeList("origins", origins.get(), [&](ArrayRef<unsigned> modules) {
    os << '[';
    llvm::interleave(modules, os, ",");
    os << ']';
  });
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

std::optional<ConnectionOrigins::Neuron>
MapWriter::findNeuron(const NeuronName &name) const {
  auto it = name.module ? moduleOfLabel.find(name.label) : moduleOfLabel.end();
  if (it == moduleOfLabel.end())
    return std::nullopt;
  auto neurons = view.getAs<graph::LIFNeuronsOp>(it->second);
  if (!neurons || name.index >= neurons.getNumNeurons())
    return std::nullopt;
  return ConnectionOrigins::Neuron{it->second, name.index};
}

/// The row of a neuron in the table of neurons.
MapWriter::Cell
MapWriter::getNumber(const std::optional<NeuronName> &name) const {
  if (!name || !name->exists)
    return std::nullopt;
  bool isHidden = name->population == Population::Hidden;
  return (isHidden ? 0 : int64_t(image.sizes.hidden)) + name->id;
}

/// The weights behind a word of a bank.
ConnectionOrigins::Modules
MapWriter::findWeights(BankKind kind, ConnectionOrigins::Source source,
                       ConnectionOrigins::Neuron target) const {
  bool isSecond =
      kind == BankKind::InputWeights2 || kind == BankKind::RecurrentWeights2;
  ConnectionOrigins::Modules found =
      connections.findWeights(source, target, isSecond ? 1 : 0);
  // A fan-out entry serves both synapses.
  if (kind != BankKind::FanOutTarget)
    return found;
  ConnectionOrigins::Modules second =
      connections.findWeights(source, target, 1);
  ConnectionOrigins::Modules both;
  std::set_union(found.begin(), found.end(), second.begin(), second.end(),
                 std::back_inserter(both));
  return both;
}

/// The modules that the connection of a word comes from.
MapWriter::Cell MapWriter::findOrigin(const WordMeaning &meaning) {
  auto target = meaning.target ? findNeuron(*meaning.target) : std::nullopt;
  if (!target)
    return std::nullopt;
  BankKind kind = meaning.bank->kind;
  if (meaning.input) {
    if (*meaning.input >= view.getNumInputs())
      return std::nullopt;
    return origins.add(
        findWeights(kind, {NetworkView::none, *meaning.input}, *target));
  }
  bool isAlias = kind == BankKind::AliasTarget;
  auto source = findNeuron(isAlias ? *meaning.neuron : *meaning.source);
  if (!source)
    return std::nullopt;
  return origins.add(
      isAlias ? connections.findAliases(*source)
              : findWeights(kind, {source->module, source->index}, *target));
}

void MapWriter::writeRow(size_t segment, size_t word, RowKind kind) {
  WordMeaning meaning = meanings.get(segment, word);
  auto writeCell = [&](const Cell &cell) {
    os << ',';
    if (cell)
      os << *cell;
    else
      os << "null";
  };
  os << '[' << meaning.index << ',' << meanings.getValue(segment, word);
  switch (kind) {
  case RowKind::Neuron:
    writeCell(getNumber(meaning.neuron));
    break;
  case RowKind::AliasTarget:
    writeCell(getNumber(meaning.neuron));
    writeCell(getNumber(meaning.target));
    writeCell(findOrigin(meaning));
    break;
  case RowKind::Input:
    writeCell(meaning.input ? Cell(*meaning.input) : Cell());
    writeCell(getNumber(meaning.target));
    writeCell(findOrigin(meaning));
    break;
  case RowKind::Connection:
    writeCell(getNumber(meaning.source));
    writeCell(getNumber(meaning.target));
    writeCell(findOrigin(meaning));
    break;
  }
  os << ']';
}

void MapWriter::writeAddress(const Segment &segment) {
  if (segment.address)
    os << *segment.address;
  else
    os << "null";
}

void MapWriter::writeBank(size_t number) {
  const Segment &segment = image.segments[number];
  BankKind bank = meanings.getBank(number)->kind;
  RowKind kind = getRowKind(bank);
  os << "{\"bank\":" << quote(segment.name)
     << ",\"parameter\":" << quote(getParameter(bank)) << ",\"address\":";
  writeAddress(segment);
  os << ",\"bits\":" << unsigned(segment.wordBits)
     << ",\"columns\":" << getColumns(kind) << ",\n";
  writeList("rows", llvm::seq<size_t>(0, segment.words.size()),
            [&](size_t word) { writeRow(number, word, kind); });
  os << '}';
}

void MapWriter::writeRegister(size_t number) {
  const Segment &segment = image.segments[number];
  uint32_t word = segment.words.front();
  os << "{\"register\":" << quote(segment.name) << ",\"address\":";
  writeAddress(segment);
  os << ",\"value\":" << word << ",\"fields\":{";
  llvm::ListSeparator separator(",");
  for (const xylo::RegisterField &field :
       xylo::getFields(meanings.getRegister(number)->kind))
    os << separator << quote(toKey(field.name)) << ':' << field.getValue(word);
  os << "}}";
}

void MapWriter::write() {
  os << "{\n";
  writeHeader();
  os << ",\n";
  writeModules();
  os << ",\n";
  writeNeurons();
  os << ",\n";
  writeList("segments", llvm::seq<size_t>(0, image.segments.size()),
            [&](size_t number) {
              meanings.getBank(number) ? writeBank(number)
                                       : writeRegister(number);
            });
  os << ",\n";
  writeOrigins();
  os << "\n}\n";
}

void tidepool::bitstream::writeSourceMap(raw_ostream &os,
                                         const WordMeanings &meanings,
                                         graph::NetworkOp network) {
  MapWriter(os, meanings, network).write();
}
