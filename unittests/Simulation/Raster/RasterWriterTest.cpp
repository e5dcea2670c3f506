//===- RasterWriterTest.cpp - Numbers over time, to files -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Raster/RasterWriter.h"

#include "TemporaryFolder.h"

#include "gtest/gtest.h"

#include <limits>

using namespace tidepool;
using namespace tidepool::simulation;

namespace {
class RasterWriterTest : public testing::Test {
protected:
  /// The file that these steps make, or the error.
  template <typename T>
  std::string write(RasterFormat format,
                    const std::vector<std::vector<T>> &steps) {
    OutputFiles files;
    OutputFile *file = llvm::cantFail(files.open(folder.getPath("out")));
    auto writer =
        makeRasterWriter(format, *file, llvm::ArrayRef<T>(steps.front()));
    for (const std::vector<T> &step : steps)
      if (llvm::Error error = writer->writeStep(llvm::ArrayRef<T>(step)))
        return llvm::toString(std::move(error));
    llvm::cantFail(writer->finish());
    llvm::cantFail(files.keep());
    return folder.read("out");
  }

  TemporaryFolder folder;
};
} // namespace

TEST_F(RasterWriterTest, WritesArrays) {
  EXPECT_EQ(write<uint8_t>(RasterFormat::Npy, {{1, 2}, {3, 255}}),
            writeNpy<uint8_t>({2, 2}, {1, 2, 3, 255}));
  EXPECT_EQ(write<int16_t>(RasterFormat::Npy, {{-1}, {2}, {-32768}}),
            writeNpy<int16_t>({3, 1}, {-1, 2, -32768}));
  EXPECT_EQ(write<double>(RasterFormat::Npy, {{0.5}}),
            writeNpyHeader({1, 1}, "<f8") +
                llvm::StringRef("\0\0\0\0\0\0\xe0\x3f", 8).str());
}

// The sign of a NaN depends on the machine.
TEST_F(RasterWriterTest, NoNumberHasNoSign) {
  double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(write<double>(RasterFormat::Csv, {{-nan, nan}}), "nan,nan\n");
  EXPECT_EQ(write<double>(RasterFormat::Npy, {{-nan}}),
            write<double>(RasterFormat::Npy, {{nan}}));
}

// Headers have the same size for all numbers of steps, and of columns.
TEST_F(RasterWriterTest, HeadersMayComeLast) {
  uint64_t most = std::numeric_limits<uint64_t>::max();
  EXPECT_EQ(writeNpyHeader({0, 1}, "<f8").size(),
            writeNpyHeader({most, most}, "<f8").size());
  std::vector<std::vector<int16_t>> steps;
  std::vector<int16_t> values;
  for (int step = 0; step < 70000; ++step) {
    steps.push_back({int16_t(step), int16_t(-step)});
    llvm::append_range(values, steps.back());
  }
  EXPECT_EQ(write(RasterFormat::Npy, steps),
            writeNpy<int16_t>({70000, 2}, values));
}

TEST_F(RasterWriterTest, WritesCsv) {
  EXPECT_EQ(write<uint8_t>(RasterFormat::Csv, {{1, 0}, {3, 255}}),
            "1,0\n3,255\n");
  EXPECT_EQ(write<int16_t>(RasterFormat::Csv, {{-32768}}), "-32768\n");
  EXPECT_EQ(write<double>(RasterFormat::Csv,
                          {{0.1, 1.0 / 3, 2, 1e300, -0.0,
                            std::numeric_limits<double>::denorm_min()}}),
            "0.1,0.3333333333333333,2,1e+300,-0,5e-324\n");
}

TEST_F(RasterWriterTest, WritesEvents) {
  EXPECT_EQ(write<uint8_t>(RasterFormat::Events, {{1, 0}, {0, 0}, {3, 255}}),
            "0,0,1\n2,0,3\n2,1,255\n");
  EXPECT_EQ(write<double>(RasterFormat::Events, {{0, 3}, {1e6, 0}}),
            "0,1,3\n1,0,1000000\n");
}

