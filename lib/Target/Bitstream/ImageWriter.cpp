//===- ImageWriter.cpp - Writes the parts of a bitstream ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the fields in the order of docs/Bitstream.md.
//
//===----------------------------------------------------------------------===//

#include "ImageWriter.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/Endian.h"

using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::bitstream::layout;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

void ImageWriter::writeFrame(const Format &format) {
  os << format.magic;
  writer.write(format.version);
  writer.write(chip.id);
  writer.write(uint32_t(0)); // the total size, once it is known
}

Error ImageWriter::writeHeader() {
  if (Error error = writeFeatures())
    return error;
  if (Error error = checkTimeStep(image.dt, std::nullopt))
    return error;
  writer.write(image.dt);
  if (Error error = writeSizes())
    return error;
  return putText(image.network, "network name");
}

Error ImageWriter::writeFeatures() {
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

Error ImageWriter::writeSizes() {
  if (Error error = checkSizes(image.sizes, chip, std::nullopt))
    return error;
  for (const SizeField &field : sizeFields)
    writer.write(image.sizes.*field.member);
  return Error::success();
}

Error ImageWriter::writeSegmentName(SegmentKind kind, StringRef name,
                                    size_t index, std::string &what) {
  std::string unnamed = "segment " + std::to_string(index);
  if (Error error =
          put<uint8_t>(static_cast<uint8_t>(kind), "kind of " + unnamed,
                       {0, static_cast<uint8_t>(SegmentKind::Register)}))
    return error;
  if (Error error = putText(name, "name of " + unnamed))
    return error;
  what = (unnamed + " '" + name + "'").str();
  return Error::success();
}

Error ImageWriter::writeExtent(std::optional<uint32_t> address,
                               unsigned wordBits, size_t numWords,
                               const Twine &what) {
  if (address)
    if (Error error = checkAddress(*address, numWords, "address of " + what,
                                   std::nullopt))
      return error;
  writer.write(address.value_or(noAddress));
  if (Error error =
          put<uint8_t>(wordBits, "word width of " + what, {1, maxWordBits}))
    return error;
  return put<uint32_t>(numWords, "number of words of " + what,
                       {0, addressSpace});
}

Error ImageWriter::writeWords(llvm::ArrayRef<uint32_t> words, unsigned wordBits,
                              const Twine &what, uint64_t first) {
  unsigned bytesPerWord = getBytesPerWord(wordBits);
  for (auto [index, word] : llvm::enumerate(words)) {
    if (!llvm::isUIntN(wordBits, word))
      return refuseWord(word, wordBits,
                        "word " + Twine(first + index) + " of " + what,
                        std::nullopt);
    if (bytesPerWord == 1)
      writer.write(static_cast<uint8_t>(word));
    else if (bytesPerWord == 2)
      writer.write(static_cast<uint16_t>(word));
    else
      writer.write(word);
  }
  return Error::success();
}

Error ImageWriter::writeProvenance() {
  if (!image.provenance)
    return Error::success();
  const Provenance &provenance = *image.provenance;
  if (Error error = writeModules(provenance))
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

Error ImageWriter::writeModules(const Provenance &provenance) {
  if (Error error =
          put<uint32_t>(provenance.modules.size(), "number of modules"))
    return error;
  ClaimedIds claimed(image.sizes);
  for (auto [index, module] : llvm::enumerate(provenance.modules))
    if (Error error = writeModule(module, index, claimed))
      return error;
  return Error::success();
}

Error ImageWriter::writeModule(const ModuleIds &module, size_t index,
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

Error ImageWriter::finish() {
  uint64_t totalSize = bytes.size() + checksumSize;
  constexpr uint64_t largest = std::numeric_limits<uint32_t>::max();
  if (Error error =
          checkBounds(totalSize, {0, largest}, "total size", std::nullopt))
    return error;
  llvm::support::endian::write32le(&bytes[totalSizeOffset], totalSize);
  writer.write(llvm::crc32(llvm::arrayRefFromStringRef(bytes)));
  return Error::success();
}

Error ImageWriter::putText(StringRef text, const Twine &what, bool mayBeEmpty) {
  if (Error error = checkText(text, what, std::nullopt, mayBeEmpty))
    return error;
  writer.write(static_cast<uint16_t>(text.size()));
  os << text;
  return Error::success();
}

llvm::Expected<const xylo::Chip *>
tidepool::bitstream::layout::findChip(const Image &image) {
  if (const xylo::Chip *chip = xylo::findChip(image.chip))
    return chip;
  return refuse("chip", std::nullopt,
                " is '" + image.chip + "', expected one of " +
                    xylo::listChipNames());
}
