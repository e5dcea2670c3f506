//===- NetworkFile.cpp - The networks that can be compared ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkFile.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/Patch.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;

/// Reads a NIR file, or one of MLIR, text or bytecode.
static llvm::Expected<StageNetwork>
readModule(StringRef path, std::unique_ptr<llvm::MemoryBuffer> file,
           const Options &options, MLIRContext &context) {
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  llvm::MemoryBufferRef bytes = *file;
  bool isNIR = nir::isNIRFile(path, bytes.getBuffer());
  sourceMgr->AddNewSourceBuffer(std::move(file), SMLoc());
  SourceMgrDiagnosticHandler handler(*sourceMgr, &context);
  OwningOpRef<ModuleOp> module =
      isNIR ? nir::importBuffer(bytes, options.nir.get(), &context)
            : parseModule(sourceMgr, &context);
  if (!module)
    return llvm::createStringError(""); // printed already
  FailureOr<StageNetwork> network =
      StageNetwork::read(std::move(module), options.top);
  if (failed(network))
    return llvm::createStringError("");
  return std::move(*network);
}

llvm::Expected<StageNetwork> tidepool::readNetwork(StringRef path,
                                                   const Options &options,
                                                   MLIRContext &context) {
  auto file = readFile(path);
  if (!file)
    return file.takeError();
  StringRef bytes = (*file)->getBuffer();
  if (bytes.starts_with(bitstream::patchMagic))
    return makeError("'", path,
                     "' is a patch and no network; --apply applies it to a "
                     "bitstream");
  if (!bytes.starts_with(bitstream::magic))
    return readModule(path, std::move(*file), options, context);
  llvm::Expected<bitstream::Image> image = bitstream::decode(bytes);
  if (!image)
    return inFile(path, image.takeError());
  return StageNetwork(std::move(*image));
}
