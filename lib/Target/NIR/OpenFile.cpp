//===- OpenFile.cpp - An HDF5 file that is being read ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpenFile.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Target/NIR/File.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"

#include <atomic>

using namespace tidepool;
using namespace tidepool::nir;
namespace fs = llvm::sys::fs;
using llvm::StringRef;

/// Enough to tell what a file is.
static constexpr size_t headSize = 512;

static bool isText(StringRef bytes) {
  return llvm::all_of(bytes, [](unsigned char byte) {
    return (byte >= ' ' && byte != 0x7F) || byte == '\n' || byte == '\r' ||
           byte == '\t';
  });
}

/// What a file is that is not HDF5, and what to do about it.
static StringRef describeStranger(StringRef head) {
  if (head.empty())
    return "the file is empty: export the network again";
  if (head.starts_with("version https://git-lfs"))
    return "this is a pointer of Git LFS, not the file that it stands for: run "
           "'git lfs pull' to get that";
  if (head.starts_with("PK"))
    return "this is a zip archive (checkpoints of PyTorch are such), not a NIR "
           "file: export the network with nir.write";
  if (isText(head))
    return "this is a text, not a NIR file (which is HDF5): export the network "
           "with nir.write";
  return "this is not an HDF5 file, which NIR files are, or its first bytes "
         "are damaged: export the network again, or get the file again";
}

/// Reads on until `count` bytes are there or the file ends.
static llvm::Error readOn(fs::file_t file, size_t count,
                          llvm::SmallVectorImpl<char> &bytes) {
  while (bytes.size() < count) {
    size_t begin = bytes.size();
    bytes.resize_for_overwrite(
        std::min<size_t>(count, begin + fs::DefaultReadChunkSize));
    llvm::Expected<size_t> numRead = fs::readNativeFile(
        file, llvm::MutableArrayRef<char>(bytes).drop_front(begin));
    if (!numRead)
      return numRead.takeError();
    bytes.truncate(begin + *numRead);
    if (*numRead == 0)
      break;
  }
  return llvm::Error::success();
}

namespace {
/// What is read of a file without HDF5.
struct Start {
  llvm::SmallVector<char, 0> bytes; ///< the first, or all of a pipe
  bool isPipe = false;
  uint64_t size = 0; ///< of the file
};

/// Where HDF5 finds a file.
struct Place {
  std::string name;
  StringRef bytes; ///< the first, or all
  bool isInMemory = false;
  uint64_t size = 0;
};
} // namespace

static llvm::Error readStart(fs::file_t handle, bool isStandardInput,
                             Start &start) {
  fs::file_status status;
  if (std::error_code error = fs::status(handle, status))
    return llvm::errorCodeToError(error);
  if (fs::is_directory(status))
    return makeError("it is a folder");
  // HDF5 reads here and there, which pipes cannot do.
  start.isPipe = isStandardInput || !fs::is_regular_file(status);
  if (llvm::Error error = readOn(
          handle, start.isPipe ? maxPipeSize + 1 : headSize, start.bytes))
    return error;
  if (start.bytes.size() > maxPipeSize)
    return makeError("a pipe may bring ", maxPipeSize >> 20,
                     " MiB: name a file instead");
  start.size = start.isPipe ? start.bytes.size() : status.getSize();
  return llvm::Error::success();
}

static llvm::Expected<Start> readStart(StringRef path) {
  bool isStandardInput = path == "-";
  llvm::Expected<fs::file_t> handle =
      isStandardInput ? fs::getStdinHandle() : fs::openNativeFileForRead(path);
  if (!handle)
    return handle.takeError();
  Start start;
  llvm::Error error = readStart(*handle, isStandardInput, start);
  if (!isStandardInput)
    fs::closeFile(*handle);
  if (error)
    return std::move(error);
  return start;
}

/// How HDF5 is to reach the bytes.
static Handle makeAccess(const Place &place) {
  Handle access(H5Pcreate(H5P_FILE_ACCESS));
  // Reading needs no lock, and some file systems have none.
  H5Pset_file_locking(access, /*use_file_locking=*/false,
                      /*ignore_when_disabled=*/true);
  if (place.isInMemory) {
    H5Pset_fapl_core(access, /*increment=*/1 << 20, /*backing_store=*/false);
    // The library copies the bytes, whatever its type says.
    H5Pset_file_image(access, const_cast<char *>(place.bytes.data()),
                      place.bytes.size());
  } else {
    H5Pset_fapl_sec2(access);
  }
  return access;
}

bool OpenFile::read(uint64_t offset, llvm::MutableArrayRef<char> bytes) const {
  void *handle = nullptr;
  if (bytes.size() > size || offset > size - bytes.size() ||
      H5Fget_vfd_handle(id, H5P_DEFAULT, &handle) < 0)
    return false;
  if (isInMemory) {
    const char *image = *static_cast<char **>(handle);
    std::copy_n(image + offset, bytes.size(), bytes.begin());
    return true;
  }
  fs::file_t file = *static_cast<int *>(handle);
  while (!bytes.empty()) {
    llvm::Expected<size_t> numRead =
        fs::readNativeFileSlice(file, bytes, offset);
    if (!numRead || *numRead == 0) {
      llvm::consumeError(numRead.takeError());
      return false;
    }
    bytes = bytes.drop_front(*numRead);
    offset += *numRead;
  }
  return true;
}

static Budget makeBudget(uint64_t fileSize) {
  Budget budget;
  // A link takes more than eight bytes, and a text is seldom there twice.
  budget.links = fileSize / 8;
  budget.text = 4 * fileSize;
  // A node takes hundreds of bytes, which few paths have.
  budget.paths = 4 * fileSize;
  budget.expanded = maxExpandedSize;
  return budget;
}

/// What HDF5 is to call bytes in memory: a name that no file has, nor other
/// bytes, which it would take for the same file while they are open.
static std::string getMemoryName() {
  static std::atomic<uint64_t> count;
  return "/dev/null/memory" + std::to_string(count++);
}

static llvm::Expected<std::shared_ptr<OpenFile>> open(const Place &place) {
  auto file = std::make_shared<OpenFile>();
  file->name = place.name;
  file->size = place.size;
  file->isInMemory = place.isInMemory;
  file->budget = makeBudget(file->size);

  StringRef head = place.bytes.take_front(headSize);
  if (head.empty())
    return makeError(file->name, ": ", describeStranger(head));
  Handle access = makeAccess(place);
  std::string hdf5Name = place.isInMemory ? getMemoryName() : file->name;
  file->id = Handle(H5Fopen(hdf5Name.c_str(), H5F_ACC_RDONLY, access));
  if (file->id.isValid())
    return file;
  if (isLastError(H5E_NOTHDF5))
    return makeError(file->name, ": ", describeStranger(head));
  return makeError(file->name, ": ", getLastError(),
                   ": the file is damaged or incomplete; get it again");
}

llvm::Expected<std::shared_ptr<OpenFile>>
tidepool::nir::openFile(StringRef path) {
  std::string name = path == "-" ? "<stdin>" : path.str();
  llvm::Expected<Start> start = readStart(path);
  if (!start)
    return makeError(name,
                     ": cannot be read: ", llvm::toString(start.takeError()));
  StringRef bytes(start->bytes.data(), start->bytes.size());
  return open({name, bytes, start->isPipe, start->size});
}

llvm::Expected<std::shared_ptr<OpenFile>>
tidepool::nir::openBytes(llvm::MemoryBufferRef bytes) {
  return open({bytes.getBufferIdentifier().str(), bytes.getBuffer(),
               /*isInMemory=*/true, bytes.getBufferSize()});
}
