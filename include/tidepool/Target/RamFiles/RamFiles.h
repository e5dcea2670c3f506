//===- RamFiles.h - One file of words per memory bank -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The set of files that SynSense's writer of RAM files makes for RTL test
// benches: one for each bank of constants, and the network's sizes. Free of
// MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_RAMFILES_RAMFILES_H
#define TIDEPOOL_TARGET_RAMFILES_RAMFILES_H

#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace tidepool::forms {

/// A file for RTL test benches.
struct RamFile {
  std::string name;
  std::string text;
};

/// The constant banks of an image, `<bank>.ini` in lower case, in the order of
/// the image: a word per line in lower-case hexadecimal without prefix, as many
/// digits as the bank's width asks for. Then `basic_config.json`: sizes,
/// shifts, time step and features.
std::vector<RamFile> makeRamFiles(const bitstream::Image &image);

/// The words in a file of words of `bits` bits, 1 to 32. Lines that are empty
/// or begin with `//` are left out. Errors name the line.
llvm::Expected<std::vector<uint32_t>> readRamFile(llvm::StringRef text,
                                                  unsigned bits);

/// Fails unless each constant bank of `image` has a file among `files` that
/// holds its words.
llvm::Error checkRamFiles(llvm::ArrayRef<RamFile> files,
                          const bitstream::Image &image);

} // namespace tidepool::forms

#endif // TIDEPOOL_TARGET_RAMFILES_RAMFILES_H
