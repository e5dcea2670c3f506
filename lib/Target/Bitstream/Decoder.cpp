//===- Decoder.cpp - From bytes to a memory image -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the fields in the order of docs/Bitstream.md. The file may come from
// anywhere: the frame (magic, version, size, checksum) is checked before the
// content, every field as it is read, and every count against the bytes that
// are left before memory is taken for it.
//
//===----------------------------------------------------------------------===//

#include "Layout.h"

#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/Endian.h"

#include <utility>

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

namespace {

/// Reads one image.
class Decoder {
public:
  explicit Decoder(StringRef bytes)
      : data(bytes, /*IsLittleEndian=*/true, /*AddressSize=*/4), cursor(0) {}
  ~Decoder() { llvm::consumeError(cursor.takeError()); }

  Error readImage();
  Image takeImage() { return std::move(image); }

private:
  // The frame.
  Error readFrame();
  Error readMagic();
  Error readVersion();
  Error checkTotalSize(uint32_t totalSize);
  Error checkChecksum();

  // The content.
  Error readHeader();
  Error findChip();
  Error readFeatures();
  Error readTimeStep();
  Error readSizes();
  Error readSegments();
  Error readSegment(Segment &segment, size_t index);
  Error readExtent(Segment &segment, uint32_t &numWords, const Twine &what);
  Error readWords(Segment &segment, uint32_t numWords, const Twine &what);
  Error readProvenance(Provenance &provenance);
  Error readModule(ModuleIds &module, size_t index, ClaimedIds &claimed);
  Error readRanges(ModuleIds &module, ClaimedIds &claimed, const Twine &what);
  Error readGraphHash(std::string &hash);
  Error checkEnd();

  /// Reads a number within `bounds`.
  template <typename Int>
  Error get(Int &value, const Twine &what, Bounds bounds = {}) {
    uint64_t at = cursor.tell();
    if (Error error = need(sizeof(Int), what))
      return error;
    value = static_cast<Int>(data.getUnsigned(cursor, sizeof(Int)));
    return checkBounds(value, bounds, what, at);
  }

  /// Reads the number of things that follow and take at least `minSize` bytes
  /// each.
  template <typename Int>
  Error getCount(Int &count, uint64_t minSize, const Twine &what,
                 uint64_t smallest = 0) {
    if (Error error = get(count, "number of " + what, {smallest}))
      return error;
    return need(count * minSize, "list of " + Twine(count) + " " + what);
  }

  Error getText(std::string &text, const Twine &what, bool mayBeEmpty = false);
  Error need(uint64_t size, const Twine &what) const;

  llvm::DataExtractor data;
  llvm::DataExtractor::Cursor cursor;
  uint16_t chipId = 0;
  const xylo::Chip *chip = nullptr;
  bool hasProvenance = false;
  Image image;
};

} // namespace

Error Decoder::readImage() {
  if (Error error = readFrame())
    return error;
  if (Error error = readHeader())
    return error;
  if (Error error = readSegments())
    return error;
  if (hasProvenance)
    if (Error error = readProvenance(image.provenance.emplace()))
      return error;
  return checkEnd();
}

//===----------------------------------------------------------------------===//
// The frame
//===----------------------------------------------------------------------===//

Error Decoder::readFrame() {
  if (Error error = readMagic())
    return error;
  if (Error error = readVersion())
    return error;
  if (Error error = get(chipId, "chip id"))
    return error;
  uint32_t totalSize = 0;
  if (Error error = get(totalSize, "total size"))
    return error;
  if (Error error = checkTotalSize(totalSize))
    return error;
  return checkChecksum();
}

Error Decoder::readMagic() {
  StringRef bytes = data.getData();
  if (bytes.size() < magic.size() && magic.starts_with(bytes))
    return need(magic.size(), "magic");
  if (!bytes.starts_with(magic))
    return refuse("bad magic", 0, ": this is no Tidepool bitstream");
  data.skip(cursor, magic.size());
  return Error::success();
}

Error Decoder::readVersion() {
  uint64_t at = cursor.tell();
  uint16_t version = 0;
  if (Error error = get(version, "format version"))
    return error;
  if (version == formatVersion)
    return Error::success();
  return refuse("format version " + Twine(version), at,
                ": this reader knows version " + Twine(formatVersion));
}

