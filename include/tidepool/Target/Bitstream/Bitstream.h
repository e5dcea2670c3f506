//===- Bitstream.h - The byte container of a memory image -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes and reads `.xbit` files, as docs/Bitstream.md specifies them. Free of
// MLIR, so that simulators and host programs can link it alone.
//
// An image has exactly one byte string and a byte string at most one image:
//
//   decode(encode(image)) == image   for every image that `encode` accepts
//   encode(decode(bytes)) == bytes   for every file that `decode` accepts
//
// Both functions apply the same rules, so neither makes what the other refuses.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_BITSTREAM_BITSTREAM_H
#define TIDEPOOL_TARGET_BITSTREAM_BITSTREAM_H

#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>

namespace tidepool::bitstream {

/// The first bytes of every bitstream. As in PNG's signature, a byte above 0x7F
/// shows a channel of seven bits, and the two kinds of line end and the
/// end-of-file character show a transfer in text mode.
inline constexpr llvm::StringLiteral magic("\x89XBT\r\n\x1A\n");

/// The version of the format that this library writes, and the only one that it
/// reads.
inline constexpr uint16_t formatVersion = 1;

/// The bytes of `image`: deterministic, the same on every machine.
///
/// Nothing is cut, masked or repaired: an image that breaks a rule of the
/// format is an error that names the field, its value and the limit.
llvm::Expected<std::string> encode(const Image &image);

/// The image in `bytes`.
///
/// Trusts nothing: every rule of the format is checked, and counts are compared
/// with the bytes that are left before memory is taken. An error names what is
/// wrong and the byte offset.
llvm::Expected<Image> decode(llvm::StringRef bytes);

} // namespace tidepool::bitstream

#endif // TIDEPOOL_TARGET_BITSTREAM_BITSTREAM_H
