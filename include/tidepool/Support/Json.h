//===- Json.h - What JSON cannot say ----------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_JSON_H
#define TIDEPOOL_SUPPORT_JSON_H

#include "tidepool/Support/Utf8.h"

#include "llvm/Support/JSON.h"

#include <cmath>

namespace tidepool {

/// `number`, or null if it is infinite or none at all, for which JSON has no
/// word.
inline llvm::json::Value toFiniteJson(double number) {
  return std::isfinite(number) ? llvm::json::Value(number)
                               : llvm::json::Value(nullptr);
}

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_JSON_H
