//===- RoundTripTest.cpp - Images that come back as they were -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BitstreamFixture.h"

#include "llvm/Support/MemoryBuffer.h"

#include <cmath>
#include <limits>
#include <random>

using namespace tidepool;
using namespace tidepool::bitstream;

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
