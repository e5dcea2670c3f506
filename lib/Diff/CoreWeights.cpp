//===- CoreWeights.cpp - The weights of a core by what they connect -------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CoreWeights.h"

#include "SideBySide.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;
using xylo::Population;

Numbers::Numbers(DenseElementsAttr attr) {
  if (attr.getElementType().isF64())
    llvm::append_range(values, attr.getValues<double>());
  else if (attr.getElementType().isInteger(8))
    llvm::append_range(values, attr.getValues<int8_t>());
  else
    llvm::append_range(values, attr.getValues<int16_t>());
}

static void visitInputWeights(xylo::CoreOp core, AddWeight add) {
  Numbers numbers(core.getInputWeights().getWeights());
  size_t targets = core.getInputExpansion(), synapses = core.getNumSynapses();
  for (size_t k = 0; k < numbers.size(); ++k)
    add(k / synapses / targets, k / synapses % targets, k % synapses,
        numbers[k]);
}

static void visitRecurrentWeights(xylo::CoreOp core, AddWeight add) {
  xylo::RecurrentWeightsOp op = core.getRecurrentWeights();
  Numbers numbers(op.getWeights());
  ArrayRef<int32_t> sources = op.getSources(), targets = op.getTargets();
  size_t synapses = core.getNumSynapses();
  for (size_t entry = 0; entry < sources.size(); ++entry)
    for (size_t s = 0; s < synapses; ++s)
      add(sources[entry], targets[entry], s, numbers[entry * synapses + s]);
}

static void visitOutputWeights(xylo::CoreOp core, AddWeight add) {
  Numbers numbers(core.getOutputWeights().getWeights());
  size_t outputs = core.getNumOutputs();
  size_t firstRow = core.getNumHidden() - core.getOutputExpansion();
  for (size_t k = 0; k < numbers.size(); ++k)
    add(firstRow + k / outputs, k % outputs, 0, numbers[k]);
}

static void visitAliases(xylo::CoreOp core, AddWeight add) {
  if (xylo::AliasesOp op = core.getAliases())
    for (auto [source, target] : llvm::zip(op.getSources(), op.getTargets()))
      add(source, target, 0, 1);
}

const WeightKind tidepool::diff::inputWeights = {
    "input weights", "weight", std::nullopt, Population::Hidden,
    visitInputWeights};
const WeightKind tidepool::diff::recurrentWeights = {
    "recurrent weights", "weight", Population::Hidden, Population::Hidden,
    visitRecurrentWeights};
const WeightKind tidepool::diff::outputWeights = {
    "output weights", "weight", Population::Hidden, Population::Output,
    visitOutputWeights};
const WeightKind tidepool::diff::aliases = {
    "aliases", "alias", Population::Hidden, Population::Hidden, visitAliases};

std::vector<Weight>
tidepool::diff::collectWeights(const WeightKind &kind, xylo::CoreOp core,
                               const CoreMatch &match, bool isOld,
                               std::vector<uint64_t> &lost) {
  const CoreModules &modules = isOld ? match.getOld() : match.getNew();
  // The id in the old core, or `none` for a neuron that only this core has.
  auto findOldId = [&](Population population, uint32_t id) -> uint32_t {
    uint32_t partner =
        isOld ? match.getNewId(population, id) : match.getOldId(population, id);
    if (partner != CoreMatch::none)
      return isOld ? id : partner;
    ++lost[modules.getNeurons(population)[id].module];
    return CoreMatch::none;
  };
  std::vector<Weight> weights;
  kind.visit(core, [&](uint32_t source, uint32_t target, unsigned synapse,
                       double value) {
    if (value == 0)
      return;
    uint32_t oldSource = kind.source ? findOldId(*kind.source, source) : source;
    if (oldSource == CoreMatch::none)
      return;
    uint32_t oldTarget = findOldId(kind.target, target);
    if (oldTarget != CoreMatch::none)
      weights.push_back(
          {oldSource, oldTarget, static_cast<uint8_t>(synapse), value});
  });
  sortByPlace(weights);
  return weights;
}
