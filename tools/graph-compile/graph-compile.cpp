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

#include "Check.h"
#include "Compilation.h"

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"

#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;

static LogicalResult compileFile(const Options &options) {
  DialectRegistry registry;
  registerAllDialects(registry);
  MLIRContext context(registry);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  Diagnostics diagnostics(options.diagnostics, context, sourceMgr);
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
  OwningOpRef<ModuleOp> module = std::move(*input).parse(sourceMgr, context);
  if (!module)
    return failure();
  timings.add("read", start);
  return Compilation(options, diagnostics, timings, std::move(compileOptions),
                     std::move(module))
      .run();
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    Options options;
    cl::HideUnrelatedOptions(options.category);
    std::string overview =
        "Tidepool's compiler: from a spiking network to a chip's memory\n\n"
        "  Compile a network and write the bitstream:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit\n"
        "  See what a stage makes of it:\n"
        "    graph-compile net.mlir --chip=xylo_a3 --emit=quantized\n"
        "  Be sure that nothing got lost, and see what quantising changes:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit --verify\n"
        "  Words for a test bench, and which module they belong to:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit \\\n"
        "        --ram-files=ram --id-map=ids.json\n"
        "  Which chips hold it, what becomes of every node, and what is "
        "wrong:\n"
        "    graph-compile net.nir --check --chip=all\n"
        "  Everything that stands in the way, for a program:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit \\\n"
        "        --diagnostics=json 2> problems.json\n\n"
        "TARGET OPTIONS, separated by commas:\n" +
        xylo::describeTargetOptions();
    cl::ParseCommandLineOptions(argc, argv, overview);
    return failed(compileFile(options)) ? 1 : 0;
  });
}
