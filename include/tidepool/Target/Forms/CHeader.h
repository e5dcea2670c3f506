//===- CHeader.h - An image in firmware ----------------------- -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The form `c-header`: a C99 (and C++) header with the words of an image and a
// function that sends them. docs/Forms.md describes it.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_FORMS_CHEADER_H
#define TIDEPOOL_TARGET_FORMS_CHEADER_H

#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace tidepool::forms {

/// The prefix of C identifiers for a network: letters and digits of its name,
/// and one underscore for everything between them.
///
/// Fails if the name has a letter that is not ASCII, begins with a digit, or
/// has neither letters nor digits; the error names the place.
llvm::Expected<std::string> makeIdentifier(llvm::StringRef name);

/// The header. Fails if no identifier can be made from the network's name, or
/// if there are no words.
llvm::Expected<std::string> printCHeader(const bitstream::Image &image);

} // namespace tidepool::forms

#endif // TIDEPOOL_TARGET_FORMS_CHEADER_H
