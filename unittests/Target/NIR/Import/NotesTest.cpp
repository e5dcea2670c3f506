//===- NotesTest.cpp - What a file's metadata say -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelBuilder.h"

#include "tidepool/Target/NIR/Import/Convention.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace tidepool::nir;

static Metadata makeReadingNotes(Parameter dt, std::string convention) {
  return {{"dt", std::move(dt)}, {"convention", makeText(convention)}};
}

TEST(NIRNotes, reading) {
  auto notes = findReadingNotes(makeReadingNotes(makeScalar(0.25), "euler"));
  ASSERT_TRUE(notes);
  EXPECT_EQ(notes->dt, 0.25);
  EXPECT_EQ(notes->convention, Convention::Euler);
}

TEST(NIRNotes, nothingImpossibleIsBelieved) {
  EXPECT_FALSE(findReadingNotes({}));
  EXPECT_FALSE(findReadingNotes({{"dt", makeScalar(1)}}));
  EXPECT_FALSE(findReadingNotes(makeReadingNotes(makeScalar(1), "auto")));
  EXPECT_FALSE(findReadingNotes(makeReadingNotes(makeScalar(0), "exact")));
  EXPECT_FALSE(findReadingNotes(makeReadingNotes(makeScalar(NAN), "exact")));
  EXPECT_FALSE(findReadingNotes(makeReadingNotes(makeVector({1}), "exact")));
  EXPECT_FALSE(findReadingNotes(makeReadingNotes(makeText("1"), "exact")));
  EXPECT_FALSE(findText({{"name", makeText("a\nb")}}, "name"));
  EXPECT_FALSE(findText({{"name", makeScalar(1)}}, "name"));
}

TEST(NIRNotes, optionsWin) {
  ReadingNotes notes = {0.25, Convention::Euler};
  ImportOptions options;
  Reading reading = chooseReading({}, options, notes);
  EXPECT_EQ(reading.dt, 0.25);
  EXPECT_EQ(reading.convention, Convention::Euler);
  EXPECT_FALSE(reading.isAssumed);
  options.dt = 0.5;
  reading = chooseReading({}, options, notes);
  EXPECT_EQ(reading.dt, 0.5);
  EXPECT_EQ(reading.convention, Convention::Euler);
  options.convention = Convention::Rockpool;
  reading = chooseReading({}, options, notes);
  EXPECT_EQ(reading.dt, 0.5);
  EXPECT_EQ(reading.convention, Convention::Rockpool);
  options.dt.reset();
  EXPECT_EQ(chooseReading({}, options, notes).dt, 0.25);
}

TEST(NIRNotes, orderMustBeAPermutation) {
  Graph graph;
  graph.nodes.resize(3);
  EXPECT_TRUE(readOrder(graph).empty());
  auto read = [&](Parameter order) {
    graph.metadata["order"] = std::move(order);
    return readOrder(graph);
  };
  EXPECT_EQ(read(makeVector({2, 0, 1})), (std::vector<uint32_t>{1, 2, 0}));
  for (const std::vector<double> &wrong : {std::vector<double>{0, 1},
                                           {0, 1, 2, 3},
                                           {0, 1, 1},
                                           {0, 1, 3},
                                           {0, 1, -1},
                                           {0, 1, 0.5},
                                           {0, 1, 1e300},
                                           {0, 1, NAN}})
    EXPECT_TRUE(read(makeVector(wrong)).empty());
  EXPECT_TRUE(read(makeArray({1, 3}, {0, 1, 2})).empty());
  EXPECT_TRUE(read(makeText("0 1 2")).empty());
}

TEST(NIRNotes, shapeMustFit) {
  EXPECT_EQ(findShape({{"shape", makeVector({2, 3})}}, 6),
            (std::vector<int64_t>{2, 3}));
  EXPECT_FALSE(findShape({{"shape", makeVector({2, 3})}}, 5));
  EXPECT_FALSE(findShape({{"shape", makeVector({-2, -3})}}, 6));
  EXPECT_FALSE(findShape({{"shape", makeVector({1.5, 4})}}, 6));
}

TEST(NIRNotes, numbersOnlyRefine) {
  auto find = [](Parameter note, std::vector<double> parameters) {
    return findExact({{"bias", std::move(note)}}, "bias", parameters);
  };
  auto exact = find(makeVector({1 + 1e-7, 0}), {1, 0});
  ASSERT_TRUE(exact);
  EXPECT_EQ(exact->values, (std::vector<double>{1 + 1e-7, 0}));
  EXPECT_EQ(exact->type, ElementType::Float32);
  // Somebody has changed the parameters.
  EXPECT_FALSE(find(makeVector({1.1, 0}), {1, 0}));
  EXPECT_FALSE(find(makeVector({1, 1e-9}), {1, 0}));
  EXPECT_FALSE(find(makeVector({1}), {1, 0}));
  EXPECT_FALSE(find(makeVector({NAN, 0}), {1, 0}));
  EXPECT_FALSE(find(makeArray({2}, {1, 0}, ElementType::Integer), {1, 0}));
  EXPECT_FALSE(find(makeText("1, 0"), {1, 0}));
}
