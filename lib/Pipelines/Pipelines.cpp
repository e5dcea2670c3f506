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
#include "tidepool/Dialect/Xylo/Transforms/Passes.h"

#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace tidepool;

std::string CompileOptions::describe() const {
  std::string text = "chip=" + chip + " quantize=" + quantize;
  if (prune)
    text += " prune=true";
  if (weightBias != xylo::WeightBias::Error)
    text += (" weight-bias=" + xylo::getName(weightBias)).str();
  if (!targetOptions.empty())
    text += " target-options=" + targetOptions;
  if (!planner.empty())
    text += " planner=" + planner;
  return text;
}

void tidepool::buildFlattenPipeline(OpPassManager &pm,
                                    const CompileOptions &options) {
  pm.addNestedPass<graph::NetworkOp>(graph::createGraphExpandModules());
  pm.addPass(graph::createGraphFlatten());
  if (options.prune)
    pm.addNestedPass<graph::NetworkOp>(graph::createGraphPrune());
}

void tidepool::buildMappingPipeline(OpPassManager &pm,
                                    const CompileOptions &options) {
  pm.addNestedPass<graph::NetworkOp>(
      xylo::createXyloLowerToChipNeurons({options.chip}));
  pm.addNestedPass<graph::NetworkOp>(
      xylo::createXyloCheckDesignRules({options.chip, options.weightBias}));
  pm.addPass(xylo::createConvertGraphToXylo(
      {options.chip, options.weightBias, options.planner}));
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
        buildGraphToXyloPipeline(pm, {options.chip, options.quantize,
                                      options.prune, options.weightBias,
                                      options.targetOptions, options.planner});
      });
}
