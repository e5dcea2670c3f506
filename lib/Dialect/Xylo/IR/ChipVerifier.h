//===- ChipVerifier.h - Checks shared by core and image ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIALECT_XYLO_IR_CHIPVERIFIER_H
#define TIDEPOOL_LIB_DIALECT_XYLO_IR_CHIPVERIFIER_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"

namespace tidepool::xylo {

/// The sizes of a network on a chip.
struct NetworkSizes {
  int64_t inputs, inputExpansion, hidden, outputExpansion, outputs;
};

/// Checks that `chip` is a known chip and `dt` a time in seconds.
mlir::LogicalResult verifyChipAndTimeStep(mlir::Operation *op,
                                          llvm::StringRef chip, double dt);

/// Checks that the chip can hold a network of these sizes.
mlir::LogicalResult verifySizes(mlir::Operation *op, const Chip &chip,
                                const NetworkSizes &sizes);

/// Checks that a module's ids are there and not negative.
mlir::LogicalResult verifyIds(mlir::Operation *op, llvm::ArrayRef<int32_t> ids);

} // namespace tidepool::xylo

#endif // TIDEPOOL_LIB_DIALECT_XYLO_IR_CHIPVERIFIER_H
