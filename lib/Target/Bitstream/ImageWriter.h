//===- ImageWriter.h - Writes the parts of a bitstream ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the encoders of bitstreams and of patches have in common. Every number
// goes through `put` and every text through `putText`, which check before they
// write, so that nothing is cut silently.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_BITSTREAM_IMAGEWRITER_H
#define TIDEPOOL_LIB_TARGET_BITSTREAM_IMAGEWRITER_H

#include "Layout.h"

#include "llvm/Support/EndianStream.h"
#include "llvm/Support/raw_ostream.h"

namespace tidepool::bitstream::layout {

/// Writes a file of one format.
class ImageWriter {
protected:
  ImageWriter(const Image &image, const xylo::Chip &chip)
      : image(image), chip(chip), os(bytes),
        writer(os, llvm::endianness::little) {}

  /// Begins the frame.
  void writeFrame(const Format &format);
  /// Writes features, shifts, time step, sizes and the network's name.
  llvm::Error writeHeader();
  /// Writes the kind and the name of a segment; `what` is what it is called
  /// from then on.
  llvm::Error writeSegmentName(SegmentKind kind, llvm::StringRef name,
                               size_t index, std::string &what);
  /// Writes where the words of a segment go, how wide and how many they are.
  llvm::Error writeExtent(std::optional<uint32_t> address, unsigned wordBits,
                          size_t numWords, const llvm::Twine &what);
  /// Writes words; word 0 of them is called word `first`.
  llvm::Error writeWords(llvm::ArrayRef<uint32_t> words, unsigned wordBits,
                         const llvm::Twine &what, uint64_t first = 0);
  /// Writes the provenance, if there is one.
  llvm::Error writeProvenance();
  /// Ends the frame: total size and CRC-32.
  llvm::Error finish();

  /// Writes `value` as an `Int` if it is within `bounds` and an `Int` can hold
  /// it.
  template <typename Int>
  llvm::Error put(uint64_t value, const llvm::Twine &what, Bounds bounds = {}) {
    constexpr uint64_t largestInt = std::numeric_limits<Int>::max();
    bounds.largest = std::min(bounds.largest, largestInt);
    if (llvm::Error error = checkBounds(value, bounds, what, std::nullopt))
      return error;
    writer.write(static_cast<Int>(value));
    return llvm::Error::success();
  }

  llvm::Error putText(llvm::StringRef text, const llvm::Twine &what,
                      bool mayBeEmpty = false);

  const Image &image;
  const xylo::Chip &chip;
  std::string bytes;
  llvm::raw_string_ostream os;
  llvm::support::endian::Writer writer;

private:
  llvm::Error writeFeatures();
  llvm::Error writeSizes();
  llvm::Error writeModules(const Provenance &provenance);
  llvm::Error writeModule(const ModuleIds &module, size_t index,
                          ClaimedIds &claimed);
};

/// The chip that an image names. Fails if there is none of that name.
llvm::Expected<const xylo::Chip *> findChip(const Image &image);

} // namespace tidepool::bitstream::layout

#endif // TIDEPOOL_LIB_TARGET_BITSTREAM_IMAGEWRITER_H
