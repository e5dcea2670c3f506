//===- XyloBenchmarks.cpp - Time from a parsed network to bytes -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/Parser/Parser.h"

#include <benchmark/benchmark.h>

using namespace mlir;
using namespace tidepool;

static constexpr llvm::StringLiteral braillePath(TIDEPOOL_SOURCE_DIR
                                                 "/examples/braille.mlir");

/// The bytes of the bitstream of the only network in `module`.
static FailureOr<std::string> compile(ModuleOp module) {
  CompileOptions options;
  options.chip = "xylo_a3";
  PassManager pm(module->getName());
  buildGraphToXyloPipeline(pm, options);
  if (failed(pm.run(module)))
    return failure();
  return bitstream::serializeImage(*module.getOps<xylo::ImageOp>().begin());
}

/// Every run starts with a context of its own, so that none finds attributes
/// that an earlier one made. Parsing is not timed; the verifier is on.
static void compileBraille(benchmark::State &state) {
  size_t numBytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    {
      MLIRContext context(MLIRContext::Threading::DISABLED);
      context.loadDialect<graph::GraphDialect, xylo::XyloDialect>();
      OwningOpRef<ModuleOp> module =
          parseSourceFile<ModuleOp>(braillePath, &context);
      if (!module)
        return state.SkipWithError("the example does not parse");
      state.ResumeTiming();
      FailureOr<std::string> bytes = compile(*module);
      state.PauseTiming();
      if (failed(bytes))
        return state.SkipWithError("the example does not compile");
      numBytes = bytes->size();
    }
    state.ResumeTiming();
  }
  state.counters["bytes"] = numBytes;
}

BENCHMARK(compileBraille)->Unit(benchmark::kMillisecond);
