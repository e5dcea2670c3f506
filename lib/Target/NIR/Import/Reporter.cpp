//===- Reporter.cpp - What the import has to say --------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Reporter.h"

#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;
using namespace tidepool::nir;

/// HDF5 has no lines: the file, and the object's path as the name.
Location Reporter::getLoc(StringRef path) const {
  return NameLoc::get(StringAttr::get(context, path),
                      FileLineColLoc::get(context, options.fileName, 0, 0));
}

void Reporter::error(StringRef path, const llvm::Twine &text,
                     llvm::ArrayRef<Error> more) {
  errors.push_back({path.str(), text.str()});
  InFlightDiagnostic diag = emitError(getLoc(path));
  diag << "'" << path << "': " << text;
  for (const Error &other : more) {
    errors.push_back(other);
    diag.attachNote(getLoc(other.path))
        << "'" << other.path << "': " << other.text;
  }
}

void Reporter::error(StringRef path, llvm::Error error) {
  // What the reader says names file and object, as the diagnostic does.
  std::string message = llvm::toString(std::move(error));
  StringRef text = message;
  if (text.consume_front(options.fileName + ": "))
    text.consume_front((path + "/").str());
  this->error(path, text);
}

void Reporter::warn(StringRef path, const llvm::Twine &text) {
  emitWarning(getLoc(path)) << "'" << path << "': " << text;
}

void Reporter::remark(StringRef path, const llvm::Twine &text) {
  emitRemark(getLoc(path)) << "'" << path << "': " << text;
}

void Reporter::warnUnlessStrict(StringRef path, const llvm::Twine &text) {
  options.strictness == Strictness::Strict ? error(path, text)
                                           : warn(path, text);
}

void Reporter::failUnlessLenient(StringRef path, const llvm::Twine &text) {
  options.strictness == Strictness::Lenient ? warn(path, text)
                                            : error(path, text);
}
