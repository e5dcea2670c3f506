//===- ShortestNumber.h - Numbers with as few digits as needed --*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_SHORTESTNUMBER_H
#define TIDEPOOL_SUPPORT_SHORTESTNUMBER_H

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallString.h"

#include <limits>
#include <string>

namespace tidepool {

/// The number with six digits, without trailing zeros, or as many more as
/// `isRight` needs; by default those that read back as the number itself. The
/// same in every locale.
inline std::string formatShortest(double number,
                                  llvm::function_ref<bool(double)> isRight) {
  llvm::SmallString<32> text;
  for (int digits = 6; digits <= std::numeric_limits<double>::max_digits10;
       ++digits) {
    text.clear();
    llvm::APFloat(number).toString(text, digits, /*FormatMaxPadding=*/5);
    double read = 0;
    if (!text.str().getAsDouble(read) && isRight(read))
      break;
  }
  return text.str().str();
}

inline std::string formatShortest(double number) {
  return formatShortest(number, [&](double read) { return read == number; });
}

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_SHORTESTNUMBER_H
