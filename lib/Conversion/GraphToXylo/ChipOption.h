//===- ChipOption.h - Options of passes that know chips --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_CHIPOPTION_H
#define TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_CHIPOPTION_H

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Operation.h"

namespace tidepool::xylo {

/// The chip of a pass option; null after an error at `op` if there is none.
inline const Chip *findChipOption(mlir::Operation *op, llvm::StringRef name) {
  const Chip *chip = findChip(name);
  if (!chip && name.empty())
    mlir::emitError(op->getLoc(), "option 'chip' is missing; chips are ")
        << listChipNames();
  else if (!chip)
    mlir::emitError(op->getLoc(), "unknown chip '")
        << name << "'; chips are " << listChipNames();
  return chip;
}

/// The `target-options` option of passes; nothing after an error at `op`.
inline std::optional<TargetOptions>
parseTargetOption(mlir::Operation *op, llvm::StringRef text, const Chip &chip) {
  llvm::Expected<TargetOptions> target = parseTargetOptions(text, chip);
  if (target)
    return std::move(*target);
  mlir::emitError(op->getLoc(), llvm::toString(target.takeError()));
  return std::nullopt;
}

} // namespace tidepool::xylo

#endif // TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_CHIPOPTION_H
