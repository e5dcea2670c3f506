//===- Layout.h - Layout and rules of the bitstream -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the encoder and the decoder must agree on, stated once: where fields
// are, and which values they may have. The numbers (B..) are those of the rules
// in docs/Bitstream.md.
//
// A check gets the name of what it checks and, in the decoder, the byte offset,
// and puts both in its message.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_BITSTREAM_LAYOUT_H
#define TIDEPOOL_LIB_TARGET_BITSTREAM_LAYOUT_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/Image.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace tidepool::bitstream::layout {

//===----------------------------------------------------------------------===//
// Where fields are
//===----------------------------------------------------------------------===//

/// A kind of file, told by its first bytes.
struct Format {
  llvm::StringLiteral name; ///< in messages
  llvm::StringLiteral magic;
  uint16_t version;
  uint64_t minTotalSize; ///< bytes of a file, at least
};

/// Where the chip's number is.
constexpr uint64_t chipIdOffset = 10;
/// Where the total size is: known only when all else has been written.
constexpr uint64_t totalSizeOffset = 12;
/// Bytes of the header up to the network's name.
constexpr uint64_t fixedHeaderSize = 52;
/// Bytes of the CRC-32 at the end.
constexpr uint64_t checksumSize = 4;

/// Bytes of an empty text: its length.
constexpr uint64_t emptyTextSize = 2;
/// Bytes of a text that may not be empty, at least.
constexpr uint64_t minTextSize = emptyTextSize + 1;
/// Bytes of a range of ids.
constexpr uint64_t idRangeSize = 8;
/// Bytes of a segment, at least: one without words.
constexpr uint64_t minSegmentSize = 1 + minTextSize + 4 + 1 + 4;
/// Bytes of a module's ids, at least: one range.
constexpr uint64_t minModuleSize = 1 + minTextSize + 4 + idRangeSize;
/// Bytes of a file, at least: one without segments.
constexpr uint64_t minTotalSize =
    fixedHeaderSize + minTextSize + 2 + checksumSize;

constexpr Format bitstreamFormat = {"bitstream", magic, formatVersion,
                                    minTotalSize};

/// Bits of the feature byte; the others are reserved and zero.
constexpr uint8_t synapse2Feature = 1u << 0;
constexpr uint8_t aliasFeature = 1u << 1;
constexpr uint8_t biasFeature = 1u << 2;
constexpr uint8_t provenanceFeature = 1u << 3;
constexpr uint8_t knownFeatures =
    synapse2Feature | aliasFeature | biasFeature | provenanceFeature;

/// The address field of a segment without an address.
constexpr uint32_t noAddress = 0xFFFFFFFF;
/// Words that a chip can address.
constexpr uint32_t addressSpace = 1u << 18;
/// Bits of the widest word.
constexpr unsigned maxWordBits = 32;

/// Bytes that a word of `bits` bits takes in the file: 1, 2 or 4.
constexpr unsigned getBytesPerWord(unsigned bits) {
  return bits <= 8 ? 1 : bits <= 16 ? 2 : 4;
}

/// A field of `Sizes` and its name in messages.
struct SizeField {
  uint32_t Sizes::*member;
  llvm::StringLiteral name;
};

/// The sizes in the order of the file.
constexpr SizeField sizeFields[] = {
    {&Sizes::inputs, "number of inputs"},
    {&Sizes::inputExpansion, "number of input expansion neurons"},
    {&Sizes::hidden, "number of hidden neurons"},
    {&Sizes::outputExpansion, "number of output expansion neurons"},
    {&Sizes::outputs, "number of output neurons"},
    {&Sizes::padding, "number of padding neurons"},
};

//===----------------------------------------------------------------------===//
// Which values they may have
//===----------------------------------------------------------------------===//

/// Byte offset of a field; absent when encoding.
using Offset = std::optional<uint64_t>;

/// The error that says of `what` at `at` that it `isWrong`, a text that starts
/// with a space or a colon.
inline llvm::Error refuse(const llvm::Twine &what, Offset at,
                          const llvm::Twine &isWrong) {
  std::string place = at ? " at offset " + std::to_string(*at) : std::string();
  return llvm::createStringError(
      std::make_error_code(std::errc::invalid_argument),
      what + place + isWrong);
}

