//===- TextHeap.h - Texts of variable length --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// HDF5 keeps texts of variable length in global heaps (HDF5 File Format
// Specification, III.E); a dataset has references to them. The library, at
// least up to 1.10, trusts heaps: damaged ones make it crash or run for ever.
// So they are read here.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_NIR_TEXTHEAP_H
#define TIDEPOOL_LIB_TARGET_NIR_TEXTHEAP_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace tidepool::nir {

class Object;

/// The heaps of a file that have been read.
class TextHeap {
public:
  /// The texts that a dataset refers to.
  llvm::Error read(const Object &dataset, std::vector<std::string> &texts);

private:
  /// A heap: objects by number.
  struct Collection {
    std::string bytes;
    std::unordered_map<uint32_t, llvm::StringRef> objects;
  };

  llvm::Expected<llvm::StringRef> follow(const Object &dataset,
                                         const char *reference, uint64_t base);
  llvm::Expected<const Collection *> getCollection(const Object &dataset,
                                                   uint64_t offset);
  static bool parse(Collection &collection);

  std::map<uint64_t, Collection> collections; ///< by place in the file
};

} // namespace tidepool::nir

#endif // TIDEPOOL_LIB_TARGET_NIR_TEXTHEAP_H
