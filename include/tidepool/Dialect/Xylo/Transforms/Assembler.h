//===- Assembler.h - From cores to images and back --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_XYLO_TRANSFORMS_ASSEMBLER_H
#define TIDEPOOL_DIALECT_XYLO_TRANSFORMS_ASSEMBLER_H

#include "tidepool/Dialect/Xylo/IR/TargetOptions.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"

#include "mlir/IR/Builders.h"

namespace tidepool::xylo {

/// Lays a quantised core out in the memory of its chip, as a `xylo.image` at
/// the builder's insertion point. `target` decides what sources leave open
/// about the chip; `calledWith` says how the compiler was called. Fails with an
/// error if the core holds real numbers, if a value does not fit into its word,
/// or if the chip's memory map is not known.
mlir::FailureOr<ImageOp> assembleCore(CoreOp core, mlir::OpBuilder &builder,
                                      const TargetOptions &target,
                                      llvm::StringRef calledWith = "");

/// The target options that an image was assembled with, as far as they make a
/// difference to it: read off the lengths of its banks, its widths and its
/// registers.
TargetOptions findTargetOptions(ImageOp image);

/// Reads the network back from the words of an image, as a `xylo.core` at the
/// builder's insertion point. Fails with an error if banks are missing or too
/// short, or if no core assembles to this image (unordered fan-out lists, say):
/// nothing is dropped in silence.
mlir::FailureOr<CoreOp> disassembleImage(ImageOp image,
                                         mlir::OpBuilder &builder);

} // namespace tidepool::xylo

#endif // TIDEPOOL_DIALECT_XYLO_TRANSFORMS_ASSEMBLER_H
