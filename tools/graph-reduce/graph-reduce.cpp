//===- graph-reduce.cpp - Makes failing cases small -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Progress.h"

#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/OutputFiles.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::reduce;

static std::string makeOverview() {
  std::string text =
      "Tidepool's reducer: makes a network that shows a failure as small as it "
      "can, while the failure remains\n\n"
      "  Why is this network refused? Find the few lines that matter:\n"
      "    graph-reduce net.mlir --run='graph-compile %s --chip=xylo_a3 "
      "--emit=core -o -' \\\n"
      "        --expect='[fan-out]' -o small.mlir\n"
      "  A tool crashes:\n"
      "    graph-reduce net.mlir --run='my-opt --my-pass %s' --expect-crash\n"
      "  It hangs:\n"
      "    graph-reduce net.mlir --run='my-opt --my-pass %s' --timeout=5 "
      "--expect-timeout\n"
      "  Anything else, in a script that ends with 0 if the file still shows "
      "it:\n"
      "    graph-reduce net.mlir --test=./interesting.sh -o small.mlir\n\n"
      "REDUCTIONS, tried in this order, again and again:\n";
  for (const Reduction &reduction : reduce::getReductions())
    text += "  " + reduction.name + ": " + reduction.description + "\n";
  return text;
}

/// Reads the case; null after errors, which have been printed.
static llvm::Expected<OwningOpRef<mlir::ModuleOp>>
readCase(StringRef path, MLIRContext &context) {
  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> buffer = openInputFile(path, &message);
  if (!buffer)
    return makeError(message);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  sourceMgr->AddNewSourceBuffer(std::move(buffer), SMLoc());
  SourceMgrDiagnosticHandler handler(*sourceMgr, &context);
  return parseModule(sourceMgr, &context);
}

static void printSummary(const Options &options, const CaseSize &before,
                         const Reducer &reducer) {
  if (options.quiet)
    return;
  llvm::errs() << options.input << ": " << before << '\n'
               << "reduced to " << reducer.getSize() << " in "
               << reducer.getNumRuns() << " runs"
               << (reducer.isCutShort() ? ", which are all that --max-runs "
                                          "allows\n"
                                        : "\n");
}

/// Says which file an error is about, and what made the test decide.
static llvm::Error explain(StringRef path, llvm::Error error,
                           const ProgramTest &test) {
  std::string text = llvm::toString(std::move(error));
  if (std::string run = test.describeRun(); !run.empty())
    text += "; the program " + run;
  return makeError("'", path, "': ", text);
}

static llvm::Error reduceCase(const Options &options, const char *argv0) {
  // What can go wrong at once should not do so after hundreds of runs.
  auto reductions = options.getReductions();
  if (!reductions)
    return reductions.takeError();
  auto test = options.createTest(argv0);
  if (!test)
    return test.takeError();
  OutputFiles files;
  auto output = files.open(options.output);
  if (!output)
    return output.takeError();

  DialectRegistry registry;
  registerAllDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  context.allowUnregisteredDialects(options.allowUnregistered);
  auto module = readCase(options.input, context);
  if (!module)
    return module.takeError();
  if (!*module)
    return makeError("'", options.input, "' cannot be read");

  CaseSize before = CaseSize::of(**module);
  Progress progress(llvm::errs(), options.verbose, options.quiet);
  ReducerOptions reducerOptions;
  reducerOptions.maxRuns = options.maxRuns;
  reducerOptions.onRun = [&](const ReducerProgress &now) {
    progress.show(now);
  };
  Reducer reducer(
      **module,
      [&](const Candidate &candidate) {
        return test->isInteresting(candidate.text);
      },
      *reductions, reducerOptions);
  module->release()->erase();
  if (llvm::Error error = reducer.run())
    return explain(options.input, std::move(error), *test);
  if (llvm::Error error = (*output)->write(0, reducer.getText()))
    return error;
  if (llvm::Error error = files.keep())
    return error;
  printSummary(options, before, reducer);
  return llvm::Error::success();
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    Options options;
    cl::HideUnrelatedOptions(options.category);
    cl::ParseCommandLineOptions(argc, argv, makeOverview());
    llvm::Error error = reduceCase(options, argv[0]);
    if (!error)
      return 0;
    llvm::WithColor::error(llvm::errs(), "graph-reduce")
        << llvm::toString(std::move(error)) << '\n';
    return 1;
  });
}
