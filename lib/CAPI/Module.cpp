//===- Module.cpp - Networks of any stage ---------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Objects.h"

#include "tidepool/InitAllDialects.h"
#include "tidepool/InitAllPasses.h"
#include "tidepool/Support/DeepStack.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/NIR/ImportFile.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace tidepool;

//===----------------------------------------------------------------------===//
// Contexts
//===----------------------------------------------------------------------===//

static DialectRegistry getRegistry() {
  DialectRegistry registry;
  registerAllDialects(registry);
  return registry;
}

// MLIR's own threads would not have a deep stack.
SerialContext::SerialContext()
    : context(getRegistry(), MLIRContext::Threading::DISABLED) {
  [[maybe_unused]] static bool once = (registerAllPasses(), true);
  context.printOpOnDiagnostic(false);
}

TidepoolStatus SerialContext::run(function_ref<LogicalResult()> work,
                                  TidepoolDiagnostics *diagnostics) {
  std::lock_guard<std::mutex> lock(mutex);
  bool saidWhy = false;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diag) {
    saidWhy |= diag.getSeverity() == DiagnosticSeverity::Error;
    if (diagnostics)
      diagnostics->add(diag);
  });
  LogicalResult result = failure();
  if (llvm::Error error = runOnDeepStack([&] { result = work(); }))
    return fail(TIDEPOOL_FAILURE, llvm::toString(std::move(error)),
                diagnostics);
  if (succeeded(result))
    return TIDEPOOL_SUCCESS;
  return saidWhy ? TIDEPOOL_FAILURE
                 : fail(TIDEPOOL_FAILURE, "it failed and did not say why",
                        diagnostics);
}

TidepoolContext *tidepoolContextCreate() {
  return new TidepoolContext{std::make_shared<SerialContext>()};
}

void tidepoolContextDestroy(TidepoolContext *context) { delete context; }

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

TidepoolModule::~TidepoolModule() {
  // Nested regions are freed by recursion, too.
  (void)context->run([&] { return module = nullptr, success(); }, nullptr);
}

void tidepoolModuleDestroy(TidepoolModule *module) { delete module; }

/// Makes a module in a context by `make`, which gives null after an error and
/// may say how it was read.
static TidepoolStatus
makeModule(const std::shared_ptr<SerialContext> &context,
           function_ref<OwningOpRef<ModuleOp>(std::string &reading)> make,
           TidepoolModule **module, TidepoolDiagnostics *diagnostics) {
  auto result = std::make_unique<TidepoolModule>(context);
  TidepoolStatus status = context->run(
      [&] { return success(bool(result->module = make(result->reading))); },
      diagnostics);
  if (status == TIDEPOOL_SUCCESS)
    *module = result.release();
  return status;
}

/// Reads what is no NIR file.
static OwningOpRef<ModuleOp> parse(std::unique_ptr<llvm::MemoryBuffer> buffer,
                                   StringRef name, MLIRContext *context) {
  if (buffer->getBuffer().starts_with(bitstream::magic))
    return bitstream::deserializeImage(buffer->getBuffer(), name, context);
  auto sourceMgr = std::make_shared<llvm::SourceMgr>();
  sourceMgr->AddNewSourceBuffer(std::move(buffer), SMLoc());
  return parseModule(sourceMgr, context);
}

/// What bytecode may ask of the place of a buffer: that of a page.
static const llvm::Align bufferAlignment(4096);

static OwningOpRef<ModuleOp> readModule(StringRef path,
                                        const nir::ImportOptions &options,
                                        MLIRContext *context,
                                        std::string &reading) {
  // Volatile files are read and not mapped: whatever becomes of the file does
  // not harm the module.
  auto buffer = llvm::MemoryBuffer::getFile(
      path, /*IsText=*/false, /*RequiresNullTerminator=*/true,
      /*IsVolatile=*/true, bufferAlignment);
  if (!buffer) {
    emitError(FileLineColLoc::get(context, path, 0, 0))
        << "cannot be read: " << buffer.getError().message();
    return {};
  }
  if (nir::isNIRFile(path, (*buffer)->getBuffer())) {
    reading = options.describe();
    return nir::importFile(path, options, context);
  }
  return parse(std::move(*buffer), path, context);
}

