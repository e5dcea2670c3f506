//===- NetworkFile.cpp - The networks that can be run ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkFile.h"

#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/NIR/ImportFile.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/SourceMgr.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::simulation;

/// Reads a NIR file, or one of MLIR, text or bytecode.
llvm::Error NetworkFile::readModule(std::unique_ptr<llvm::MemoryBuffer> file,
                                    const NetworkOptions &options) {
  DialectRegistry registry;
  registerAllDialects(registry);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  llvm::MemoryBufferRef bytes = *file;
  bool isNIR = nir::isNIRFile(path, bytes.getBuffer());
  sourceMgr->AddNewSourceBuffer(std::move(file), SMLoc());
  SourceMgrDiagnosticHandler handler(*sourceMgr, &context);
  OwningOpRef<ModuleOp> module =
      isNIR ? nir::importBuffer(bytes, options.nir, &context)
            : parseModule(sourceMgr, &context);
  if (!module)
    return llvm::createStringError(""); // printed already
  FailureOr<StageNetwork> stage = importStage(*module, options);
  if (failed(stage))
    return llvm::createStringError("");
  network = std::move(*stage);
  return llvm::Error::success();
}

llvm::Expected<NetworkFile> NetworkFile::read(StringRef path,
                                              const NetworkOptions &options) {
  auto file = readFile(path);
  if (!file)
    return file.takeError();
  NetworkFile result;
  result.path = path.str();
  if (!(*file)->getBuffer().starts_with(bitstream::magic)) {
    if (llvm::Error error = result.readModule(std::move(*file), options))
      return std::move(error);
    return std::move(result);
  }
  auto image = bitstream::decode((*file)->getBuffer());
  if (!image)
    return inFile(path, image.takeError());
  auto network = importImage(*image);
  if (!network)
    return inFile(path, network.takeError());
  result.network = std::move(*network);
  return std::move(result);
}

llvm::Expected<NetworkFile> tidepool::openNetwork(StringRef path,
                                                  const Options &options) {
  NetworkOptions networkOptions{
      {options.top, options.compare ? Schedule::Chip : options.schedule,
       std::nullopt},
      options.nir.get()};
  if (options.dt.getNumOccurrences() > 0) {
    if (!(options.dt > 0) || !std::isfinite(options.dt))
      return makeError("--dt is a time step in seconds, above 0");
    networkOptions.dt = options.dt;
  }
  return NetworkFile::read(path, networkOptions);
}
