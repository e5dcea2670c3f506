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

/// A file for RTL test benches.
struct RamFile {
  std::string name; ///< `<bank>.ini`, in lower case
  std::string text;
};

/// The constant banks of an image as RTL test benches read them: a word per
/// line in lower-case hexadecimal without prefix, as many digits as the bank's
/// width asks for. In the order of the image.
std::vector<RamFile> makeRamFiles(ImageOp image);

} // namespace tidepool::xylo

#endif // TIDEPOOL_TARGET_RAMFILES_RAMFILES_H
