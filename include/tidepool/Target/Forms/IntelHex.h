//===- IntelHex.h - Memory banks as Intel HEX ----------------- -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The form `ihex`: the memory banks of an image as an Intel HEX file of 32-bit
// addresses (I32HEX). A word takes four bytes, the least significant one first,
// from byte address 4 * its word address on. docs/Forms.md says why.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_FORMS_INTELHEX_H
#define TIDEPOOL_TARGET_FORMS_INTELHEX_H

#include "tidepool/Target/Bitstream/Image.h"
#include "tidepool/Target/Forms/Write.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace tidepool::forms {

/// The banks of an image, addresses ascending. Registers are left out: what
/// they do depends on the order of writing, which such a file does not have.
/// Fails if two banks have a word at one address.
llvm::Expected<std::string> printIntelHex(const bitstream::Image &image);

/// The words of such a file, addresses ascending. Records may have any length
/// and order, but no byte may be there twice and no word in part. Errors name
/// the line.
llvm::Expected<std::vector<Write>> readIntelHex(llvm::StringRef text);

/// Fails unless `text` holds every word of the banks of `image` and no other.
llvm::Error checkIntelHex(llvm::StringRef text, const bitstream::Image &image);

} // namespace tidepool::forms

#endif // TIDEPOOL_TARGET_FORMS_INTELHEX_H
