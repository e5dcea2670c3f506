//===- PatchLayout.h - Layout and rules of a patch --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the encoder and the decoder of patches must agree on. The numbers (P..)
// are those of the rules in docs/Patch.md.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_BITSTREAM_PATCHLAYOUT_H
#define TIDEPOOL_LIB_TARGET_BITSTREAM_PATCHLAYOUT_H

#include "Layout.h"

#include "tidepool/Target/Bitstream/Patch.h"

namespace tidepool::bitstream::layout {

/// Bytes of a SHA-256.
constexpr uint64_t hashSize = 32;
/// Bytes of a run of words, at least: one word.
constexpr uint64_t minRunSize = 4 + 4 + 1;
/// Bytes of a segment without runs, at least.
constexpr uint64_t minSegmentPatchSize = minSegmentSize + 4;

constexpr Format patchFormat = {"bitstream patch", patchMagic,
                                patchFormatVersion,
                                minTotalSize + 2 * hashSize};

/// Whether a run may follow the run that ends at `previousEnd`, if there is one
/// (P9).
inline llvm::Error checkRun(uint32_t first, uint64_t count, uint32_t numWords,
                            std::optional<uint64_t> previousEnd,
                            const llvm::Twine &what, Offset at) {
  if (count == 0)
    return refuse(what, at, " is empty");
  if (first + count > numWords)
    return refuse(what, at,
                  " ends at word " + llvm::Twine(first + count - 1) +
                      ", but the segment has " + llvm::Twine(numWords));
  if (previousEnd && first <= *previousEnd)
    return refuse(what, at,
                  " starts at word " + llvm::Twine(first) +
                      ", but the run before it ends at word " +
                      llvm::Twine(*previousEnd - 1) +
                      ": runs ascend and do not touch");
  return llvm::Error::success();
}

/// Whether a register is written whole (P10). `numRunWords` counts the words of
/// all its runs.
inline llvm::Error checkIsWhole(SegmentKind kind, uint64_t numRunWords,
                                uint32_t numWords, const llvm::Twine &what,
                                Offset at) {
  if (kind == SegmentKind::Bank || numRunWords == numWords)
    return llvm::Error::success();
  return refuse("list of runs of " + what, at,
                " has " + llvm::Twine(numRunWords) + " words of " +
                    llvm::Twine(numWords) + ": a register is written whole");
}

} // namespace tidepool::bitstream::layout

#endif // TIDEPOOL_LIB_TARGET_BITSTREAM_PATCHLAYOUT_H
