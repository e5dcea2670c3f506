//===- OutputFiles.cpp - Files that appear if all goes well ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/OutputFiles.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace tidepool;
using llvm::SmallString;
using llvm::StringRef;

OutputFiles::~OutputFiles() {
  for (auto &[path, file] : files)
    llvm::consumeError(file.discard());
}

static llvm::Error write(llvm::raw_fd_ostream &os, StringRef path,
                         StringRef content) {
  os << content;
  os.flush();
  if (!os.has_error())
    return llvm::Error::success();
  std::string message = os.error().message();
  os.clear_error();
  return makeError("cannot write '", path, "': ", message);
}

static bool isStream(StringRef path) {
  return path == "-" || (llvm::sys::fs::exists(path) &&
                         !llvm::sys::fs::is_regular_file(path) &&
                         !llvm::sys::fs::is_directory(path));
}

/// Where a path leads: through links, and spelt in one way.
static std::string resolve(StringRef path) {
  SmallString<128> resolved;
  if (!llvm::sys::fs::real_path(path, resolved))
    return resolved.str().str();
  // There is no such file yet; its folder can be resolved.
  StringRef folder = llvm::sys::path::parent_path(path);
  if (llvm::sys::fs::real_path(folder.empty() ? "." : folder, resolved))
    return path.str();
  llvm::sys::path::append(resolved, llvm::sys::path::filename(path));
  return resolved.str().str();
}

llvm::Error OutputFiles::addFolder(StringRef path) {
  if (std::error_code error = llvm::sys::fs::create_directories(path))
    return makeError("cannot create the folder '", path,
                     "': ", error.message());
  return llvm::Error::success();
}

llvm::Error OutputFiles::add(StringRef path, std::string content) {
  std::string target = path == "-" ? path.str() : resolve(path);
  if (target != "/dev/null" && !paths.insert(target).second)
    return makeError("'", path, "' is named for two outputs");
  if (isStream(path)) {
    streams.push_back({path.str(), std::move(content)});
    return llvm::Error::success();
  }
  if (llvm::sys::fs::is_directory(path))
    return makeError("cannot write '", path, "': it is a folder");
  llvm::Expected<llvm::sys::fs::TempFile> file =
      llvm::sys::fs::TempFile::create(target + ".%%%%%%.tmp");
  if (!file)
    return makeError("cannot write '", path,
                     "': ", llvm::toString(file.takeError()));
  llvm::raw_fd_ostream os(file->FD, /*shouldClose=*/false);
  files.push_back({target, std::move(*file)});
  return write(os, path, content);
}

llvm::Error OutputFiles::keep() {
  for (auto &[path, content] : streams) {
    std::error_code error;
    llvm::raw_fd_ostream os(path, error);
    if (error)
      return makeError("cannot write '", path, "': ", error.message());
    if (llvm::Error error = write(os, path, content))
      return error;
  }
  while (!files.empty()) {
    auto [path, file] = std::move(files.back());
    files.pop_back();
    if (llvm::Error error = file.keep(path))
      return makeError("cannot write '", path,
                       "': ", llvm::toString(std::move(error)));
  }
  return llvm::Error::success();
}
