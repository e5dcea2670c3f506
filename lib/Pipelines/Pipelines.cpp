//===- Pipelines.cpp - Named pipelines ------------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Conversion/GraphToXylo/Passes.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"
#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"
#include "tidepool/Dialect/Xylo/Transforms/Passes.h"
#include "tidepool/Support/Error.h"

#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace tidepool;

namespace {
struct NamedRepair {
  StringRef name;
  bool RepairOptions::*option;
};
} // namespace

/// In the order in which they run.
static constexpr NamedRepair repairs[] = {
    {"drop-zero-biases", &RepairOptions::dropZeroBiases},
    {"remove-passthroughs", &RepairOptions::removePassthroughs},
    {"multiply-weights", &RepairOptions::multiplyWeights},
    {"insert-weights", &RepairOptions::insertWeights},
    {"merge-weights", &RepairOptions::mergeWeights},
};

bool RepairOptions::isNone() const {
  return llvm::none_of(
      repairs, [&](const NamedRepair &repair) { return this->*repair.option; });
}

llvm::Error RepairOptions::skip(StringRef name) {
  for (const NamedRepair &repair : repairs)
    if (repair.name == name) {
      this->*repair.option = false;
      return llvm::Error::success();
    }
  std::string names;
  llvm::raw_string_ostream os(names);
  llvm::interleaveComma(repairs, os, [&](const NamedRepair &repair) {
    os << '\'' << repair.name << '\'';
  });
  return makeError("unknown repair '", name, "'; repairs are ", names);
}

std::string RepairOptions::describe() const {
  if (llvm::all_of(repairs, [&](const NamedRepair &repair) {
        return this->*repair.option;
      }))
    return "all";
  std::string text;
  for (const NamedRepair &repair : repairs)
    if (this->*repair.option)
      text += (text.empty() ? "" : ",") + repair.name.str();
  return text;
}

/// The target options in their one form. What cannot be read is refused by
/// those who use it.
static std::string describeTarget(StringRef chipName, StringRef text) {
  const xylo::Chip *chip = xylo::findChip(chipName);
  if (!chip)
    return text.str();
  llvm::Expected<xylo::TargetOptions> options =
      xylo::parseTargetOptions(text, *chip);
  if (!options) {
    llvm::consumeError(options.takeError());
    return text.str();
  }
  return xylo::printTargetOptions(*options, *chip);
}

std::string CompileOptions::describe() const {
  std::string text = "chip=" + chip + " quantize=" + quantize;
  if (!reading.empty())
    text += " " + reading;
  if (prune)
    text += " prune=true";
  if (!repair.isNone())
    text += " repair=" + repair.describe();
  if (weightBias != xylo::WeightBias::Error)
    text += (" weight-bias=" + xylo::getName(weightBias)).str();
  if (std::string target = describeTarget(chip, targetOptions); !target.empty())
    text += " target-options=" + target;
  if (!planner.empty())
    text += " planner=" + planner;
  return text;
}

void tidepool::buildRepairPipeline(OpPassManager &pm,
                                   const RepairOptions &options) {
  auto add = [&](std::unique_ptr<Pass> pass) {
    pm.addNestedPass<graph::NetworkOp>(std::move(pass));
  };
  if (options.dropZeroBiases)
    add(graph::createGraphDropZeroBiases());
  // Before products, so that weights next to an identity stay what they are.
  if (options.removePassthroughs)
    add(graph::createGraphRemovePassthroughs());
  if (options.multiplyWeights)
    add(graph::createGraphMultiplyWeights());
  // An identity may be parallel to other weights, so sums come after.
  if (options.insertWeights)
    add(graph::createGraphInsertWeights());
  if (options.mergeWeights)
    add(graph::createGraphMergeWeights());
  // Products and sums may be identities.
  if (options.removePassthroughs &&
      (options.multiplyWeights || options.mergeWeights))
    add(graph::createGraphRemovePassthroughs());
}

void tidepool::buildFlattenPipeline(OpPassManager &pm,
                                    const CompileOptions &options) {
  pm.addNestedPass<graph::NetworkOp>(graph::createGraphExpandModules());
  pm.addPass(graph::createGraphFlatten());
  if (options.prune)
    pm.addNestedPass<graph::NetworkOp>(graph::createGraphPrune());
  buildRepairPipeline(pm, options.repair);
}

void tidepool::buildMappingPipeline(OpPassManager &pm,
                                    const CompileOptions &options) {
  pm.addNestedPass<graph::NetworkOp>(
      xylo::createXyloLowerToChipNeurons({options.chip}));
  pm.addNestedPass<graph::NetworkOp>(xylo::createXyloCheckDesignRules(
      {options.chip, options.weightBias, options.targetOptions}));
  pm.addPass(
      xylo::createConvertGraphToXylo({options.chip, options.weightBias,
                                      options.planner, options.targetOptions}));
}

void tidepool::buildQuantizePipeline(OpPassManager &pm,
                                     const CompileOptions &options) {
  pm.addNestedPass<xylo::CoreOp>(xylo::createXyloQuantize({options.quantize}));
}

void tidepool::buildAssemblePipeline(OpPassManager &pm,
                                     const CompileOptions &options) {
  pm.addPass(
      xylo::createXyloAssemble({options.describe(), options.targetOptions}));
}

void tidepool::buildGraphToXyloPipeline(OpPassManager &pm,
                                        const CompileOptions &options) {
  buildFlattenPipeline(pm, options);
  buildMappingPipeline(pm, options);
  buildQuantizePipeline(pm, options);
  buildAssemblePipeline(pm, options);
}

void tidepool::registerPipelines() {
  PassPipelineRegistration<GraphToXyloPipelineOptions>(
      "graph-to-xylo-pipeline",
      "Compile networks to the memory image of a Xylo chip",
      [](OpPassManager &pm, const GraphToXyloPipelineOptions &options) {
        buildGraphToXyloPipeline(
            pm, {options.chip, options.quantize, options.prune,
                 options.weightBias, options.targetOptions, options.planner,
                 options.repair ? RepairOptions() : RepairOptions::none()});
      });
  PassPipelineRegistration<GraphRepairPipelineOptions>(
      "graph-repair-pipeline",
      "Mend what chips cannot hold without changing what networks mean",
      [](OpPassManager &pm, const GraphRepairPipelineOptions &options) {
        buildRepairPipeline(pm, options.get());
      });
}