Error Decoder::checkTotalSize(uint32_t totalSize) {
  uint64_t present = data.size();
  if (Error error =
          checkBounds(totalSize, {minTotalSize}, "total size", totalSizeOffset))
    return error;
  if (present < totalSize)
    return refuse("truncated: total size", totalSizeOffset,
                  " is " + Twine(totalSize) + ", but the file has " +
                      Twine(present) + " bytes");
  if (present > totalSize)
    return refuse("trailing bytes", totalSize,
                  ": the total size at offset " + Twine(totalSizeOffset) +
                      " is " + Twine(totalSize) + ", but the file has " +
                      Twine(present) + " bytes");
  return Error::success();
}

Error Decoder::checkChecksum() {
  StringRef content = data.getData().drop_back(checksumSize);
  uint32_t stated = llvm::support::endian::read32le(content.end());
  uint32_t actual = llvm::crc32(llvm::arrayRefFromStringRef(content));
  if (stated != actual)
    return refuse("CRC-32", content.size(),
                  " is 0x" + llvm::utohexstr(stated, /*LowerCase=*/true, 8) +
                      ", but the content has 0x" +
                      llvm::utohexstr(actual, /*LowerCase=*/true, 8));
  // Nothing after this may read into the checksum.
  data = llvm::DataExtractor(content, data.isLittleEndian(),
                             data.getAddressSize());
  return Error::success();
}

//===----------------------------------------------------------------------===//
// The content
//===----------------------------------------------------------------------===//

Error Decoder::readHeader() {
  if (Error error = findChip())
    return error;
  if (Error error = readFeatures())
    return error;
  if (Error error = readTimeStep())
    return error;
  if (Error error = readSizes())
    return error;
  return getText(image.network, "network name");
}

Error Decoder::findChip() {
  chip = xylo::findChip(chipId);
  if (!chip)
    return refuse("chip id", chipIdOffset,
                  " is " + Twine(chipId) + ", which is none of " +
                      xylo::listChipNames());
  image.chip = chip->name.str();
  return Error::success();
}

Error Decoder::readFeatures() {
  uint64_t at = cursor.tell();
  uint8_t features = 0;
  if (Error error = get(features, "feature byte"))
    return error;
  if (Error error = checkFeatures(features, *chip, at))
    return error;
  image.synapse2 = features & synapse2Feature;
  image.alias = features & aliasFeature;
  image.bias = features & biasFeature;
  hasProvenance = features & provenanceFeature;

  constexpr Bounds shiftBounds = {0, xylo::maxWeightShift};
  if (Error error = get(image.inputShift, "input weight shift", shiftBounds))
    return error;
  if (Error error =
          get(image.recurrentShift, "recurrent weight shift", shiftBounds))
    return error;
  return get(image.outputShift, "output weight shift", shiftBounds);
}

Error Decoder::readTimeStep() {
  uint64_t at = cursor.tell();
  uint64_t bits = 0;
  if (Error error = get(bits, "dt"))
    return error;
  image.dt = llvm::bit_cast<double>(bits);
  return checkTimeStep(image.dt, at);
}

Error Decoder::readSizes() {
  uint64_t at = cursor.tell();
  for (const SizeField &field : sizeFields)
    if (Error error = get(image.sizes.*field.member, field.name))
      return error;
  return checkSizes(image.sizes, *chip, at);
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
  std::string unnamed = "segment " + std::to_string(index);
  uint8_t kind = 0;
  if (Error error = get(kind, "kind of " + unnamed,
                        {0, static_cast<uint8_t>(SegmentKind::Register)}))
    return error;
  segment.kind = static_cast<SegmentKind>(kind);
  if (Error error = getText(segment.name, "name of " + unnamed))
    return error;

  std::string what = unnamed + " '" + segment.name + "'";
  uint32_t numWords = 0;
  if (Error error = readExtent(segment, numWords, what))
    return error;
  return readWords(segment, numWords, what);
}

/// Reads where the words of `segment` go, how wide and how many they are.
Error Decoder::readExtent(Segment &segment, uint32_t &numWords,
                          const Twine &what) {
  uint64_t addressAt = cursor.tell();
  uint32_t address = 0;
  if (Error error = get(address, "address of " + what))
    return error;
  if (Error error =
          get(segment.wordBits, "word width of " + what, {1, maxWordBits}))
    return error;
  if (Error error =
          get(numWords, "number of words of " + what, {0, addressSpace}))
    return error;
  if (address == noAddress)
    return Error::success();
  segment.address = address;
  return checkAddress(address, numWords, "address of " + what, addressAt);
}

