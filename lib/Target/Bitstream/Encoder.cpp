//===- Encoder.cpp - From a memory image to bytes -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the fields in the order of docs/Bitstream.md. Every number goes
// through `put` and every text through `putText`, which check before they
// write, so that nothing is cut silently.
//
//===----------------------------------------------------------------------===//

#include "Layout.h"

#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/raw_ostream.h"

#include <cassert>
#include <utility>

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

namespace {

/// Writes one image.
class Encoder {
public:
  Encoder(const Image &image, const xylo::Chip &chip)
      : image(image), chip(chip), os(bytes),
        writer(os, llvm::endianness::little) {}

  Error writeImage();
  std::string takeBytes() { return std::move(bytes); }

private:
  Error writeHeader();
  Error writeFeatures();
  Error writeSizes();
  Error writeSegments();
  Error writeSegment(const Segment &segment, size_t index);
  Error writeExtent(const Segment &segment, const Twine &what);
  Error writeWords(const Segment &segment, const Twine &what);
  Error writeProvenance(const Provenance &provenance);
  Error writeModule(const ModuleIds &module, size_t index, ClaimedIds &claimed);
  Error writeTotalSize();
  void writeChecksum();

  /// Writes `value` as an `Int` if it is within `bounds` and an `Int` can hold
  /// it.
  template <typename Int>
  Error put(uint64_t value, const Twine &what, Bounds bounds = {}) {
    constexpr uint64_t largestInt = std::numeric_limits<Int>::max();
    bounds.largest = std::min(bounds.largest, largestInt);
    if (Error error = checkBounds(value, bounds, what, std::nullopt))
      return error;
    writer.write(static_cast<Int>(value));
    return Error::success();
  }

  Error putText(StringRef text, const Twine &what, bool mayBeEmpty = false);

  const Image &image;
  const xylo::Chip &chip;
  std::string bytes;
  llvm::raw_string_ostream os;
  llvm::support::endian::Writer writer;
};

} // namespace

Error Encoder::writeImage() {
  if (Error error = writeHeader())
    return error;
  if (Error error = writeSegments())
    return error;
  if (image.provenance)
    if (Error error = writeProvenance(*image.provenance))
      return error;
  if (Error error = writeTotalSize())
    return error;
  writeChecksum();
  return Error::success();
}

Error Encoder::writeHeader() {
  os << magic;
  writer.write(formatVersion);
  writer.write(chip.id);
  writer.write(uint32_t(0)); // the total size, once it is known
  if (Error error = writeFeatures())
    return error;
  if (Error error = checkTimeStep(image.dt, std::nullopt))
    return error;
  writer.write(image.dt);
  if (Error error = writeSizes())
    return error;
  assert(bytes.size() == fixedHeaderSize && "the header's size is fixed");
  return putText(image.network, "network name");
}

Error Encoder::writeFeatures() {
  uint8_t features = (image.synapse2 ? synapse2Feature : 0) |
                     (image.alias ? aliasFeature : 0) |
                     (image.bias ? biasFeature : 0) |
                     (image.provenance ? provenanceFeature : 0);
  if (Error error = checkFeatures(features, chip, std::nullopt))
    return error;
  writer.write(features);
  constexpr Bounds shiftBounds = {0, xylo::maxWeightShift};
  if (Error error =
          put<uint8_t>(image.inputShift, "input weight shift", shiftBounds))
    return error;
  if (Error error = put<uint8_t>(image.recurrentShift, "recurrent weight shift",
                                 shiftBounds))
    return error;
  return put<uint8_t>(image.outputShift, "output weight shift", shiftBounds);
}

Error Encoder::writeSizes() {
  if (Error error = checkSizes(image.sizes, chip, std::nullopt))
    return error;
  for (const SizeField &field : sizeFields)
    writer.write(image.sizes.*field.member);
  return Error::success();
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
  std::string unnamed = "segment " + std::to_string(index);
  if (Error error =
          put<uint8_t>(static_cast<uint8_t>(segment.kind), "kind of " + unnamed,
                       {0, static_cast<uint8_t>(SegmentKind::Register)}))
    return error;
  if (Error error = putText(segment.name, "name of " + unnamed))
    return error;

  std::string what = unnamed + " '" + segment.name + "'";
  if (Error error = writeExtent(segment, what))
    return error;
  return writeWords(segment, what);
}

