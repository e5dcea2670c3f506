//===- CoreOps.cpp - Networks in the chip's own terms ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChipVerifier.h"

#include "llvm/ADT/BitVector.h"

#include <cmath>

using namespace mlir;
using namespace tidepool::xylo;

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static bool isReal(DenseElementsAttr attr) {
  return attr.getElementType().isF64();
}

/// Checks that `attr` is f64 and finite, or an integer of `width` bits.
static LogicalResult verifyNumbers(Operation *op, StringRef name,
                                   DenseElementsAttr attr, unsigned width) {
  if (isReal(attr)) {
    for (double value : attr.getValues<double>())
      if (!std::isfinite(value))
        return op->emitOpError() << "expects finite numbers in '" << name
                                 << "', but got " << value;
    return success();
  }
  if (attr.getElementType().isSignlessInteger(width))
    return success();
  return op->emitOpError() << "expects '" << name << "' of f64 or i" << width
                           << ", but got " << attr.getElementType();
}

static LogicalResult verifyRank(Operation *op, DenseElementsAttr attr,
                                int64_t rank) {
  if (attr.getType().getRank() == rank)
    return success();
  return op->emitOpError("expects weights of rank ")
         << rank << ", but got " << attr.getType();
}

/// The first row of a matrix that is all zero, or -1.
template <typename T>
static int64_t findZeroRow(DenseElementsAttr matrix) {
  auto values = matrix.getValues<T>();
  int64_t numColumns = matrix.getType().getDimSize(1);
  for (int64_t row = 0, e = matrix.getType().getDimSize(0); row < e; ++row) {
    auto begin = values.begin() + row * numColumns;
    if (std::all_of(begin, begin + numColumns, [](T x) { return x == 0; }))
      return row;
  }
  return -1;
}

static bool isAllZero(DenseElementsAttr attr) {
  auto isZero = [](auto value) { return value == 0; };
  return isReal(attr) ? llvm::all_of(attr.getValues<double>(), isZero)
                      : llvm::all_of(attr.getValues<int8_t>(), isZero);
}

//===----------------------------------------------------------------------===//
// NeuronsOp
//===----------------------------------------------------------------------===//

