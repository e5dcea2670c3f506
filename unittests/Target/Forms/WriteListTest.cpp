//===- WriteListTest.cpp - What a list of words may and may not be --------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FormsFixture.h"

#include "tidepool/Target/Forms/WriteList.h"

#include "gtest/gtest.h"

using namespace tidepool::forms;

static std::string refusal(llvm::StringRef text) {
  return getText(readWriteList(text));
}

TEST(WriteListTest, keepsOrderAndRepetition) {
  auto image = makeImage();
  std::vector<Write> sent = {{1, 0x30001}, {0x2DC0, 0x123}, {0x2DC1, 0xFFFF},
                             {0x2DC2, 1},  {0x200, 0x7F},   {0x201, 0x80},
                             {1, 1}};
  EXPECT_EQ(collectWrites(image), sent);
  std::string text = llvm::cantFail(printWriteList(image));
  auto read = readWriteList(text);
  ASSERT_TRUE(bool(read));
  EXPECT_EQ(*read, sent);
  EXPECT_EQ(getText(checkWriteList(text, image)), "");
  std::swap(image.segments[1], image.segments[2]);
  EXPECT_EQ(getText(checkWriteList(text, image)),
            "word number 1 is 0x02dc0 0x00000123, expected 0x00200 0x0000007f");
}

// What a host sends for a patch is a list like any other.
TEST(WriteListTest, patches) {
  auto oldImage = makeImage(), newImage = oldImage;
  newImage.segments[1].words[1] = 7;
  auto patch =
      llvm::cantFail(tidepool::bitstream::makePatch(oldImage, newImage));
  std::string text = llvm::cantFail(printWriteList(patch));
  EXPECT_EQ(text, "# patch for xylo_a3, gives tiny\n"
                  "# old bitstream: SHA-256 " +
                      patch.appliesTo + "\n# new bitstream: SHA-256 " +
                      patch.gives +
                      "\n0x00001 0x00030001 # ctrl1\n"
                      "0x02dc1 0x00000007 # NTHRAM[1]\n"
                      "0x00001 0x00000001 # ctrl1\n");
  EXPECT_EQ(refusal(text), "");
  patch.segments[1].address.reset();
  EXPECT_EQ(getText(printWriteList(patch)),
            "a list of writes says where words go, but 'NTHRAM' of xylo_a3 has "
            "no address");
}

TEST(WriteListTest, readsWhatOthersWrite) {
  auto read = readWriteList("\n# all\r\n0x1 0xA\r\n\t0x3fffF\t 0xffffffff#\n"
                            "   # none\n0x000000000002 0x0000000000000003");
  ASSERT_TRUE(bool(read)) << llvm::toString(read.takeError());
  EXPECT_EQ(*read, (std::vector<Write>{{1, 10}, {0x3FFFF, ~0u}, {2, 3}}));
  EXPECT_EQ(refusal(""), "");
}

TEST(WriteListTest, addressesAreThoseOfAChip) {
  const std::string expects =
      ": expects an address such as 0x00200, below 0x40000, but found '";
  EXPECT_EQ(refusal("512 0x1"), "line 1" + expects + "512'");
  EXPECT_EQ(refusal("0x1 0x1\n\n0x40000 0x1"), "line 3" + expects + "0x40000'");
  EXPECT_EQ(refusal("0x 0x1"), "line 1" + expects + "0x'");
  EXPECT_EQ(refusal("0x-1 0x1"), "line 1" + expects + "0x-1'");
  EXPECT_EQ(refusal("0x0x1 0x1"), "line 1" + expects + "0x0x1'");
  EXPECT_EQ(refusal("0x10000000000000001 0x1"),
            "line 1" + expects + "0x10000000000000001'");
  EXPECT_EQ(refusal("\x89XBT"), "line 1" + expects + "\\89XBT'");
}

TEST(WriteListTest, wordsHave32Bits) {
  const std::string expects =
      "line 1: expects a word such as 0x0000007f, of 32 bits, but found '";
  EXPECT_EQ(refusal("0x1"), expects + "'");
  EXPECT_EQ(refusal("0x1 # 0x1"), expects + "'");
  EXPECT_EQ(refusal("0x1 7f"), expects + "7f'");
  EXPECT_EQ(refusal("0x1 0x100000000"), expects + "0x100000000'");
  EXPECT_EQ(refusal("0x1 0x1 0x1"), expects + "0x1 0x1'");
}
