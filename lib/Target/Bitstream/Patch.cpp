//===- Patch.cpp - What makes one bitstream another -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/Bitstream/Patch.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Sha256.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace tidepool;
using namespace tidepool::bitstream;
using llvm::ArrayRef;
using llvm::Error;
using llvm::StringRef;

namespace {

/// The segments of an image by kind, name and how often the name came before: a
/// host may write a register twice.
class SegmentFinder {
public:
  explicit SegmentFinder(ArrayRef<Segment> segments) {
    for (const Segment &segment : segments)
      lists[makeKey(segment.kind, segment.name)].found.push_back(&segment);
  }

  /// The next segment of this kind and name; null if there is none left.
  const Segment *takeNext(SegmentKind kind, StringRef name) {
    auto list = lists.find(makeKey(kind, name));
    if (list == lists.end() || list->second.next == list->second.found.size())
      return nullptr;
    return list->second.found[list->second.next++];
  }

private:
  struct List {
    std::vector<const Segment *> found;
    size_t next = 0;
  };

  static std::string makeKey(SegmentKind kind, StringRef name) {
    return (kind == SegmentKind::Bank ? "b" : "r") + name.str();
  }

  llvm::StringMap<List> lists;
};

} // namespace

std::string tidepool::bitstream::hashBitstream(StringRef bytes) {
  return makeSha256(bytes);
}

//===----------------------------------------------------------------------===//
// Making
//===----------------------------------------------------------------------===//

/// The words of `words` that `old` does not have in their places.
static std::vector<WordRun> findChanges(ArrayRef<uint32_t> old,
                                        ArrayRef<uint32_t> words) {
  std::vector<WordRun> runs;
  for (auto [index, word] : llvm::enumerate(words)) {
    if (index < old.size() && old[index] == word)
      continue;
    bool continues =
        !runs.empty() && runs.back().first + runs.back().words.size() == index;
    if (!continues)
      runs.push_back({static_cast<uint32_t>(index), {}});
    runs.back().words.push_back(word);
  }
  return runs;
}

static SegmentPatch makeSegmentPatch(const Segment *old,
                                     const Segment &segment) {
  SegmentPatch patch;
  patch.kind = segment.kind;
  patch.name = segment.name;
  patch.address = segment.address;
  patch.wordBits = segment.wordBits;
  patch.numWords = segment.words.size();
  // Registers open the memory and close it, so they are all written again.
  bool mayKeep = old && segment.kind == SegmentKind::Bank;
  patch.runs = findChanges(
      mayKeep ? ArrayRef(old->words) : ArrayRef<uint32_t>(), segment.words);
  return patch;
}

/// `image` without its segments.
static Image copyWithoutSegments(const Image &image) {
  Image copy;
  copy.chip = image.chip;
  copy.network = image.network;
  copy.dt = image.dt;
  copy.sizes = image.sizes;
  copy.synapse2 = image.synapse2;
  copy.alias = image.alias;
  copy.bias = image.bias;
  copy.inputShift = image.inputShift;
  copy.recurrentShift = image.recurrentShift;
  copy.outputShift = image.outputShift;
  copy.provenance = image.provenance;
  return copy;
}

llvm::Expected<Patch> tidepool::bitstream::makePatch(const Image &oldImage,
                                                     const Image &newImage) {
  if (oldImage.chip != newImage.chip)
    return makeError("a patch is for one chip, but the old image is for ",
                     oldImage.chip, " and the new one for ", newImage.chip);
  llvm::Expected<std::string> oldBytes = encode(oldImage);
  if (!oldBytes)
    return oldBytes.takeError();
  llvm::Expected<std::string> newBytes = encode(newImage);
  if (!newBytes)
    return newBytes.takeError();
  Patch patch;
  patch.appliesTo = hashBitstream(*oldBytes);
  patch.gives = hashBitstream(*newBytes);
  patch.image = copyWithoutSegments(newImage);
  SegmentFinder finder(oldImage.segments);
  for (const Segment &segment : newImage.segments)
    patch.segments.push_back(
        makeSegmentPatch(finder.takeNext(segment.kind, segment.name), segment));
  return patch;
}

uint64_t tidepool::bitstream::countWords(const Patch &patch) {
  uint64_t numWords = 0;
  for (const SegmentPatch &segment : patch.segments)
    for (const WordRun &run : segment.runs)
      numWords += run.words.size();
  return numWords;
}

//===----------------------------------------------------------------------===//
// Applying
//===----------------------------------------------------------------------===//

/// Fails if a word of the new segment comes from nowhere.
static Error checkCovered(const SegmentPatch &patch, uint64_t numOldWords) {
  // Words beyond the old segment have to be in runs, which ascend.
  uint64_t next = numOldWords;
  for (const WordRun &run : patch.runs) {
    if (run.first > next)
      break;
    next = std::max<uint64_t>(next, run.first + run.words.size());
  }
  if (next >= patch.numWords)
    return Error::success();
  return makeError("word ", next, " of '", patch.name,
                   "' is neither in the patch nor in the bitstream");
}

static llvm::Expected<Segment> applySegmentPatch(const SegmentPatch &patch,
                                                 const Segment *old) {
  Segment segment;
  segment.kind = patch.kind;
  segment.name = patch.name;
  segment.address = patch.address;
  segment.wordBits = patch.wordBits;
  if (Error error = checkCovered(patch, old ? old->words.size() : 0))
    return error;
  if (old)
    segment.words = old->words;
  segment.words.resize(patch.numWords);
  for (const WordRun &run : patch.runs)
    llvm::copy(run.words, segment.words.begin() + run.first);
  return segment;
}

llvm::Expected<std::string>
tidepool::bitstream::applyPatch(const Patch &patch, StringRef oldBytes) {
  llvm::Expected<Image> oldImage = decode(oldBytes);
  if (!oldImage)
    return oldImage.takeError();
  std::string hash = hashBitstream(oldBytes);
  if (hash != patch.appliesTo)
    return makeError("the patch is for the bitstream with SHA-256 ",
                     patch.appliesTo, ", but this one has ", hash);
  Image image = patch.image;
  SegmentFinder finder(oldImage->segments);
  for (const SegmentPatch &segmentPatch : patch.segments) {
    llvm::Expected<Segment> segment = applySegmentPatch(
        segmentPatch, finder.takeNext(segmentPatch.kind, segmentPatch.name));
    if (!segment)
      return segment.takeError();
    image.segments.push_back(std::move(*segment));
  }
  llvm::Expected<std::string> bytes = encode(image);
  if (!bytes)
    return bytes.takeError();
  if (std::string newHash = hashBitstream(*bytes); newHash != patch.gives)
    return makeError("the patch is to give the bitstream with SHA-256 ",
                     patch.gives, ", but gives ", newHash);
  return std::move(*bytes);
}
