//===- ImageReader.cpp - Reads the parts of a bitstream -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the fields in the order of docs/Bitstream.md.
//
//===----------------------------------------------------------------------===//

#include "ImageReader.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/Endian.h"

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

//===----------------------------------------------------------------------===//
// The frame
//===----------------------------------------------------------------------===//

Error ImageReader::readFrame() {
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

Error ImageReader::readMagic() {
  StringRef bytes = data.getData();
  if (bytes.size() < format.magic.size() && format.magic.starts_with(bytes))
    return need(format.magic.size(), "magic");
  if (!bytes.starts_with(format.magic))
    return refuse("bad magic", 0, ": this is no Tidepool " + format.name);
  data.skip(cursor, format.magic.size());
  return Error::success();
}

Error ImageReader::readVersion() {
  uint64_t at = cursor.tell();
  uint16_t version = 0;
  if (Error error = get(version, "format version"))
    return error;
  if (version == format.version)
    return Error::success();
  return refuse("format version " + Twine(version), at,
                ": this reader knows version " + Twine(format.version));
}

Error ImageReader::checkTotalSize(uint32_t totalSize) {
  uint64_t present = data.size();
  if (Error error = checkBounds(totalSize, {format.minTotalSize}, "total size",
                                totalSizeOffset))
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

Error ImageReader::checkChecksum() {
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

Error ImageReader::readHeader() {
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

Error ImageReader::findChip() {
  chip = xylo::findChip(chipId);
  if (!chip)
    return refuse("chip id", chipIdOffset,
                  " is " + Twine(chipId) + ", which is none of " +
                      xylo::listChipNames());
  image.chip = chip->name.str();
  return Error::success();
}

Error ImageReader::readFeatures() {
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

Error ImageReader::readTimeStep() {
  uint64_t at = cursor.tell();
  uint64_t bits = 0;
  if (Error error = get(bits, "dt"))
    return error;
  image.dt = llvm::bit_cast<double>(bits);
  return checkTimeStep(image.dt, at);
}

Error ImageReader::readSizes() {
  uint64_t at = cursor.tell();
  for (const SizeField &field : sizeFields)
    if (Error error = get(image.sizes.*field.member, field.name))
      return error;
  return checkSizes(image.sizes, *chip, at);
}

Error ImageReader::readSegmentName(SegmentKind &kind, std::string &name,
                                   size_t index, std::string &what) {
  std::string unnamed = "segment " + std::to_string(index);
  uint8_t number = 0;
  if (Error error = get(number, "kind of " + unnamed,
                        {0, static_cast<uint8_t>(SegmentKind::Register)}))
    return error;
  kind = static_cast<SegmentKind>(number);
  if (Error error = getText(name, "name of " + unnamed))
    return error;
  what = unnamed + " '" + name + "'";
  return Error::success();
}

Error ImageReader::readExtent(std::optional<uint32_t> &segmentAddress,
                              uint8_t &wordBits, uint32_t &numWords,
                              const Twine &what) {
  uint64_t addressAt = cursor.tell();
  uint32_t address = 0;
  if (Error error = get(address, "address of " + what))
    return error;
  if (Error error = get(wordBits, "word width of " + what, {1, maxWordBits}))
    return error;
  if (Error error =
          get(numWords, "number of words of " + what, {0, addressSpace}))
    return error;
  if (address == noAddress)
    return Error::success();
  segmentAddress = address;
  return checkAddress(address, numWords, "address of " + what, addressAt);
}

Error ImageReader::readWords(std::vector<uint32_t> &words, uint32_t numWords,
                             unsigned wordBits, const Twine &what,
                             uint64_t first) {
  unsigned bytesPerWord = getBytesPerWord(wordBits);
  if (Error error = need(uint64_t(numWords) * bytesPerWord, what))
    return error;
  words.resize(numWords);
  for (auto [index, word] : llvm::enumerate(words)) {
    uint64_t at = cursor.tell();
    word = static_cast<uint32_t>(data.getUnsigned(cursor, bytesPerWord));
    if (!llvm::isUIntN(wordBits, word))
      return refuseWord(word, wordBits,
                        "word " + Twine(first + index) + " of " + what, at);
  }
  return Error::success();
}

Error ImageReader::readProvenance() {
  if (!hasProvenance)
    return Error::success();
  Provenance &provenance = image.provenance.emplace();
  if (Error error = readModules(provenance))
    return error;
  if (Error error = readGraphHash(provenance.graphHash))
    return error;
  if (Error error = getText(provenance.compiler, "compiler",
                            /*mayBeEmpty=*/true))
    return error;
  return getText(provenance.options, "options", /*mayBeEmpty=*/true);
}

Error ImageReader::readModules(Provenance &provenance) {
  uint32_t count = 0;
  if (Error error = getCount(count, minModuleSize, "modules"))
    return error;
  provenance.modules.resize(count);
  ClaimedIds claimed(image.sizes);
  for (auto [index, module] : llvm::enumerate(provenance.modules))
    if (Error error = readModule(module, index, claimed))
      return error;
  return Error::success();
}

Error ImageReader::readModule(ModuleIds &module, size_t index,
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

Error ImageReader::readRanges(ModuleIds &module, ClaimedIds &claimed,
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

Error ImageReader::readGraphHash(std::string &hash) {
  uint64_t at = cursor.tell();
  if (Error error = getText(hash, "graph hash", /*mayBeEmpty=*/true))
    return error;
  return checkGraphHash(hash, at);
}

Error ImageReader::checkEnd() {
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

Error ImageReader::getText(std::string &text, const Twine &what,
                           bool mayBeEmpty) {
  uint64_t at = cursor.tell();
  uint16_t length = 0;
  if (Error error = get(length, what))
    return error;
  if (Error error = need(length, what))
    return error;
  text = data.getBytes(cursor, length).str();
  return checkText(text, what, at, mayBeEmpty);
}

Error ImageReader::need(uint64_t size, const Twine &what) const {
  uint64_t left = data.size() - cursor.tell();
  if (size <= left)
    return Error::success();
  return refuse("truncated: " + what, cursor.tell(),
                " needs " + Twine(size) + " bytes, " + Twine(left) +
                    " are left");
}
