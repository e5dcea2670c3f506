//===- DiffWords.h - Which words of a segment differ ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_DIFFWORDS_H
#define TIDEPOOL_LIB_DIFF_DIFFWORDS_H

#include "SegmentMatch.h"

#include "tidepool/Diff/Report.h"
#include "tidepool/Target/SourceMap/WordMeaning.h"

namespace tidepool::diff {

/// What the report calls a segment: by its name, and, if an image has several
/// of that name, by their order.
std::string getGroupName(const bitstream::Image &oldImage,
                         const bitstream::Image &newImage,
                         const SegmentPair &pair);

/// Adds the words of two segments that differ, in a group of their own. The
/// words of a segment that is missing are all removed or added.
void diffWords(const bitstream::WordMeanings &oldMeanings,
               const bitstream::WordMeanings &newMeanings,
               const SegmentPair &pair, Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_DIFFWORDS_H
