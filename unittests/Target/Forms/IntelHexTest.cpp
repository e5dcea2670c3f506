//===- IntelHexTest.cpp - What an Intel HEX file may and may not be -------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FormsFixture.h"

#include "tidepool/Target/Forms/IntelHex.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tidepool::forms;

/// A record with its length and checksum; `rest` is address, type and data.
static std::string record(llvm::StringRef rest) {
  std::string bytes(1, '\0');
  EXPECT_TRUE(llvm::tryGetFromHex(rest, bytes));
  bytes.insert(bytes.begin(), static_cast<char>(bytes.size() - 3));
  char sum = 0;
  for (char byte : bytes)
    sum = static_cast<char>(sum + byte);
  bytes.push_back(static_cast<char>(-sum));
  return ":" + llvm::toHex(bytes) + "\n";
}

static const std::string end = ":00000001FF\n";

TEST(IntelHexTest, wordsTakeFourBytes) {
  auto text = printIntelHex(makeImage());
  ASSERT_TRUE(bool(text));
  EXPECT_EQ(*text, ":020000040000FA\n" + record("0800007F00000080000000") +
                       record("B7000023010000FFFF000001000000") + end);
}

TEST(IntelHexTest, recordsStayWithin64KiB) {
  auto image = makeImage();
  // From byte address 0xFFFC on.
  image.segments = {{tidepool::bitstream::SegmentKind::Bank,
                     "HFORAM",
                     0x03FFF,
                     12,
                     {0xABC, 0xDEF}}};
  auto text = printIntelHex(image);
  ASSERT_TRUE(bool(text));
  EXPECT_EQ(*text, ":020000040000FA\n" + record("FFFC00BC0A0000") +
                       ":020000040001F9\n" + record("000000EF0D0000") + end);
  EXPECT_EQ(getText(checkIntelHex(*text, image)), "");
}

TEST(IntelHexTest, banksMayNotOverlap) {
  auto image = makeImage();
  image.segments.push_back(image.segments[1]);
  EXPECT_EQ(getText(printIntelHex(image)),
            "two banks have a word at address 0x02dc0, of which Intel HEX can "
            "hold only one");
}

TEST(IntelHexTest, readsWhatOthersWrite) {
  // Records in any order and of any length, with either line end, none at the
  // end; bytes of a word may be apart.
  auto words =
      readIntelHex(":020000040000FA\r\n" + record("00020003") +
                   record("000300040BADCAFE") + record("00000001") +
                   record("00010002") + llvm::StringRef(end).rtrim().str());
  ASSERT_TRUE(bool(words)) << llvm::toString(words.takeError());
  EXPECT_EQ(*words, (std::vector<Write>{{0, 0x04030201}, {1, 0xFECAAD0B}}));
}

TEST(IntelHexTest, mayBeEmpty) {
  auto words = readIntelHex(end);
  ASSERT_TRUE(bool(words));
  EXPECT_TRUE(words->empty());
}

TEST(IntelHexTest, theLastWordIsReached) {
  auto words =
      readIntelHex(record("000004000F") + record("FFFC0001020304") + end);
  ASSERT_TRUE(bool(words));
  EXPECT_EQ(*words, (std::vector<Write>{{0x3FFFF, 0x04030201}}));
}

static std::string refusal(const std::string &text) {
  return getText(readIntelHex(text));
}

TEST(IntelHexTest, recordsAreWhole) {
  const std::string junk = ": expects a record, ':' and pairs of hexadecimal "
                           "digits, but found '";
  EXPECT_EQ(refusal("hello\n"), "line 1" + junk + "hello'");
  EXPECT_EQ(refusal("\n" + end), "line 1" + junk + "'");
  EXPECT_EQ(refusal(" " + end), "line 1" + junk + " :00000001FF'");
  EXPECT_EQ(refusal(":0000000 1FF\n"), "line 1" + junk + ":0000000 1FF'");
  EXPECT_EQ(refusal(":00000001F\n"), "line 1" + junk + ":00000001F'");
  EXPECT_EQ(refusal(":00000001FF\r\r\n"), "line 1" + junk + ":00000001FF\\0D'");
  EXPECT_EQ(refusal(":\n"),
            "line 1: the record has 0 bytes; the shortest one has 5");
  EXPECT_EQ(refusal(":000000FF\n"),
            "line 1: the record has 4 bytes; the shortest one has 5");
}

