//===- FormsFixture.h - An image for tests of its forms ------- -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_TARGET_FORMS_FORMSFIXTURE_H
#define TIDEPOOL_UNITTESTS_TARGET_FORMS_FORMSFIXTURE_H

#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/Support/Error.h"

namespace tidepool::forms {

/// A small image of a chip whose banks have addresses.
inline bitstream::Image makeImage() {
  using bitstream::SegmentKind;
  bitstream::Image image;
  image.chip = "xylo_a3";
  image.network = "tiny";
  image.dt = 0.001;
  image.sizes = {1, 2, 2, 1, 1, 0};
  image.segments = {
      {SegmentKind::Register, "ctrl1", 0x001, 32, {0x30001}},
      {SegmentKind::Bank, "NTHRAM", 0x02DC0, 16, {0x0123, 0xFFFF, 1}},
      {SegmentKind::Bank, "IWTRAM", 0x00200, 8, {0x7F, 0x80}},
      {SegmentKind::Register, "ctrl1", 0x001, 32, {1}},
  };
  return image;
}

/// The text of an error, empty for a success.
inline std::string getText(llvm::Error error) {
  return llvm::toString(std::move(error));
}
template <typename T>
std::string getText(llvm::Expected<T> result) {
  return llvm::toString(result.takeError());
}

} // namespace tidepool::forms

#endif // TIDEPOOL_UNITTESTS_TARGET_FORMS_FORMSFIXTURE_H