TidepoolStatus tidepoolModuleRead(TidepoolContext *context, const char *path,
                                  const TidepoolOptions *options,
                                  TidepoolModule **module,
                                  TidepoolDiagnostics *diagnostics) {
  if (module)
    *module = nullptr;
  if (!areGiven({{"context", context}, {"path", path}, {"module", module}},
                diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  return makeModule(
      context->context,
      [&](std::string &reading) {
        return readModule(path, orDefaults(options).nir,
                          context->context->get(), reading);
      },
      module, diagnostics);
}

static OwningOpRef<ModuleOp> parseBytes(StringRef bytes, StringRef name,
                                        nir::ImportOptions options,
                                        MLIRContext *context,
                                        std::string &reading) {
  if (nir::isNIRFile(name, bytes)) {
    reading = options.describe();
    if (StringRef stem = llvm::sys::path::stem(name); !stem.empty())
      options.networkName = stem.str();
    return nir::importBytes(llvm::MemoryBufferRef(bytes, name), options,
                            context);
  }
  auto buffer = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(
      bytes.size(), name, bufferAlignment);
  if (!buffer) {
    emitError(FileLineColLoc::get(context, name, 0, 0))
        << "no memory for " << bytes.size() << " bytes";
    return {};
  }
  llvm::copy(bytes, buffer->getBufferStart());
  return parse(std::move(buffer), name, context);
}

TidepoolStatus tidepoolModuleParse(TidepoolContext *context, const void *data,
                                   size_t size, const char *name,
                                   const TidepoolOptions *options,
                                   TidepoolModule **module,
                                   TidepoolDiagnostics *diagnostics) {
  if (module)
    *module = nullptr;
  if (!areGiven({{"context", context},
                 {"data", data},
                 {"name", name},
                 {"module", module}},
                diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  StringRef bytes(static_cast<const char *>(data), size);
  return makeModule(
      context->context,
      [&](std::string &reading) {
        return parseBytes(bytes, name, orDefaults(options).nir,
                          context->context->get(), reading);
      },
      module, diagnostics);
}

TidepoolStatus tidepoolModuleClone(const TidepoolModule *module,
                                   TidepoolModule **clone,
                                   TidepoolDiagnostics *diagnostics) {
  if (clone)
    *clone = nullptr;
  if (!areGiven({{"module", module}, {"clone", clone}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  return makeModule(
      module->context,
      [&](std::string &reading) {
        reading = module->reading;
        return OwningOpRef<ModuleOp>((*module->module).clone());
      },
      clone, diagnostics);
}

//===----------------------------------------------------------------------===//
// Texts and passes
//===----------------------------------------------------------------------===//

TidepoolStatus tidepool::makeBytes(
    const TidepoolModule &module,
    function_ref<LogicalResult(ModuleOp module, std::string &bytes)> write,
    TidepoolBytes **bytes, TidepoolDiagnostics *diagnostics) {
  auto result = std::make_unique<TidepoolBytes>();
  TidepoolStatus status = module.context->run(
      [&] { return write(*module.module, result->bytes); }, diagnostics);
  if (status == TIDEPOOL_SUCCESS)
    *bytes = result.release();
  return status;
}

TidepoolStatus tidepoolModulePrint(const TidepoolModule *module,
                                   TidepoolBytes **text,
                                   TidepoolDiagnostics *diagnostics) {
  if (text)
    *text = nullptr;
  if (!areGiven({{"module", module}, {"text", text}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  return makeBytes(
      *module,
      [](ModuleOp module, std::string &bytes) {
        llvm::raw_string_ostream(bytes) << module << '\n';
        return success();
      },
      text, diagnostics);
}

TidepoolStatus tidepoolModuleWriteBytecode(const TidepoolModule *module,
                                           TidepoolBytes **bytecode,
                                           TidepoolDiagnostics *diagnostics) {
  if (bytecode)
    *bytecode = nullptr;
  if (!areGiven({{"module", module}, {"bytecode", bytecode}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  return makeBytes(
      *module,
      [](ModuleOp module, std::string &bytes) {
        llvm::raw_string_ostream os(bytes);
        return writeBytecodeToFile(module, os);
      },
      bytecode, diagnostics);
}

static LogicalResult runPasses(ModuleOp module, StringRef text) {
  std::string message;
  llvm::raw_string_ostream os(message);
  FailureOr<OpPassManager> passes = parsePassPipeline(text, os);
  if (failed(passes))
    return emitError(UnknownLoc::get(module.getContext()))
           << StringRef(message).trim();
  PassManager pm(module.getContext(), passes->getOpAnchorName());
  static_cast<OpPassManager &>(pm) = std::move(*passes);
  return pm.run(module);
}

TidepoolStatus tidepoolModuleRunPasses(TidepoolModule *module,
                                       const char *pipeline,
                                       TidepoolDiagnostics *diagnostics) {
  if (!areGiven({{"module", module}, {"pipeline", pipeline}}, diagnostics))
    return TIDEPOOL_INVALID_ARGUMENT;
  return module->context->run(
      [&] {
        // A pass that fails leaves anything behind.
        OwningOpRef<ModuleOp> changed(module->module->clone());
        if (failed(runPasses(*changed, pipeline)))
          return failure();
        module->module = std::move(changed);
        return success();
      },
      diagnostics);
}