TEST(IntelHexTest, lengthsAndChecksumsAgree) {
  EXPECT_EQ(refusal(":0400000001FB\n"),
            "line 1: the record says that it has 4 data bytes, but it has 1");
  EXPECT_EQ(refusal(":0000000001FF\n"),
            "line 1: the record says that it has 0 data bytes, but it has 1");
  EXPECT_EQ(refusal(record("00000001020304") + ":00000001FE\n"),
            "line 2: the checksum is 0xfe, but the record has 0xff");
}

TEST(IntelHexTest, typesAreThoseOf32BitAddresses) {
  EXPECT_EQ(refusal(record("0000021000")),
            "line 1: records of type 2 are not known; expected 0 (data), 1 "
            "(end of file) or 4 (upper 16 bits of the address)");
  EXPECT_EQ(refusal(record("00000400")),
            "line 1: a record of type 4 has address 0 and 2 data bytes, not 0 "
            "and 1");
  EXPECT_EQ(refusal(record("0010040000")),
            "line 1: a record of type 4 has address 0 and 2 data bytes, not 16 "
            "and 2");
  EXPECT_EQ(refusal(record("00000101")),
            "line 1: a record of type 1 has address 0 and no data, not 0 and 1 "
            "bytes");
}

TEST(IntelHexTest, addressesAreThoseOfAChip) {
  EXPECT_EQ(refusal(record("0000040010") + record("00000001020304") + end),
            "line 2: data at byte address 0x00100000 runs out of the 1048576 "
            "bytes of 2^18 words");
  EXPECT_EQ(refusal(record("000004FFFF") + record("FFFF0001020304") + end),
            "line 2: data at byte address 0xffffffff runs out of the 1048576 "
            "bytes of 2^18 words");
  EXPECT_EQ(refusal(record("000004000F") + record("FFFD0001020304") + end),
            "line 2: data at byte address 0x000ffffd runs out of the 1048576 "
            "bytes of 2^18 words");
}

TEST(IntelHexTest, everyByteIsThereOnce) {
  EXPECT_EQ(refusal(record("00000001020304") + record("000300FF") + end),
            "line 2: byte address 0x00003 is written a second time");
  EXPECT_EQ(refusal(record("00040001020304") + record("00000001020300") +
                    record("00080001") + end),
            "the word at byte address 0x00008 is not whole: byte 1 of 4 is "
            "missing");
  EXPECT_EQ(refusal(record("000100020304") + end),
            "the word at byte address 0x00000 is not whole: byte 0 of 4 is "
            "missing");
}

TEST(IntelHexTest, theEndIsTheEnd) {
  const std::string data = record("00000001020304");
  EXPECT_EQ(refusal(""), "the end-of-file record (:00000001FF) is missing "
                         "behind line 0; the file is not whole");
  EXPECT_EQ(refusal(data), "the end-of-file record (:00000001FF) is missing "
                           "behind line 1; the file is not whole");
  EXPECT_EQ(refusal(end + data),
            "line 2: there is more behind the end-of-file record");
  EXPECT_EQ(refusal(end + "\n"),
            "line 2: there is more behind the end-of-file record");
}

TEST(IntelHexTest, otherWordsAreFound) {
  auto image = makeImage();
  std::string text = llvm::cantFail(printIntelHex(image));
  EXPECT_EQ(getText(checkIntelHex(text, image)), "");
  image.segments[2].words[1] = 0x81;
  EXPECT_EQ(getText(checkIntelHex(text, image)),
            "word number 1 is 0x00201 0x00000080, expected 0x00201 0x00000081");
  image.segments[2].words.pop_back();
  EXPECT_EQ(getText(checkIntelHex(text, image)),
            "there are 5 words, expected 4");
}
