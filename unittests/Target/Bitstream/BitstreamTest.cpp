//===- BitstreamTest.cpp - Tests of the byte container --------------------===//
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

#include "tidepool/Target/Bitstream/Bitstream.h"

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/CRC.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include "gtest/gtest.h"

#include <cmath>
#include <limits>
#include <random>
#include <tuple>

using namespace tidepool;
using namespace tidepool::bitstream;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// The worked example
//===----------------------------------------------------------------------===//

/// The image whose bytes docs/Bitstream.md shows.
static Image tinyImage() {
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

static auto tie(const Sizes &sizes) {
  return std::tie(sizes.inputs, sizes.inputExpansion, sizes.hidden,
                  sizes.outputExpansion, sizes.outputs, sizes.padding);
}

static bool isSame(const Segment &a, const Segment &b) {
  return std::tie(a.kind, a.name, a.address, a.wordBits, a.words) ==
         std::tie(b.kind, b.name, b.address, b.wordBits, b.words);
}

static bool isSame(const IdRange &a, const IdRange &b) {
  return std::tie(a.first, a.count) == std::tie(b.first, b.count);
}

static bool isSame(const ModuleIds &a, const ModuleIds &b);

template <typename T>
static bool areSame(const std::vector<T> &a, const std::vector<T> &b) {
  return llvm::equal(a, b, [](const T &x, const T &y) { return isSame(x, y); });
}

static bool isSame(const ModuleIds &a, const ModuleIds &b) {
  return a.population == b.population && a.label == b.label &&
         areSame(a.ids, b.ids);
}

static bool isSame(const Provenance &a, const Provenance &b) {
  return areSame(a.modules, b.modules) &&
         std::tie(a.graphHash, a.compiler, a.options) ==
             std::tie(b.graphHash, b.compiler, b.options);
}

static bool isSame(const Image &a, const Image &b) {
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
static std::string encoded(const Image &image) {
  llvm::Expected<std::string> bytes = encode(image);
  if (bytes)
    return *bytes;
  ADD_FAILURE() << "refused: " << llvm::toString(bytes.takeError());
  return std::string();
}

/// Messages are in LLVM's form: lower case but for names, no full stop.
static std::string checkForm(std::string message) {
  EXPECT_FALSE(StringRef(message).ends_with(".")) << message;
  EXPECT_TRUE(StringRef(message).starts_with("CRC") ||
              llvm::isLower(message.front()))
      << message;
  return message;
}

/// Why an image is refused.
static std::string encodeError(const Image &image) {
  llvm::Expected<std::string> bytes = encode(image);
  if (!bytes)
    return checkForm(llvm::toString(bytes.takeError()));
  ADD_FAILURE() << "accepted";
  return std::string();
}

/// Why a file is refused; always with an offset (B30).
static std::string decodeError(StringRef bytes) {
  llvm::Expected<Image> image = decode(bytes);
  if (image) {
    ADD_FAILURE() << "accepted";
    return std::string();
  }
  std::string message = checkForm(llvm::toString(image.takeError()));
  EXPECT_NE(message.find(" at offset "), std::string::npos) << message;
  return message;
}

static void expectRoundTrip(const Image &image) {
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
static std::string le(Int value) {
  std::string bytes(sizeof(Int), '\0');
  llvm::support::endian::write<Int, llvm::endianness::little>(bytes.data(),
                                                              value);
  return bytes;
}

static std::string u8(uint8_t value) { return le(value); }
static std::string u16(uint16_t value) { return le(value); }
static std::string u32(uint32_t value) { return le(value); }
static std::string f64(double value) {
  return le(llvm::bit_cast<uint64_t>(value));
}

static char flipped(char byte, uint8_t bits) {
  return static_cast<char>(byte ^ bits);
}

/// `bytes` with the right total size and checksum.
static std::string sealed(std::string bytes) {
  llvm::support::endian::write32le(&bytes[at::totalSize], bytes.size());
  std::string content = bytes.substr(0, bytes.size() - 4);
  return content + u32(llvm::crc32(llvm::arrayRefFromStringRef(content)));
}

/// The worked example with `length` bytes at `offset` replaced, sealed.
static std::string spliced(size_t offset, size_t length,
                           const std::string &replacement) {
  return sealed(encoded(tinyImage()).replace(offset, length, replacement));
}

/// The worked example with a field overwritten, sealed.
static std::string patched(size_t offset, const std::string &field) {
  return spliced(offset, field.size(), field);
}

//===----------------------------------------------------------------------===//
// The specification
//===----------------------------------------------------------------------===//

/// The bytes in the fenced block behind `<!-- dump: tiny -->`.
static std::string readDocumentedDump() {
  auto file =
      llvm::MemoryBuffer::getFile(TIDEPOOL_SOURCE_DIR "/docs/Bitstream.md");
  if (!file)
    return std::string();
  StringRef text = (*file)->getBuffer().split("<!-- dump: tiny -->\n").second;
  StringRef block = text.split('\n').second.split("```").first;
  std::string bytes;
  for (StringRef line : llvm::split(block, '\n')) {
    // "0000016 89 00 ...  >..<": an offset, bytes, and the same as characters.
    StringRef digits = line.split(' ').second.split('>').first;
    for (StringRef digitPair : llvm::split(digits, ' ')) {
      uint8_t byte = 0;
      if (!digitPair.getAsInteger(16, byte))
        bytes += static_cast<char>(byte);
    }
  }
  return bytes;
}

TEST(BitstreamSpecification, dumpOfTinyImage) {
  std::string dump = readDocumentedDump();
  EXPECT_EQ(dump.size(), at::end);
  EXPECT_EQ(llvm::toHex(encoded(tinyImage())), llvm::toHex(dump));
}

TEST(BitstreamSpecification, dumpDecodesToTinyImage) {
  llvm::Expected<Image> image = decode(readDocumentedDump());
  ASSERT_TRUE(static_cast<bool>(image)) << llvm::toString(image.takeError());
  EXPECT_TRUE(isSame(*image, tinyImage()));
}

//===----------------------------------------------------------------------===//
// Round trips
//===----------------------------------------------------------------------===//

TEST(BitstreamRoundTrip, smallestImage) {
  Image image;
  image.chip = "xylo_a1";
  image.network = "n";
  image.dt = std::numeric_limits<double>::denorm_min();
  expectRoundTrip(image);
  EXPECT_EQ(encoded(image).size(), 61u);
}

TEST(BitstreamRoundTrip, withoutProvenance) {
  Image image = tinyImage();
  image.provenance.reset();
  expectRoundTrip(image);
}

TEST(BitstreamRoundTrip, emptyProvenance) {
  Image image = tinyImage();
  image.provenance = Provenance();
  expectRoundTrip(image);
}

TEST(BitstreamRoundTrip, segmentsWithoutAddressesOrWords) {
  Image image = tinyImage();
  image.chip = "xylo_imu";
  for (Segment &segment : image.segments)
    segment.address.reset();
  image.segments[1].words.clear();
  expectRoundTrip(image);
}

TEST(BitstreamRoundTrip, lastAddress) {
  Image image = tinyImage();
  image.segments[0].address = (1u << 18) - 2;
  expectRoundTrip(image);
}

TEST(BitstreamRoundTrip, everyWordWidth) {
  Image image = tinyImage();
  image.segments.clear();
  for (unsigned bits = 1; bits <= 32; ++bits) {
    uint32_t largest = llvm::maxUIntN(bits);
    image.segments.push_back({SegmentKind::Bank,
                              "b" + std::to_string(bits),
                              bits,
                              static_cast<uint8_t>(bits),
                              {0, 1, largest, largest / 2}});
  }
  expectRoundTrip(image);
}

// (B20) A word takes 1, 2 or 4 bytes.
TEST(BitstreamRoundTrip, bytesPerWord) {
  auto sizeWith = [](uint8_t bits) {
    Image image = tinyImage();
    image.segments = {{SegmentKind::Bank, "b", 0, bits, {1}}};
    return encoded(image).size();
  };
  EXPECT_EQ(sizeWith(1), sizeWith(8));
  EXPECT_EQ(sizeWith(8) + 1, sizeWith(9));
  EXPECT_EQ(sizeWith(9), sizeWith(16));
  EXPECT_EQ(sizeWith(16) + 2, sizeWith(17));
  EXPECT_EQ(sizeWith(17), sizeWith(32));
}

TEST(BitstreamRoundTrip, longestAndForeignTexts) {
  Image image = tinyImage();
  image.network = std::string(65535, 'n');
  image.segments[0].name = "gew\xC3\xB6lk \xE2\x9C\x93 \xF0\x9F\xA6\x80";
  expectRoundTrip(image);
}

// (B24) The order of ranges is the order of the module's neurons.
TEST(BitstreamRoundTrip, rangesInAnyOrder) {
  Image image = tinyImage();
  image.sizes.hidden = 10;
  image.provenance->modules[0].ids = {{8, 2}, {0, 3}, {5, 1}};
  expectRoundTrip(image);
}

//===----------------------------------------------------------------------===//
// Pseudo-random images
//===----------------------------------------------------------------------===//

namespace {
/// Makes legal images.
class ImageGenerator {
public:
  explicit ImageGenerator(uint32_t seed) : random(seed) {}

  Image makeImage();
  /// A number from `first` to `last`.
  uint32_t pick(uint32_t first, uint32_t last) {
    return first + random() % (static_cast<uint64_t>(last) - first + 1);
  }

private:
  bool flip() { return pick(0, 1); }
  std::string makeText(unsigned minCharacters);
  Sizes makeSizes(const xylo::Chip &chip);
  Segment makeSegment();
  Provenance makeProvenance(const Sizes &sizes);
  void addModules(Population population, uint32_t numIds,
                  std::vector<ModuleIds> &modules);

  std::mt19937 random;
};
} // namespace

std::string ImageGenerator::makeText(unsigned minCharacters) {
  static const char *const characters[] = {"a",
                                           "Z",
                                           "/",
                                           "#",
                                           " ",
                                           "~",
                                           "\xC3\xA9",
                                           "\xE2\x82\xAC",
                                           "\xF0\x9F\x90\x9A",
                                           "\xC2\xA0",
                                           "\xEF\xBF\xBD"};
  std::string text;
  for (unsigned i = 0, e = minCharacters + pick(0, 12); i < e; ++i)
    text += characters[pick(0, std::size(characters) - 1)];
  return text;
}

Sizes ImageGenerator::makeSizes(const xylo::Chip &chip) {
  Sizes sizes;
  sizes.inputs = pick(0, chip.maxInputs);
  sizes.hidden = pick(0, chip.maxHidden);
  uint32_t maxExpansion =
      std::min(sizes.hidden, chip.maxExpansion.value_or(chip.maxHidden));
  sizes.inputExpansion = pick(0, maxExpansion);
  sizes.outputExpansion = pick(0, maxExpansion);
  sizes.outputs = pick(0, chip.maxOutputs);
  sizes.padding =
      pick(0, chip.maxHidden + chip.maxOutputs - sizes.hidden - sizes.outputs);
  return sizes;
}

Segment ImageGenerator::makeSegment() {
  Segment segment;
  segment.kind = flip() ? SegmentKind::Bank : SegmentKind::Register;
  segment.name = makeText(1);
  segment.wordBits = pick(1, 32);
  segment.words.resize(pick(0, 40));
  for (uint32_t &word : segment.words)
    word = pick(0, llvm::maxUIntN(segment.wordBits));
  if (flip())
    segment.address = pick(0, (1u << 18) - 40);
  return segment;
}

/// Cuts all ids into pieces, shuffles them and deals them to modules.
void ImageGenerator::addModules(Population population, uint32_t numIds,
                                std::vector<ModuleIds> &modules) {
  std::vector<IdRange> pieces;
  for (uint32_t first = 0; first < numIds; first += pieces.back().count)
    pieces.push_back({first, pick(1, std::min(numIds - first, 50u))});
  for (size_t i = pieces.size(); i > 1; --i)
    std::swap(pieces[i - 1], pieces[pick(0, i - 1)]);

  bool startModule = true;
  for (const IdRange &piece : pieces) {
    if (startModule)
      modules.push_back({population, makeText(1), {}});
    std::vector<IdRange> &ids = modules.back().ids;
    if (!ids.empty() && ids.back().first + ids.back().count == piece.first)
      ids.back().count += piece.count;
    else
      ids.push_back(piece);
    startModule = flip();
  }
}

Provenance ImageGenerator::makeProvenance(const Sizes &sizes) {
  Provenance provenance;
  addModules(Population::Hidden, sizes.hidden, provenance.modules);
  addModules(Population::Output, sizes.outputs, provenance.modules);
  if (flip())
    for (unsigned i = 0; i < 64; ++i)
      provenance.graphHash += llvm::hexdigit(pick(0, 15), /*LowerCase=*/true);
  provenance.compiler = makeText(0);
  provenance.options = makeText(0);
  return provenance;
}

Image ImageGenerator::makeImage() {
  llvm::ArrayRef<xylo::Chip> chips = xylo::getChips();
  const xylo::Chip &chip = chips[pick(0, chips.size() - 1)];
  Image image;
  image.chip = chip.name.str();
  image.network = makeText(1);
  image.dt =
      std::ldexp(1.0 + pick(0, 1u << 31), -static_cast<int>(pick(0, 60)));
  image.sizes = makeSizes(chip);
  image.synapse2 = chip.maxSynapses > 1 && flip();
  image.alias = flip();
  image.bias = chip.hasBias && flip();
  image.inputShift = pick(0, 7);
  image.recurrentShift = pick(0, 7);
  image.outputShift = pick(0, 7);
  for (unsigned i = 0, e = pick(0, 8); i < e; ++i)
    image.segments.push_back(makeSegment());
  if (flip())
    image.provenance = makeProvenance(image.sizes);
  return image;
}

TEST(BitstreamProperty, pseudoRandomImagesRoundTrip) {
  ImageGenerator generator(/*seed=*/20240607);
  for (unsigned i = 0; i < 500 && !HasFailure(); ++i) {
    SCOPED_TRACE("image " + std::to_string(i));
    expectRoundTrip(generator.makeImage());
  }
}

// (B2) Whatever is accepted is the one spelling of its image.
TEST(BitstreamProperty, damagedAndSealedFiles) {
  ImageGenerator generator(/*seed=*/20240608);
  std::string tiny = encoded(tinyImage());
  unsigned numAccepted = 0;
  for (unsigned i = 0; i < 20000 && !HasFailure(); ++i) {
    std::string bytes = tiny;
    for (unsigned j = 0, e = generator.pick(1, 3); j < e; ++j)
      bytes[generator.pick(at::features, at::checksum - 1)] =
          static_cast<char>(generator.pick(0, 255));
    bytes = sealed(bytes);
    llvm::Expected<Image> image = decode(bytes);
    if (!image) {
      llvm::consumeError(image.takeError());
      continue;
    }
    ++numAccepted;
    EXPECT_EQ(encoded(*image), bytes);
  }
  EXPECT_GT(numAccepted, 100u);
}

//===----------------------------------------------------------------------===//
// The frame: (B3) to (B6)
//===----------------------------------------------------------------------===//

TEST(BitstreamFrame, everyTruncation) {
  std::string tiny = encoded(tinyImage());
  for (size_t size = 0; size < tiny.size(); ++size) {
    SCOPED_TRACE("size " + std::to_string(size));
    EXPECT_EQ(decodeError(tiny.substr(0, size)).find("truncated: "), 0u);
  }
}

TEST(BitstreamFrame, everyTruncationSealed) {
  std::string tiny = encoded(tinyImage());
  for (size_t size = 61; size < tiny.size(); ++size) {
    SCOPED_TRACE("size " + std::to_string(size));
    EXPECT_EQ(decodeError(sealed(tiny.substr(0, size))).find("truncated: "),
              0u);
  }
}

TEST(BitstreamFrame, everyFlippedByte) {
  std::string tiny = encoded(tinyImage());
  for (size_t offset = 0; offset < tiny.size(); ++offset) {
    SCOPED_TRACE("offset " + std::to_string(offset));
    std::string bytes = tiny;
    bytes[offset] = flipped(bytes[offset], 1 << (offset % 8));
    decodeError(bytes);
  }
}

TEST(BitstreamFrame, everyValueOfSomeBytes) {
  std::string tiny = encoded(tinyImage());
  for (size_t offset :
       {size_t(0), at::version, at::chipId, at::totalSize, at::features,
        at::segmentCount, at::word1, at::graphHash, at::checksum, at::end - 1})
    for (unsigned flip = 1; flip < 256; ++flip) {
      SCOPED_TRACE("offset " + std::to_string(offset) + " ^ " +
                   std::to_string(flip));
      std::string bytes = tiny;
      bytes[offset] = flipped(bytes[offset], flip);
      decodeError(bytes);
    }
}

TEST(BitstreamFrame, badMagic) {
  constexpr StringRef message =
      "bad magic at offset 0: this is no Tidepool bitstream";
  std::string tiny = encoded(tinyImage());
  EXPECT_EQ(decodeError("x"), message);
  EXPECT_EQ(decodeError("ELF and then a great deal of something"), message);
  // A transfer in text mode turns CR LF into LF, or LF into CR LF.
  EXPECT_EQ(decodeError(std::string(tiny).erase(4, 1)), message);
  EXPECT_EQ(decodeError(std::string(tiny).insert(7, "\r")), message);
}

TEST(BitstreamFrame, truncated) {
  std::string tiny = encoded(tinyImage());
  EXPECT_EQ(decodeError(""),
            "truncated: magic at offset 0 needs 8 bytes, 0 are left");
  EXPECT_EQ(decodeError(tiny.substr(0, 9)),
            "truncated: format version at offset 8 needs 2 bytes, 1 are left");
  EXPECT_EQ(decodeError(tiny.substr(0, 100)),
            "truncated: total size at offset 12 is 265, but the file has 100 "
            "bytes");
}

TEST(BitstreamFrame, otherVersions) {
  for (unsigned version : {0, 2, 7, 256, 65535})
    EXPECT_EQ(decodeError(patched(at::version, u16(version))),
              "format version " + std::to_string(version) +
                  " at offset 8: this reader knows version 1");
}

TEST(BitstreamFrame, trailingBytes) {
  EXPECT_EQ(decodeError(encoded(tinyImage()) + '\n'),
            "trailing bytes at offset 265: the total size at offset 12 is 265, "
            "but the file has 266 bytes");
}

TEST(BitstreamFrame, totalSizeBelowTheSmallest) {
  EXPECT_EQ(decodeError(sealed(encoded(tinyImage()).substr(0, 60))),
            "total size at offset 12 is 60, the smallest is 61");
}

TEST(BitstreamFrame, wrongChecksum) {
  std::string bytes = encoded(tinyImage());
  std::string actual = llvm::utohexstr(
      llvm::support::endian::read32le(&bytes[at::checksum]), true, 8);
  bytes.replace(at::checksum, 4, u32(0xABC));
  EXPECT_EQ(decodeError(bytes), "CRC-32 at offset 261 is 0x00000abc, but the "
                                "content has 0x" +
                                    actual);
}

// (B27) The checksum follows the last field.
TEST(BitstreamFrame, unusedBytes) {
  EXPECT_EQ(decodeError(spliced(at::checksum, 0, "?!")),
            "unused bytes at offset 261: the content ends here, but the "
            "checksum is at offset 263");
}

// (B28) The frame is checked before the content, in the order of its fields.
TEST(BitstreamFrame, orderOfChecks) {
  std::string bytes = encoded(tinyImage());
  bytes.replace(at::chipId, 2, u16(99));
  EXPECT_EQ(decodeError(bytes).find("CRC-32"), 0u);
  bytes += '?';
  EXPECT_EQ(decodeError(bytes).find("trailing bytes"), 0u);
  bytes.replace(at::version, 2, u16(9));
  EXPECT_EQ(decodeError(bytes).find("format version"), 0u);
  bytes[0] = 0;
  EXPECT_EQ(decodeError(bytes).find("bad magic"), 0u);
}

//===----------------------------------------------------------------------===//
// The header: (B7) to (B11)
//===----------------------------------------------------------------------===//

TEST(BitstreamHeader, unknownChip) {
  EXPECT_EQ(decodeError(patched(at::chipId, u16(99))),
            "chip id at offset 10 is 99, which is none of " +
                xylo::listChipNames());
  Image image = tinyImage();
  image.chip = "xylo_b7";
  EXPECT_EQ(encodeError(image),
            "chip is 'xylo_b7', expected one of " + xylo::listChipNames());
}

TEST(BitstreamHeader, reservedFeatureBits) {
  EXPECT_EQ(decodeError(patched(at::features, u8(0x9C))),
            "feature byte at offset 16 is 0x9c, of which reserved bits 0x90 "
            "are set");
}

TEST(BitstreamHeader, featuresThatTheChipLacks) {
  Image image = tinyImage();
  image.chip = "xylo_a1";
  EXPECT_EQ(encodeError(image),
            "feature 'bias' is set, but xylo_a1 has no biases");
  EXPECT_EQ(decodeError(patched(at::chipId, u16(1))),
            "feature 'bias' at offset 16 is set, but xylo_a1 has no biases");
  image.chip = "xylo_imu";
  image.synapse2 = true;
  EXPECT_EQ(encodeError(image),
            "feature 'synapse2' is set, but xylo_imu has no second synapses");
}

TEST(BitstreamHeader, weightShifts) {
  EXPECT_EQ(decodeError(patched(at::inputShift, u8(8))),
            "input weight shift at offset 17 is 8, the largest is 7");
  EXPECT_EQ(decodeError(patched(at::recurrentShift, u8(9))),
            "recurrent weight shift at offset 18 is 9, the largest is 7");
  EXPECT_EQ(decodeError(patched(at::outputShift, u8(255))),
            "output weight shift at offset 19 is 255, the largest is 7");
  auto encodeErrorWith = [](uint8_t Image::*shift) {
    Image image = tinyImage();
    image.*shift = 8;
    return encodeError(image);
  };
  EXPECT_EQ(encodeErrorWith(&Image::inputShift),
            "input weight shift is 8, the largest is 7");
  EXPECT_EQ(encodeErrorWith(&Image::recurrentShift),
            "recurrent weight shift is 8, the largest is 7");
  EXPECT_EQ(encodeErrorWith(&Image::outputShift),
            "output weight shift is 8, the largest is 7");
}

TEST(BitstreamHeader, timeStep) {
  auto message = [](StringRef place, StringRef value) {
    return ("dt" + place + " is " + value +
            ", expected a positive finite number of seconds")
        .str();
  };
  std::pair<double, StringRef> cases[] = {
      {0.0, "0"},
      {-0.0, "-0"},
      {-0.5, "-0.5"},
      {std::numeric_limits<double>::infinity(), "+Inf"},
      {std::numeric_limits<double>::quiet_NaN(), "NaN"}};
  for (auto [dt, text] : cases) {
    EXPECT_EQ(decodeError(patched(at::dt, f64(dt))),
              message(" at offset 20", text));
    Image image = tinyImage();
    image.dt = dt;
    EXPECT_EQ(encodeError(image), message("", text));
  }
}

TEST(BitstreamHeader, sizesBeyondTheChip) {
  auto expect = [](size_t offset, uint32_t value, StringRef message) {
    EXPECT_EQ(decodeError(patched(offset, u32(value))), message);
  };
  expect(at::inputs, 17,
         "number of inputs at offset 28 is 17, the largest on xylo_a3 is 16");
  expect(at::inputExpansion, 3,
         "number of input expansion neurons at offset 32 is 3, the largest "
         "with 2 hidden neurons on xylo_a3 is 2");
  expect(at::hidden, 993,
         "number of hidden neurons at offset 36 is 993, the largest on xylo_a3 "
         "is 992");
  expect(at::outputExpansion, 0xFFFFFFFF,
         "number of output expansion neurons at offset 40 is 4294967295, the "
         "largest with 2 hidden neurons on xylo_a3 is 2");
  expect(at::outputs, 33,
         "number of output neurons at offset 44 is 33, the largest on xylo_a3 "
         "is 32");
  expect(at::padding, 1022,
         "number of padding neurons at offset 48 is 1022, the largest beside 3 "
         "neurons on xylo_a3 is 1021");
}

TEST(BitstreamHeader, hugeSizes) {
  EXPECT_EQ(decodeError(patched(at::inputs, std::string(24, '\xFF')))
                .find("number of inputs at offset 28 is 4294967295"),
            0u);
}

TEST(BitstreamHeader, expansionBeyondTheChip) {
  Image image = tinyImage();
  image.sizes.hidden = 500;
  image.sizes.inputExpansion = 129;
  EXPECT_EQ(encodeError(image),
            "number of input expansion neurons is 129, the largest with 500 "
            "hidden neurons on xylo_a3 is 128");
}

//===----------------------------------------------------------------------===//
// Texts: (B12) to (B14)
//===----------------------------------------------------------------------===//

TEST(BitstreamText, lengthBeyondTheFile) {
  EXPECT_EQ(decodeError(patched(at::network, u16(65535))),
            "truncated: network name at offset 54 needs 65535 bytes, 207 are "
            "left");
}

TEST(BitstreamText, tooLong) {
  Image image = tinyImage();
  image.network = std::string(65536, 'n');
  EXPECT_EQ(encodeError(image),
            "network name has 65536 bytes, the longest text has 65535");
}

TEST(BitstreamText, empty) {
  EXPECT_EQ(decodeError(spliced(at::network, 6, u16(0))),
            "network name at offset 52 is empty");
  EXPECT_EQ(decodeError(spliced(at::name0, 8, u16(0))),
            "name of segment 0 at offset 61 is empty");
  EXPECT_EQ(decodeError(spliced(at::label0, 5, u16(0))),
            "label of module 0 at offset 130 is empty");
  Image image = tinyImage();
  image.segments[2].name.clear();
  EXPECT_EQ(encodeError(image), "name of segment 2 is empty");
}

TEST(BitstreamText, notUtf8) {
  // A lone continuation, a cut sequence, an overlong zero, a surrogate, and a
  // number above U+10FFFF.
  for (const char *text : {"\x80tin", "tin\xC3", "ti\xC0\x80", "\xED\xA0\x80x",
                           "\xF4\x90\x80\x80"}) {
    EXPECT_EQ(decodeError(patched(at::network + 2, text)),
              "network name at offset 52 is not valid UTF-8");
    Image image = tinyImage();
    image.network = text;
    EXPECT_EQ(encodeError(image), "network name is not valid UTF-8");
  }
}

TEST(BitstreamText, controlCharacters) {
  for (StringRef text :
       {StringRef("\0abc", 4), StringRef("a\nbc"), StringRef("abc\x1F"),
        StringRef("abc\x7F"), StringRef("ab\xC2\x80"), StringRef("ab\xC2\x9F")})
    EXPECT_EQ(decodeError(patched(at::network + 2, text.str())),
              "network name at offset 52 contains a control character");
  Image image = tinyImage();
  image.provenance->options = "--a\n--b";
  EXPECT_EQ(encodeError(image), "options contains a control character");
}

TEST(BitstreamText, everyTextIsChecked) {
  std::string bad = "\xFF";
  EXPECT_EQ(decodeError(patched(at::name0 + 2, bad)),
            "name of segment 0 at offset 61 is not valid UTF-8");
  EXPECT_EQ(decodeError(patched(at::label0 + 2, bad)),
            "label of module 0 at offset 130 is not valid UTF-8");
  EXPECT_EQ(decodeError(patched(at::graphHash + 2, bad)),
            "graph hash at offset 165 is not valid UTF-8");
  EXPECT_EQ(decodeError(patched(at::compiler + 2, bad)),
            "compiler at offset 231 is not valid UTF-8");
  EXPECT_EQ(decodeError(patched(at::options + 2, bad)),
            "options at offset 245 is not valid UTF-8");
}

TEST(BitstreamText, everyTextIsCheckedBeforeWriting) {
  Image image = tinyImage();
  Provenance &provenance = *image.provenance;
  // From the last text to the first: the first bad one is reported.
  std::pair<std::string *, StringRef> texts[] = {
      {&provenance.options, "options"},
      {&provenance.compiler, "compiler"},
      {&provenance.graphHash, "graph hash"},
      {&provenance.modules[1].label, "label of module 1"},
      {&image.segments[2].name, "name of segment 2"},
      {&image.network, "network name"},
  };
  for (auto [text, what] : texts) {
    *text = "\xFF";
    EXPECT_EQ(encodeError(image), (what + " is not valid UTF-8").str());
  }
}

//===----------------------------------------------------------------------===//
// Segments: (B15) to (B20)
//===----------------------------------------------------------------------===//

TEST(BitstreamSegment, tooMany) {
  EXPECT_EQ(
      decodeError(patched(at::segmentCount, u16(65535))),
      "truncated: list of 65535 segments at offset 60 needs 851955 bytes, 201 "
      "are left");
  Image image = tinyImage();
  image.segments.assign(65536, image.segments[2]);
  EXPECT_EQ(encodeError(image),
            "number of segments is 65536, the largest is 65535");
}

TEST(BitstreamSegment, unknownKind) {
  EXPECT_EQ(decodeError(patched(at::kind0, u8(2))),
            "kind of segment 0 at offset 60 is 2, the largest is 1");
  Image image = tinyImage();
  image.segments[1].kind = static_cast<SegmentKind>(7);
  EXPECT_EQ(encodeError(image), "kind of segment 1 is 7, the largest is 1");
}

TEST(BitstreamSegment, addressBeyondTheChip) {
  EXPECT_EQ(decodeError(patched(at::address0, u32(1u << 18))),
            "address of segment 0 'IWTRAM' at offset 69 is 262144, the largest "
            "is 262143");
  EXPECT_EQ(decodeError(patched(at::address0, u32(0xFFFFFFFE))),
            "address of segment 0 'IWTRAM' at offset 69 is 4294967294, the "
            "largest is 262143");
  // What means "none" in a file is no address in an image.
  Image image = tinyImage();
  image.segments[2].address = 0xFFFFFFFF;
  EXPECT_EQ(encodeError(image), "address of segment 2 'ctrl1' is 4294967295, "
                                "the largest is 262143");
}

TEST(BitstreamSegment, endBeyondTheChip) {
  EXPECT_EQ(decodeError(patched(at::address0, u32((1u << 18) - 1))),
            "address of segment 0 'IWTRAM' at offset 69 is 262143: its 2 words "
            "end beyond the last address, 262143");
  Image image = tinyImage();
  image.segments[1].address = (1u << 18) - 1;
  EXPECT_EQ(encodeError(image),
            "address of segment 1 'HEFOCRAM' is 262143: its 2 words end beyond "
            "the last address, 262143");
}

TEST(BitstreamSegment, wordWidth) {
  EXPECT_EQ(decodeError(patched(at::width0, u8(0))),
            "word width of segment 0 'IWTRAM' at offset 73 is 0, the smallest "
            "is 1");
  EXPECT_EQ(decodeError(patched(at::width2, u8(33))),
            "word width of segment 2 'ctrl1' at offset 116 is 33, the largest "
            "is 32");
  Image image = tinyImage();
  image.segments[0].wordBits = 255;
  EXPECT_EQ(encodeError(image),
            "word width of segment 0 'IWTRAM' is 255, the largest is 32");
}

TEST(BitstreamSegment, tooManyWords) {
  EXPECT_EQ(decodeError(patched(at::wordCount0, u32(0xFFFFFFFF))),
            "number of words of segment 0 'IWTRAM' at offset 74 is 4294967295, "
            "the largest is 262144");
  EXPECT_EQ(decodeError(patched(at::wordCount0, u32(1000))),
            "truncated: segment 0 'IWTRAM' at offset 78 needs 1000 bytes, 183 "
            "are left");
  Image image = tinyImage();
  image.segments[0].address.reset();
  image.segments[0].words.assign((1u << 18) + 1, 0);
  EXPECT_EQ(encodeError(image), "number of words of segment 0 'IWTRAM' is "
                                "262145, the largest is 262144");
}

TEST(BitstreamSegment, wordWiderThanItsWidth) {
  EXPECT_EQ(decodeError(patched(at::word1 + 2, u16(0x400))),
            "word 1 of segment 1 'HEFOCRAM' at offset 102 is 0x400, which does "
            "not fit in 10 bits");
  EXPECT_EQ(decodeError(patched(at::width0, u8(7))),
            "word 1 of segment 0 'IWTRAM' at offset 79 is 0xc0, which does not "
            "fit in 7 bits");
  Image image = tinyImage();
  image.segments[0].words[0] = 0xFFFFFF80;
  EXPECT_EQ(encodeError(image), "word 0 of segment 0 'IWTRAM' is 0xffffff80, "
                                "which does not fit in 8 bits");
}

// (B17) Only segments with an address need room behind it.
TEST(BitstreamSegment, noAddressIsLegal) {
  llvm::Expected<Image> image = decode(patched(at::address2, u32(0xFFFFFFFF)));
  ASSERT_TRUE(static_cast<bool>(image)) << llvm::toString(image.takeError());
  EXPECT_FALSE(image->segments[2].address.has_value());
}

//===----------------------------------------------------------------------===//
// Provenance: (B21) to (B26)
//===----------------------------------------------------------------------===//

// (B21) The feature bit says whether the section is there.
TEST(BitstreamProvenance, missingOrUnannounced) {
  EXPECT_EQ(
      decodeError(spliced(at::moduleCount, at::checksum - at::moduleCount, "")),
      "truncated: number of modules at offset 125 needs 4 bytes, 0 are "
      "left");
  EXPECT_EQ(decodeError(patched(at::features, u8(0x04))),
            "unused bytes at offset 125: the content ends here, but the "
            "checksum is at offset 261");
}

TEST(BitstreamProvenance, tooManyModules) {
  EXPECT_EQ(
      decodeError(patched(at::moduleCount, u32(0xFFFFFFFF))),
      "truncated: list of 4294967295 modules at offset 129 needs 68719476720 "
      "bytes, 132 are left");
}

TEST(BitstreamProvenance, unknownPopulation) {
  EXPECT_EQ(decodeError(patched(at::population0, u8(2))),
            "population of module 0 at offset 129 is 2, the largest is 1");
  Image image = tinyImage();
  image.provenance->modules[1].population = static_cast<Population>(2);
  EXPECT_EQ(encodeError(image),
            "population of module 1 is 2, the largest is 1");
}

TEST(BitstreamProvenance, numberOfRanges) {
  EXPECT_EQ(decodeError(spliced(at::rangeCount0, 12, u32(0))),
            "number of id ranges of module 0 'hid' at offset 135 is 0, the "
            "smallest is 1");
  EXPECT_EQ(
      decodeError(patched(at::rangeCount0, u32(0x20000001))),
      "truncated: list of 536870913 id ranges of module 0 'hid' at offset 139 "
      "needs 4294967304 bytes, 122 are left");
  Image image = tinyImage();
  image.provenance->modules[0].ids.clear();
  EXPECT_EQ(encodeError(image),
            "number of id ranges of module 0 'hid' is 0, the smallest is 1");
}

TEST(BitstreamProvenance, emptyRange) {
  EXPECT_EQ(decodeError(patched(at::range0 + 4, u32(0))),
            "id range 0 of module 0 'hid' at offset 139 is empty");
  Image image = tinyImage();
  image.provenance->modules[0].ids = {{0, 1}, {1, 0}};
  EXPECT_EQ(encodeError(image), "id range 1 of module 0 'hid' is empty");
}

TEST(BitstreamProvenance, rangeBeyondItsPopulation) {
  EXPECT_EQ(decodeError(patched(at::range0 + 4, u32(3))),
            "id range 0 of module 0 'hid' at offset 139 ends at id 2, but its "
            "population has 2 neurons");
  EXPECT_EQ(decodeError(patched(at::range0, u32(0xFFFFFFFF))),
            "id range 0 of module 0 'hid' at offset 139 ends at id 4294967296, "
            "but its population has 2 neurons");
  EXPECT_EQ(decodeError(patched(at::range1, u32(1))),
            "id range 0 of module 1 'out' at offset 157 ends at id 1, but its "
            "population has 1 neurons");
  Image image = tinyImage();
  image.provenance->modules[1].ids[0].count = 2;
  EXPECT_EQ(encodeError(image), "id range 0 of module 1 'out' ends at id 1, "
                                "but its population has 1 neurons");
}

TEST(BitstreamProvenance, rangesThatCouldBeOne) {
  EXPECT_EQ(decodeError(spliced(at::rangeCount0, 12,
                                u32(2) + u32(0) + u32(1) + u32(1) + u32(1))),
            "id range 1 of module 0 'hid' at offset 147 starts at id 1, where "
            "the range before it ends: expected one range");
  Image image = tinyImage();
  image.provenance->modules[0].ids = {{0, 1}, {1, 1}};
  EXPECT_EQ(encodeError(image),
            "id range 1 of module 0 'hid' starts at id 1, where the range "
            "before it ends: expected one range");
}

TEST(BitstreamProvenance, overlappingRanges) {
  EXPECT_EQ(decodeError(spliced(at::rangeCount0, 12,
                                u32(2) + u32(1) + u32(1) + u32(0) + u32(2))),
            "id range 1 of module 0 'hid' at offset 147 has id 1, which an "
            "earlier range has");
  // Between modules of one population.
  EXPECT_EQ(decodeError(patched(147, u8(0))),
            "id range 0 of module 1 'out' at offset 157 has id 0, which an "
            "earlier range has");
  Image image = tinyImage();
  image.provenance->modules[1].population = Population::Hidden;
  EXPECT_EQ(encodeError(image), "id range 0 of module 1 'out' has id 0, which "
                                "an earlier range has");
}

TEST(BitstreamProvenance, graphHash) {
  constexpr StringRef wrong =
      "is neither empty nor 64 lower-case hexadecimal digits";
  EXPECT_EQ(decodeError(patched(at::graphHash + 2, "E")),
            ("graph hash at offset 165 " + wrong).str());
  EXPECT_EQ(decodeError(spliced(at::graphHash, 66, u16(4) + "c0de")),
            ("graph hash at offset 165 " + wrong).str());
  Image image = tinyImage();
  image.provenance->graphHash.back() = 'g';
  EXPECT_EQ(encodeError(image), ("graph hash " + wrong).str());
}
