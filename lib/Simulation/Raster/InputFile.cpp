//===- InputFile.cpp - The bytes of a file, in pieces ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InputFile.h"

using namespace tidepool;
using namespace tidepool::simulation;
namespace fs = llvm::sys::fs;
using llvm::StringRef;

static llvm::Error makeReadError(StringRef path, const std::string &reason) {
  return makeError("cannot read '", path, "': ", reason);
}

llvm::Expected<std::unique_ptr<InputFile>> InputFile::open(StringRef path) {
  bool isStandardInput = path == "-";
  llvm::Expected<fs::file_t> handle =
      isStandardInput ? fs::getStdinHandle() : fs::openNativeFileForRead(path);
  if (!handle)
    return makeReadError(path, llvm::toString(handle.takeError()));
  std::unique_ptr<InputFile> file(
      new InputFile(path, *handle, /*isOwned=*/!isStandardInput));
  fs::file_status status;
  if (std::error_code error = fs::status(*handle, status))
    return makeReadError(path, error.message());
  if (fs::is_directory(status))
    return makeReadError(path, "it is a folder");
  // Standard input may stand in the middle of a file.
  file->pipe = isStandardInput || !fs::is_regular_file(status);
  file->size = file->pipe ? 0 : status.getSize();
  return std::move(file);
}

InputFile::~InputFile() {
  if (isOwned)
    fs::closeFile(file);
}

/// Appends up to `count` bytes of a pipe.
llvm::Error InputFile::readOn(size_t count,
                              llvm::SmallVectorImpl<char> &buffer) {
  size_t end = buffer.size() + count;
  while (buffer.size() < end) {
    size_t begin = buffer.size();
    buffer.resize_for_overwrite(end);
    llvm::Expected<size_t> numRead = fs::readNativeFile(
        file, llvm::MutableArrayRef<char>(buffer).drop_front(begin));
    if (!numRead)
      return makeReadError(path, llvm::toString(numRead.takeError()));
    buffer.truncate(begin + *numRead);
    if (*numRead == 0)
      break;
  }
  return llvm::Error::success();
}

llvm::Expected<StringRef> InputFile::read(uint64_t offset, size_t count,
                                          llvm::SmallVectorImpl<char> &buffer) {
  if (memory)
    return memory->getBuffer().substr(offset, count);
  buffer.clear();
  if (pipe) {
    size_t numHead = std::min(count, head.size());
    buffer.append(head.begin(), head.begin() + numHead);
    head.erase(head.begin(), head.begin() + numHead);
    if (llvm::Error error = readOn(count - numHead, buffer))
      return error;
    return StringRef(buffer.data(), buffer.size());
  }
  buffer.resize_for_overwrite(count);
  size_t numRead = 0;
  while (numRead < count) {
    llvm::Expected<size_t> more = fs::readNativeFileSlice(
        file, llvm::MutableArrayRef<char>(buffer).drop_front(numRead),
        offset + numRead);
    if (!more)
      return makeReadError(path, llvm::toString(more.takeError()));
    if (*more == 0)
      break;
    numRead += *more;
  }
  return StringRef(buffer.data(), numRead);
}

llvm::Expected<StringRef> InputFile::peek(size_t count) {
  if (!pipe || memory)
    return read(0, count, head);
  if (head.size() < count)
    if (llvm::Error error = readOn(count - head.size(), head))
      return error;
  return StringRef(head.data(), head.size()).take_front(count);
}

llvm::Error InputFile::load() {
  if (memory)
    return llvm::Error::success();
  if (!pipe) {
    auto mapped = llvm::MemoryBuffer::getOpenFile(
        file, path, size, /*RequiresNullTerminator=*/false);
    if (!mapped)
      return makeReadError(path, mapped.getError().message());
    memory = std::move(*mapped);
    return llvm::Error::success();
  }
  constexpr size_t chunkSize = 1 << 20;
  for (size_t before = ~size_t(0); before != head.size();) {
    before = head.size();
    if (llvm::Error error = readOn(chunkSize, head))
      return error;
  }
  memory = llvm::MemoryBuffer::getMemBufferCopy(
      StringRef(head.data(), head.size()), path);
  head = {};
  size = memory->getBufferSize();
  return llvm::Error::success();
}
