//===- OpenFile.h - An HDF5 file that is being read -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_NIR_OPENFILE_H
#define TIDEPOOL_LIB_TARGET_NIR_OPENFILE_H

#include "HDF5.h"
#include "TextHeap.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <memory>

namespace tidepool::nir {

/// Bounds for what a file can make its reader do. A small file may mean much:
/// by objects with many names, texts with many references, compression.
struct Budget {
  uint64_t links = 0;    ///< that may still be followed
  uint64_t text = 0;     ///< bytes of texts that may still be read
  uint64_t paths = 0;    ///< bytes that paths of nodes may still have
  uint64_t expanded = 0; ///< bytes that compressed arrays may still have

  /// Takes from one of the amounts; false if there is too little.
  static bool take(uint64_t &amount, uint64_t count) {
    if (count > amount)
      return false;
    amount -= count;
    return true;
  }
};

struct OpenFile {
  /// Reads bytes past the library; false if the file has none there.
  bool read(uint64_t offset, llvm::MutableArrayRef<char> bytes) const;

  std::string name; ///< for messages
  Handle id;
  uint64_t size = 0; ///< bytes
  bool isInMemory = false;
  Budget budget;
  TextHeap texts;
};

/// Opens a file, or reads a pipe into memory; `-` is standard input. Tells what
/// a file is that is not HDF5.
llvm::Expected<std::shared_ptr<OpenFile>> openFile(llvm::StringRef path);
/// The same for a file whose bytes are in memory; it gets a copy of them.
llvm::Expected<std::shared_ptr<OpenFile>>
openBytes(llvm::MemoryBufferRef bytes);

} // namespace tidepool::nir

#endif // TIDEPOOL_LIB_TARGET_NIR_OPENFILE_H
