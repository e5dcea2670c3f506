//===- Compilation.h - From a network to its files --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_COMPILATION_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_COMPILATION_H

#include "Options.h"
#include "Report/Summary.h"
#include "Timings.h"
#include "Verification.h"

#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Support/OutputFiles.h"
#include "tidepool/Target/Dot/DrawNetwork.h"

#include "mlir/Pass/PassManager.h"

namespace tidepool {

/// The way of a network through all stages, with what is written of them.
class Compilation {
public:
  Compilation(const Options &options, Diagnostics &diagnostics,
              Timings &timings, CompileOptions passOptions,
              mlir::OwningOpRef<mlir::ModuleOp> module)
      : options(options), diagnostics(diagnostics), timings(timings),
        passOptions(std::move(passOptions)), module(std::move(module)),
        chip(xylo::findChip(options.chip)) {}

  /// For the page: what tells the input from others of its name.
  void setInputHash(std::string hash) { inputHash = std::move(hash); }

  /// Compiles and writes what the options ask for. Errors have been reported.
  mlir::LogicalResult run();

private:
  mlir::LogicalResult compile();
  void quantize();
  mlir::LogicalResult assemble();
  mlir::LogicalResult analyzeImage();
  mlir::LogicalResult readBack();
  mlir::LogicalResult writeForm();

  mlir::FailureOr<graph::NetworkOp> getMappedNetwork();
  mlir::FailureOr<CompiledStages> collectStages();
  mlir::LogicalResult verify();

  mlir::LogicalResult write();
  std::string takeResult();
  llvm::Error writeFiles();
  llvm::Error addMap(OutputFiles &outputs);
  llvm::Error addReport(OutputFiles &outputs);
  llvm::Expected<std::string> makeReport();
  llvm::Expected<std::string> makePage();
  llvm::Error addRamFiles(OutputFiles &outputs);

  using BuildPipeline = llvm::function_ref<void(mlir::OpPassManager &)>;
  mlir::LogicalResult runPasses(BuildPipeline build) {
    mlir::PassManager pm(module->getContext());
    pm.addInstrumentation(timings.makeInstrumentation());
    build(pm);
    return pm.run(*module);
  }
  template <typename OpTy>
  OpTy getOnly() {
    return *module->getOps<OpTy>().begin();
  }

  const Options &options;
  Diagnostics &diagnostics;
  Timings &timings;
  CompileOptions passOptions;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  const xylo::Chip *chip;
  picture::NetworkDrawing drawing;          ///< for the page
  mlir::OwningOpRef<mlir::ModuleOp> flat;   ///< for verification, page and map
  mlir::OwningOpRef<xylo::CoreOp> realCore; ///< for the page
  mlir::OwningOpRef<xylo::CoreOp> core;     ///< as quantised
  mlir::OwningOpRef<xylo::ImageOp> image;
  std::string bytes;
  std::string form; ///< what goes out in place of the bytes
  Summary summary;
  std::unique_ptr<Verification> verification;
  std::string inputHash;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_COMPILATION_H
