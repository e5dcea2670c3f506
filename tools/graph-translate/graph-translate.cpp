//===- graph-translate.cpp - Translates to and from other formats ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/InitAllTranslations.h"
#include "tidepool/Support/OutputFiles.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;

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

/// The names of all translations, in order.
static std::vector<std::string> getTranslations() {
  llvm::cl::opt<const Translation *, false, TranslationParser> all(
      llvm::cl::desc("translations"));
  std::vector<std::string> names;
  for (unsigned k = 0; k < all.getParser().getNumOptions(); ++k)
    names.push_back("--" + all.getParser().getOption(k).str());
  all.removeArgument(); // MLIR's own option has the same names
  llvm::sort(names);
  return names;
}

/// Whether an argument says what to do: a translation, or to tell something.
static bool saysWhatToDo(StringRef argument, ArrayRef<std::string> names) {
  if (!argument.consume_front("-"))
    return false;
  argument.consume_front("-");
  std::string option = ("--" + argument).str();
  return StringRef(option).starts_with("--help") || option == "--h" ||
         option == "--version" || llvm::is_contained(names, option);
}

/// "; did you mean '...'?" if an argument is nearly a translation.
static std::string suggest(ArrayRef<const char *> arguments,
                           ArrayRef<std::string> names) {
  unsigned least = 4; // more edits would make it another word
  StringRef similar;
  for (StringRef argument : arguments)
    for (StringRef name : names) {
      unsigned edits =
          name.edit_distance(argument.split('=').first, true, least);
      if (edits < least) {
        least = edits;
        similar = name;
      }
    }
  return similar.empty() ? ";" : ("; did you mean '" + similar + "'?").str();
}

/// Whether a translation is named. MLIR says that one is missing as often as
/// there are translations, so this says it first, with their names.
static bool checkTranslation(ArrayRef<const char *> arguments) {
  std::vector<std::string> names = getTranslations();
  if (llvm::any_of(arguments, [&](const char *argument) {
        return saysWhatToDo(argument, names);
      }))
    return true;
  llvm::WithColor::error(llvm::errs(), "graph-translate")
      << "no translation is named" << suggest(arguments, names)
      << " --help describes them: " << llvm::join(names, ", ") << '\n';
  return false;
}

/// Whether no file is both read and written: MLIR would empty it while it is
/// read. Every argument that is no option may be the input.
static bool checkOutput(ArrayRef<const char *> arguments) {
  std::vector<std::string> inputs;
  StringRef output;
  for (const char *const *next = arguments.begin(); next != arguments.end();
       ++next) {
    StringRef argument(*next);
    if (argument.consume_front("--o=") || argument.consume_front("-o="))
      output = argument;
    else if (argument == "-o" || argument == "--o")
      output = next + 1 == arguments.end() ? "" : *++next;
    else
      inputs.push_back(argument.str());
  }
  llvm::Error error = tidepool::checkIsNotRead(output, inputs);
  if (!error)
    return true;
  llvm::WithColor::error(llvm::errs(), "graph-translate")
      << llvm::toString(std::move(error)) << '\n';
  return false;
}

int main(int argc, char **argv) {
  return tidepool::runTool(argc, argv, [](int argc, char **argv) -> int {
    tidepool::registerAllTranslations();
    llvm::SmallVector<const char *> all(argv, argv + argc);
    llvm::BumpPtrAllocator allocator;
    llvm::StringSaver saver(allocator);
    llvm::cl::ExpandResponseFiles(saver, llvm::cl::TokenizeGNUCommandLine, all);
    llvm::ArrayRef<const char *> arguments = llvm::ArrayRef(all).drop_front();
    if (!checkTranslation(arguments) || !checkOutput(arguments))
      return 1;
    return failed(mlirTranslateMain(all.size(), const_cast<char **>(all.data()),
                                    overview));
  });
}
