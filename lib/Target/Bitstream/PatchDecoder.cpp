//===- PatchDecoder.cpp - From bytes to a patch ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the fields in the order of docs/Patch.md, which may come from anywhere.
//
//===----------------------------------------------------------------------===//

#include "ImageReader.h"
#include "PatchLayout.h"

#include <utility>

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

namespace {

/// Reads one patch.
class PatchDecoder : ImageReader {
public:
  explicit PatchDecoder(StringRef bytes) : ImageReader(patchFormat, bytes) {}

  Error readPatch();
  Patch takePatch();

private:
  Error readHash(std::string &hash, const Twine &what);
  Error readSegments();
  Error readSegment(SegmentPatch &segment, size_t index);
  Error readRuns(SegmentPatch &segment, const Twine &what);

  Patch patch;
};

} // namespace

Error PatchDecoder::readPatch() {
  if (Error error = readFrame())
    return error;
  if (Error error = readHash(patch.appliesTo, "hash of the old bitstream"))
    return error;
  if (Error error = readHash(patch.gives, "hash of the new bitstream"))
    return error;
  if (Error error = readHeader())
    return error;
  if (Error error = readSegments())
    return error;
  if (Error error = readProvenance())
    return error;
  return checkEnd();
}

Patch PatchDecoder::takePatch() {
  patch.image = std::move(image);
  return std::move(patch);
}

Error PatchDecoder::readHash(std::string &hash, const Twine &what) {
  if (Error error = need(hashSize, what))
    return error;
  hash = llvm::toHex(data.getBytes(cursor, hashSize), /*LowerCase=*/true);
  return Error::success();
}

Error PatchDecoder::readSegments() {
  uint16_t count = 0;
  if (Error error = getCount(count, minSegmentPatchSize, "segments"))
    return error;
  patch.segments.resize(count);
  for (auto [index, segment] : llvm::enumerate(patch.segments))
    if (Error error = readSegment(segment, index))
      return error;
  return Error::success();
}

Error PatchDecoder::readSegment(SegmentPatch &segment, size_t index) {
  std::string what;
  if (Error error = readSegmentName(segment.kind, segment.name, index, what))
    return error;
  if (Error error =
          readExtent(segment.address, segment.wordBits, segment.numWords, what))
    return error;
  return readRuns(segment, what);
}

Error PatchDecoder::readRuns(SegmentPatch &segment, const Twine &what) {
  uint64_t runsAt = cursor.tell();
  uint32_t count = 0;
  if (Error error = getCount(count, minRunSize, "runs of " + what))
    return error;
  segment.runs.resize(count);
  std::optional<uint64_t> previousEnd;
  uint64_t numRunWords = 0;
  for (auto [index, run] : llvm::enumerate(segment.runs)) {
    std::string runName = ("run " + Twine(index) + " of " + what).str();
    uint64_t at = cursor.tell();
    uint32_t numWords = 0;
    if (Error error = get(run.first, runName))
      return error;
    if (Error error = get(numWords, runName))
      return error;
    if (Error error = checkRun(run.first, numWords, segment.numWords,
                               previousEnd, runName, at))
      return error;
    if (Error error =
            readWords(run.words, numWords, segment.wordBits, what, run.first))
      return error;
    previousEnd = run.first + uint64_t(numWords);
    numRunWords += numWords;
  }
  return checkIsWhole(segment.kind, numRunWords, segment.numWords, what,
                      runsAt);
}

llvm::Expected<Patch> tidepool::bitstream::decodePatch(StringRef bytes) {
  PatchDecoder decoder(bytes);
  if (Error error = decoder.readPatch())
    return error;
  return decoder.takePatch();
}
