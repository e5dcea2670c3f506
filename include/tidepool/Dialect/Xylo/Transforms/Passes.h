//===- Passes.h - Passes over Xylo cores and images -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_TRANSFORMS_PASSES_H
#define TIDEPOOL_DIALECT_XYLO_TRANSFORMS_PASSES_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace tidepool::xylo {

#define GEN_PASS_DECL
#include "tidepool/Dialect/Xylo/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "tidepool/Dialect/Xylo/Transforms/Passes.h.inc"

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_TRANSFORMS_PASSES_H
