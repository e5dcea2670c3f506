//===- FileBuilder.h - Makes NIR files for tests ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_TARGET_NIR_FILEBUILDER_H
#define TIDEPOOL_UNITTESTS_TARGET_NIR_FILEBUILDER_H

#include "tidepool/Target/NIR/File.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

#include <hdf5.h>

namespace tidepool::nir {

using Extents = std::vector<hsize_t>;

/// The file `model.nir` in a folder of its own. Paths are those in the file;
/// groups that they lead through come into being.
class FileBuilder {
public:
  FileBuilder();
  ~FileBuilder();
  FileBuilder(const FileBuilder &) = delete;
  FileBuilder &operator=(const FileBuilder &) = delete;

  /// A text as the nir package writes it.
  FileBuilder &addText(const std::string &path, const std::string &text);
  /// A text in a field of fixed size.
  FileBuilder &addFixedText(const std::string &path, const std::string &field,
                            H5T_str_t padding);
  /// Texts in rows of so many.
  FileBuilder &addTexts(const std::string &path,
                        std::vector<const char *> texts, hsize_t rowSize);
  FileBuilder &addNumbers(const std::string &path, const Extents &shape,
                          const std::vector<double> &numbers,
                          hid_t type = H5T_IEEE_F32LE,
                          hid_t properties = H5P_DEFAULT);
  /// A dataset that is never written.
  FileBuilder &addHeader(const std::string &path, const Extents &shape,
                         hid_t type, hid_t properties = H5P_DEFAULT);
  FileBuilder &addGroup(const std::string &path);
  /// A second name for an object.
  FileBuilder &addHardLink(const std::string &path, const std::string &object);
  FileBuilder &remove(const std::string &path);

  /// Nodes input, fc, lif and output: 2 channels, 3 neurons.
  FileBuilder &addNetwork();
  /// Parameters of an LIF of 3 neurons; `lif` is its path.
  FileBuilder &addLIF(const std::string &lif);

  /// Completes the file on disk.
  void close();
  /// Opens the file again, to go on.
  void reopen();
  hid_t getFile() const { return file; }
  std::string getPath() const;
  /// The bytes of the file, which is closed.
  std::string getBytes();
  llvm::Expected<Model> read(const ReadOptions &options = {});
  /// The error of `read`, without the name of the file.
  std::string readError();

private:
  hid_t makeDataset(const std::string &path, hid_t type, const Extents &shape,
                    hid_t properties);

  llvm::SmallString<128> folder;
  hid_t file = H5I_INVALID_HID;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_UNITTESTS_TARGET_NIR_FILEBUILDER_H
