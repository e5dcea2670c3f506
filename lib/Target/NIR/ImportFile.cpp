//===- ImportFile.cpp - Networks of NIR files -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/ImportFile.h"

#include "tidepool/Target/NIR/File.h"
#include "tidepool/Target/NIR/Import.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace cl = llvm::cl;
using namespace mlir;
using namespace tidepool::nir;

bool tidepool::nir::isNIRFile(StringRef path, StringRef bytes) {
  return path.ends_with(".nir") || bytes.starts_with("\x89HDF\r\n\x1a\n");
}

static ReadOptions getReadOptions(const ImportOptions &options) {
  ReadOptions readOptions;
  readOptions.lenient = options.strictness == Strictness::Lenient;
  // What is wrong otherwise, and with which nodes, is told of it too.
  readOptions.partial = true;
  return readOptions;
}

/// Imports what was read of the file `options.fileName`.
static OwningOpRef<ModuleOp> importRead(llvm::Expected<Model> model,
                                        const ImportOptions &options,
                                        MLIRContext *context,
                                        ImportOutcome *outcome) {
  if (!model) {
    llvm::handleAllErrors(
        model.takeError(), [&](const llvm::ErrorInfoBase &error) {
          std::string message = error.message();
          StringRef text = message;
          text.consume_front(options.fileName + ": "); // the location names it
          emitError(FileLineColLoc::get(context, options.fileName, 0, 0))
              << text;
        });
    return {};
  }
  auto module = importModel(*model, options, context, outcome);
  return succeeded(module) ? std::move(*module) : OwningOpRef<ModuleOp>();
}

OwningOpRef<ModuleOp> tidepool::nir::importFile(StringRef path,
                                                ImportOptions options,
                                                MLIRContext *context,
                                                ImportOutcome *outcome) {
  bool isStandardInput = path == "-";
  options.fileName = isStandardInput ? "<stdin>" : path.str();
  StringRef stem = llvm::sys::path::stem(path);
  if (!isStandardInput && !stem.empty())
    options.networkName = stem.str();
  return importRead(readFile(path, getReadOptions(options)), options, context,
                    outcome);
}

OwningOpRef<ModuleOp> tidepool::nir::importBuffer(llvm::MemoryBufferRef buffer,
                                                  ImportOptions options,
                                                  MLIRContext *context,
                                                  ImportOutcome *outcome) {
  StringRef name = buffer.getBufferIdentifier();
  if (name != "<stdin>" && llvm::sys::fs::is_regular_file(name))
    return importFile(name, options, context, outcome);
  return importBytes(buffer, options, context, outcome);
}

OwningOpRef<ModuleOp> tidepool::nir::importBytes(llvm::MemoryBufferRef bytes,
                                                 ImportOptions options,
                                                 MLIRContext *context,
                                                 ImportOutcome *outcome) {
  options.fileName = bytes.getBufferIdentifier().str();
  return importRead(readBytes(bytes, getReadOptions(options)), options, context,
                    outcome);
}

ImportCommandLine::ImportCommandLine(cl::OptionCategory &category)
    : dt("nir-dt", cl::value_desc("seconds"),
         cl::desc("NIR files: the time step; found from the parameters by "
                  "default"),
         cl::cat(category)),
      convention(
          "nir-convention", cl::init(Convention::Auto),
          cl::desc("NIR files: how time constants become those of a step:"),
          cl::values(
              clEnumValN(Convention::Auto, "auto",
                         "as the parameters suggest (default)"),
              clEnumValN(Convention::Exact, "exact", "decay exp(-dt/tau)"),
              clEnumValN(Convention::Euler, "euler", "decay 1 - dt/tau"),
              clEnumValN(Convention::Rockpool, "rockpool",
                         "decay exp(-dt/tau), all gains one")),
          cl::cat(category)),
      reset("nir-reset", cl::init(Reset::FromFile),
            cl::desc("NIR files: what a spike does to the membrane:"),
            cl::values(clEnumValN(Reset::FromFile, "file",
                                  "what the file says; a difference is "
                                  "reported (default)"),
                       clEnumValN(Reset::Subtract, "assume-subtract",
                                  "the threshold is subtracted")),
            cl::cat(category)),
      strictness(
          "nir-strictness", cl::init(Strictness::Normal),
          cl::desc("NIR files: what to accept:"),
          cl::values(
              clEnumValN(Strictness::Lenient, "lenient",
                         "unknown parameters and other shapes of the same size "
                         "are only warned about"),
              clEnumValN(Strictness::Normal, "normal", "the default"),
              clEnumValN(Strictness::Strict, "strict",
                         "whatever is assumed or put right is an error")),
          cl::cat(category)),
      maxMatrix("nir-max-matrix", cl::value_desc("elements"),
                cl::desc("NIR files: the largest matrix that a convolution, a "
                         "pooling or a scale may become, in elements that are "
                         "not zero (default 2097152)"),
                cl::cat(category)) {
  skipCleanUpAtExit();
}

ImportOptions ImportCommandLine::get() const {
  ImportOptions options;
  if (dt.getNumOccurrences())
    options.dt = dt;
  options.convention = convention;
  options.reset = reset;
  options.strictness = strictness;
  options.maxEntries = getMaxMatrix().value_or(options.maxEntries);
  return options;
}

std::optional<int64_t> ImportCommandLine::getMaxMatrix() const {
  if (!maxMatrix.getNumOccurrences())
    return std::nullopt;
  return maxMatrix;
}
