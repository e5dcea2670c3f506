//===- BitstreamFixture.h - Images and damaged files for tests --*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The numbers (B..) are those of the rules in docs/Bitstream.md. Hostile files
// start from the worked example of that page, get one field replaced, and have
// their size and checksum made right again, so that only the rule in question
// can refuse them.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_TARGET_BITSTREAM_BITSTREAMFIXTURE_H
#define TIDEPOOL_UNITTESTS_TARGET_BITSTREAM_BITSTREAMFIXTURE_H

#include "tidepool/Target/Bitstream/Bitstream.h"

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

#include "gtest/gtest.h"

#include <tuple>

namespace tidepool::bitstream {

using llvm::StringRef;

//===----------------------------------------------------------------------===//
// The worked example
//===----------------------------------------------------------------------===//

/// The image whose bytes docs/Bitstream.md shows.
inline Image tinyImage() {
  Image image;
  image.chip = "xylo_a3";
  image.network = "tiny";
  image.dt = 1.0e-3;
  image.sizes = {
      /*inputs=*/1,          /*inputExpansion=*/2, /*hidden=*/2,
      /*outputExpansion=*/1, /*outputs=*/1,        /*padding=*/0};
  image.bias = true;
  image.inputShift = 1;
  image.segments = {
      {SegmentKind::Bank, "IWTRAM", 0x200, 8, {0x40, 0xC0}},
      {SegmentKind::Bank, "HEFOCRAM", 0x3D60, 10, {1, 0}},
      {SegmentKind::Register, "ctrl1", 1, 32, {0x20018}},
  };
  Provenance provenance;
  provenance.modules = {{Population::Hidden, "hid", {{0, 2}}},
                        {Population::Output, "out", {{0, 1}}}};
  provenance.graphHash =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  provenance.compiler = "tidepool 1.0";
  provenance.options = "--chip=xylo_a3";
  image.provenance = provenance;
  return image;
}

/// Where the fields of the worked example are.
namespace at {
constexpr size_t version = 8, chipId = 10, totalSize = 12;
constexpr size_t features = 16, inputShift = 17, recurrentShift = 18;
constexpr size_t outputShift = 19, dt = 20;
constexpr size_t inputs = 28, inputExpansion = 32, hidden = 36;
constexpr size_t outputExpansion = 40, outputs = 44, padding = 48;
constexpr size_t network = 52, segmentCount = 58;
constexpr size_t kind0 = 60, name0 = 61, address0 = 69, width0 = 73;
constexpr size_t wordCount0 = 74;
constexpr size_t word1 = 100, address2 = 112, width2 = 116;
constexpr size_t moduleCount = 125, population0 = 129, label0 = 130;
constexpr size_t rangeCount0 = 135, range0 = 139, range1 = 157;
constexpr size_t graphHash = 165, compiler = 231, options = 245;
constexpr size_t checksum = 261, end = 265;
} // namespace at

//===----------------------------------------------------------------------===//
// Helpers
//===----------------------------------------------------------------------===//

inline auto tie(const Sizes &sizes) {
  return std::tie(sizes.inputs, sizes.inputExpansion, sizes.hidden,
                  sizes.outputExpansion, sizes.outputs, sizes.padding);
}

inline bool isSame(const Segment &a, const Segment &b) {
  return std::tie(a.kind, a.name, a.address, a.wordBits, a.words) ==
         std::tie(b.kind, b.name, b.address, b.wordBits, b.words);
}

inline bool isSame(const IdRange &a, const IdRange &b) {
  return std::tie(a.first, a.count) == std::tie(b.first, b.count);
}

inline bool isSame(const ModuleIds &a, const ModuleIds &b);

template <typename T>
inline bool areSame(const std::vector<T> &a, const std::vector<T> &b) {
  return llvm::equal(a, b, [](const T &x, const T &y) { return isSame(x, y); });
}

inline bool isSame(const ModuleIds &a, const ModuleIds &b) {
  return a.population == b.population && a.label == b.label &&
         areSame(a.ids, b.ids);
}

inline bool isSame(const Provenance &a, const Provenance &b) {
  return areSame(a.modules, b.modules) &&
         std::tie(a.graphHash, a.compiler, a.options) ==
             std::tie(b.graphHash, b.compiler, b.options);
}

inline bool isSame(const Image &a, const Image &b) {
  auto scalars = [](const Image &image) {
    return std::tie(image.chip, image.network, image.dt, image.synapse2,
                    image.alias, image.bias, image.inputShift,
                    image.recurrentShift, image.outputShift);
  };
  if (scalars(a) != scalars(b) || tie(a.sizes) != tie(b.sizes) ||
      !areSame(a.segments, b.segments) ||
      a.provenance.has_value() != b.provenance.has_value())
    return false;
  return !a.provenance || isSame(*a.provenance, *b.provenance);
}

/// The bytes of an image that must be legal.
inline std::string encoded(const Image &image) {
  llvm::Expected<std::string> bytes = encode(image);
  if (bytes)
    return *bytes;
  ADD_FAILURE() << "refused: " << llvm::toString(bytes.takeError());
  return std::string();
}

/// Messages are in LLVM's form: lower case but for names, no full stop.
inline std::string checkForm(std::string message) {
  EXPECT_FALSE(StringRef(message).ends_with(".")) << message;
  EXPECT_TRUE(StringRef(message).starts_with("CRC") ||
              llvm::isLower(message.front()))
      << message;
  return message;
}

/// Why an image is refused.
inline std::string encodeError(const Image &image) {
  llvm::Expected<std::string> bytes = encode(image);
  if (!bytes)
    return checkForm(llvm::toString(bytes.takeError()));
  ADD_FAILURE() << "accepted";
  return std::string();
}

/// Why a file is refused; always with an offset (B30).
inline std::string decodeError(StringRef bytes) {
  llvm::Expected<Image> image = decode(bytes);
  if (image) {
    ADD_FAILURE() << "accepted";
    return std::string();
  }
  std::string message = checkForm(llvm::toString(image.takeError()));
  EXPECT_NE(message.find(" at offset "), std::string::npos) << message;
  return message;
}

inline void expectRoundTrip(const Image &image) {
  std::string bytes = encoded(image);
  llvm::Expected<Image> again = decode(bytes);
  if (!again) {
    ADD_FAILURE() << "refused: " << llvm::toString(again.takeError());
    return;
  }
  EXPECT_TRUE(isSame(image, *again));
  EXPECT_EQ(encoded(*again), bytes);
}

template <typename Int>
inline std::string le(Int value) {
  std::string bytes(sizeof(Int), '\0');
  llvm::support::endian::write<Int, llvm::endianness::little>(bytes.data(),
                                                              value);
  return bytes;
}

inline std::string u8(uint8_t value) { return le(value); }
inline std::string u16(uint16_t value) { return le(value); }
inline std::string u32(uint32_t value) { return le(value); }
inline std::string f64(double value) {
  return le(llvm::bit_cast<uint64_t>(value));
}

inline char flipped(char byte, uint8_t bits) {
  return static_cast<char>(byte ^ bits);
}

/// `bytes` with the right total size and checksum.
inline std::string sealed(std::string bytes) {
  llvm::support::endian::write32le(&bytes[at::totalSize], bytes.size());
  std::string content = bytes.substr(0, bytes.size() - 4);
  return content + u32(llvm::crc32(llvm::arrayRefFromStringRef(content)));
}

/// The worked example with `length` bytes at `offset` replaced, sealed.
inline std::string spliced(size_t offset, size_t length,
                           const std::string &replacement) {
  return sealed(encoded(tinyImage()).replace(offset, length, replacement));
}

/// The worked example with a field overwritten, sealed.
inline std::string patched(size_t offset, const std::string &field) {
  return spliced(offset, field.size(), field);
}

} // namespace tidepool::bitstream

#endif // TIDEPOOL_UNITTESTS_TARGET_BITSTREAM_BITSTREAMFIXTURE_H
