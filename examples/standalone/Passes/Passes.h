//===- Passes.h - Passes beside Tidepool's ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STANDALONE_PASSES_PASSES_H
#define STANDALONE_PASSES_PASSES_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/Pass/Pass.h"

namespace standalone {

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "Passes/Passes.h.inc"

} // namespace standalone

#endif // STANDALONE_PASSES_PASSES_H
