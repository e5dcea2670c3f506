//===- FrameTest.cpp - Damage to a file as a whole ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BitstreamFixture.h"

using namespace tidepool;
using namespace tidepool::bitstream;

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
