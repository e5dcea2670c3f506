//===- Error.h - Errors in words --------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_ERROR_H
#define TIDEPOOL_SUPPORT_ERROR_H

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool {

/// An error with this text: all that a stream can print, in a row. Free of
/// MLIR.
template <typename... Args>
llvm::Error makeError(Args &&...args) {
  std::string text;
  llvm::raw_string_ostream os(text);
  (os << ... << args);
  return llvm::createStringError(text);
}

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_ERROR_H
