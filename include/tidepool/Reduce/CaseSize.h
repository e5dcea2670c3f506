//===- CaseSize.h - How big a failing case is -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_REDUCE_CASESIZE_H
#define TIDEPOOL_REDUCE_CASESIZE_H

#include "mlir/IR/BuiltinOps.h"

#include <tuple>

namespace tidepool::reduce {

/// How big a case is. What a candidate is accepted for is that it is smaller,
/// so every chain of reductions ends.
struct CaseSize {
  /// Operations, without open nodes (they stand for what is gone) and
  /// terminators.
  int64_t operations = 0;
  /// Nodes that operations and ports take and give.
  int64_t nodes = 0;
  /// Elements of parameters that are no splat.
  int64_t numbers = 0;
  /// What is to be read beside: attributes, and how long their numbers are.
  int64_t details = 0;

  /// The size of a module, which is not changed.
  static CaseSize of(mlir::ModuleOp module);

  /// All but the details.
  int64_t getTotal() const { return operations + nodes + numbers; }

  /// Fewer operations, nodes and numbers together, else fewer details.
  bool operator<(const CaseSize &other) const {
    return std::make_tuple(getTotal(), details) <
           std::make_tuple(other.getTotal(), other.details);
  }
};

/// The number with one digit that is nearest to `value`: 0.0237 becomes 0.02.
/// It has the sign of `value`, and is zero only if that is.
double roundToOneDigit(double value);

} // namespace tidepool::reduce

#endif // TIDEPOOL_REDUCE_CASESIZE_H
