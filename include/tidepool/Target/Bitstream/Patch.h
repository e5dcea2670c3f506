//===- Patch.h - What makes one bitstream another ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bitstream patches, as docs/Patch.md specifies them: the words in which the
// memory of a chip changes from one image to another, in the order in which a
// host sends them, and all else that the other image's file says. Free of MLIR,
// as the bitstream itself.
//
//   applyPatch(makePatch(a, b), a) == b    byte for byte
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_BITSTREAM_PATCH_H
#define TIDEPOOL_TARGET_BITSTREAM_PATCH_H

#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidepool::bitstream {

/// The first bytes of every patch, chosen as those of a bitstream.
inline constexpr llvm::StringLiteral patchMagic("\x89XBP\r\n\x1A\n");

/// The version of the format that this library writes, and the only one that it
/// reads.
inline constexpr uint16_t patchFormatVersion = 1;

/// Consecutive words of a segment.
struct WordRun {
  uint32_t first = 0; ///< counted from the segment's first word
  std::vector<uint32_t> words;
};

/// A segment of the image that a patch gives: what a host writes of it. The
/// other words are those of the image that the patch applies to.
struct SegmentPatch {
  SegmentKind kind = SegmentKind::Bank;
  std::string name;
  std::optional<uint32_t> address; ///< of the segment's first word
  uint8_t wordBits = 32;
  uint32_t numWords = 0; ///< of the whole segment
  /// The words to write, ascending and not touching each other: of a bank
  /// those that change, of a register its word.
  std::vector<WordRun> runs;
};

/// What makes one image another.
struct Patch {
  std::string appliesTo; ///< SHA-256 of the old bitstream, hexadecimal
  std::string gives;     ///< SHA-256 of the new bitstream, hexadecimal
  /// The new image, but for its segments.
  Image image;
  std::vector<SegmentPatch> segments; ///< in the order in which a host sends
};

/// The SHA-256 of the bytes of a bitstream, as 64 digits `0-9a-f`.
std::string hashBitstream(llvm::StringRef bytes);

/// The patch that makes `newImage` of `oldImage`. Fails if they are for
/// different chips, or if one of them cannot be written as a bitstream.
llvm::Expected<Patch> makePatch(const Image &oldImage, const Image &newImage);

/// The bytes of the new bitstream, made from those of the old one. Fails unless
/// the patch is for this old bitstream, and gives what it says.
llvm::Expected<std::string> applyPatch(const Patch &patch,
                                       llvm::StringRef oldBytes);

/// The words that a host writes for this patch.
uint64_t countWords(const Patch &patch);

/// The bytes of `patch`. As with bitstreams, nothing is cut or repaired: a
/// patch that breaks a rule of the format is an error.
llvm::Expected<std::string> encodePatch(const Patch &patch);

/// The patch in `bytes`, of which nothing is trusted; an error names what is
/// wrong and the byte offset.
llvm::Expected<Patch> decodePatch(llvm::StringRef bytes);

} // namespace tidepool::bitstream

#endif // TIDEPOOL_TARGET_BITSTREAM_PATCH_H
