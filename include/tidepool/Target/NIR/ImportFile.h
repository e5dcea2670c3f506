//===- ImportFile.h - Networks of NIR files ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORTFILE_H
#define TIDEPOOL_TARGET_NIR_IMPORTFILE_H

#include "tidepool/Target/NIR/Import/ImportOptions.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CommandLine.h"

namespace tidepool::nir {

/// Whether the file with this name and content is to be read as NIR: by the
/// signature of HDF5, or by the name, which tells damaged files too.
bool isNIRFile(llvm::StringRef path, llvm::StringRef bytes);

/// Reads the NIR file at `path` and imports its network, which gets the file's
/// name. Null after errors, which name the file and the object in it.
mlir::OwningOpRef<mlir::ModuleOp> importFile(llvm::StringRef path,
                                             ImportOptions options,
                                             mlir::MLIRContext *context);

/// The same for the bytes of a NIR file called `name`.
mlir::OwningOpRef<mlir::ModuleOp> importBytes(llvm::StringRef bytes,
                                              llvm::StringRef name,
                                              ImportOptions options,
                                              mlir::MLIRContext *context);

/// The options of the import on a command line: `--nir-dt` and so on.
class ImportCommandLine {
public:
  explicit ImportCommandLine(llvm::cl::OptionCategory &category);
  /// What the command line says.
  ImportOptions get() const;

private:
  llvm::cl::opt<double> dt;
  llvm::cl::opt<Convention> convention;
  llvm::cl::opt<Reset> reset;
  llvm::cl::opt<Strictness> strictness;
  llvm::cl::opt<int64_t> maxDenseElements;
};

/// Registers `--import-nir`.
void registerNIRTranslations();

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORTFILE_H
