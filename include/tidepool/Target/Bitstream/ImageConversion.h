//===- ImageConversion.h - Between xylo.image and bytes ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_BITSTREAM_IMAGECONVERSION_H
#define TIDEPOOL_TARGET_BITSTREAM_IMAGECONVERSION_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Target/Bitstream/Image.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/SourceMgr.h"

#include <memory>

namespace tidepool::bitstream {

/// The content of a `xylo.image` as plain data. Everything the op says is kept.
Image exportImage(xylo::ImageOp op);

/// A `xylo.image` with the content of `image`, at the builder's insertion
/// point. The caller verifies it: names, addresses and widths come from a file.
/// Fails with an error at `loc` if a register segment has more than its one
/// word.
mlir::FailureOr<xylo::ImageOp>
importImage(mlir::OpBuilder &builder, mlir::Location loc, const Image &image);

/// The bytes of a `.xbit` file; fails with an error at `op` if something does
/// not fit into the format.
mlir::FailureOr<std::string> serializeImage(xylo::ImageOp op);

/// The module with the `xylo.image` of a `.xbit` file called `name`; null after
/// an error that names the offset.
mlir::OwningOpRef<mlir::ModuleOp> deserializeImage(llvm::StringRef bytes,
                                                   llvm::StringRef name,
                                                   mlir::MLIRContext *context);

/// The image of the bitstream that is the main file of `sourceMgr`; fails after
/// an error at that file, which names the offset.
mlir::FailureOr<Image> decodeMainFile(const llvm::SourceMgr &sourceMgr,
                                      mlir::MLIRContext *context);

/// Parses the module in `sourceMgr` and hands its only `xylo.image` to `write`.
/// Fails if there is none or more than one; warns about an image that does not
/// hold a whole network.
mlir::LogicalResult
translateImage(const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
               mlir::MLIRContext *context,
               llvm::function_ref<mlir::LogicalResult(xylo::ImageOp)> write);

/// Registers `--xylo-to-bitstream`, `--bitstream-to-xylo` and
/// `--bitstream-info`.
void registerBitstreamTranslations();

} // namespace tidepool::bitstream

#endif // TIDEPOOL_TARGET_BITSTREAM_IMAGECONVERSION_H
