//===- Sha256.h - SHA-256 as text -------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_SHA256_H
#define TIDEPOOL_SUPPORT_SHA256_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

namespace tidepool {

/// The SHA-256 of `bytes` as 64 digits `0-9a-f`. Free of MLIR.
inline std::string makeSha256(llvm::StringRef bytes) {
  auto digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(bytes));
  return llvm::toHex(digest, /*LowerCase=*/true);
}

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_SHA256_H
