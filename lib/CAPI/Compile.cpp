//===- Compile.cpp - From networks to bytes -------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Objects.h"

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace tidepool;

static LogicalResult writeImage(ModuleOp module, std::string &bytes) {
  auto ops = llvm::make_pointer_range(*module.getBody());
  if (!llvm::hasSingleElement(ops) || !isa<xylo::ImageOp>(*ops.begin()))
    return module.emitError("only a module with one xylo.image and nothing "
                            "else can be written as a bitstream");
  FailureOr<std::string> result =
      bitstream::serializeImage(cast<xylo::ImageOp>(*ops.begin()));
  if (failed(result))
    return failure();
  bytes = std::move(*result);
  return success();
}

static LogicalResult compile(ModuleOp module, const TidepoolOptions &options,
                             StringRef reading, std::string &bytes) {
  for (Operation &op : *module.getBody())
    if (!isa<graph::NetworkOp>(op))
      return op.emitError("only graph.network can be compiled, but found ")
             << op.getName();
  OwningOpRef<ModuleOp> changed(module.clone());
  if (failed(graph::keepTopNetwork(*changed, options.stage.top)))
    return failure();
  PassManager pm(module.getContext());
  CompileOptions compileOptions = options.compile;
  compileOptions.reading = reading.str();
  buildGraphToXyloPipeline(pm, compileOptions);
  if (failed(pm.run(*changed)))
    return failure();
  return writeImage(*changed, bytes);
}

TidepoolStatus tidepoolModuleCompile(const TidepoolModule *module,
                                     const TidepoolOptions *options,
                                     TidepoolBytes **bitstream,
                                     TidepoolDiagnostics *diagnostics) {
  if (bitstream)
    *bitstream = nullptr;
  if (!areGiven({{"module", module}, {"bitstream", bitstream}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  return makeBytes(
      *module,
      [&](ModuleOp op, std::string &bytes) {
        return compile(op, orDefaults(options), module->reading, bytes);
      },
      bitstream, diagnostics);
}

TidepoolStatus tidepoolModuleWriteBitstream(const TidepoolModule *module,
                                            TidepoolBytes **bitstream,
                                            TidepoolDiagnostics *diagnostics) {
  if (bitstream)
    *bitstream = nullptr;
  if (!areGiven({{"module", module}, {"bitstream", bitstream}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  return makeBytes(*module, writeImage, bitstream, diagnostics);
}
