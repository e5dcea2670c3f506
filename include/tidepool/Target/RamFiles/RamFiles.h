//===- RamFiles.h - One file of words per memory bank -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_RAMFILES_RAMFILES_H
#define TIDEPOOL_TARGET_RAMFILES_RAMFILES_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"

namespace tidepool::xylo {

/// Writes the constant banks of an image as `<folder>/<bank>.ini`, the form
/// that RTL test benches read: a word per line in lower-case hexadecimal
/// without prefix, as many digits as the bank's width asks for. The folder is
/// created. Fails with an error, and without any of the files, if something
/// cannot be written.
mlir::LogicalResult writeRamFiles(ImageOp image, llvm::StringRef folder);

} // namespace tidepool::xylo

#endif // TIDEPOOL_TARGET_RAMFILES_RAMFILES_H
