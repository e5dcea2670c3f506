//===- ReadFile.cpp - Reading the files that a tool is given --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/ReadFile.h"

#include "tidepool/Support/Error.h"

using namespace tidepool;

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
tidepool::readFile(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false);
  if (!buffer)
    return makeError("cannot read '", path, "': ", buffer.getError().message());
  return std::move(*buffer);
}

llvm::Error tidepool::inFile(llvm::StringRef path, llvm::Error error) {
  return makeError("'", path, "': ", llvm::toString(std::move(error)));
}
