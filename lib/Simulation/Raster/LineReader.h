//===- LineReader.h - A text, line by line ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_RASTER_LINEREADER_H
#define TIDEPOOL_LIB_SIMULATION_RASTER_LINEREADER_H

#include "InputFile.h"

namespace tidepool::simulation {

/// What an error shows of a text from a file: short, and without bytes that
/// terminals do not print.
std::string quote(llvm::StringRef text);

/// Reads the lines of a file in turn, and tells where errors are.
class LineReader {
public:
  /// Longer lines are an error, so that a file without line ends does not fill
  /// the memory.
  LineReader(std::shared_ptr<InputFile> file, size_t maxLineSize)
      : file(std::move(file)), maxLineSize(maxLineSize) {}

  /// The next line, without its end and the spaces around it, in place until
  /// the next call; false behind the last.
  llvm::Expected<bool> readLine(llvm::StringRef &line);
  /// The number of the last line, from 1.
  uint64_t getLineNumber() const { return lineNumber; }

  /// An error in the last line.
  template <typename... Args>
  llvm::Error makeLineError(Args &&...args) const {
    return file->makeFileError("line ", lineNumber, ": ",
                               std::forward<Args>(args)...);
  }

private:
  llvm::Error readMore();

  std::shared_ptr<InputFile> file;
  size_t maxLineSize;
  uint64_t offset = 0, lineNumber = 0;
  bool isAtEnd = false;
  /// What has been read; the part from `begin` is not used yet.
  std::string text;
  size_t begin = 0;
  llvm::SmallVector<char, 0> buffer;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_RASTER_LINEREADER_H