/// The values that a field may have.
struct Bounds {
  uint64_t smallest = 0;
  uint64_t largest = std::numeric_limits<uint64_t>::max();
};

/// Whether `value` is within `bounds`; `where` says where those bounds hold.
inline llvm::Error checkBounds(uint64_t value, Bounds bounds,
                               const llvm::Twine &what, Offset at,
                               const llvm::Twine &where = "") {
  if (value < bounds.smallest)
    return refuse(what, at,
                  " is " + llvm::Twine(value) + ", the smallest" + where +
                      " is " + llvm::Twine(bounds.smallest));
  if (value > bounds.largest)
    return refuse(what, at,
                  " is " + llvm::Twine(value) + ", the largest" + where +
                      " is " + llvm::Twine(bounds.largest));
  return llvm::Error::success();
}

/// Whether legal UTF-8 contains a character of U+0000..U+001F or
/// U+007F..U+009F.
inline bool hasControlCharacter(llvm::StringRef text) {
  for (auto [index, character] : llvm::enumerate(text.bytes())) {
    bool isC1 =
        character == 0xC2 && static_cast<uint8_t>(text[index + 1]) < 0xA0;
    if (character < 0x20 || character == 0x7F || isC1)
      return true;
  }
  return false;
}

/// Whether `text` is fit to print and to store (B12 to B14).
inline llvm::Error checkText(llvm::StringRef text, const llvm::Twine &what,
                             Offset at, bool mayBeEmpty) {
  constexpr size_t maxLength = std::numeric_limits<uint16_t>::max();
  if (text.size() > maxLength)
    return refuse(what, at,
                  " has " + llvm::Twine(text.size()) +
                      " bytes, the longest text has " + llvm::Twine(maxLength));
  if (text.empty() && !mayBeEmpty)
    return refuse(what, at, " is empty");
  const llvm::UTF8 *begin = text.bytes_begin();
  if (!llvm::isLegalUTF8String(&begin, text.bytes_end()))
    return refuse(what, at, " is not valid UTF-8");
  if (hasControlCharacter(text))
    return refuse(what, at, " contains a control character");
  return llvm::Error::success();
}

/// Whether the chip has all of `features` (B8).
inline llvm::Error checkFeatures(uint8_t features, const xylo::Chip &chip,
                                 Offset at) {
  if (uint8_t reserved = features & ~knownFeatures)
    return refuse("feature byte", at,
                  " is 0x" + llvm::Twine::utohexstr(features) +
                      ", of which reserved bits 0x" +
                      llvm::Twine::utohexstr(reserved) + " are set");
  if ((features & synapse2Feature) && chip.maxSynapses < 2)
    return refuse("feature 'synapse2'", at,
                  " is set, but " + chip.name + " has no second synapses");
  if ((features & biasFeature) && !chip.hasBias)
    return refuse("feature 'bias'", at,
                  " is set, but " + chip.name + " has no biases");
  return llvm::Error::success();
}

/// Whether the length of a time step makes sense (B10).
inline llvm::Error checkTimeStep(double dt, Offset at) {
  if (std::isfinite(dt) && dt > 0)
    return llvm::Error::success();
  llvm::SmallString<32> text;
  llvm::APFloat(dt).toString(text); // the same in every locale
  return refuse("dt", at,
                " is " + text +
                    ", expected a positive finite number of seconds");
}

