//===- Reporter.h - What the import has to say ------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_REPORTER_H
#define TIDEPOOL_TARGET_NIR_IMPORT_REPORTER_H

#include "tidepool/Target/NIR/Import/ImportOptions.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Location.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace tidepool::nir {

/// Says things about objects of a file and remembers the errors.
class Reporter {
public:
  Reporter(mlir::MLIRContext *context, const ImportOptions &options)
      : context(context), options(options) {}

  /// The object at `path` of the file.
  mlir::Location getLoc(llvm::StringRef path) const;

  /// An error about the object at `path`.
  struct Error {
    std::string path, text;
  };
  /// `more` belongs to it, about other objects.
  void error(llvm::StringRef path, const llvm::Twine &text,
             llvm::ArrayRef<Error> more = {});
  void error(llvm::StringRef path, llvm::Error error);
  void warn(llvm::StringRef path, const llvm::Twine &text);
  void remark(llvm::StringRef path, const llvm::Twine &text);
  /// A warning, but an error when strict.
  void warnUnlessStrict(llvm::StringRef path, const llvm::Twine &text);
  /// An error, but a warning when lenient.
  void failUnlessLenient(llvm::StringRef path, const llvm::Twine &text);

  llvm::ArrayRef<Error> getErrors() const { return errors; }
  bool hasErrors() const { return !errors.empty(); }
  const ImportOptions &getOptions() const { return options; }

private:
  mlir::MLIRContext *context;
  const ImportOptions &options;
  std::vector<Error> errors;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_REPORTER_H
