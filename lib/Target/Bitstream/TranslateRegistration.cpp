//===- TranslateRegistration.cpp - Bitstreams in graph-translate ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/Bitstream/Patch.h"

#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;

/// The only image of a module.
static xylo::ImageOp getOnlyImage(ModuleOp module) {
  auto images = llvm::to_vector(module.getOps<xylo::ImageOp>());
  if (images.size() == 1)
    return images.front();
  module.emitError("expects one xylo.image to write, but found ")
      << images.size()
      << "; run graph-opt --graph-to-xylo-pipeline=chip=... first";
  return {};
}

/// Warns about an image that is not whole: written by hand, say, without a
/// bank, or with sizes that its banks contradict. The chip would run on
/// whatever it holds there.
static void warnIfNotWhole(xylo::ImageOp image) {
  std::string problem;
  {
    ScopedDiagnosticHandler handler(image.getContext(), [&](Diagnostic &diag) {
      if (problem.empty())
        problem = diag.str();
    });
    OpBuilder scratch(image.getContext());
    FailureOr<xylo::CoreOp> core = xylo::disassembleImage(image, scratch);
    if (succeeded(core))
      (*core).erase();
  }
  if (!problem.empty())
    emitWarning(image.getLoc())
        << "this image does not hold one whole network: " << problem;
}

LogicalResult bitstream::translateImage(
    const std::shared_ptr<llvm::SourceMgr> &sourceMgr, MLIRContext *context,
    llvm::function_ref<LogicalResult(xylo::ImageOp)> write) {
  // All dialects, so that a network is told from nonsense.
  DialectRegistry registry;
  registerAllDialects(registry);
  context->appendDialectRegistry(registry);
  context->printOpOnDiagnostic(false);
  OwningOpRef<ModuleOp> module = parseModule(sourceMgr, context);
  xylo::ImageOp image = module ? getOnlyImage(*module) : nullptr;
  if (!image)
    return failure();
  warnIfNotWhole(image);
  return write(image);
}

static LogicalResult
writeBitstream(const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
               raw_ostream &os, MLIRContext *context) {
  return translateImage(sourceMgr, context, [&](xylo::ImageOp image) {
    FailureOr<std::string> bytes = serializeImage(image);
    if (succeeded(bytes))
      os << *bytes;
    return LogicalResult(bytes);
  });
}

static void printModules(const Provenance &provenance, raw_ostream &os) {
  for (const ModuleIds &module : provenance.modules) {
    os << "  "
       << (module.population == Population::Hidden ? "hidden" : "output")
       << " '" << module.label << "': ids";
    for (const IdRange &range : module.ids) {
      os << ' ' << range.first;
      if (range.count > 1)
        os << ".." << range.first + range.count - 1;
    }
    os << '\n';
  }
}

/// What a bitstream says about itself, for people.
static void printInfo(const Image &image, raw_ostream &os) {
  const Sizes &sizes = image.sizes;
  os << "network:  " << image.network << '\n'
     << "chip:     " << image.chip << '\n'
     << "dt:       " << llvm::format("%g", image.dt) << " s\n"
     << "sizes:    " << sizes.inputs << " inputs, " << sizes.inputExpansion
     << " input expansion, " << sizes.hidden << " hidden, "
     << sizes.outputExpansion << " output expansion, " << sizes.outputs
     << " outputs, " << sizes.padding << " padding\n"
     << "features:" << (image.synapse2 ? " synapse2" : "")
     << (image.alias ? " alias" : "") << (image.bias ? " bias" : "")
     << (image.synapse2 || image.alias || image.bias ? "" : " none") << '\n'
     << "shifts:   " << unsigned(image.inputShift) << " input, "
     << unsigned(image.recurrentShift) << " recurrent, "
     << unsigned(image.outputShift) << " output\n";
  os << "segments: " << image.segments.size() << '\n';
  for (const Segment &segment : image.segments) {
    os << "  " << segment.name;
    if (segment.address)
      os << " at " << llvm::format_hex(*segment.address, 7);
    os << ": " << segment.words.size() << " words of "
       << unsigned(segment.wordBits) << " bits\n";
  }
  if (!image.provenance)
    return;
  os << "compiler: " << image.provenance->compiler << '\n'
     << "options:  " << image.provenance->options << '\n'
     << "hash:     " << image.provenance->graphHash << '\n'
     << "modules:  " << image.provenance->modules.size() << '\n';
  printModules(*image.provenance, os);
}

static LogicalResult translateInfo(llvm::SourceMgr &sourceMgr, raw_ostream &os,
                                   MLIRContext *context) {
  FailureOr<Image> image = decodeMainFile(sourceMgr, context);
  if (failed(image))
    return failure();
  printInfo(*image, os);
  return success();
}

void tidepool::bitstream::registerBitstreamTranslations() {
  static TranslateRegistration toBitstream(
      "xylo-to-bitstream", "write the xylo.image of a module as a bitstream",
      writeBitstream);
  static TranslateToMLIRRegistration toXylo(
      "bitstream-to-xylo", "read a bitstream as a xylo.image",
      [](llvm::SourceMgr &sourceMgr,
         MLIRContext *context) -> OwningOpRef<Operation *> {
        const llvm::MemoryBuffer *buffer =
            sourceMgr.getMemoryBuffer(sourceMgr.getMainFileID());
        OwningOpRef<ModuleOp> module = deserializeImage(
            buffer->getBuffer(), buffer->getBufferIdentifier(), context);
        return OwningOpRef<Operation *>(module ? module.release().getOperation()
                                               : nullptr);
      },
      [](DialectRegistry &registry) { registry.insert<xylo::XyloDialect>(); });
  static TranslateRegistration info(
      "bitstream-info", "print what a bitstream says about itself",
      [](const std::shared_ptr<llvm::SourceMgr> &sourceMgr, raw_ostream &os,
         MLIRContext *context) {
        return translateInfo(*sourceMgr, os, context);
      });
}
