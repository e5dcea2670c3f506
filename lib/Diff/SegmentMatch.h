//===- SegmentMatch.h - Which segment of an image is which of another *- C++
//-*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_SEGMENTMATCH_H
#define TIDEPOOL_LIB_DIFF_SEGMENTMATCH_H

#include "tidepool/Target/Bitstream/Image.h"

#include <string>

namespace tidepool::diff {

/// Two segments of the same kind and name; one may be missing.
struct SegmentPair {
  std::optional<size_t> oldIndex, newIndex;
  /// The number among the segments of this name, and whether there are several:
  /// a host may write a register twice.
  unsigned occurrence = 0;
  bool isRepeated = false;

  bool isWhole() const { return oldIndex && newIndex; }
};

/// The segments of two images side by side: those of the old one in order, then
/// those that only the new one has.
std::vector<SegmentPair> matchSegments(const bitstream::Image &oldImage,
                                       const bitstream::Image &newImage);

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_SEGMENTMATCH_H
