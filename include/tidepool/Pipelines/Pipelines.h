//===- Pipelines.h - Named pipelines ----------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_PIPELINES_PIPELINES_H
#define TIDEPOOL_PIPELINES_PIPELINES_H

#include "tidepool/Conversion/GraphToXylo/WeightBias.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace tidepool {

/// Options of `graph-to-xylo-pipeline`.
struct GraphToXyloPipelineOptions
    : mlir::PassPipelineOptions<GraphToXyloPipelineOptions> {
  Option<std::string> chip{*this, "chip",
                           llvm::cl::desc("The chip, for example xylo_a3")};
  Option<std::string> quantize{
      *this, "quantize", llvm::cl::init("channel"),
      llvm::cl::desc("global, global-fuzzy or channel")};
  Option<bool> prune{
      *this, "prune", llvm::cl::init(false),
      llvm::cl::desc("Remove modules that reach no output first")};
  Option<xylo::WeightBias> weightBias{
      *this, "weight-bias", llvm::cl::init(xylo::WeightBias::Error),
      llvm::cl::desc("What becomes of the biases of weights"),
      xylo::getWeightBiasValues()};
  Option<std::string> targetOptions{
      *this, "target-options",
      llvm::cl::desc("What is taken of uncertain facts about the chip, for "
                     "example row-stride=full,bits.HARAM=12")};
  Option<std::string> planner{
      *this, "planner",
      llvm::cl::desc("Who orders hidden neurons, if not Tidepool")};
};

/// How a network is compiled.
struct CompileOptions {
  std::string chip;
  std::string quantize = "channel";
  bool prune = false;
  xylo::WeightBias weightBias = xylo::WeightBias::Error;
  std::string targetOptions; ///< see `xylo::parseTargetOptions`
  std::string planner = "";  ///< see `xylo::HiddenOrderPlanner`

  /// As on the command line, for the provenance of an image.
  std::string describe() const;
};

/// Expand and flatten: from a graph as written to flat networks.
void buildFlattenPipeline(mlir::OpPassManager &pm,
                          const CompileOptions &options);

/// Lower own modules, check design rules and map: from flat networks to real
/// cores.
void buildMappingPipeline(mlir::OpPassManager &pm,
                          const CompileOptions &options);

/// Quantise: from real to integer cores.
void buildQuantizePipeline(mlir::OpPassManager &pm,
                           const CompileOptions &options);

/// Assemble: from integer cores to images.
void buildAssemblePipeline(mlir::OpPassManager &pm,
                           const CompileOptions &options);

/// All of them: expand-modules, flatten, [prune,] lower-to-chip-neurons,
/// check-design-rules, convert, quantize, assemble.
void buildGraphToXyloPipeline(mlir::OpPassManager &pm,
                              const CompileOptions &options);

/// Registers `graph-to-xylo-pipeline`.
void registerPipelines();

} // namespace tidepool

#endif // TIDEPOOL_PIPELINES_PIPELINES_H
