//===- NetworkFile.cpp - The networks that can be run ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkFile.h"

#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::simulation;

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
tidepool::readFile(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false);
  if (!buffer)
    return makeError("cannot read '", path, "': ", buffer.getError().message());
  return std::move(*buffer);
}

llvm::Error tidepool::inFile(StringRef path, llvm::Error error) {
  return makeError("'", path, "': ", llvm::toString(std::move(error)));
}

/// The image of a module: its only one, or what its only core assembles to.
static FailureOr<bitstream::Image> makeImage(ModuleOp module) {
  SmallVector<Operation *> stages;
  for (Operation &op : *module.getBody())
    stages.push_back(&op);
  if (stages.size() == 1) {
    if (auto image = dyn_cast<xylo::ImageOp>(stages.front()))
      return bitstream::exportImage(image);
    if (auto core = dyn_cast<xylo::CoreOp>(stages.front())) {
      OpBuilder builder(core);
      FailureOr<xylo::ImageOp> image = xylo::assembleCore(
          core, builder, xylo::TargetOptions(core.getChipInfo()));
      if (failed(image))
        return failure();
      return bitstream::exportImage(*image);
    }
    return stages.front()->emitError("cannot be run; graph-compile "
                                     "--emit=quantized makes a xylo.core of "
                                     "integers from a network");
  }
  return module.emitError("expects one xylo.image or xylo.core to run, but "
                          "found ")
         << stages.size() << " ops";
}

/// The image in a file of MLIR, text or bytecode. Errors have been printed.
static FailureOr<bitstream::Image>
readModule(std::unique_ptr<llvm::MemoryBuffer> file) {
  DialectRegistry registry;
  registerAllDialects(registry);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  sourceMgr->AddNewSourceBuffer(std::move(file), SMLoc());
  SourceMgrDiagnosticHandler handler(*sourceMgr, &context);
  OwningOpRef<ModuleOp> module = parseModule(sourceMgr, &context);
  if (!module)
    return failure();
  return makeImage(*module);
}

llvm::Expected<ChipNetwork> tidepool::readNetworkFile(StringRef path) {
  auto file = readFile(path);
  if (!file)
    return file.takeError();
  bitstream::Image image;
  if ((*file)->getBuffer().starts_with(bitstream::magic)) {
    auto decoded = bitstream::decode((*file)->getBuffer());
    if (!decoded)
      return inFile(path, decoded.takeError());
    image = std::move(*decoded);
  } else {
    FailureOr<bitstream::Image> read = readModule(std::move(*file));
    if (failed(read))
      return llvm::createStringError("");
    image = std::move(*read);
  }
  auto network = readNetwork(image);
  if (!network)
    return inFile(path, network.takeError());
  return network;
}
