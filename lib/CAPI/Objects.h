//===- Objects.h - What the handles of C stand for --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_CAPI_OBJECTS_H
#define TIDEPOOL_LIB_CAPI_OBJECTS_H

#include "tidepool-c/Tidepool.h"
#include "tidepool/Pipelines/Pipelines.h"
#include "tidepool/Simulation/Import/ImportStage.h"
#include "tidepool/Target/NIR/Import/ImportOptions.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/JSON.h"

#include <mutex>

struct TidepoolBytes {
  std::string bytes;
};

struct TidepoolDiagnostics {
  struct Entry {
    TidepoolSeverity severity;
    std::string message;
    std::string file;
    unsigned line = 0, column = 0;
  };

  std::vector<Entry> entries;
  llvm::json::Array json;

  void add(mlir::Diagnostic &diag);
  void addError(std::string message);
};

struct TidepoolOptions {
  tidepool::CompileOptions compile;
  tidepool::nir::ImportOptions nir;
  tidepool::simulation::StageOptions stage;
};

namespace tidepool {

/// An MLIR context that one thread uses at a time, on a deep stack.
class SerialContext {
public:
  SerialContext();

  /// Does some work and collects what it says. A failure says something.
  TidepoolStatus run(llvm::function_ref<mlir::LogicalResult()> work,
                     TidepoolDiagnostics *diagnostics);

  mlir::MLIRContext *get() { return &context; }

private:
  std::mutex mutex;
  mlir::MLIRContext context;
};

} // namespace tidepool

struct TidepoolContext {
  std::shared_ptr<tidepool::SerialContext> context;
};

struct TidepoolModule {
  TidepoolModule(std::shared_ptr<tidepool::SerialContext> context)
      : context(std::move(context)) {}
  ~TidepoolModule();

  std::shared_ptr<tidepool::SerialContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::string reading; ///< see `tidepool::CompileOptions`
};

namespace tidepool {

/// Reports an error that has no place in a file.
TidepoolStatus fail(TidepoolStatus status, const llvm::Twine &message,
                    TidepoolDiagnostics *diagnostics);

/// What `write` makes of a module; it fails after an error.
TidepoolStatus
makeBytes(const TidepoolModule &module,
          llvm::function_ref<mlir::LogicalResult(mlir::ModuleOp, std::string &)>
              write,
          TidepoolBytes **bytes, TidepoolDiagnostics *diagnostics);

/// Options as given, or the defaults.
const TidepoolOptions &orDefaults(const TidepoolOptions *options);

/// A bit of what a call was given.
struct Argument {
  const char *name;
  const void *value;
};

/// Reports the first argument that is null; true if none is.
bool areGiven(std::initializer_list<Argument> arguments,
              TidepoolDiagnostics *diagnostics);

inline TidepoolView toView(llvm::StringRef text) {
  return {text.data(), text.size()};
}

} // namespace tidepool

#endif // TIDEPOOL_LIB_CAPI_OBJECTS_H
