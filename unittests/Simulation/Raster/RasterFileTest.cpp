//===- RasterFileTest.cpp - Spikes over time, from files ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Raster/RasterFile.h"

#include "TemporaryFolder.h"

#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

#include <random>

using namespace tidepool::simulation;
using llvm::StringRef;
using Rows = std::vector<std::vector<uint32_t>>;

static std::string takeText(llvm::Error error) {
  return llvm::toString(std::move(error));
}

/// All steps of a recording, or in `error` why there are none.
static Rows readAll(const RasterFile &file, size_t numChannels,
                    size_t recording, std::string &error) {
  auto reader = file.read(recording);
  if (!reader) {
    error = takeText(reader.takeError());
    return {};
  }
  Rows rows;
  std::vector<uint32_t> counts(numChannels, 99);
  while (true) {
    llvm::Expected<bool> isStep = (*reader)->readStep(counts);
    if (!isStep) {
      error = takeText(isStep.takeError());
      return {};
    }
    if (!*isStep)
      return rows;
    rows.push_back(counts);
  }
}

namespace {
class RasterFileTest : public testing::Test {
protected:
  /// What a file of this name and content holds.
  Rows read(StringRef name, StringRef content, size_t numChannels,
            const RasterFile::Options &options = {}) {
    error.clear();
    auto file =
        RasterFile::open(folder.write(name, content), numChannels, options);
    if (!file) {
      setError(takeText(file.takeError()));
      return {};
    }
    std::string text;
    Rows rows = readAll(*file, numChannels, 0, text);
    setError(text);
    return rows;
  }
  /// The error in such a file, without its path.
  std::string getError(StringRef name, StringRef content, size_t numChannels,
                       const RasterFile::Options &options = {}) {
    read(name, content, numChannels, options);
    return error;
  }