LogicalResult NeuronsOp::verify() {
  if (failed(verifyIds(*this, getIds()))) // (C1)
    return failure();
  int64_t numNeurons = getIds().size();
  struct {
    StringRef name;
    DenseElementsAttr attr;
    unsigned width;
    int64_t rank;
  } checks[] = {{"dash_mem", getDashMem(), 8, 1},
                {"dash_syn", getDashSyn(), 8, 2},
                {"threshold", getThreshold(), 16, 1},
                {"bias", getBias(), 8, 1}};
  for (const auto &check : checks) { // (C2), (C3)
    ShapedType type = check.attr.getType();
    if (type.getRank() != check.rank || type.getDimSize(0) != numNeurons)
      return emitOpError() << "expects '" << check.name << "' for "
                           << numNeurons << " neurons, but got " << type;
    if (failed(verifyNumbers(*this, check.name, check.attr, check.width)))
      return failure();
  }
  for (DenseElementsAttr dashes : {getDashMem(), getDashSyn()}) {
    if (isReal(dashes))
      continue;
    for (const APInt &dash : dashes.getValues<APInt>())
      if (dash.ugt(15))
        return emitOpError("expects decay shifts in [0, 15], but got ")
               << dash.getSExtValue();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Weights and aliases
//===----------------------------------------------------------------------===//

LogicalResult InputWeightsOp::verify() { // (C1)
  if (failed(verifyRank(*this, getWeights(), 3)))
    return failure();
  return verifyNumbers(*this, "weights", getWeights(), 8);
}

LogicalResult OutputWeightsOp::verify() { // (C1)
  if (failed(verifyRank(*this, getWeights(), 2)))
    return failure();
  return verifyNumbers(*this, "weights", getWeights(), 8);
}

LogicalResult RecurrentWeightsOp::verify() {
  if (failed(verifyRank(*this, getWeights(), 2)) ||
      failed(verifyNumbers(*this, "weights", getWeights(), 8)))
    return failure(); // (C1)
  ArrayRef<int32_t> sources = getSources(), targets = getTargets();
  int64_t numEntries = getWeights().getType().getDimSize(0);
  if (static_cast<int64_t>(sources.size()) != numEntries ||
      static_cast<int64_t>(targets.size()) != numEntries)
    return emitOpError("expects ") // (C2)
           << numEntries << " sources and targets, one per entry, but got "
           << sources.size() << " and " << targets.size();
  for (int64_t k = 1; k < numEntries; ++k)
    if (std::pair(sources[k - 1], targets[k - 1]) >=
        std::pair(sources[k], targets[k]))
      return emitOpError("expects entries that ascend by source and target, "
                         "but entry ")
             << k << " (" << sources[k] << " to " << targets[k]
             << ") does not follow (" << sources[k - 1] << " to "
             << targets[k - 1] << ')';
  int64_t zero = isReal(getWeights()) ? findZeroRow<double>(getWeights())
                                      : findZeroRow<int8_t>(getWeights());
  if (zero >= 0) // (C3)
    return emitOpError("expects no entry without a weight, but entry ")
           << zero << " (" << sources[zero] << " to " << targets[zero]
           << ") has none";
  return success();
}

std::pair<int32_t, size_t> RecurrentWeightsOp::getLargestFanOut() {
  ArrayRef<int32_t> sources = getSources();
  std::pair<int32_t, size_t> largest{0, 0};
  for (size_t begin = 0, end; begin < sources.size(); begin = end) {
    end = begin + 1;
    while (end < sources.size() && sources[end] == sources[begin])
      ++end;
    if (end - begin > largest.second)
      largest = {sources[begin], end - begin};
  }
  return largest;
}

LogicalResult AliasesOp::verify() {
  ArrayRef<int32_t> sources = getSources(), targets = getTargets();
  if (sources.empty() || sources.size() != targets.size())
    return emitOpError("expects at least one source and as many targets, but "
                       "got ") // (C1)
           << sources.size() << " and " << targets.size();
  for (size_t k = 1; k < sources.size(); ++k)
    if (sources[k - 1] >= sources[k]) // (C2)
      return emitOpError("expects ascending sources, each once, but source ")
             << sources[k] << " follows " << sources[k - 1];
  return success();
}

//===----------------------------------------------------------------------===//
// CoreOp
//===----------------------------------------------------------------------===//

const Chip &CoreOp::getChipInfo() { return *findChip(getChip()); }

template <typename OpTy>
static OpTy getOnly(CoreOp core) {
  auto ops = core.getBody().getOps<OpTy>();
  return ops.empty() ? OpTy() : *ops.begin();
}

InputWeightsOp CoreOp::getInputWeights() {
  return getOnly<InputWeightsOp>(*this);
}
RecurrentWeightsOp CoreOp::getRecurrentWeights() {
  return getOnly<RecurrentWeightsOp>(*this);
}
OutputWeightsOp CoreOp::getOutputWeights() {
  return getOnly<OutputWeightsOp>(*this);
}
AliasesOp CoreOp::getAliases() { return getOnly<AliasesOp>(*this); }

std::vector<NeuronsOp> CoreOp::getNeurons(Population population) {
  std::vector<NeuronsOp> found;
  for (NeuronsOp neurons : getBody().getOps<NeuronsOp>())
    if (neurons.getPopulation() == population)
      found.push_back(neurons);
  return found;
}

static int64_t countNeurons(CoreOp core, Population population) {
  int64_t count = 0;
  for (NeuronsOp neurons : core.getNeurons(population))
    count += neurons.getIds().size();
  return count;
}

int64_t CoreOp::getNumHidden() {
  return countNeurons(*this, Population::Hidden);
}
int64_t CoreOp::getNumOutputs() {
  return countNeurons(*this, Population::Output);
}
int64_t CoreOp::getNumInputs() {
  return getInputWeights().getWeights().getType().getDimSize(0);
}
int64_t CoreOp::getInputExpansion() {
  return getInputWeights().getWeights().getType().getDimSize(1);
}
int64_t CoreOp::getOutputExpansion() {
  return getOutputWeights().getWeights().getType().getDimSize(0);
}
int64_t CoreOp::getNumSynapses() {
  return getInputWeights().getWeights().getType().getDimSize(2);
}
bool CoreOp::isQuantized() { return !isReal(getInputWeights().getWeights()); }

LogicalResult CoreOp::verify() { // (C1)
  return verifyChipAndTimeStep(*this, getChip(), getDt().convertToDouble());
}

/// (C2): what the body holds and how often.
static LogicalResult verifyParts(CoreOp core) {
  unsigned numInput = 0, numRecurrent = 0, numOutput = 0, numAliases = 0;
  for (Operation &op : core.getBody().front()) {
    numInput += isa<InputWeightsOp>(op);
    numRecurrent += isa<RecurrentWeightsOp>(op);
    numOutput += isa<OutputWeightsOp>(op);
    numAliases += isa<AliasesOp>(op);
    if (!isa<InputWeightsOp, RecurrentWeightsOp, OutputWeightsOp, AliasesOp,
             NeuronsOp>(op))
      return op.emitOpError("does not belong into a xylo.core");
  }
  if (numInput != 1 || numRecurrent != 1 || numOutput != 1 || numAliases > 1)
    return core.emitOpError("expects input, recurrent and output weights once "
                            "each and aliases at most once");
  return success();
}

/// (C3): the ids of one population are 0, 1, ..., each once.
static LogicalResult verifyPopulation(CoreOp core, Population population) {
  int64_t count = countNeurons(core, population);
  llvm::BitVector used(count);
  for (NeuronsOp neurons : core.getNeurons(population))
    for (int32_t id : neurons.getIds()) {
      if (id >= count || used.test(id))
        return neurons.emitOpError("expects the ")
               << stringifyPopulation(population) << " ids 0 to " << count - 1
               << ", each once, but id " << id
               << (id >= count ? " is out of range" : " appears again");
      used.set(id);
    }
  return success();
}

/// (C4): every number is real, or every number is an integer.
static LogicalResult verifyStage(CoreOp core) {
  bool real = !core.isQuantized();
  auto matches = [&](DenseElementsAttr attr) { return isReal(attr) == real; };
  for (NeuronsOp neurons : core.getBody().getOps<NeuronsOp>())
    if (!matches(neurons.getDashMem()) || !matches(neurons.getDashSyn()) ||
        !matches(neurons.getThreshold()) || !matches(neurons.getBias()))
      return neurons.emitOpError("mixes real numbers and integers with the "
                                 "rest of its core");
  if (!matches(core.getRecurrentWeights().getWeights()) ||
      !matches(core.getOutputWeights().getWeights()))
    return core.emitOpError("mixes real weights and integer weights");
  return success();
}

/// (C6): what weights, shifts and aliases speak of exists.
static LogicalResult verifyReferences(CoreOp core) {
  int64_t numHidden = core.getNumHidden(), numSynapses = core.getNumSynapses();
  RecurrentWeightsOp recurrent = core.getRecurrentWeights();
  if (recurrent.getWeights().getType().getDimSize(1) != numSynapses)
    return recurrent.emitOpError("expects weights for ")
           << numSynapses << " synapses, as the input weights have";
  auto exists = [&](int32_t id) { return id >= 0 && id < numHidden; };
  if (!llvm::all_of(recurrent.getSources(), exists) ||
      !llvm::all_of(recurrent.getTargets(), exists))
    return recurrent.emitOpError("expects hidden ids below ") << numHidden;
  if (AliasesOp aliases = core.getAliases();
      aliases && (!llvm::all_of(aliases.getSources(), exists) ||
                  !llvm::all_of(aliases.getTargets(), exists)))
    return aliases.emitOpError("expects hidden ids below ") << numHidden;
  OutputWeightsOp output = core.getOutputWeights();
  if (output.getWeights().getType().getDimSize(1) != core.getNumOutputs())
    return output.emitOpError("expects one column for each of the ")
           << core.getNumOutputs() << " output neurons, but got "
           << output.getWeights().getType();
  for (NeuronsOp neurons : core.getBody().getOps<NeuronsOp>()) {
    int64_t expected =
        neurons.getPopulation() == Population::Hidden ? numSynapses : 1;
    if (neurons.getDashSyn().getType().getDimSize(1) != expected)
      return neurons.emitOpError("expects 'dash_syn' for ")
             << expected << " synapses, but got "
             << neurons.getDashSyn().getType();
  }
  return success();
}

/// (C7): fan-out of each neuron and of all together.
static LogicalResult verifyFanOut(CoreOp core) {
  const Chip &chip = core.getChipInfo();
  RecurrentWeightsOp recurrent = core.getRecurrentWeights();
  ArrayRef<int32_t> sources = recurrent.getSources();
  if (sources.size() > chip.maxFanOutEntries)
    return recurrent.emitOpError("has ")
           << sources.size() << " entries, but the fan-out memory of '"
           << chip.name << "' has room for " << chip.maxFanOutEntries;
  auto [source, fanOut] = recurrent.getLargestFanOut();
  if (fanOut > chip.maxFanOut.max)
    return recurrent.emitOpError("has neuron ")
           << source << " feed " << fanOut << " neurons, but the fan-out of '"
           << chip.name << "' is at most " << chip.maxFanOut.max;
  return success();
}

LogicalResult CoreOp::verifyRegions() {
  if (failed(verifyParts(*this)) ||
      failed(verifyPopulation(*this, Population::Hidden)) ||
      failed(verifyPopulation(*this, Population::Output)) ||
      failed(verifyStage(*this)) || failed(verifyReferences(*this)))
    return failure();
  const Chip &chip = getChipInfo();
  if (failed(verifySizes(*this, chip,
                         {getNumInputs(), getInputExpansion(), getNumHidden(),
                          getOutputExpansion(), getNumOutputs()})))
    return failure(); // (C5)
  if (getNumSynapses() < 1 || getNumSynapses() > chip.maxSynapses)
    return emitOpError("has ")
           << getNumSynapses() << " synapses per neuron, but '" << chip.name
           << "' has 1 to " << chip.maxSynapses;
  if (!chip.hasBias)
    for (NeuronsOp neurons : getBody().getOps<NeuronsOp>())
      if (!isAllZero(neurons.getBias())) // (C8)
        return neurons.emitOpError("has a bias, but '")
               << chip.name << "' has none";
  return verifyFanOut(*this);
}
