//===- OutputFiles.h - Files that appear if all goes well -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_OUTPUTFILES_H
#define TIDEPOOL_SUPPORT_OUTPUTFILES_H

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool {

/// Output files that appear only if everything succeeds: until then they are
/// temporary files beside the place they will take, so that a failure leaves
/// older files as they were.
class OutputFiles {
public:
  ~OutputFiles();

  /// Prepares one output; `-` is standard output. Two outputs cannot have one
  /// place.
  llvm::Error add(llvm::StringRef path, std::string content);
  /// Creates a folder for outputs.
  llvm::Error addFolder(llvm::StringRef path);
  /// Puts all outputs in place.
  llvm::Error keep();

private:
  llvm::StringSet<> paths;
  std::vector<std::pair<std::string, llvm::sys::fs::TempFile>> files;
  /// Standard output and devices, with their content.
  std::vector<std::pair<std::string, std::string>> streams;
};

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_OUTPUTFILES_H
