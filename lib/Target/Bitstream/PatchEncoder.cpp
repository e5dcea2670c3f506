//===- PatchEncoder.cpp - From a patch to bytes ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the fields in the order of docs/Patch.md.
//
//===----------------------------------------------------------------------===//

#include "ImageWriter.h"
#include "PatchLayout.h"

#include <utility>

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

namespace {

/// Writes one patch.
class PatchEncoder : ImageWriter {
public:
  PatchEncoder(const Patch &patch, const xylo::Chip &chip)
      : ImageWriter(patch.image, chip), patch(patch) {}

  Error writePatch();
  std::string takeBytes() { return std::move(bytes); }

private:
  Error writeHash(StringRef hash, const Twine &what);
  Error writeSegments();
  Error writeSegment(const SegmentPatch &segment, size_t index);
  Error writeRuns(const SegmentPatch &segment, const Twine &what);

  const Patch &patch;
};

} // namespace

Error PatchEncoder::writePatch() {
  writeFrame(patchFormat);
  if (Error error = writeHash(patch.appliesTo, "hash of the old bitstream"))
    return error;
  if (Error error = writeHash(patch.gives, "hash of the new bitstream"))
    return error;
  if (Error error = writeHeader())
    return error;
  if (Error error = writeSegments())
    return error;
  if (Error error = writeProvenance())
    return error;
  return finish();
}

Error PatchEncoder::writeHash(StringRef hash, const Twine &what) {
  std::string hashBytes;
  if (hash.size() != 2 * hashSize || !llvm::tryGetFromHex(hash, hashBytes))
    return refuse(what, std::nullopt,
                  " is not " + Twine(2 * hashSize) + " hexadecimal digits");
  os << hashBytes;
  return Error::success();
}

Error PatchEncoder::writeSegments() {
  if (Error error = put<uint16_t>(patch.segments.size(), "number of segments"))
    return error;
  for (auto [index, segment] : llvm::enumerate(patch.segments))
    if (Error error = writeSegment(segment, index))
      return error;
  return Error::success();
}

Error PatchEncoder::writeSegment(const SegmentPatch &segment, size_t index) {
  std::string what;
  if (Error error = writeSegmentName(segment.kind, segment.name, index, what))
    return error;
  if (Error error = writeExtent(segment.address, segment.wordBits,
                                segment.numWords, what))
    return error;
  return writeRuns(segment, what);
}

Error PatchEncoder::writeRuns(const SegmentPatch &segment, const Twine &what) {
  if (Error error =
          put<uint32_t>(segment.runs.size(), "number of runs of " + what))
    return error;
  std::optional<uint64_t> previousEnd;
  uint64_t numRunWords = 0;
  for (auto [index, run] : llvm::enumerate(segment.runs)) {
    if (Error error =
            checkRun(run.first, run.words.size(), segment.numWords, previousEnd,
                     "run " + Twine(index) + " of " + what, std::nullopt))
      return error;
    writer.write(run.first);
    writer.write(static_cast<uint32_t>(run.words.size()));
    if (Error error = writeWords(run.words, segment.wordBits, what, run.first))
      return error;
    previousEnd = run.first + run.words.size();
    numRunWords += run.words.size();
  }
  return checkIsWhole(segment.kind, numRunWords, segment.numWords, what,
                      std::nullopt);
}

llvm::Expected<std::string>
tidepool::bitstream::encodePatch(const Patch &patch) {
  llvm::Expected<const xylo::Chip *> chip = layout::findChip(patch.image);
  if (!chip)
    return chip.takeError();
  PatchEncoder encoder(patch, **chip);
  if (Error error = encoder.writePatch())
    return error;
  return encoder.takeBytes();
}
