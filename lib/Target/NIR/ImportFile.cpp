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
  return readOptions;
}

/// Imports what was read of the file called `path`.
static OwningOpRef<ModuleOp> importRead(llvm::Expected<Model> model,
                                        StringRef path, ImportOptions options,
                                        MLIRContext *context) {
  if (!model) {
    std::string message = llvm::toString(model.takeError());
    StringRef text = message;
    text.consume_front((path + ": ").str()); // the location names it
    emitError(FileLineColLoc::get(context, path, 0, 0)) << text;
    return {};
  }
  options.fileName = path.str();
  if (StringRef stem = llvm::sys::path::stem(path); !stem.empty())
    options.networkName = stem.str();
  auto module = importModel(*model, options, context);
  return succeeded(module) ? std::move(*module) : OwningOpRef<ModuleOp>();
}

OwningOpRef<ModuleOp> tidepool::nir::importFile(StringRef path,
                                                ImportOptions options,
                                                MLIRContext *context) {
  // HDF5 goes back and forth in a file, and its start has been read already.
  if (path == "-" || path == "<stdin>") {
    emitError(UnknownLoc::get(context))
        << "a NIR file cannot come through standard input; give its name";
    return {};
  }
  return importRead(readFile(path, getReadOptions(options)), path, options,
                    context);
}

OwningOpRef<ModuleOp> tidepool::nir::importBytes(StringRef bytes,
                                                 StringRef name,
                                                 ImportOptions options,
                                                 MLIRContext *context) {
  return importRead(readBytes(bytes, name, getReadOptions(options)), name,
                    options, context);
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
      maxDenseElements(
          "nir-max-matrix", cl::init(ImportOptions().maxDenseElements),
          cl::value_desc("elements"),
          cl::desc("NIR files: the largest matrix that a convolution, a "
                   "pooling or a scale may become"),
          cl::cat(category)) {}

ImportOptions ImportCommandLine::get() const {
  ImportOptions options;
  if (dt.getNumOccurrences())
    options.dt = dt;
  options.convention = convention;
  options.reset = reset;
  options.strictness = strictness;
  options.maxDenseElements = maxDenseElements;
  return options;
}
