//===- OptMain.cpp - The driver of graph-opt ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/OptMain.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

static LogicalResult runOpt(int argc, char **argv, StringRef toolName,
                            DialectRegistry &registry) {
  auto [inputName, outputName] =
      registerAndParseCLIOptions(argc, argv, toolName, registry);
  MlirOptMainConfig config = MlirOptMainConfig::createFromCLOptions();
  if (config.shouldShowDialects() || config.shouldListPasses())
    return MlirOptMain(argc, argv, inputName, outputName, registry);

  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> input =
      openInputFile(inputName, &message);
  if (!input) {
    llvm::errs() << "error: " << message << '\n';
    return failure();
  }
  if (failed(tidepool::checkNestingDepth(*input)))
    return failure();
  std::unique_ptr<llvm::ToolOutputFile> output =
      openOutputFile(outputName, &message);
  if (!output) {
    llvm::errs() << "error: " << message << '\n';
    return failure();
  }
  if (failed(MlirOptMain(output->os(), std::move(input), registry, config)))
    return failure();
  output->os().flush();
  if (output->os().has_error()) {
    llvm::errs() << "error: cannot write '" << outputName
                 << "': " << output->os().error().message() << '\n';
    output->os().clear_error();
    return failure();
  }
  output->keep();
  return success();
}

int tidepool::optMain(int argc, char **argv, StringRef toolName,
                      DialectRegistry &registry) {
  return asMainReturnCode(runOpt(argc, argv, toolName, registry));
}
