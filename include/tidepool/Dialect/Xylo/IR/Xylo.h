//===- Xylo.h - The xylo dialect --------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_IR_XYLO_H
#define TIDEPOOL_DIALECT_XYLO_IR_XYLO_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Support/OwnAttributes.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"

namespace tidepool::xylo {
class AliasesOp;
class InputWeightsOp;
class NeuronsOp;
class OutputWeightsOp;
class RecurrentWeightsOp;
enum class Population : uint32_t;

/// The sizes of an image, as its builder takes them.
struct ImageSizes {
  int64_t inputs, inputExpansion, hidden, outputExpansion, outputs, padding;
};
} // namespace tidepool::xylo

#include "tidepool/Dialect/Xylo/IR/XyloDialect.h.inc"
#include "tidepool/Dialect/Xylo/IR/XyloEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "tidepool/Dialect/Xylo/IR/XyloAttributes.h.inc"

#define GET_OP_CLASSES
#include "tidepool/Dialect/Xylo/IR/XyloOps.h.inc"

#endif // TIDEPOOL_DIALECT_XYLO_IR_XYLO_H