/// Whether the chip can hold a network of these `sizes` (B11). `at` is the
/// offset of the first of them.
inline llvm::Error checkSizes(const Sizes &sizes, const xylo::Chip &chip,
                              Offset at) {
  uint32_t maxExpansion =
      std::min(chip.maxExpansion.value_or(chip.maxHidden), sizes.hidden);
  // Padding lies in the neuron banks, which have a word for each neuron.
  uint64_t maxNeurons = chip.maxHidden + chip.maxOutputs;
  uint64_t neurons = static_cast<uint64_t>(sizes.hidden) + sizes.outputs;
  uint64_t maxPadding = maxNeurons - std::min(neurons, maxNeurons);

  std::string onChip = " on " + chip.name.str();
  std::string besideHidden =
      " with " + std::to_string(sizes.hidden) + " hidden neurons" + onChip;
  std::string besideNeurons =
      " beside " + std::to_string(neurons) + " neurons" + onChip;
  std::pair<uint64_t, llvm::StringRef> limits[] = {
      {chip.maxInputs, onChip},  {maxExpansion, besideHidden},
      {chip.maxHidden, onChip},  {maxExpansion, besideHidden},
      {chip.maxOutputs, onChip}, {maxPadding, besideNeurons},
  };
  for (auto [index, field] : llvm::enumerate(sizeFields)) {
    auto [largest, where] = limits[index];
    Offset fieldAt = at ? Offset(*at + index * sizeof(uint32_t)) : at;
    if (llvm::Error error = checkBounds(sizes.*field.member, {0, largest},
                                        field.name, fieldAt, where))
      return error;
  }
  return llvm::Error::success();
}

/// Whether `count` words at `address` are within the chip's memory (B17).
inline llvm::Error checkAddress(uint32_t address, uint64_t count,
                                const llvm::Twine &what, Offset at) {
  if (llvm::Error error = checkBounds(address, {0, addressSpace - 1}, what, at))
    return error;
  if (count <= addressSpace - address)
    return llvm::Error::success();
  return refuse(what, at,
                " is " + llvm::Twine(address) + ": its " + llvm::Twine(count) +
                    " words end beyond the last address, " +
                    llvm::Twine(addressSpace - 1));
}

/// Refuses a word that does not fit in `bits` bits (B20).
inline llvm::Error refuseWord(uint32_t word, unsigned bits,
                              const llvm::Twine &what, Offset at) {
  return refuse(what, at,
                " is 0x" + llvm::Twine::utohexstr(word) +
                    ", which does not fit in " + llvm::Twine(bits) + " bits");
}

/// Whether `hash` is absent or a SHA-256 as this format spells it (B26).
inline llvm::Error checkGraphHash(llvm::StringRef hash, Offset at) {
  constexpr size_t sha256Digits = 64;
  bool isLowerHex = llvm::all_of(
      hash, [](char c) { return llvm::isDigit(c) || (c >= 'a' && c <= 'f'); });
  if (hash.empty() || (hash.size() == sha256Digits && isLowerHex))
    return llvm::Error::success();
  return refuse("graph hash", at,
                " is neither empty nor 64 lower-case hexadecimal digits");
}

/// The ids that modules have claimed so far. Takes time and memory in
/// proportion to the number of ids and ranges.
class ClaimedIds {
public:
  explicit ClaimedIds(const Sizes &sizes)
      : hidden(sizes.hidden), outputs(sizes.outputs) {}

  /// Claims `range` for a module whose range before it is `previous`, if any
  /// (B23 to B25).
  llvm::Error claim(Population population, IdRange range,
                    const IdRange *previous, const llvm::Twine &what,
                    Offset at) {
    llvm::BitVector &claimed =
        population == Population::Hidden ? hidden : outputs;
    if (range.count == 0)
      return refuse(what, at, " is empty");
    uint64_t end = static_cast<uint64_t>(range.first) + range.count;
    if (end > claimed.size())
      return refuse(what, at,
                    " ends at id " + llvm::Twine(end - 1) +
                        ", but its population has " +
                        llvm::Twine(claimed.size()) + " neurons");
    if (previous && previous->first + previous->count == range.first)
      return refuse(what, at,
                    " starts at id " + llvm::Twine(range.first) +
                        ", where the range before it ends: expected one range");
    int taken = claimed.find_first_in(range.first, end);
    if (taken >= 0)
      return refuse(what, at,
                    " has id " + llvm::Twine(taken) +
                        ", which an earlier range has");
    claimed.set(range.first, end);
    return llvm::Error::success();
  }

private:
  llvm::BitVector hidden, outputs;
};

} // namespace tidepool::bitstream::layout

#endif // TIDEPOOL_LIB_TARGET_BITSTREAM_LAYOUT_H
