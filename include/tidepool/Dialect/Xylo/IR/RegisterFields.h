//===- RegisterFields.h - What the bits of a register mean ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Free of MLIR. Sources: as for Chips.h; the widths of sizes are inferred from
// where the next field starts.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_REGISTERFIELDS_H
#define TIDEPOOL_DIALECT_XYLO_IR_REGISTERFIELDS_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"

namespace tidepool::xylo {

/// Neighbouring bits of a register that mean one thing.
struct RegisterField {
  llvm::StringLiteral name;
  unsigned bit;   ///< the lowest one
  unsigned width; ///< number of bits; a field of one bit is on or off

  uint32_t getValue(uint32_t word) const {
    return static_cast<uint32_t>(word >> bit & ((uint64_t(1) << width) - 1));
  }
};

/// What registers of a kind are for: "sizes", ...
llvm::StringRef getMeaning(RegisterKind kind);

/// The fields of a register that the image of a network sets, lowest bit first.
/// None where nothing is known.
llvm::ArrayRef<RegisterField> getFields(RegisterKind kind);

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_IR_REGISTERFIELDS_H
