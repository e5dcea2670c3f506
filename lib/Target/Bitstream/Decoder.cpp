//===- Decoder.cpp - From bytes to a memory image -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ImageReader.h"

#include "tidepool/Target/Bitstream/Bitstream.h"

#include <utility>

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;
using llvm::StringRef;

namespace {

/// Reads one image.
class Decoder : ImageReader {
public:
  explicit Decoder(StringRef bytes) : ImageReader(bitstreamFormat, bytes) {}

  Error readImage();
  Image takeImage() { return std::move(image); }

private:
  Error readSegments();
  Error readSegment(Segment &segment, size_t index);
};

} // namespace

Error Decoder::readImage() {
  if (Error error = readFrame())
    return error;
  if (Error error = readHeader())
    return error;
  if (Error error = readSegments())
    return error;
  if (Error error = readProvenance())
    return error;
  return checkEnd();
}

Error Decoder::readSegments() {
  uint16_t count = 0;
  if (Error error = getCount(count, minSegmentSize, "segments"))
    return error;
  image.segments.resize(count);
  for (auto [index, segment] : llvm::enumerate(image.segments))
    if (Error error = readSegment(segment, index))
      return error;
  return Error::success();
}

Error Decoder::readSegment(Segment &segment, size_t index) {
  std::string what;
  if (Error error = readSegmentName(segment.kind, segment.name, index, what))
    return error;
  uint32_t numWords = 0;
  if (Error error =
          readExtent(segment.address, segment.wordBits, numWords, what))
    return error;
  return readWords(segment.words, numWords, segment.wordBits, what);
}

llvm::Expected<Image> tidepool::bitstream::decode(StringRef bytes) {
  Decoder decoder(bytes);
  if (Error error = decoder.readImage())
    return error;
  return decoder.takeImage();
}