TEST_F(RasterWriterTest, EventsAreCounts) {
  constexpr const char *advice =
      "; event lists hold whole counts, .csv and .npy files any number";
  auto expectBad = [&](double value, const char *text) {
    EXPECT_EQ(write<double>(RasterFormat::Events, {{0, 0}, {0, value}}),
              std::string("output 1 is ") + text + " in step 1" + advice);
  };
  expectBad(0.25, "0.25");
  expectBad(-1, "-1");
  expectBad(std::numeric_limits<double>::infinity(), "inf");
  expectBad(std::numeric_limits<double>::quiet_NaN(), "nan");
  EXPECT_EQ(write<int16_t>(RasterFormat::Events, {{0, 0}, {0, -1}}),
            std::string("output 1 is -1 in step 1") + advice);
  EXPECT_EQ(folder.getNumFiles(), 0u);
}

// Recordings may be finished in any order.
TEST_F(RasterWriterTest, WritesSeveralRecordings) {
  OutputFiles files;
  OutputFile *file = llvm::cantFail(files.open(folder.getPath("out")));
  int16_t values[2] = {};
  RecordingsWriter recordings(*file, 3, 2, llvm::ArrayRef<int16_t>(values));
  llvm::cantFail(recordings.writeHeader());
  std::vector<std::unique_ptr<RasterWriter>> writers;
  for (unsigned recording = 0; recording < 3; ++recording)
    writers.push_back(recordings.makeWriter(recording));
  for (int step = 0; step < 2; ++step)
    for (int recording : {2, 0, 1}) {
      values[0] = 100 * recording + step;
      values[1] = -values[0];
      llvm::cantFail(
          writers[recording]->writeStep(llvm::ArrayRef<int16_t>(values)));
    }
  for (int recording : {1, 2, 0})
    llvm::cantFail(writers[recording]->finish());
  llvm::cantFail(files.keep());
  EXPECT_EQ(folder.read("out"),
            writeNpy<int16_t>({3, 2, 2}, {0, 0, 1, -1, 100, -100, 101, -101,
                                          200, -200, 201, -201}));
}

// Until all is well, nothing is seen but files that will be removed.
TEST_F(RasterWriterTest, FilesAppearInTheEnd) {
  folder.write("old", "before");
  {
    OutputFiles files;
    OutputFile *file = llvm::cantFail(files.open(folder.getPath("old")));
    llvm::cantFail(file->write(3, "after"));
    llvm::cantFail(file->close());
    EXPECT_EQ(folder.read("old"), "before");
    EXPECT_EQ(folder.getNumFiles(), 2u);
    auto again = files.open(folder.getPath("old"));
    EXPECT_EQ(llvm::toString(again.takeError()),
              "'" + folder.getPath("old") + "' is named for two outputs");
  }
  EXPECT_EQ(folder.read("old"), "before");
  EXPECT_EQ(folder.getNumFiles(), 1u);
}

TEST_F(RasterWriterTest, NewFoldersRemainWithTheirFiles) {
  for (bool isKept : {false, true}) {
    OutputFiles files;
    llvm::cantFail(files.addFolder(folder.getPath("a/b")));
    llvm::cantFail(files.add(folder.getPath("a/b/file"), "content"));
    if (isKept)
      llvm::cantFail(files.keep());
  }
  EXPECT_EQ(folder.read("a/b/file"), "content");
  {
    OutputFiles files;
    llvm::cantFail(files.addFolder(folder.getPath("a/b/c/d")));
    llvm::cantFail(files.add(folder.getPath("a/b/c/d/file"), "content"));
  }
  EXPECT_FALSE(llvm::sys::fs::exists(folder.getPath("a/b/c")));
  EXPECT_TRUE(llvm::sys::fs::exists(folder.getPath("a/b")));
}