  TemporaryFolder folder;
  std::string error;

private:
  void setError(StringRef text) {
    if (text.starts_with("'"))
      text = text.substr(text.find("': ") + 3);
    error = text.str();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// CSV
//===----------------------------------------------------------------------===//

TEST_F(RasterFileTest, ReadsCsv) {
  const Rows rows = {{1, 0, 4294967295}, {0, 12, 3}};
  EXPECT_EQ(read("a.csv", "1,0,4294967295\n0,12,3\n", 3), rows);
  EXPECT_EQ(read("a.csv", "1,0,4294967295\n0,12,3", 3), rows);
  EXPECT_EQ(
      read("a.csv", "left,right , \"up\"\r\n1, 0 ,4294967295\r\n0,12,3\r\n", 3),
      rows);
  EXPECT_EQ(read("a.csv",
                 "\xEF\xBB\xBF"
                 "1,0,4294967295\n0,12,3\n\n \n",
                 3),
            rows);
  EXPECT_EQ(read("a.csv", "7\n", 1), (Rows{{7}}));
  for (const char *empty : {"", "\n", "a,b,c\n"}) {
    EXPECT_EQ(read("a.csv", empty, 3), Rows());
    EXPECT_EQ(error, "");
  }
}

TEST_F(RasterFileTest, NamesTheBadCell) {
  auto expectBad = [&](StringRef content, StringRef place, StringRef cell) {
    EXPECT_EQ(getError("a.csv", content, 2),
              (place + " is '" + cell +
               "', but a count of spikes is a whole number from 0 to "
               "4294967295")
                  .str());
  };
  expectBad("1,2\n3,abc\n", "line 2: cell 2", "abc");
  expectBad("1,2\n1.5,0\n", "line 2: cell 1", "1.5");
  expectBad("3.0,0\n", "line 1: cell 1", "3.0");
  expectBad("a,1\n", "line 1: cell 1", "a");
  expectBad("1e2,0\n", "line 1: cell 1", "1e2");
  expectBad("0,-1\n", "line 1: cell 2", "-1");
  expectBad("0,+1\n", "line 1: cell 2", "+1");
  expectBad("0,\n", "line 1: cell 2", "");
  expectBad("0,4294967296\n", "line 1: cell 2", "4294967296");
  expectBad("0,0x10\n", "line 1: cell 2", "0x10");
  expectBad("a,b\na,b\n", "line 2: cell 1", "a");
  expectBad("nan,inf\n", "line 1: cell 1", "nan");
  expectBad("0,\x1b\xff\n", "line 1: cell 2", "??");
  expectBad("0," + std::string(100, 'x') + "\n", "line 1: cell 2",
            std::string(60, 'x') + "...");
}

TEST_F(RasterFileTest, NamesTheBadLine) {
  EXPECT_EQ(getError("a.csv", "1,2\n1,2,3\n", 2),
            "line 2: it has 3 cells between commas, but the network has 2 "
            "inputs");
  EXPECT_EQ(getError("a.csv", "1 2\n", 2),
            "line 1: it has 1 cells between commas, but the network has 2 "
            "inputs");
  EXPECT_EQ(getError("a.csv", "1,2\n\n1,2\n", 2),
            "line 3: the lines before it are empty; a step without spikes is a "
            "line of zeros");
  EXPECT_EQ(getError("a.csv", std::string(300000, '1'), 2),
            "line 1 is longer than 65536 bytes");
}

// Lines do not care where a chunk of the file ends.
TEST_F(RasterFileTest, ReadsLongTexts) {
  std::mt19937 random(1);
  std::string csv, events;
  Rows rows;
  for (unsigned step = 0; step < 30000; ++step) {
    rows.push_back({uint32_t(random() % 3), uint32_t(random())});
    csv += std::to_string(rows.back()[0]) + "," +
           std::to_string(rows.back()[1]) + "\n";
    for (unsigned channel : {0, 1})
      events += std::to_string(step) + "," + std::to_string(channel) + "," +
                std::to_string(rows.back()[channel]) + "\n";
  }
  EXPECT_EQ(read("a.csv", csv, 2), rows);
  EXPECT_EQ(read("a.events", events, 2), rows);
}

//===----------------------------------------------------------------------===//
// Event lists
//===----------------------------------------------------------------------===//

TEST_F(RasterFileTest, ReadsEvents) {
  const Rows rows = {{0, 0}, {0, 3}, {0, 0}, {1, 5}};
  EXPECT_EQ(read("a.events", "1,1,3\n3,0\n3,1,5\n", 2), rows);
  EXPECT_EQ(read("a.txt", "# log\n1 1\n1\t1  2 # again\n\n3  1 5\r\n3 0", 2),
            rows);
  EXPECT_EQ(read("a.events", "step,channel,count\n1,1,3\n3,1,5\n3,0\n", 2),
            rows);
  RasterFile::Options options;
  options.numSteps = 6;
  EXPECT_EQ(read("a.events", "1,1,3\n", 2, options),
            (Rows{{0, 0}, {0, 3}, {0, 0}, {0, 0}, {0, 0}, {0, 0}}));
  EXPECT_EQ(read("a.events", "", 1, options), Rows(6, {0}));
  EXPECT_EQ(read("a.events", "", 1), Rows());
  EXPECT_EQ(read("a.events", "0,0,0\n", 1), (Rows{{0}}));
}

TEST_F(RasterFileTest, NamesTheBadEvent) {
  for (const char *line :
       {"0", "1,2,3,4", "0,a", "1.5,0", "-1,0", "0,-1", "0,0,-1", "0,0,1.5",
        "0,,1", "0,0,", "0;0", "0,0,4294967296", "18446744073709551616,0"})
    EXPECT_EQ(getError("a.events", std::string("0,0\n") + line + "\n", 2),
              "line 2: '" + std::string(line) +
                  "' is no event; expected whole numbers step,channel or "
                  "step,channel,count");
  EXPECT_EQ(getError("a.events", "a,b\na,b\n", 2),
            "line 2: 'a,b' is no event; expected whole numbers step,channel or "
            "step,channel,count");
  EXPECT_EQ(getError("a.events", "5,0\n\n4,1\n", 2),
            "line 3: step 4 comes after step 5; sort the events, as with "
            "'sort -n'");
  EXPECT_EQ(getError("a.events", "0,2\n", 2),
            "line 1: channel 2 does not exist; the network has 2 inputs, "
            "numbered from 0");
  EXPECT_EQ(getError("a.events", "0,0,4294967295\n0,0\n", 2),
            "line 2: channel 0 gets more than 4294967295 spikes in step 0");
  RasterFile::Options options;
  options.numSteps = 6;
  EXPECT_EQ(getError("a.events", "6,0\n", 2, options),
            "line 1: step 6 lies behind the 6 steps of the recording");
}

//===----------------------------------------------------------------------===//
// Arrays
//===----------------------------------------------------------------------===//

/// An array with the numbers 0, 1, ... in C order.
static std::string makeArray(llvm::ArrayRef<uint64_t> shape, bool isFortran) {
  std::string file = writeNpyHeader(shape, "<i2");
  uint64_t size = 1;
  for (uint64_t count : shape)
    size *= count;
  std::vector<int16_t> values(size);
  for (uint64_t place = 0; place < size; ++place) {
    uint64_t rest = place, number = 0, stride = size;
    // Place in the file -> indices, the first fastest -> number.
    for (uint64_t count : shape) {
      stride /= count;
      number += (rest % count) * stride;
      rest /= count;
    }
    values[place] = isFortran ? number : place;
  }
  appendNpyItems<int16_t>(file, values);
  if (isFortran)
    file.replace(file.find("False"), 5, "True ");
  return file;
}

TEST_F(RasterFileTest, ReadsArraysOfBothOrders) {
  for (bool isFortran : {false, true}) {
    EXPECT_EQ(read("a.npy", makeArray({2, 3}, isFortran), 3),
              (Rows{{0, 1, 2}, {3, 4, 5}}));
    // In several chunks.
    Rows rows = read("a.npy", makeArray({16000, 2}, isFortran), 2);
    ASSERT_EQ(rows.size(), 16000u);
    for (uint32_t step = 0; step < rows.size(); ++step)
      ASSERT_EQ(rows[step], (std::vector<uint32_t>{2 * step, 2 * step + 1}));
  }
  EXPECT_EQ(read("a.npy", writeNpy<uint8_t>({0, 3}, {}), 3), Rows());
  // What begins like an array is one.
  RasterFile::Options options;
  options.format = RasterFormat::Csv;
  EXPECT_EQ(read("a.csv", writeNpy<uint8_t>({1, 3}, {1, 2, 3}), 3, options),
            (Rows{{1, 2, 3}}));
}

TEST_F(RasterFileTest, ReadsSeveralRecordings) {
  for (bool isFortran : {false, true}) {
    std::string path = folder.write("b.npy", makeArray({3, 4, 2}, isFortran));
    auto file = RasterFile::open(path, 2, {});
    ASSERT_TRUE(static_cast<bool>(file));
    EXPECT_TRUE(file->hasRecordings());
    ASSERT_EQ(file->getNumRecordings(), 3u);
    EXPECT_EQ(file->getNumSteps(), 4u);
    for (uint32_t recording : {2, 0, 1}) {
      uint32_t first = 8 * recording;
      EXPECT_EQ(readAll(*file, 2, recording, error),
                (Rows{{first, first + 1},
                      {first + 2, first + 3},
                      {first + 4, first + 5},
                      {first + 6, first + 7}}));
    }
  }
}

TEST_F(RasterFileTest, RefusesOtherArrays) {
  EXPECT_EQ(getError("a.npy", writeNpy<uint8_t>({2}, {1, 2}), 2),
            "the raster has 1 dimension; expected 2, steps and channels, or "
            "3, recordings, steps and channels");
  EXPECT_EQ(getError("a.npy", writeNpy<uint8_t>({1, 2}, {1, 2}), 3),
            "the raster has 2 channels, but the network has 3 inputs");
  for (std::vector<uint64_t> shape :
       {std::vector<uint64_t>{1ull << 60, 0, 2}, {1ull << 60, 1ull << 60, 0}})
    EXPECT_EQ(getError("a.npy", writeNpyHeader(shape, "|u1"), shape[2]),
              "the raster has recordings, but nothing in them");
  EXPECT_EQ(getError("a.npy", writeNpy<int16_t>({2, 2}, {0, 1, 2, -3}), 2),
            "the raster has -3 spikes in step 1, channel 1; a count is from 0 "
            "to 4294967295");
  EXPECT_EQ(getError("a.npy", writeNpy<int16_t>({1, 1, 2}, {0, -3}), 2),
            "the raster has -3 spikes in recording 0, step 0, channel 1; a "
            "count is from 0 to 4294967295");
  EXPECT_EQ(getError("a.npy",
                     writeNpyHeader({1, 1}, "<u8") +
                         StringRef("\0\0\0\0\1\0\0\0", 8).str(),
                     1),
            "the raster has 4294967296 spikes in step 0, channel 0; a count is "
            "from 0 to 4294967295");
  std::string cut = writeNpy<uint8_t>({2, 2}, {1, 2, 3, 4});
  cut.pop_back();
  EXPECT_EQ(getError("a.npy", cut, 2),
            "the .npy file is cut off: its header asks for more items than the "
            "3 bytes behind it");
  EXPECT_EQ(getError("a.npy", writeNpy<double>({1, 1}, {1}), 1),
            "the .npy file holds items of type '<f8'; booleans and integers "
            "can be read");
  EXPECT_EQ(getError("a.npy", "1,2,3\n", 3), "this is no .npy file");
}

// A header is read from the beginning of a file, which may be long.
TEST_F(RasterFileTest, RefusesLongHeaders) {
  std::string file("\x93NUMPY\x02\x00", 8);
  constexpr unsigned length = 70000;
  for (unsigned k = 0; k < 4; ++k)
    file += static_cast<char>(length >> (8 * k) & 0xFF);
  file += std::string(length, ' ');
  EXPECT_EQ(getError("a.npy", file, 3),
            "the header of the .npy file is not one that NumPy writes for a "
            "plain array");
}

TEST_F(RasterFileTest, FormatsHaveNames) {
  EXPECT_EQ(findRasterFormat("x/a.npy"), RasterFormat::Npy);
  EXPECT_EQ(findRasterFormat("a.b.csv"), RasterFormat::Csv);
  EXPECT_EQ(findRasterFormat("a.events"), RasterFormat::Events);
  EXPECT_EQ(findRasterFormat("a.txt"), RasterFormat::Events);
  EXPECT_EQ(findRasterFormat("csv"), std::nullopt);
  EXPECT_EQ(getError("a.dat", "1,2\n", 2),
            "cannot tell the format of the raster: its name does not end in "
            ".npy, .csv, .events or .txt, and no format is given");
  RasterFile::Options options;
  options.format = RasterFormat::Csv;
  EXPECT_EQ(read("a.dat", "1,2\n", 2, options), (Rows{{1, 2}}));
}

TEST_F(RasterFileTest, NamesTheFile) {
  std::string path = folder.getPath("no.csv");
  auto none = RasterFile::open(path, 2, {});
  EXPECT_EQ(takeText(none.takeError()),
            "cannot read '" + path + "': No such file or directory");
  auto isFolder = RasterFile::open(folder.getPath(""), 2, {});
  EXPECT_EQ(takeText(isFolder.takeError()),
            "cannot read '" + folder.getPath("") + "': it is a folder");
  path = folder.write("a.csv", "x,1\n");
  auto file = RasterFile::open(path, 2, {});
  ASSERT_TRUE(static_cast<bool>(file));
  readAll(*file, 2, 0, error);
  EXPECT_TRUE(StringRef(error).starts_with("'" + path + "': line 1: cell 1"));
}
