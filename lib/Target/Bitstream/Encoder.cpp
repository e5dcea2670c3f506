//===- Encoder.cpp - From a memory image to bytes -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ImageWriter.h"

#include "tidepool/Target/Bitstream/Bitstream.h"

#include <utility>

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;

namespace {

/// Writes one image.
class Encoder : ImageWriter {
public:
  Encoder(const Image &image, const xylo::Chip &chip)
      : ImageWriter(image, chip) {}

  Error writeImage();
  std::string takeBytes() { return std::move(bytes); }

private:
  Error writeSegments();
  Error writeSegment(const Segment &segment, size_t index);
};

} // namespace

Error Encoder::writeImage() {
  writeFrame(bitstreamFormat);
  if (Error error = writeHeader())
    return error;
  if (Error error = writeSegments())
    return error;
  if (Error error = writeProvenance())
    return error;
  return finish();
}

Error Encoder::writeSegments() {
  if (Error error = put<uint16_t>(image.segments.size(), "number of segments"))
    return error;
  for (auto [index, segment] : llvm::enumerate(image.segments))
    if (Error error = writeSegment(segment, index))
      return error;
  return Error::success();
}

Error Encoder::writeSegment(const Segment &segment, size_t index) {
  std::string what;
  if (Error error = writeSegmentName(segment.kind, segment.name, index, what))
    return error;
  if (Error error = writeExtent(segment.address, segment.wordBits,
                                segment.words.size(), what))
    return error;
  return writeWords(segment.words, segment.wordBits, what);
}

llvm::Expected<std::string> tidepool::bitstream::encode(const Image &image) {
  llvm::Expected<const xylo::Chip *> chip = layout::findChip(image);
  if (!chip)
    return chip.takeError();
  Encoder encoder(image, **chip);
  if (Error error = encoder.writeImage())
    return error;
  return encoder.takeBytes();
}
