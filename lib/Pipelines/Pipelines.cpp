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

void tidepool::buildFlattenPipeline(OpPassManager &pm, bool prune) {
  pm.addNestedPass<graph::NetworkOp>(graph::createGraphExpandModules());
  pm.addPass(graph::createGraphFlatten());
  if (prune)
    pm.addNestedPass<graph::NetworkOp>(graph::createGraphPrune());
}

void tidepool::buildMappingPipeline(OpPassManager &pm, StringRef chip) {
  pm.addNestedPass<graph::NetworkOp>(
      xylo::createXyloCheckDesignRules({chip.str()}));
  pm.addPass(xylo::createConvertGraphToXylo({chip.str()}));
}

void tidepool::buildQuantizePipeline(OpPassManager &pm, StringRef method) {
  pm.addNestedPass<xylo::CoreOp>(xylo::createXyloQuantize({method.str()}));
}

void tidepool::buildAssemblePipeline(OpPassManager &pm, StringRef options) {
  pm.addPass(xylo::createXyloAssemble({options.str()}));
}

std::string tidepool::describeOptions(StringRef chip, StringRef quantize,
                                      bool prune) {
  return ("chip=" + chip + " quantize=" + quantize +
          (prune ? " prune=true" : ""))
      .str();
}

void tidepool::buildGraphToXyloPipeline(
    OpPassManager &pm, const GraphToXyloPipelineOptions &options) {
  buildFlattenPipeline(pm, options.prune);
  buildMappingPipeline(pm, options.chip);
  buildQuantizePipeline(pm, options.quantize);
  buildAssemblePipeline(
      pm, describeOptions(options.chip, options.quantize, options.prune));
}

void tidepool::registerPipelines() {
  PassPipelineRegistration<GraphToXyloPipelineOptions>(
      "graph-to-xylo-pipeline",
      "Compile networks to the memory image of a Xylo chip",
      buildGraphToXyloPipeline);
}
