//===- graph-translate.cpp - Translates to and from other formats ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/InitAllTranslations.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/WithColor.h"

static constexpr const char *overview =
    "Tidepool's translation driver: reads and writes formats\n\n"
    "  A network of a training tool, and back:\n"
    "    graph-translate --import-nir net.nir -o net.mlir\n"
    "    graph-translate --export-nir net.mlir -o net.nir\n"
    "  A picture of it:\n"
    "    graph-translate --graph-to-svg net.mlir -o net.svg\n"
    "  The words of a bitstream as other tools read them:\n"
    "    graph-translate --bitstream-to-ihex net.xbit -o net.hex\n"
    "  What is in a bitstream?\n"
    "    graph-translate --bitstream-info net.xbit\n"
    "    graph-translate --bitstream-to-words net.xbit\n"
    "    graph-translate --bitstream-to-xylo net.xbit | graph-opt "
    "--xylo-disassemble\n"
    "  A configuration of samna's as a network in the chip's terms:\n"
    "    graph-translate --samna-json-to-xylo --samna-dt=1e-3 net.json\n";

/// Fails if no argument asks for a translation, or for help. MLIR's own error
/// comes once for each translation that there is, and names none.
static mlir::LogicalResult checkTranslation(llvm::ArrayRef<char *> arguments) {
  // An option to own the parser, which knows the names.
  llvm::cl::opt<bool> owner("translation-names", llvm::cl::ReallyHidden);
  mlir::TranslationParser translations(owner);
  owner.removeArgument();
  for (llvm::StringRef argument : arguments) {
    llvm::StringRef name = argument.ltrim('-');
    if (name.starts_with("help") || name == "version" ||
        translations.findOption(name) != translations.getNumOptions())
      return mlir::success();
  }
  llvm::SmallVector<std::string> names;
  for (unsigned k = 0; k != translations.getNumOptions(); ++k)
    names.push_back("--" + translations.getOption(k).str());
  llvm::sort(names);
  llvm::WithColor::error(llvm::errs(), "graph-translate")
      << "which translation? say one of " << llvm::join(names, ", ") << '\n';
  return mlir::failure();
}

int main(int argc, char **argv) {
  return tidepool::runTool(argc, argv, [](int argc, char **argv) {
    tidepool::registerAllTranslations();
    if (mlir::failed(checkTranslation({argv + 1, argv + argc})))
      return true;
    return mlir::failed(mlir::mlirTranslateMain(argc, argv, overview));
  });
}
