//===- Forms.h - An image in the spelling of a lab ------------ -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A bitstream holds all that there is to say about an image. Benches and
// firmware want the same words in spellings of their own; this is the table of
// them. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_FORMS_FORMS_H
#define TIDEPOOL_TARGET_FORMS_FORMS_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Target/Bitstream/Image.h"
#include "tidepool/Target/Forms/Write.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace tidepool::forms {

/// One way to spell an image. docs/Forms.md describes them all.
struct ImageForm {
  llvm::StringLiteral name;        ///< as in `--emit=`
  llvm::StringLiteral description; ///< for `--help`
  /// Whether it says where words go. A chip whose address map is not public has
  /// no such form.
  bool needsAddresses;
  /// The image in this form, for an image that `bitstream::encode` accepts.
  llvm::Expected<std::string> (*print)(const bitstream::Image &image);
  /// Reads a file of this form and fails unless it says what `image` holds.
  /// Null where nothing but the chip's side reads the form.
  llvm::Error (*check)(llvm::StringRef text, const bitstream::Image &image);
  /// The words in a file of this form. Null where it is no list of words.
  llvm::Expected<std::vector<Write>> (*read)(llvm::StringRef text);
  /// What is not known of the form for a chip, as half a sentence; empty where
  /// nothing is open. Null where that is so for every chip.
  llvm::StringRef (*getCaveat)(const xylo::Chip &chip) = nullptr;
};

/// All forms, in the order of `--help`.
llvm::ArrayRef<ImageForm> getImageForms();

/// The form called `name` (`ihex`), or null.
const ImageForm *findImageForm(llvm::StringRef name);

/// The image in a form, read back and compared where the form can be read.
///
/// Fails if the image is none that a bitstream can hold, or if the form needs
/// addresses and the chip's are not public.
llvm::Expected<std::string> writeImageForm(const ImageForm &form,
                                           const bitstream::Image &image);

/// What somebody who uses this form of an image should know; mostly empty.
std::string describeCaveat(const ImageForm &form,
                           const bitstream::Image &image);

} // namespace tidepool::forms

#endif // TIDEPOOL_TARGET_FORMS_FORMS_H
