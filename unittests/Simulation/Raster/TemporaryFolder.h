//===- TemporaryFolder.h - A folder for a test ------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_SIMULATION_RASTER_TEMPORARYFOLDER_H
#define TIDEPOOL_UNITTESTS_SIMULATION_RASTER_TEMPORARYFOLDER_H

#include "tidepool/Support/OutputFiles.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace tidepool::simulation {

/// A folder that is removed in the end.
class TemporaryFolder {
public:
  TemporaryFolder() {
    llvm::sys::fs::createUniqueDirectory("tidepool", folder);
  }
  ~TemporaryFolder() { llvm::sys::fs::remove_directories(folder); }

  std::string getPath(llvm::StringRef name) const {
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, name);
    return path.str().str();
  }
  /// Writes a file, and returns where it is.
  std::string write(llvm::StringRef name, llvm::StringRef content) const {
    OutputFiles files;
    llvm::cantFail(files.add(getPath(name), content));
    llvm::cantFail(files.keep());
    return getPath(name);
  }
  std::string read(llvm::StringRef name) const {
    auto buffer = llvm::MemoryBuffer::getFile(getPath(name));
    return buffer ? (*buffer)->getBuffer().str() : "no file";
  }
  size_t getNumFiles() const {
    std::error_code error;
    size_t count = 0;
    for (llvm::sys::fs::directory_iterator file(folder, error), end;
         file != end; file.increment(error))
      ++count;
    return count;
  }

private:
  llvm::SmallString<128> folder;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_UNITTESTS_SIMULATION_RASTER_TEMPORARYFOLDER_H
