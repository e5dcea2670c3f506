//===- NpyTest.cpp - NumPy's array files ----------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Raster/Npy.h"

#include "gtest/gtest.h"

using namespace tidepool::simulation;
using llvm::StringRef;

/// A file of version 1.0 with this dictionary and data.
static std::string makeFile(StringRef dictionary, StringRef data) {
  std::string file("\x93NUMPY\x01\x00", 8);
  file += static_cast<char>(dictionary.size() & 0xFF);
  file += static_cast<char>(dictionary.size() >> 8);
  return file + dictionary.str() + data.str();
}

static std::string describe(StringRef type, StringRef shape,
                            StringRef isFortran = "False") {
  return ("{'descr': '" + type + "', 'fortran_order': " + isFortran +
          ", 'shape': " + shape + ", }\n")
      .str();
}

static std::vector<int64_t> readValues(const std::string &file) {
  llvm::Expected<IntegerArray> array = readNpy(file);
  if (!array) {
    ADD_FAILURE() << llvm::toString(array.takeError());
    return {};
  }
  return array->values;
}

static std::string getError(const std::string &file) {
  llvm::Expected<IntegerArray> array = readNpy(file);
  return array ? "none" : llvm::toString(array.takeError());
}

TEST(NpyTest, ReadsEveryIntegerType) {
  using Values = std::vector<int64_t>;
  auto read = [](StringRef type, StringRef data) {
    return readValues(makeFile(describe(type, "(2,)"), data));
  };
  EXPECT_EQ(read("|b1", StringRef("\x01\x00", 2)), (Values{1, 0}));
  EXPECT_EQ(read("|u1", "\xff\x01"), (Values{255, 1}));
  EXPECT_EQ(read("|i1", "\xff\x01"), (Values{-1, 1}));
  EXPECT_EQ(read("<i2", StringRef("\xfe\xff\x00\x01", 4)), (Values{-2, 256}));
  EXPECT_EQ(read(">i2", StringRef("\xff\xfe\x00\x01", 4)), (Values{-2, 1}));
  EXPECT_EQ(read("<u4", StringRef("\x01\0\0\0\xff\xff\xff\xff", 8)),
            (Values{1, 4294967295}));
  EXPECT_EQ(read("<i8", StringRef("\x02\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff"
                                  "\xff\xff",
                                  16)),
            (Values{2, -1}));
  EXPECT_EQ(read(">u8", StringRef("\0\0\0\0\0\0\0\x02\xff\xff\xff\xff\xff\xff"
                                  "\xff\xff",
                                  16)),
            (Values{2, INT64_MAX}));
}

TEST(NpyTest, ReadsBothOrders) {
  using Values = std::vector<int64_t>;
  EXPECT_EQ(readValues(makeFile(describe("|u1", "(2, 3)"), "\1\2\3\4\5\6")),
            (Values{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(
      readValues(makeFile(describe("|u1", "(2, 3)", "True"), "\1\4\2\5\3\6")),
      (Values{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(readValues(makeFile(describe("|u1", "(2, 2, 2)", "True"),
                                "\1\5\3\7\2\6\4\10")),
            (Values{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(NpyTest, ReadsEmptyArraysAndScalars) {
  llvm::Expected<IntegerArray> empty =
      readNpy(makeFile(describe("|u1", "(0, 12)"), ""));
  ASSERT_TRUE(static_cast<bool>(empty));
  EXPECT_EQ(empty->shape[1], 12u);
  EXPECT_TRUE(empty->values.empty());
  EXPECT_EQ(readValues(makeFile(describe("|u1", "()"), "\7")),
            (std::vector<int64_t>{7}));
}

// Keys in any order, either quote, as long as it is the dictionary.
TEST(NpyTest, ReadsOtherSpellings) {
  EXPECT_EQ(readValues(makeFile("{\"shape\":(1L,),\"fortran_order\":False,"
                                "\"descr\":\"|u1\"}",
                                "\7")),
            (std::vector<int64_t>{7}));
}

TEST(NpyTest, WritesWhatItReads) {
  std::string bytes = writeNpy<int16_t>({2, 2}, {1, -2, 300, -32768});
  EXPECT_EQ(bytes.size() % 64, 8u);
  EXPECT_EQ(readValues(bytes), (std::vector<int64_t>{1, -2, 300, -32768}));
  bytes = writeNpy<uint8_t>({3}, {0, 31, 255});
  EXPECT_EQ(readValues(bytes), (std::vector<int64_t>{0, 31, 255}));
  EXPECT_NE(bytes.find("'shape': (3,), }"), std::string::npos);
  EXPECT_NE(writeNpyHeader({3, 1, 2}, "<f8").find("'shape': (3, 1, 2), }"),
            std::string::npos);
}

TEST(NpyTest, RefusesEverythingElse) {
  std::string good = makeFile(describe("|u1", "(2,)"), "\1\2");
  EXPECT_EQ(getError(""), "this is no .npy file");
  EXPECT_EQ(getError("PK\3\4"), "this is no .npy file");
  for (size_t size : {6, 7, 8, 9, 20})
    EXPECT_EQ(getError(good.substr(0, size)),
              "the .npy file is cut off in its header");
  std::string version = good;
  version[6] = 4;
  EXPECT_EQ(getError(version),
            "the .npy file has version 4; versions 1 to 3 are known");
  EXPECT_EQ(getError(good.substr(0, good.size() - 1)),
            "the .npy file is cut off: its header asks for more items than the "
            "1 bytes behind it");
  EXPECT_EQ(getError(good + "\1"),
            "the .npy file has 3 bytes of data, but its header asks for 2");
  EXPECT_EQ(getError(makeFile(describe("<f8", "(1,)"), "12345678")),
            "the .npy file holds items of type '<f8'; booleans and integers "
            "can be read");
  // Sizes that a header merely claims.
  for (const char *shape :
       {"(18446744073709551615,)", "(4294967296, 4294967296, 16)"})
    EXPECT_EQ(getError(makeFile(describe("<i8", shape), "12345678")),
              "the .npy file is cut off: its header asks for more items than "
              "the 8 bytes behind it");
  for (const char *dictionary :
       {"", "{", "{}", "[]", "{'descr': '|u1'}",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1 1)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 1}",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': "
        "(1,)}",
        "{'descr': [('x', '|u1')], 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} x",
        "{'descr': '|u1, 'fortran_order': False, 'shape': (1,)}"})
    EXPECT_EQ(getError(makeFile(dictionary, "\1")),
              "the header of the .npy file is not one that NumPy writes for a "
              "plain array")
        << dictionary;
}
