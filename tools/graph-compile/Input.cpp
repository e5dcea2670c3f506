//===- Input.cpp - Reads what is to be compiled ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Input.h"

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/Support/Sha256.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "mlir/Support/FileUtilities.h"

using namespace mlir;
using namespace tidepool;

std::unique_ptr<Input> Input::open(const Options &options,
                                   Diagnostics &diagnostics) {
  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> buffer =
      openInputFile(options.input, &message);
  if (!buffer)
    return (void)diagnostics.fail(message), nullptr;
  // Recognised only to say something helpful.
  if (buffer->getBuffer().starts_with(bitstream::magic))
    return (void)diagnostics.fail("'" + options.input +
                                  "' is a bitstream already; graph-translate "
                                  "--bitstream-to-xylo shows what is in it"),
           nullptr;
  return std::unique_ptr<Input>(new Input(options, std::move(buffer)));
}

bool Input::isNIR() const {
  return nir::isNIRFile(options.input, buffer->getBuffer());
}

std::string Input::hash() const { return makeSha256(buffer->getBuffer()); }

OwningOpRef<ModuleOp>
Input::parse(const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
             MLIRContext &context, nir::ImportOutcome *outcome) && {
  if (isNIR())
    return nir::importBuffer(*buffer, options.nir.get(), &context, outcome);
  sourceMgr->AddNewSourceBuffer(std::move(buffer), SMLoc());
  return parseModule(sourceMgr, &context);
}

FailureOr<graph::NetworkOp> tidepool::selectNetwork(ModuleOp module,
                                                    StringRef top) {
  for (Operation &op : *module.getBody())
    if (!isa<graph::NetworkOp>(op))
      return FailureOr<graph::NetworkOp>(
          op.emitError("only graph.network can be compiled, but found ")
          << op.getName());
  return graph::keepTopNetwork(module, top);
}
