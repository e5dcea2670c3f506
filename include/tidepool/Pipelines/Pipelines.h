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
#include "llvm/Support/Error.h"

namespace tidepool {

/// Which repairs a network gets before the design rules. Each is a pass of the
/// graph dialect.
struct RepairOptions {
  bool dropZeroBiases = true;
  bool removePassthroughs = true;
  bool multiplyWeights = true;
  bool mergeWeights = true;
  bool insertWeights = true;

  /// The network as it is written.
  static RepairOptions none() { return {false, false, false, false, false}; }

  bool isNone() const;
  /// Turns one off, by the name of its pass without `graph-`. Fails with a list
  /// of all names.
  llvm::Error skip(llvm::StringRef name);
  /// `all`, or names joined by commas in the order in which the repairs run.
  std::string describe() const;
};

/// Options of `graph-repair-pipeline`.
struct GraphRepairPipelineOptions
    : mlir::PassPipelineOptions<GraphRepairPipelineOptions> {
  Option<bool> dropZeroBiases{*this, "drop-zero-biases", llvm::cl::init(true),
                              llvm::cl::desc("Run graph-drop-zero-biases")};
  Option<bool> removePassthroughs{
      *this, "remove-passthroughs", llvm::cl::init(true),
      llvm::cl::desc("Run graph-remove-passthroughs")};
  Option<bool> multiplyWeights{*this, "multiply-weights", llvm::cl::init(true),
                               llvm::cl::desc("Run graph-multiply-weights")};
  Option<bool> mergeWeights{*this, "merge-weights", llvm::cl::init(true),
                            llvm::cl::desc("Run graph-merge-weights")};
  Option<bool> insertWeights{*this, "insert-weights", llvm::cl::init(true),
                             llvm::cl::desc("Run graph-insert-weights")};

  RepairOptions get() const {
    return {dropZeroBiases, removePassthroughs, multiplyWeights, mergeWeights,
            insertWeights};
  }
};

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
  Option<bool> repair{
      *this, "repair", llvm::cl::init(false),
      llvm::cl::desc("Run graph-repair-pipeline before the design rules")};
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
  RepairOptions repair = RepairOptions::none();
  /// How the network was read, if that took options; see
  /// `nir::ImportOptions::describe`.
  std::string reading = "";

  /// For the provenance of an image: chip and method, then whatever else is
  /// not as by default, in a fixed order and each meaning in one text. Whoever
  /// compiles the same network with these options gets the same image.
  std::string describe() const;
};

/// Drop zero biases, remove passthroughs, multiply, insert and merge weights,
/// as far as wanted: from flat networks to flat networks of the same meaning
/// that design rules rather let pass.
void buildRepairPipeline(mlir::OpPassManager &pm, const RepairOptions &options);

/// Expand and flatten, prune and repair if wanted: from a graph as written to
/// flat networks.
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

/// All of them: expand-modules, flatten, [prune,] [repair,]
/// lower-to-chip-neurons, check-design-rules, convert, quantize, assemble.
void buildGraphToXyloPipeline(mlir::OpPassManager &pm,
                              const CompileOptions &options);

/// Registers `graph-to-xylo-pipeline` and `graph-repair-pipeline`.
void registerPipelines();

} // namespace tidepool

#endif // TIDEPOOL_PIPELINES_PIPELINES_H
