//===- RamFilesTest.cpp - Files for test benches, there and back ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/RamFiles/RamFiles.h"

#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::forms;
using bitstream::SegmentKind;

static bitstream::Image makeImage() {
  bitstream::Image image;
  image.chip = "xylo_a3";
  image.network = "tiny";
  image.dt = 0.001;
  image.sizes = {1, 2, 2, 1, 1, 0};
  image.synapse2 = image.alias = true;
  image.inputShift = 1;
  image.recurrentShift = 2;
  image.outputShift = 3;
  image.segments = {
      {SegmentKind::Register, "ctrl1", 0x001, 32, {0x30001}},
      {SegmentKind::Bank, "IWTRAM", 0x00200, 8, {0x7F, 0x80}},
      {SegmentKind::Bank, "NMPRAM", 0x019E0, 16, {0, 0, 0}},
      {SegmentKind::Bank, "HARAM", 0x035A0, 10, {0x3FF, 1}},
      {SegmentKind::Register, "tr_wrap", 0x004, 32, {50000}},
  };
  return image;
}

TEST(RamFilesTest, holdConstantsAndSizes) {
  auto image = makeImage();
  std::vector<RamFile> files = makeRamFiles(image);
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files[0].name, "iwtram.ini");
  EXPECT_EQ(files[0].text, "7f\n80\n");
  EXPECT_EQ(files[1].name, "haram.ini");
  EXPECT_EQ(files[1].text, "3ff\n001\n");
  EXPECT_EQ(files[2].name, "basic_config.json");
  EXPECT_EQ(files[2].text, R"({
  "BIAS": false,
  "DT": 0.001,
  "IN": 1,
  "IWBS": 1,
  "N_SYNS": 2,
  "ON": 1,
  "OWBS": 3,
  "RA": true,
  "RSN": 2,
  "RWBS": 2,
  "time_resolution_wrap": 50000
}
)");
  EXPECT_FALSE(bool(checkRamFiles(files, image)));
}

TEST(RamFilesTest, chipsWithoutBiasesSayNothingOfThem) {
  auto image = makeImage();
  image.chip = "xylo_a1";
  EXPECT_EQ(makeRamFiles(image).back().text.find("BIAS"), std::string::npos);
}

TEST(RamFilesTest, otherFilesAreFound) {
  auto image = makeImage();
  auto check = [&](std::vector<RamFile> files) {
    return llvm::toString(checkRamFiles(files, image));
  };
  std::vector<RamFile> files = makeRamFiles(image);
  EXPECT_EQ(check({files[0]}), "'haram.ini' is missing");
  EXPECT_EQ(check({files[0], {"haram.ini", "3ff\n002\n"}}),
            "'haram.ini' holds other words than bank 'HARAM'");
  EXPECT_EQ(check({files[0], {"haram.ini", "3ff\n001\n001\n"}}),
            "'haram.ini' holds other words than bank 'HARAM'");
  EXPECT_EQ(check({files[0], {"haram.ini", "fff\n001\n"}}),
            "'haram.ini', line 1: word 0xfff does not fit into 10 bits");
}

TEST(RamFilesTest, readsWhatPeersWrite) {
  auto words = readRamFile("// input 0\r\n7F\r\n\n  80 \n//\n0", 8);
  ASSERT_TRUE(bool(words)) << llvm::toString(words.takeError());
  EXPECT_EQ(*words, (std::vector<uint32_t>{0x7F, 0x80, 0}));
  words = readRamFile("ffffffff", 32);
  ASSERT_TRUE(bool(words));
  EXPECT_EQ(*words, std::vector<uint32_t>{~0u});
}

TEST(RamFilesTest, wordsAreHexadecimal) {
  auto refusal = [](llvm::StringRef text) {
    return llvm::toString(readRamFile(text, 8).takeError());
  };
  const std::string expects =
      ": expects a hexadecimal word without prefix, but found '";
  EXPECT_EQ(refusal("0\n0x1\n"), "line 2" + expects + "0x1'");
  EXPECT_EQ(refusal("-1"), "line 1" + expects + "-1'");
  EXPECT_EQ(refusal("1 2"), "line 1" + expects + "1 2'");
  EXPECT_EQ(refusal("\x01"), "line 1" + expects + "\\01'");
  EXPECT_EQ(refusal("11111111111111111"),
            "line 1" + expects + "11111111111111111'");
  EXPECT_EQ(refusal("100"), "line 1: word 0x100 does not fit into 8 bits");
}
