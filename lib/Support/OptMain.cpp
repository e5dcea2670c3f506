//===- OptMain.cpp - The driver of graph-opt ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/OptMain.h"
#include "tidepool/Support/OutputFiles.h"
#include "tidepool/Support/ReadGuard.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;

/// Lets `--load-...-plugin`, which is called `option`, say why a file cannot be
/// loaded and set `isBad`. MLIR's own handler goes on as if it had not been
/// asked.
template <typename Plugin>
static void setPluginHandler(StringRef option, bool &isBad,
                             std::function<void(const Plugin &)> use) {
  auto *files = static_cast<llvm::cl::list<std::string> *>(
      llvm::cl::getRegisteredOptions().lookup(option));
  files->setCallback([=, &isBad](const std::string &file) {
    llvm::Expected<Plugin> plugin = Plugin::load(file);
    if (plugin)
      return use(*plugin);
    llvm::WithColor::error() << toString(plugin.takeError()) << '\n';
    isBad = true;
  });
}

/// The names of the input and output file, after all options have had their
/// effects.
static FailureOr<std::pair<std::string, std::string>>
parseOptions(int argc, char **argv, StringRef toolName,
             DialectRegistry &registry) {
  std::string help = registerCLIOptions(toolName, registry);
  bool hasBadPlugin = false;
  setPluginHandler<PassPlugin>(
      "load-pass-plugin", hasBadPlugin,
      [](const PassPlugin &plugin) { plugin.registerPassRegistryCallbacks(); });
  setPluginHandler<DialectPlugin>(
      "load-dialect-plugin", hasBadPlugin, [&](const DialectPlugin &plugin) {
        plugin.registerDialectRegistryCallbacks(registry);
      });
  auto names = parseCLIOptions(argc, argv, help);
  if (hasBadPlugin)
    return failure();
  return names;
}

static LogicalResult runOpt(int argc, char **argv, StringRef toolName,
                            DialectRegistry &registry) {
  auto names = parseOptions(argc, argv, toolName, registry);
  if (failed(names))
    return failure();
  auto [inputName, outputName] = *names;
  MlirOptMainConfig config = MlirOptMainConfig::createFromCLOptions();
  if (config.shouldShowDialects() || config.shouldListPasses())
    return MlirOptMain(argc, argv, inputName, outputName, registry);

  // MLIR would empty the file while it is read.
  if (llvm::Error error = tidepool::checkIsNotRead(outputName, inputName)) {
    llvm::errs() << "error: " << llvm::toString(std::move(error)) << '\n';
    return failure();
  }
  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> input =
      openInputFile(inputName, &message);
  if (!input) {
    llvm::errs() << "error: " << message << '\n';
    return failure();
  }
  if (failed(tidepool::checkText(*input)))
    return failure();
  std::unique_ptr<llvm::ToolOutputFile> output =
      openOutputFile(outputName, &message);
  if (!output) {
    llvm::errs() << "error: " << message << '\n';
    return failure();
  }
  // The file has been read once its passes are set up; they may crash as well,
  // but not over how it is written.
  std::optional<tidepool::ReadGuard> guard(
      std::in_place, input->getBufferIdentifier(), "MLIR");
  MlirOptMainConfig guarded(config);
  guarded.setPassPipelineSetupFn([&](PassManager &passes) {
    guard.reset();
    return config.setupPassPipeline(passes);
  });
  if (failed(MlirOptMain(output->os(), std::move(input), registry, guarded)))
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
