//===- ReadFile.h - Reading the files that a tool is given ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_READFILE_H
#define TIDEPOOL_SUPPORT_READFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace tidepool {

/// The bytes of a file; `-` is standard input. An error names the file. Free of
/// MLIR.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef path);

/// `error`, with the file that it is about.
llvm::Error inFile(llvm::StringRef path, llvm::Error error);

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_READFILE_H
