//===- TranslateRegistration.cpp - Forms in graph-translate ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/Forms/FormTranslations.h"
#include "tidepool/Target/Forms/Forms.h"
#include "tidepool/Target/Forms/WriteList.h"

#include "mlir/Tools/mlir-translate/Translation.h"

#include <list>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::forms;

using SourceMgrPtr = std::shared_ptr<llvm::SourceMgr>;

static void remarkCaveat(const ImageForm &form, const bitstream::Image &image,
                         Location loc) {
  if (std::string caveat = describeCaveat(form, image); !caveat.empty())
    emitRemark(loc) << caveat;
}

static LogicalResult writeOp(const ImageForm &form, const SourceMgrPtr &sources,
                             raw_ostream &os, MLIRContext *context) {
  return bitstream::translateImage(
      sources, context, [&](xylo::ImageOp image) -> LogicalResult {
        bitstream::Image exported = bitstream::exportImage(image);
        llvm::Expected<std::string> text = writeImageForm(form, exported);
        if (!text)
          return emitError(image.getLoc()) << llvm::toString(text.takeError());
        remarkCaveat(form, exported, image.getLoc());
        os << *text;
        return success();
      });
}

static const llvm::MemoryBuffer &getMainBuffer(const SourceMgrPtr &sources) {
  return *sources->getMemoryBuffer(sources->getMainFileID());
}

/// Reports an error of a file that has no place of MLIR's.
static LogicalResult fail(const llvm::MemoryBuffer &buffer,
                          MLIRContext *context, llvm::Error error) {
  return emitError(
             FileLineColLoc::get(context, buffer.getBufferIdentifier(), 0, 0))
         << llvm::toString(std::move(error));
}

static LogicalResult writeBitstream(const ImageForm &form,
                                    const SourceMgrPtr &sources,
                                    raw_ostream &os, MLIRContext *context) {
  const llvm::MemoryBuffer &buffer = getMainBuffer(sources);
  FailureOr<bitstream::Image> image =
      bitstream::decodeMainFile(*sources, context);
  if (failed(image))
    return failure();
  llvm::Expected<std::string> text = writeImageForm(form, *image);
  if (!text)
    return fail(buffer, context, text.takeError());
  remarkCaveat(
      form, *image,
      FileLineColLoc::get(context, buffer.getBufferIdentifier(), 0, 0));
  os << *text;
  return success();
}

static LogicalResult listWords(const ImageForm &form,
                               const SourceMgrPtr &sources, raw_ostream &os,
                               MLIRContext *context) {
  const llvm::MemoryBuffer &buffer = getMainBuffer(sources);
  llvm::Expected<std::vector<Write>> writes = form.read(buffer.getBuffer());
  if (!writes)
    return fail(buffer, context, writes.takeError());
  for (const Write &write : *writes) {
    printWrite(os, write);
    os << '\n';
  }
  return success();
}

static LogicalResult writePatch(const SourceMgrPtr &sources, raw_ostream &os,
                                MLIRContext *context) {
  const llvm::MemoryBuffer &buffer = getMainBuffer(sources);
  llvm::Expected<bitstream::Patch> patch =
      bitstream::decodePatch(buffer.getBuffer());
  if (!patch)
    return fail(buffer, context, patch.takeError());
  llvm::Expected<std::string> text = printWriteList(*patch);
  if (!text)
    return fail(buffer, context, text.takeError());
  os << *text;
  return success();
}

/// Registers `translate` for a form. The registry keeps references to texts.
static void registerTranslation(
    const ImageForm &form, const Twine &name, const Twine &description,
    LogicalResult (*translate)(const ImageForm &form,
                               const SourceMgrPtr &sources, raw_ostream &os,
                               MLIRContext *context)) {
  static std::list<std::string> descriptions;
  TranslateRegistration(
      name.str(), descriptions.emplace_back(description.str()),
      [&form, translate](const SourceMgrPtr &sources, raw_ostream &os,
                         MLIRContext *context) {
        return translate(form, sources, os, context);
      });
}

static bool registerAll() {
  for (const ImageForm &form : getImageForms()) {
    registerTranslation(
        form, "xylo-to-" + form.name,
        "write the xylo.image of a module as " + form.description, writeOp);
    registerTranslation(form, "bitstream-to-" + form.name,
                        "write a bitstream as " + form.description,
                        writeBitstream);
    if (form.read)
      registerTranslation(form, form.name + "-to-words",
                          "list the words in a file of '" + form.name + "'",
                          listWords);
  }
  TranslateRegistration("patch-to-writes",
                        "print what a host sends for a bitstream patch",
                        writePatch);
  return true;
}

void forms::registerFormTranslations() {
  [[maybe_unused]] static bool isRegistered = registerAll();
}
