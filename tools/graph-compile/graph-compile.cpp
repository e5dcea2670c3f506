//===- graph-compile.cpp - From a network to a chip's memory --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole way in one command: read a network, compile it stage by stage,
// write what was asked for, and read the bitstream back to show that nothing
// was lost.
//
// The way through this folder: Options says what to do, Input reads,
// Compilation goes from stage to stage (Timings measures, Verification
// compares) and writes, Report tells of it. Check goes the same way, but only
// to tell what stands in it. All of them complain to Diagnostics.
//
//===----------------------------------------------------------------------===//

#include "Check/Check.h"
#include "Compilation.h"

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;

/// Quotes an argument for a shell, if need be.
static std::string quote(StringRef argument) {
  bool isPlain = !argument.empty() && llvm::all_of(argument, [](char c) {
    return llvm::isAlnum(c) || StringRef("-_=./,:@%+").contains(c);
  });
  if (isPlain)
    return argument.str();
  std::string text;
  for (char c : argument)
    text += c == '\'' ? StringRef("'\\''").str() : std::string(1, c);
  return "'" + text + "'";
}

/// The tool by its name alone: where it is differs from machine to machine.
static std::string describeCommand(llvm::ArrayRef<const char *> arguments) {
  std::string text = "graph-compile";
  for (StringRef argument : arguments.drop_front())
    text += " " + quote(argument);
  return text;
}

static LogicalResult compileFile(const Options &options) {
  DialectRegistry registry;
  registerAllDialects(registry);
  MLIRContext context(registry);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  Diagnostics diagnostics(options.diagnostics, options.wantsPage(), context,
                          sourceMgr);
  if (failed(options.validate(diagnostics)))
    return failure();
  Timings timings;
  auto start = Timings::Clock::now();
  std::unique_ptr<Input> input = Input::open(options, diagnostics);
  if (!input)
    return failure();
  if (options.wantsCheck())
    return checkNetwork(options, diagnostics, std::move(*input), sourceMgr,
                        context);
  CompileOptions compileOptions =
      options.getCompileOptions(options.chip, input->isNIR());
  std::string inputHash = options.wantsPage() ? input->hash() : "";
  OwningOpRef<ModuleOp> module = std::move(*input).parse(sourceMgr, context);
  if (!module)
    return failure();
  timings.add("read", start);
  Compilation compilation(options, diagnostics, timings,
                          std::move(compileOptions), std::move(module));
  compilation.setInputHash(std::move(inputHash));
  return compilation.run();
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    Options options;
    cl::HideUnrelatedOptions(options.category);
    std::string overview =
        "Tidepool's compiler: from a spiking network to a chip's memory\n\n"
        "  Which chips hold a network, what becomes of every node, and what is "
        "wrong:\n"
        "    graph-compile net.nir --check --chip=all\n"
        "  Compile it to a bitstream, with a page about it for a browser:\n"
        "    graph-compile net.nir --chip=xylo_a3 -o net.xbit "
        "--report=net.html\n"
        "  See what a stage makes of it:\n"
        "    graph-compile net.mlir --chip=xylo_a3 --emit=quantized\n"
        "  Be sure that nothing got lost, and see what quantising changes:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit --verify\n"
        "  Words for a test bench, and which module they belong to:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit \\\n"
        "        --ram-files=ram --id-map=ids.json\n"
        "  What does each word of the chip's memory mean, and which line of "
        "the network\n  does it come from?\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit "
        "--map=map.json\n"
        "  The same memory as firmware includes it:\n"
        "    graph-compile net.mlir --chip=xylo_a3 --emit=c-header -o net.h\n"
        "  Everything that stands in the way, for a program:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit \\\n"
        "        --diagnostics=json 2> problems.json\n\n"
        "TARGET OPTIONS, separated by commas:\n" +
        xylo::describeTargetOptions();
    cl::ParseCommandLineOptions(argc, argv, overview);
    options.command = describeCommand({argv, size_t(argc)});
    return failed(compileFile(options)) ? 1 : 0;
  });
}
