//===- Printable.h - Names for terminals ------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_PRINTABLE_H
#define TIDEPOOL_SUPPORT_PRINTABLE_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool {

/// A name without what a terminal would obey: names may be any bytes.
inline std::string toPrintable(llvm::StringRef name) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::printEscapedString(name, os);
  return text;
}

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_PRINTABLE_H