Error Decoder::readWords(Segment &segment, uint32_t numWords,
                         const Twine &what) {
  unsigned bytesPerWord = getBytesPerWord(segment.wordBits);
  if (Error error = need(uint64_t(numWords) * bytesPerWord, what))
    return error;
  segment.words.resize(numWords);
  for (auto [index, word] : llvm::enumerate(segment.words)) {
    uint64_t at = cursor.tell();
    word = static_cast<uint32_t>(data.getUnsigned(cursor, bytesPerWord));
    if (!llvm::isUIntN(segment.wordBits, word))
      return refuseWord(word, segment.wordBits,
                        "word " + Twine(index) + " of " + what, at);
  }
  return Error::success();
}

Error Decoder::readProvenance(Provenance &provenance) {
  uint32_t count = 0;
  if (Error error = getCount(count, minModuleSize, "modules"))
    return error;
  provenance.modules.resize(count);
  ClaimedIds claimed(image.sizes);
  for (auto [index, module] : llvm::enumerate(provenance.modules))
    if (Error error = readModule(module, index, claimed))
      return error;
  if (Error error = readGraphHash(provenance.graphHash))
    return error;
  if (Error error = getText(provenance.compiler, "compiler",
                            /*mayBeEmpty=*/true))
    return error;
  return getText(provenance.options, "options", /*mayBeEmpty=*/true);
}

Error Decoder::readModule(ModuleIds &module, size_t index,
                          ClaimedIds &claimed) {
  std::string unnamed = "module " + std::to_string(index);
  uint8_t population = 0;
  if (Error error = get(population, "population of " + unnamed,
                        {0, static_cast<uint8_t>(Population::Output)}))
    return error;
  module.population = static_cast<Population>(population);
  if (Error error = getText(module.label, "label of " + unnamed))
    return error;
  return readRanges(module, claimed, unnamed + " '" + module.label + "'");
}

Error Decoder::readRanges(ModuleIds &module, ClaimedIds &claimed,
                          const Twine &what) {
  uint32_t count = 0;
  if (Error error = getCount(count, idRangeSize, "id ranges of " + what,
                             /*smallest=*/1))
    return error;
  module.ids.resize(count);
  const IdRange *previous = nullptr;
  for (auto [index, range] : llvm::enumerate(module.ids)) {
    std::string rangeName = ("id range " + Twine(index) + " of " + what).str();
    uint64_t at = cursor.tell();
    if (Error error = get(range.first, rangeName))
      return error;
    if (Error error = get(range.count, rangeName))
      return error;
    if (Error error =
            claimed.claim(module.population, range, previous, rangeName, at))
      return error;
    previous = &range;
  }
  return Error::success();
}

Error Decoder::readGraphHash(std::string &hash) {
  uint64_t at = cursor.tell();
  if (Error error = getText(hash, "graph hash", /*mayBeEmpty=*/true))
    return error;
  return checkGraphHash(hash, at);
}

Error Decoder::checkEnd() {
  uint64_t at = cursor.tell();
  if (at == data.size())
    return Error::success();
  return refuse("unused bytes", at,
                ": the content ends here, but the checksum is at offset " +
                    Twine(data.size()));
}

//===----------------------------------------------------------------------===//
// Fields
//===----------------------------------------------------------------------===//

Error Decoder::getText(std::string &text, const Twine &what, bool mayBeEmpty) {
  uint64_t at = cursor.tell();
  uint16_t length = 0;
  if (Error error = get(length, what))
    return error;
  if (Error error = need(length, what))
    return error;
  text = data.getBytes(cursor, length).str();
  return checkText(text, what, at, mayBeEmpty);
}

/// Fails unless `size` bytes are left for `what`.
Error Decoder::need(uint64_t size, const Twine &what) const {
  uint64_t left = data.size() - cursor.tell();
  if (size <= left)
    return Error::success();
  return refuse("truncated: " + what, cursor.tell(),
                " needs " + Twine(size) + " bytes, " + Twine(left) +
                    " are left");
}

llvm::Expected<Image> tidepool::bitstream::decode(StringRef bytes) {
  Decoder decoder(bytes);
  if (Error error = decoder.readImage())
    return error;
  return decoder.takeImage();
}