/// Writes where the words of `segment` go, how wide and how many they are.
Error Encoder::writeExtent(const Segment &segment, const Twine &what) {
  size_t numWords = segment.words.size();
  if (segment.address)
    if (Error error = checkAddress(*segment.address, numWords,
                                   "address of " + what, std::nullopt))
      return error;
  writer.write(segment.address.value_or(noAddress));
  if (Error error = put<uint8_t>(segment.wordBits, "word width of " + what,
                                 {1, maxWordBits}))
    return error;
  return put<uint32_t>(numWords, "number of words of " + what,
                       {0, addressSpace});
}

Error Encoder::writeWords(const Segment &segment, const Twine &what) {
  unsigned bytesPerWord = getBytesPerWord(segment.wordBits);
  for (auto [index, word] : llvm::enumerate(segment.words)) {
    if (!llvm::isUIntN(segment.wordBits, word))
      return refuseWord(word, segment.wordBits,
                        "word " + Twine(index) + " of " + what, std::nullopt);
    if (bytesPerWord == 1)
      writer.write(static_cast<uint8_t>(word));
    else if (bytesPerWord == 2)
      writer.write(static_cast<uint16_t>(word));
    else
      writer.write(word);
  }
  return Error::success();
}

Error Encoder::writeProvenance(const Provenance &provenance) {
  if (Error error =
          put<uint32_t>(provenance.modules.size(), "number of modules"))
    return error;
  ClaimedIds claimed(image.sizes);
  for (auto [index, module] : llvm::enumerate(provenance.modules))
    if (Error error = writeModule(module, index, claimed))
      return error;
  if (Error error = putText(provenance.graphHash, "graph hash",
                            /*mayBeEmpty=*/true))
    return error;
  if (Error error = checkGraphHash(provenance.graphHash, std::nullopt))
    return error;
  if (Error error = putText(provenance.compiler, "compiler",
                            /*mayBeEmpty=*/true))
    return error;
  return putText(provenance.options, "options", /*mayBeEmpty=*/true);
}

Error Encoder::writeModule(const ModuleIds &module, size_t index,
                           ClaimedIds &claimed) {
  std::string unnamed = "module " + std::to_string(index);
  if (Error error = put<uint8_t>(static_cast<uint8_t>(module.population),
                                 "population of " + unnamed,
                                 {0, static_cast<uint8_t>(Population::Output)}))
    return error;
  if (Error error = putText(module.label, "label of " + unnamed))
    return error;

  std::string what = unnamed + " '" + module.label + "'";
  if (Error error =
          put<uint32_t>(module.ids.size(), "number of id ranges of " + what,
                        {1, std::numeric_limits<uint32_t>::max()}))
    return error;
  const IdRange *previous = nullptr;
  for (const IdRange &range : module.ids) {
    if (Error error = claimed.claim(
            module.population, range, previous,
            "id range " + Twine(&range - module.ids.data()) + " of " + what,
            std::nullopt))
      return error;
    writer.write(range.first);
    writer.write(range.count);
    previous = &range;
  }
  return Error::success();
}

Error Encoder::writeTotalSize() {
  uint64_t totalSize = bytes.size() + checksumSize;
  constexpr uint64_t largest = std::numeric_limits<uint32_t>::max();
  if (Error error =
          checkBounds(totalSize, {0, largest}, "total size", std::nullopt))
    return error;
  llvm::support::endian::write32le(&bytes[totalSizeOffset], totalSize);
  return Error::success();
}

void Encoder::writeChecksum() {
  writer.write(llvm::crc32(llvm::arrayRefFromStringRef(bytes)));
}

Error Encoder::putText(StringRef text, const Twine &what, bool mayBeEmpty) {
  if (Error error = checkText(text, what, std::nullopt, mayBeEmpty))
    return error;
  writer.write(static_cast<uint16_t>(text.size()));
  os << text;
  return Error::success();
}

llvm::Expected<std::string> tidepool::bitstream::encode(const Image &image) {
  const xylo::Chip *chip = xylo::findChip(image.chip);
  if (!chip)
    return refuse("chip", std::nullopt,
                  " is '" + image.chip + "', expected one of " +
                      xylo::listChipNames());
  Encoder encoder(image, *chip);
  if (Error error = encoder.writeImage())
    return error;
  return encoder.takeBytes();
}
