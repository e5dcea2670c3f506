//===- WriteList.h - The words of an image, one a line -------- -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The form `writes`: what a host sends, in order. docs/Forms.md describes it.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_FORMS_WRITELIST_H
#define TIDEPOOL_TARGET_FORMS_WRITELIST_H

#include "tidepool/Target/Bitstream/Patch.h"
#include "tidepool/Target/Forms/Write.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace tidepool::forms {

/// All words of an image in the order in which a host sends them. Every segment
/// must have an address.
std::vector<Write> collectWrites(const bitstream::Image &image);

/// One line, without its end: `0x00200 0x0000007f`.
void printWrite(llvm::raw_ostream &os, const Write &write);

/// A line for each word, with what it is in a comment.
llvm::Expected<std::string> printWriteList(const bitstream::Image &image);

/// The same for the words that a host sends for a patch, in order. Fails if a
/// segment has no address.
llvm::Expected<std::string> printWriteList(const bitstream::Patch &patch);

/// The words of such a file. Errors name the line.
llvm::Expected<std::vector<Write>> readWriteList(llvm::StringRef text);

/// Fails unless `text` lists the words of `image`.
llvm::Error checkWriteList(llvm::StringRef text, const bitstream::Image &image);

/// Fails at the first word in which two lists differ.
llvm::Error compareWrites(llvm::ArrayRef<Write> found,
                          llvm::ArrayRef<Write> expected);

} // namespace tidepool::forms

#endif // TIDEPOOL_TARGET_FORMS_WRITELIST_H
