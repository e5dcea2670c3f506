//===- ContentTest.cpp - Content that breaks a rule -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BitstreamFixture.h"

#include <cmath>
#include <limits>

using namespace tidepool;
using namespace tidepool::bitstream;

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
