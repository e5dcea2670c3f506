//===- Text.h - Labels of pictures ------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_DOT_TEXT_H
#define TIDEPOOL_LIB_TARGET_DOT_TEXT_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace tidepool::picture::text {

/// What a box shows of a label, and what its tooltip does, in letters.
constexpr size_t maxLabelLength = 32, maxTooltipLength = 400;

/// Any bytes as one line of valid UTF-8 that XML can hold, with replacements
/// for broken bytes and `\0A` for control characters. Of long text only the
/// end, behind an ellipsis: what tells modules apart is there.
std::string toLine(llvm::StringRef bytes, size_t maxLength = maxLabelLength);

/// A line as the inside of a quoted string of DOT, where it stands for itself.
std::string escapeForDot(llvm::StringRef line);

} // namespace tidepool::picture::text

#endif // TIDEPOOL_LIB_TARGET_DOT_TEXT_H
