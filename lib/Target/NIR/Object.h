//===- Object.h - Groups and datasets of an HDF5 file -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_NIR_OBJECT_H
#define TIDEPOOL_LIB_TARGET_NIR_OBJECT_H

#include "OpenFile.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/NIR/Model.h"

#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace tidepool::nir {

/// The name of an object in a group. Only hard links are followed.
struct Link {
  std::string name;
  haddr_t address; ///< of the object
};

/// A group or a dataset.
class Object {
public:
  /// The group or dataset at an address. Objects are not opened by name: the
  /// library would follow names that hold slashes.
  static llvm::Expected<Object> open(std::shared_ptr<OpenFile> file,
                                     std::string path, haddr_t address);
  static llvm::Expected<Object> openRoot(std::shared_ptr<OpenFile> file);

  const std::shared_ptr<OpenFile> &getFile() const { return file; }
  const std::string &getPath() const { return path; }
  haddr_t getAddress() const { return address; }
  hid_t getId() const { return id; }
  bool isGroup() const { return H5Iget_type(id) == H5I_GROUP; }
  bool isDataset() const { return H5Iget_type(id) == H5I_DATASET; }

  /// What a group holds, by name, byte by byte. Fails at soft, external and
  /// user-defined links.
  llvm::Expected<std::vector<Link>> getLinks() const;
  llvm::Expected<Object> open(const Link &link) const;

  /// The path of a member.
  std::string getPath(llvm::StringRef member) const;

  /// `FILE: PATH: text`
  template <typename... Args>
  llvm::Error error(const Args &...text) const {
    return makeError(file->name, ": ", path, ": ", text...);
  }

private:
  Object(std::shared_ptr<OpenFile> file, std::string path, haddr_t address,
         Handle id)
      : file(std::move(file)), path(std::move(path)), address(address),
        id(std::move(id)) {}

  std::shared_ptr<OpenFile> file;
  std::string path;
  haddr_t address;
  Handle id;
};

/// Whether a name or text from a file can be shown: UTF-8 without control
/// characters.
bool isPrintable(llvm::StringRef text);
/// A name or text from a file between quotes; a long one is cut.
std::string quote(llvm::StringRef text);

} // namespace tidepool::nir

#endif // TIDEPOOL_LIB_TARGET_NIR_OBJECT_H
