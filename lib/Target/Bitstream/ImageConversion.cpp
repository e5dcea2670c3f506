//===- ImageConversion.cpp - Between xylo.image and bytes -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;

//===----------------------------------------------------------------------===//
// Export
//===----------------------------------------------------------------------===//

static Segment exportBank(xylo::BankOp op) {
  Segment segment;
  segment.kind = SegmentKind::Bank;
  segment.name = op.getBankName().str();
  segment.address = op.getAddress();
  segment.wordBits = op.getWidth();
  segment.words.assign(op.getWords().begin(), op.getWords().end());
  return segment;
}

static Segment exportRegister(xylo::RegisterOp op) {
  Segment segment;
  segment.kind = SegmentKind::Register;
  segment.name = op.getRegisterName().str();
  segment.address = op.getAddress();
  segment.words = {op.getValue()};
  return segment;
}

static ModuleIds exportModule(xylo::ModuleIdsOp op) {
  ModuleIds module;
  module.population = static_cast<Population>(op.getPopulation());
  module.label = op.getLabel().str();
  for (uint32_t id : op.getIds()) {
    IdRange *last = module.ids.empty() ? nullptr : &module.ids.back();
    if (last && last->first + last->count == id)
      ++last->count;
    else
      module.ids.push_back({id, 1});
  }
  return module;
}

Image tidepool::bitstream::exportImage(xylo::ImageOp op) {
  Image image;
  image.chip = op.getChip().str();
  image.network = op.getSymName().str();
  image.dt = op.getDt().convertToDouble();
  image.sizes = {op.getInputs(), op.getIen(),     op.getHidden(),
                 op.getOen(),    op.getOutputs(), op.getPadding()};
  image.synapse2 = op.getSynapse2();
  image.alias = op.getAlias();
  image.bias = op.getBias();
  image.inputShift = op.getInputShift();
  image.recurrentShift = op.getRecurrentShift();
  image.outputShift = op.getOutputShift();
  if (op.getGraphHash())
    image.provenance = Provenance{{},
                                  op.getGraphHash()->str(),
                                  op.getCompiler()->str(),
                                  op.getOptions()->str()};
  for (Operation &inner : op.getBody().front()) {
    if (auto bank = dyn_cast<xylo::BankOp>(inner))
      image.segments.push_back(exportBank(bank));
    else if (auto reg = dyn_cast<xylo::RegisterOp>(inner))
      image.segments.push_back(exportRegister(reg));
    else
      image.provenance->modules.push_back(
          exportModule(cast<xylo::ModuleIdsOp>(inner)));
  }
  return image;
}

//===----------------------------------------------------------------------===//
// Import
//===----------------------------------------------------------------------===//

static LogicalResult importSegment(ImplicitLocOpBuilder &builder,
                                   const Segment &segment) {
  IntegerAttr address;
  if (segment.address)
    address = builder.getI32IntegerAttr(static_cast<int32_t>(*segment.address));
  StringAttr name = builder.getStringAttr(segment.name);
  if (segment.kind == SegmentKind::Bank) {
    std::vector<int32_t> words(segment.words.begin(), segment.words.end());
    xylo::BankOp::create(builder, name, address,
                         builder.getI32IntegerAttr(segment.wordBits),
                         builder.getDenseI32ArrayAttr(words));
    return success();
  }
  if (segment.words.size() != 1 || segment.wordBits != 32)
    return emitError(builder.getLoc())
           << "register '" << segment.name
           << "' expects one word of 32 bits, but has " << segment.words.size()
           << " of " << static_cast<unsigned>(segment.wordBits);
  xylo::RegisterOp::create(
      builder, name, address,
      builder.getI32IntegerAttr(static_cast<int32_t>(segment.words.front())));
  return success();
}

static void importModule(ImplicitLocOpBuilder &builder,
                         const ModuleIds &module) {
  std::vector<int32_t> ids;
  for (const IdRange &range : module.ids)
    for (uint32_t k = 0; k < range.count; ++k)
      ids.push_back(static_cast<int32_t>(range.first + k));
  xylo::ModuleIdsOp::create(builder,
                            static_cast<xylo::Population>(module.population),
                            module.label, ids);
}

FailureOr<xylo::ImageOp> tidepool::bitstream::importImage(OpBuilder &outer,
                                                          Location loc,
                                                          const Image &image) {
  ImplicitLocOpBuilder builder(loc, outer);
  const Sizes &sizes = image.sizes;
  auto op = xylo::ImageOp::create(
      builder, image.network, image.chip, APFloat(image.dt),
      xylo::ImageSizes{sizes.inputs, sizes.inputExpansion, sizes.hidden,
                       sizes.outputExpansion, sizes.outputs, sizes.padding});
  op.setSynapse2(image.synapse2);
  op.setAlias(image.alias);
  op.setBias(image.bias);
  op.setInputShift(image.inputShift);
  op.setRecurrentShift(image.recurrentShift);
  op.setOutputShift(image.outputShift);
  if (image.provenance) {
    op.setGraphHash(image.provenance->graphHash);
    op.setCompiler(image.provenance->compiler);
    op.setOptions(image.provenance->options);
  }
  builder.createBlock(&op.getBody());
  for (const Segment &segment : image.segments)
    if (failed(importSegment(builder, segment))) {
      op.erase();
      return failure();
    }
  if (image.provenance)
    for (const ModuleIds &module : image.provenance->modules)
      importModule(builder, module);
  return op;
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

FailureOr<std::string> tidepool::bitstream::serializeImage(xylo::ImageOp op) {
  llvm::Expected<std::string> bytes = encode(exportImage(op));
  if (!bytes)
    return op.emitOpError("cannot be written as a bitstream: ")
           << llvm::toString(bytes.takeError());
  return std::move(*bytes);
}

static FailureOr<Image> decodeAt(StringRef bytes, Location loc) {
  llvm::Expected<Image> image = decode(bytes);
  if (!image)
    return emitError(loc) << llvm::toString(image.takeError());
  return std::move(*image);
}

FailureOr<Image>
tidepool::bitstream::decodeMainFile(const llvm::SourceMgr &sourceMgr,
                                    MLIRContext *context) {
  const llvm::MemoryBuffer *buffer =
      sourceMgr.getMemoryBuffer(sourceMgr.getMainFileID());
  return decodeAt(
      buffer->getBuffer(),
      FileLineColLoc::get(context, buffer->getBufferIdentifier(), 0, 0));
}

OwningOpRef<ModuleOp>
tidepool::bitstream::deserializeImage(StringRef bytes, StringRef name,
                                      MLIRContext *context) {
  Location loc = FileLineColLoc::get(context, name, 0, 0);
  FailureOr<Image> image = decodeAt(bytes, loc);
  if (failed(image))
    return {};
  context->loadDialect<xylo::XyloDialect>();
  context->printOpOnDiagnostic(false);
  OwningOpRef<ModuleOp> module(ModuleOp::create(loc));
  OpBuilder builder(module->getBodyRegion());
  if (failed(importImage(builder, loc, *image)) || failed(verify(*module)))
    return {};
  return module;
}
