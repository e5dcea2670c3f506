//===- ReadGuard.h - Crashes of other people's readers ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// HDF5 and MLIR's bytecode reader do not survive every damaged file. The user
// of a tool is to hear of the file then, not of a stack. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_READGUARD_H
#define TIDEPOOL_SUPPORT_READGUARD_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace tidepool {

/// While one lives, a crash of its thread counts as an error of the file that
/// it names: the process says so in one line and ends with status 1. Nothing
/// else could be trusted after a crash. In processes that do not `install` it,
/// it does nothing.
class ReadGuard {
public:
  /// `reader` is what reads the file: "HDF5", "MLIR".
  ReadGuard(llvm::StringRef file, llvm::StringRef reader);
  ~ReadGuard();
  ReadGuard(const ReadGuard &) = delete;
  ReadGuard &operator=(const ReadGuard &) = delete;

  /// Lets crashes be told so. Comes before `llvm::InitLLVM`, whose handler
  /// prints the stack.
  static void install();

private:
  static void tellCrash(void *);

  std::string message;
  const ReadGuard *outer; ///< the guard that lived before
};

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_READGUARD_H
