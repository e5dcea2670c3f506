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

/// The name of an object in a group.
struct Link {
  std::string name;              ///< escaped if it cannot be shown
  haddr_t address = HADDR_UNDEF; ///< of the object
  std::string problem;           ///< why it is not followed; empty if it is
};

/// What is wrong with an object of a file.
class ObjectError : public llvm::ErrorInfo<ObjectError> {
public:
  static char ID;

  ObjectError(std::string file, Defect defect)
      : file(std::move(file)), defect(std::move(defect)) {}

  const Defect &getDefect() const { return defect; }
  /// `FILE: PATH: text`
  void log(llvm::raw_ostream &os) const override;
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

private:
  std::string file;
  Defect defect;
};

/// What is wrong with which objects, one for each of the errors in it.
std::vector<Defect> takeDefects(llvm::Error error);

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

  /// What a group holds, by name, byte by byte.
  llvm::Expected<std::vector<Link>> getLinks() const;
  /// Only hard links are followed, and only those with names that can be shown.
  llvm::Expected<Object> open(const Link &link) const;

  /// The path of a member.
  std::string getPath(llvm::StringRef member) const;

  template <typename... Args>
  llvm::Error error(const Args &...text) const {
    return makeObjectError(path, text...);
  }

private:
  template <typename... Args>
  llvm::Error makeObjectError(std::string path, const Args &...args) const {
    std::string text;
    llvm::raw_string_ostream os(text);
    (os << ... << args);
    return llvm::make_error<ObjectError>(
        file->name, Defect{std::move(path), std::move(text)});
  }

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
