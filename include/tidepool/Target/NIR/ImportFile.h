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
#include "tidepool/Target/NIR/Import/ImportOutcome.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace tidepool::nir {

/// Whether the file with this name and content is to be read as NIR: by the
/// signature of HDF5, or by the name, which tells damaged files too.
bool isNIRFile(llvm::StringRef path, llvm::StringRef bytes);

/// Reads the NIR file at `path` (`-` is standard input) and imports its
/// network, which gets the file's name. Null after errors, which name the file
/// and the object in it. `outcome` gets what became of every node if the file
/// is HDF5, whatever is wrong in it.
mlir::OwningOpRef<mlir::ModuleOp> importFile(llvm::StringRef path,
                                             ImportOptions options,
                                             mlir::MLIRContext *context,
                                             ImportOutcome *outcome = nullptr);

/// The same for a tool's input, which has been read or mapped already. A
/// regular file is opened again by its name, as not all of it need be in
/// memory; of anything else the bytes are taken, and the network gets the name
/// that the options say.
mlir::OwningOpRef<mlir::ModuleOp>
importBuffer(llvm::MemoryBufferRef buffer, ImportOptions options,
             mlir::MLIRContext *context, ImportOutcome *outcome = nullptr);

/// The same for the bytes of a NIR file, whatever their name stands for
/// elsewhere. The network gets the name that the options say.
mlir::OwningOpRef<mlir::ModuleOp> importBytes(llvm::MemoryBufferRef bytes,
                                              ImportOptions options,
                                              mlir::MLIRContext *context,
                                              ImportOutcome *outcome = nullptr);

/// The options of the import on a command line: `--nir-dt` and so on. Only
/// tools have one, so that HDF5 is told to leave the end of the process alone.
class ImportCommandLine {
public:
  explicit ImportCommandLine(llvm::cl::OptionCategory &category);
  /// What the command line says.
  ImportOptions get() const;
  /// The limit for matrices, which an export has too, if it is given.
  std::optional<int64_t> getMaxMatrix() const;

private:
  llvm::cl::opt<double> dt;
  llvm::cl::opt<Convention> convention;
  llvm::cl::opt<Reset> reset;
  llvm::cl::opt<Strictness> strictness;
  llvm::cl::opt<int64_t> maxMatrix;
};

/// Registers `--import-nir`.
void registerNIRTranslations();

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORTFILE_H
