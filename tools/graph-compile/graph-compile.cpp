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
//===----------------------------------------------------------------------===//

#include "Compilation.h"

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;

/// Formats that are recognised only to say something helpful.
static LogicalResult checkFormat(StringRef name, StringRef bytes,
                                 Diagnostics &diagnostics) {
  if (bytes.starts_with(bitstream::magic))
    return diagnostics.fail("'" + name +
                            "' is a bitstream already; graph-translate "
                            "--bitstream-to-xylo shows what is in it");
  return success();
}

static OwningOpRef<ModuleOp>
readModule(const Options &options,
           const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
           MLIRContext &context, Diagnostics &diagnostics) {
  StringRef name = options.input;
  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> buffer = openInputFile(name, &message);
  if (!buffer)
    return (void)diagnostics.fail(message), nullptr;
  if (failed(checkFormat(name, buffer->getBuffer(), diagnostics)))
    return {};
  if (nir::isNIRFile(name, buffer->getBuffer()))
    return nir::importFile(name, options.nir.get(), &context);
  sourceMgr->AddNewSourceBuffer(std::move(buffer), SMLoc());
  return parseModule(sourceMgr, &context);
}

static LogicalResult compileFile(const Options &options) {
  DialectRegistry registry;
  registerAllDialects(registry);
  MLIRContext context(registry);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  Diagnostics diagnostics(options.diagnostics, context, sourceMgr);
  if (failed(checkOptions(options, diagnostics)))
    return failure();
  Timings timings;
  auto start = Timings::Clock::now();
  OwningOpRef<ModuleOp> module =
      readModule(options, sourceMgr, context, diagnostics);
  if (!module)
    return failure();
  timings.add("read", start);
  return Compilation(options, diagnostics, timings, std::move(module)).run();
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
        "  Everything that stands in the way, for a program:\n"
        "    graph-compile net.mlir --chip=xylo_a3 -o net.xbit \\\n"
        "        --diagnostics=json 2> problems.json\n\n"
        "TARGET OPTIONS, separated by commas:\n" +
        xylo::describeTargetOptions();
    cl::ParseCommandLineOptions(argc, argv, overview);
    return failed(compileFile(options)) ? 1 : 0;
  });
}
