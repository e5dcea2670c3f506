//===- Passes.h - From graphs to Xylo cores ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_PASSES_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_PASSES_H

#include "tidepool/Conversion/GraphToXylo/WeightBias.h"
#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace tidepool::xylo {

#define GEN_PASS_DECL
#include "tidepool/Conversion/GraphToXylo/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "tidepool/Conversion/GraphToXylo/Passes.h.inc"

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_PASSES_H
