//===- Write.h - A word and where it goes --------------------- -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_FORMS_WRITE_H
#define TIDEPOOL_TARGET_FORMS_WRITE_H

#include <cstdint>

namespace tidepool::forms {

/// Addresses that a chip has: a word of the bus each.
constexpr uint32_t addressSpace = 1u << 18;

/// A word that a host sends.
struct Write {
  uint32_t address; ///< in words, below `addressSpace`
  uint32_t data;

  bool operator==(const Write &other) const {
    return address == other.address && data == other.data;
  }
};

} // namespace tidepool::forms

#endif // TIDEPOOL_TARGET_FORMS_WRITE_H
