//===- Version.h - Name and version -----------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_VERSION_H
#define TIDEPOOL_SUPPORT_VERSION_H

#include "tidepool/Support/Version.h.inc"

#include "llvm/ADT/StringRef.h"

namespace tidepool {

/// The compiler's name and version, as printed by `--version` and written into
/// bitstreams.
inline llvm::StringRef getVersionString() {
  return "Tidepool " TIDEPOOL_VERSION;
}

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_VERSION_H
