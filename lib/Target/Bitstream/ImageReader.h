//===- ImageReader.h - Reads the parts of a bitstream -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the decoders of bitstreams and of patches have in common: the frame, the
// fields, the header and the provenance. The file may come from anywhere: the
// frame (magic, version, size, checksum) is checked before the content, every
// field as it is read, and every count against the bytes that are left before
// memory is taken for it.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_BITSTREAM_IMAGEREADER_H
#define TIDEPOOL_LIB_TARGET_BITSTREAM_IMAGEREADER_H

#include "Layout.h"

#include "llvm/Support/DataExtractor.h"

namespace tidepool::bitstream::layout {

/// Reads a file of one format.
class ImageReader {
protected:
  ImageReader(const Format &format, llvm::StringRef bytes)
      : format(format), data(bytes, /*IsLittleEndian=*/true, /*AddressSize=*/4),
        cursor(0) {}
  ~ImageReader() { llvm::consumeError(cursor.takeError()); }

  /// Reads magic, version, chip and size, and checks size and CRC-32.
  llvm::Error readFrame();
  /// Reads features, shifts, time step, sizes and the network's name.
  llvm::Error readHeader();
  /// Reads the kind and the name of a segment; `what` is what it is called
  /// from then on.
  llvm::Error readSegmentName(SegmentKind &kind, std::string &name,
                              size_t index, std::string &what);
  /// Reads where the words of a segment go, how wide and how many they are.
  llvm::Error readExtent(std::optional<uint32_t> &address, uint8_t &wordBits,
                         uint32_t &numWords, const llvm::Twine &what);
  /// Reads `numWords` words; word 0 of them is called word `first`.
  llvm::Error readWords(std::vector<uint32_t> &words, uint32_t numWords,
                        unsigned wordBits, const llvm::Twine &what,
                        uint64_t first = 0);
  /// Reads the provenance, if the header says that there is one.
  llvm::Error readProvenance();
  /// Fails if anything is left.
  llvm::Error checkEnd();

  /// Reads a number within `bounds`.
  template <typename Int>
  llvm::Error get(Int &value, const llvm::Twine &what, Bounds bounds = {}) {
    uint64_t at = cursor.tell();
    if (llvm::Error error = need(sizeof(Int), what))
      return error;
    value = static_cast<Int>(data.getUnsigned(cursor, sizeof(Int)));
    return checkBounds(value, bounds, what, at);
  }

  /// Reads the number of things that follow and take at least `minSize` bytes
  /// each.
  template <typename Int>
  llvm::Error getCount(Int &count, uint64_t minSize, const llvm::Twine &what,
                       uint64_t smallest = 0) {
    if (llvm::Error error = get(count, "number of " + what, {smallest}))
      return error;
    return need(count * minSize, "list of " + llvm::Twine(count) + " " + what);
  }

  llvm::Error getText(std::string &text, const llvm::Twine &what,
                      bool mayBeEmpty = false);
  /// Fails unless `size` bytes are left for `what`.
  llvm::Error need(uint64_t size, const llvm::Twine &what) const;

  const Format &format;
  llvm::DataExtractor data;
  llvm::DataExtractor::Cursor cursor;
  const xylo::Chip *chip = nullptr;
  Image image; ///< what has been read so far

private:
  // The frame.
  llvm::Error readMagic();
  llvm::Error readVersion();
  llvm::Error checkTotalSize(uint32_t totalSize);
  llvm::Error checkChecksum();

  // The content.
  llvm::Error findChip();
  llvm::Error readFeatures();
  llvm::Error readTimeStep();
  llvm::Error readSizes();
  llvm::Error readModules(Provenance &provenance);
  llvm::Error readModule(ModuleIds &module, size_t index, ClaimedIds &claimed);
  llvm::Error readRanges(ModuleIds &module, ClaimedIds &claimed,
                         const llvm::Twine &what);
  llvm::Error readGraphHash(std::string &hash);

  uint16_t chipId = 0;
  bool hasProvenance = false;
};

} // namespace tidepool::bitstream::layout

#endif // TIDEPOOL_LIB_TARGET_BITSTREAM_IMAGEREADER_H
