//===- OutputFiles.h - Files that appear if all goes well -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_OUTPUTFILES_H
#define TIDEPOOL_SUPPORT_OUTPUTFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <mutex>

namespace tidepool {

/// A file that is written in pieces.
class OutputFile {
public:
  ~OutputFile();

  /// Puts bytes at a place in the file. From any thread.
  llvm::Error write(uint64_t offset, llvm::StringRef bytes);
  /// Ends the writing. It need not be called, but while it is not, the file
  /// takes one of the handles that a process can have.
  llvm::Error close();

private:
  friend class OutputFiles;
  OutputFile(llvm::StringRef path, std::string target)
      : path(path), target(std::move(target)) {}

  llvm::Error open();
  llvm::Error keep();
  llvm::Error takeError();

  std::string path;      ///< as it was named
  std::string target;    ///< where it leads
  std::string temporary; ///< empty for standard output and devices
  std::mutex mutex;
  std::unique_ptr<llvm::raw_fd_ostream> os;
  /// What standard output and devices get in the end.
  std::string content;
};

/// Output files that appear only if everything succeeds: until then they are
/// temporary files beside the place they will take, so that a failure leaves
/// older files as they were.
class OutputFiles {
public:
  ~OutputFiles();

  /// Prepares one output; `-` is standard output. Two outputs cannot have one
  /// place. From any thread.
  llvm::Error add(llvm::StringRef path, llvm::StringRef content);
  /// The same for one that is written in pieces. Pieces for standard output and
  /// devices wait in memory. The file lives as long as this object.
  llvm::Expected<OutputFile *> open(llvm::StringRef path);
  /// Creates a folder for outputs, which remains if they do. `-` is none.
  llvm::Error addFolder(llvm::StringRef path);
  /// Puts all outputs in place.
  llvm::Error keep();

private:
  std::mutex mutex;
  llvm::StringSet<> targets;
  std::vector<std::unique_ptr<OutputFile>> files;
  /// Those that were not there before, outer ones first.
  std::vector<std::string> newFolders;
};

/// Fails if `path`, which is to be written, is one of these files, which are
/// read.
llvm::Error checkIsNotRead(llvm::StringRef path,
                           llvm::ArrayRef<std::string> sources);

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_OUTPUTFILES_H
