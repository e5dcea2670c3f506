//===- NetworkFile.cpp - The networks that can be run ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkFile.h"

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Simulation/Chip/ChipSimulator.h"
#include "tidepool/Simulation/Import/Import.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/NIR/ImportFile.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/SourceMgr.h"

#include <cmath>

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

LogicalResult NetworkFile::readGraph(ModuleOp module,
                                     const NetworkOptions &options) {
  if (failed(graph::keepTopNetwork(module, options.top)))
    return failure();
  PassManager pm(module.getContext());
  buildFlattenPipeline(pm, CompileOptions());
  if (failed(pm.run(module)))
    return failure();
  FailureOr<ReferenceNetwork> network = importNetwork(
      *module.getOps<graph::NetworkOp>().begin(), options.schedule, options.dt);
  if (failed(network))
    return failure();
  reference = std::make_unique<ReferenceNetwork>(std::move(*network));
  hasSchedules = true;
  return success();
}

LogicalResult NetworkFile::readCore(xylo::CoreOp core) {
  if (core.isQuantized())
    chip = std::make_unique<ChipNetwork>(importIntegerCore(core));
  else
    reference = std::make_unique<ReferenceNetwork>(importRealCore(core));
  return success();
}

llvm::Error NetworkFile::readImage(const bitstream::Image &image) {
  llvm::Expected<ChipNetwork> network = readNetwork(image);
  if (!network)
    return network.takeError();
  chip = std::make_unique<ChipNetwork>(std::move(*network));
  return llvm::Error::success();
}

LogicalResult NetworkFile::readStage(ModuleOp module,
                                     const NetworkOptions &options) {
  auto ops = llvm::make_pointer_range(*module.getBody());
  if (llvm::all_of(ops, llvm::IsaPred<graph::NetworkOp>))
    return readGraph(module, options);
  for (Operation *op : ops)
    if (!isa<graph::NetworkOp, xylo::CoreOp, xylo::ImageOp>(op))
      return op->emitError(
          "cannot be run; graph-sim runs networks of the graph "
          "dialect, a xylo.core or a xylo.image");
  if (!llvm::hasSingleElement(ops)) {
    InFlightDiagnostic diag =
        (*std::next(ops.begin()))
            ->emitError("is one network too many; graph-sim runs networks of "
                        "the graph dialect, or one xylo.core or xylo.image");
    diag.attachNote((*ops.begin())->getLoc()) << "the first is here";
    return diag;
  }
  if (auto core = dyn_cast<xylo::CoreOp>(*ops.begin()))
    return readCore(core);
  FailureOr<bitstream::Image> image =
      bitstream::exportImage(cast<xylo::ImageOp>(*ops.begin()));
  if (failed(image))
    return failure();
  if (llvm::Error error = readImage(*image))
    return (*ops.begin())->emitError(llvm::toString(std::move(error)));
  return success();
}

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
  if (!module || failed(readStage(*module, options)))
    return llvm::createStringError(""); // printed already
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
  if (llvm::Error error = result.readImage(*image))
    return inFile(path, std::move(error));
  return std::move(result);
}

llvm::Expected<std::unique_ptr<Simulator>>
NetworkFile::makeSimulator(Schedule schedule) const {
  if (chip)
    return std::make_unique<ChipSimulator>(*chip);
  return ReferenceSimulator::create(*reference,
                                    isGraph() ? schedule : Schedule::Chip);
}

llvm::Expected<NetworkFile> tidepool::openNetwork(StringRef path,
                                                  const Options &options) {
  NetworkOptions networkOptions{
      options.top, options.compare ? Schedule::Chip : options.schedule,
      std::nullopt, options.nir.get()};
  if (options.dt.getNumOccurrences() > 0) {
    if (!(options.dt > 0) || !std::isfinite(options.dt))
      return makeError("--dt is a time step in seconds, above 0");
    networkOptions.dt = options.dt;
  }
  return NetworkFile::read(path, networkOptions);
}
