//===- File.h - Reads NIR files ---------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the HDF5 files that hold networks in NIR, written by any version of the
// nir package since 0.1. Free of MLIR.
//
// Files are not trusted: whatever they hold, reading them ends in a model or in
// errors, each of which names the object in the file. There is one for each
// object that is wrong, up to a hundred or so. What is checked is the form:
// which objects there are, of which type, and that their numbers are really in
// the file. What the numbers mean is left to those who use them.
//
// What is wrong with one node does not keep the others from being read, so that
// tools can tell of all nodes of a file that they refuse.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_FILE_H
#define TIDEPOOL_TARGET_NIR_FILE_H

#include "tidepool/Target/NIR/Model.h"

#include "llvm/Support/MemoryBufferRef.h"

namespace tidepool::nir {

/// How many graphs or groups of metadata may lie within each other.
constexpr unsigned maxNesting = 100;
/// How many bytes the compressed arrays of a file may have together, when they
/// are no longer compressed.
constexpr uint64_t maxExpandedSize = uint64_t(1) << 30;
/// How much is read from a pipe.
constexpr uint64_t maxPipeSize = uint64_t(1) << 30;

struct ReadOptions {
  /// Ignore members of a node that NIR does not know, with a warning.
  bool lenient = false;
  /// Hand out what can be read of a file that is refused, with the reasons in
  /// `Model::errors`, instead of failing. Only what is no HDF5 file still
  /// fails.
  bool partial = false;
};

/// The network in a file; `-` is standard input.
///
/// The file stays open, and the numbers in it unread, as long as any parameter
/// of the model lives. What comes through a pipe is kept in memory.
llvm::Expected<Model> readFile(llvm::StringRef path,
                               const ReadOptions &options = {});

/// The network in the bytes of a file, which are copied; errors name the
/// buffer.
llvm::Expected<Model> readBytes(llvm::MemoryBufferRef bytes,
                                const ReadOptions &options = {});

/// Keeps HDF5 from closing at the end of the process what it lost track of in
/// damaged files, which it would print a complaint about. For tools, before
/// anything else here; not for libraries, as files of their hosts may be open.
void skipCleanUpAtExit();

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_FILE_H
