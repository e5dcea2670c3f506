//===- InputFile.h - The bytes of a file, in pieces -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_RASTER_INPUTFILE_H
#define TIDEPOOL_LIB_SIMULATION_RASTER_INPUTFILE_H

#include "tidepool/Support/Error.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>

namespace tidepool::simulation {

/// A file, or a pipe, that is read in pieces.
class InputFile {
public:
  /// `-` is standard input.
  static llvm::Expected<std::unique_ptr<InputFile>> open(llvm::StringRef path);
  ~InputFile();

  /// An error in the file.
  template <typename... Args>
  llvm::Error makeFileError(Args &&...args) const {
    return makeError("'", path, "': ", std::forward<Args>(args)...);
  }

  /// A pipe can be read once, from its beginning to its end.
  bool isPipe() const { return pipe; }
  /// All bytes; unknown for a pipe that is not in memory.
  uint64_t getSize() const { return size; }

  /// The bytes from `offset` on, fewer than `count` only at the end. They may
  /// lie in `buffer`. A pipe goes on where the reading before ended, unless it
  /// is in memory.
  llvm::Expected<llvm::StringRef> read(uint64_t offset, size_t count,
                                       llvm::SmallVectorImpl<char> &buffer);
  /// The first bytes, which a pipe gives again later.
  llvm::Expected<llvm::StringRef> peek(size_t count);
  /// Puts everything in memory: a file as a mapping, a pipe as a copy.
  llvm::Error load();

private:
  InputFile(llvm::StringRef path, llvm::sys::fs::file_t file, bool isOwned)
      : path(path), file(file), isOwned(isOwned) {}
  llvm::Error readOn(size_t count, llvm::SmallVectorImpl<char> &buffer);

  std::string path;
  llvm::sys::fs::file_t file;
  bool isOwned;
  bool pipe = false;
  uint64_t size = 0;
  /// What was peeked at, and of a pipe not yet read.
  llvm::SmallVector<char, 0> head;
  std::unique_ptr<llvm::MemoryBuffer> memory;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_RASTER_INPUTFILE_H
