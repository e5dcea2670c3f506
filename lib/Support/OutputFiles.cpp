//===- OutputFiles.cpp - Files that appear if all goes well ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/OutputFiles.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"

using namespace tidepool;
namespace fs = llvm::sys::fs;
using llvm::SmallString;
using llvm::StringRef;

static constexpr llvm::StringLiteral nullDevice("/dev/null");

static llvm::Error makeWriteError(StringRef path, std::error_code error) {
  return makeError("cannot write '", path, "': ", error.message());
}

//===----------------------------------------------------------------------===//
// One file
//===----------------------------------------------------------------------===//

OutputFile::~OutputFile() {
  if (os)
    os->clear_error();
  os.reset();
  if (temporary.empty())
    return;
  fs::remove(temporary);
  llvm::sys::DontRemoveFileOnSignal(temporary);
}

llvm::Error OutputFile::open() {
  SmallString<128> name;
  int handle = -1;
  if (std::error_code error =
          fs::createUniqueFile(target + ".%%%%%%.tmp", handle, name))
    return makeWriteError(path, error);
  temporary = name.str().str();
  llvm::sys::RemoveFileOnSignal(temporary);
  os = std::make_unique<llvm::raw_fd_ostream>(handle, /*shouldClose=*/true,
                                              /*unbuffered=*/true);
  return llvm::Error::success();
}

llvm::Error OutputFile::takeError() {
  if (!os->has_error())
    return llvm::Error::success();
  std::error_code error = os->error();
  os->clear_error();
  return makeWriteError(path, error);
}

llvm::Error OutputFile::write(uint64_t offset, StringRef bytes) {
  std::lock_guard<std::mutex> lock(mutex);
  if (target == nullDevice)
    return llvm::Error::success();
  if (temporary.empty()) {
    content.resize(std::max<size_t>(content.size(), offset + bytes.size()));
    llvm::copy(bytes, content.begin() + offset);
    return llvm::Error::success();
  }
  os->pwrite(bytes.data(), bytes.size(), offset);
  return takeError();
}

llvm::Error OutputFile::close() {
  if (!os)
    return llvm::Error::success();
  os->close();
  llvm::Error error = takeError();
  os.reset();
  return error;
}

llvm::Error OutputFile::keep() {
  if (temporary.empty()) {
    std::error_code error;
    os = std::make_unique<llvm::raw_fd_ostream>(path, error);
    if (error)
      return makeWriteError(path, error);
    *os << content;
    os->flush();
    return takeError();
  }
  if (llvm::Error error = close())
    return error;
  if (std::error_code error = fs::rename(temporary, target))
    return makeWriteError(path, error);
  llvm::sys::DontRemoveFileOnSignal(temporary);
  temporary.clear();
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// All files
//===----------------------------------------------------------------------===//

static bool isStream(StringRef path) {
  return path == "-" || (fs::exists(path) && !fs::is_regular_file(path) &&
                         !fs::is_directory(path));
}

/// Where a path leads: through links, and spelt in one way.
static std::string resolve(StringRef path) {
  SmallString<128> resolved;
  if (!fs::real_path(path, resolved))
    return resolved.str().str();
  // There is no such file yet; its folder can be resolved.
  StringRef folder = llvm::sys::path::parent_path(path);
  if (fs::real_path(folder.empty() ? "." : folder, resolved))
    return path.str();
  llvm::sys::path::append(resolved, llvm::sys::path::filename(path));
  return resolved.str().str();
}

llvm::Error tidepool::checkIsNotRead(StringRef path,
                                     llvm::ArrayRef<std::string> sources) {
  if (path.empty() || !fs::is_regular_file(path))
    return llvm::Error::success();
  for (StringRef source : sources)
    if (fs::equivalent(path, source))
      return makeError("'", path, "' is read in this run, and not overwritten");
  return llvm::Error::success();
}

OutputFiles::~OutputFiles() {
  files.clear();
  for (const std::string &folder : llvm::reverse(newFolders))
    fs::remove(folder); // fails if it holds anything
}

llvm::Error OutputFiles::addFolder(StringRef path) {
  if (path == "-")
    return makeError("cannot write a folder to standard output; say ./- if one "
                     "is called so");
  std::lock_guard<std::mutex> lock(mutex);
  llvm::SmallVector<StringRef> missing;
  for (StringRef folder = path; !folder.empty() && !fs::exists(folder);
       folder = llvm::sys::path::parent_path(folder))
    missing.push_back(folder);
  for (StringRef folder : llvm::reverse(missing))
    newFolders.push_back(folder.str());
  // As with files, the user's mask says who may read it.
  if (std::error_code error = fs::create_directories(
          path, /*IgnoreExisting=*/true, fs::perms::all_all))
    return makeError("cannot create the folder '", path,
                     "': ", error.message());
  return llvm::Error::success();
}

llvm::Expected<OutputFile *> OutputFiles::open(StringRef path) {
  std::string target = path == "-" ? path.str() : resolve(path);
  std::lock_guard<std::mutex> lock(mutex);
  if (target != nullDevice && !targets.insert(target).second)
    return makeError("'", path, "' is named for two outputs");
  if (fs::is_directory(path))
    return makeError("cannot write '", path, "': it is a folder");
  std::unique_ptr<OutputFile> file(new OutputFile(path, std::move(target)));
  if (!isStream(path))
    if (llvm::Error error = file->open())
      return std::move(error);
  files.push_back(std::move(file));
  return files.back().get();
}

llvm::Error OutputFiles::add(StringRef path, StringRef content) {
  llvm::Expected<OutputFile *> file = open(path);
  if (!file)
    return file.takeError();
  if (llvm::Error error = (*file)->write(0, content))
    return error;
  return (*file)->close();
}

llvm::Error OutputFiles::keep() {
  // Files cannot be taken back; what is more likely to fail comes first.
  for (bool isFile : {false, true})
    for (std::unique_ptr<OutputFile> &file : files)
      if (!file->temporary.empty() == isFile)
        if (llvm::Error error = file->keep())
          return error;
  files.clear();
  newFolders.clear();
  return llvm::Error::success();
}
