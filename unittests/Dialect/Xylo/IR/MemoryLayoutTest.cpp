//===- MemoryLayoutTest.cpp - Which word of a bank means what -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/IR/MemoryLayout.h"

#include "gtest/gtest.h"

using namespace tidepool::xylo;

/// Three inputs, four of five hidden neurons that they reach, two of them that
/// reach two outputs.
static MemoryLayout makeLayout(RowStride stride, int64_t padding = 0) {
  return {*findChip("xylo_a3"), stride, 3, 4, 5, 2, 2, padding};
}

TEST(MemoryLayoutTest, FindsTheNeuronsOfWords) {
  for (int64_t padding : {0, 2}) {
    MemoryLayout layout = makeLayout(RowStride::Configured, padding);
    for (int64_t id = 0; id < 5; ++id) {
      auto place = layout.findNeuron(layout.getHiddenIndex(id));
      ASSERT_TRUE(place);
      EXPECT_EQ(place->kind, NeuronPlace::Hidden);
      EXPECT_EQ(place->id, id);
    }
    for (int64_t id = 0; id < padding; ++id) {
      auto place = layout.findNeuron(5 + id);
      ASSERT_TRUE(place);
      EXPECT_EQ(place->kind, NeuronPlace::Padding);
      EXPECT_EQ(place->id, id);
    }
    for (int64_t id = 0; id < 2; ++id) {
      auto place = layout.findNeuron(layout.getOutputIndex(id));
      ASSERT_TRUE(place);
      EXPECT_EQ(place->kind, NeuronPlace::Output);
      EXPECT_EQ(place->id, id);
    }
    EXPECT_FALSE(layout.findNeuron(layout.getNumNeurons()));
  }
}

TEST(MemoryLayoutTest, FindsTheRowsAndColumnsOfWords) {
  for (RowStride stride : {RowStride::Configured, RowStride::Full}) {
    MemoryLayout layout = makeLayout(stride);
    for (int64_t input = 0; input < 3; ++input)
      for (int64_t id = 0; id < 4; ++id) {
        auto place =
            layout.findInputWeight(layout.getInputWeightIndex(input, id));
        ASSERT_TRUE(place);
        EXPECT_EQ(place->row, input);
        EXPECT_EQ(place->column, id);
      }
    for (int64_t row = 0; row < 2; ++row)
      for (int64_t output = 0; output < 2; ++output) {
        auto place =
            layout.findOutputWeight(layout.getOutputWeightIndex(row, output));
        ASSERT_TRUE(place);
        EXPECT_EQ(place->row, row);
        EXPECT_EQ(place->column, output);
      }
    EXPECT_FALSE(
        layout.findInputWeight(layout.getNumWords(BankKind::InputWeights, 0)));
    EXPECT_FALSE(layout.findOutputWeight(
        layout.getNumWords(BankKind::OutputWeights, 0)));
  }
  // The highest two of five hidden neurons reach outputs.
  EXPECT_EQ(makeLayout(RowStride::Full).getOutputRowId(0), 3);
}

TEST(MemoryLayoutTest, TellsFullRowsByTheNumberOfWords) {
  const Chip &chip = *findChip("xylo_a3");
  MemoryLayout layout = makeLayout(RowStride::Configured);
  EXPECT_FALSE(layout.hasFullRows(chip, 3 * 4, 2 * 2));
  EXPECT_TRUE(layout.hasFullRows(chip, 3 * 128, 2 * 2));
  EXPECT_TRUE(layout.hasFullRows(chip, 3 * 4, 2 * 32));
  // Where sources state the length of rows, there is nothing to tell.
  EXPECT_FALSE(layout.hasFullRows(*findChip("xylo_a2"), 3 * 128, 2 * 32));
  layout.useFullRows(chip);
  EXPECT_EQ(layout.getNumWords(BankKind::InputWeights, 0), 3 * 128);
  EXPECT_EQ(layout.getNumWords(BankKind::OutputWeights, 0), 2 * 32);
}

TEST(MemoryLayoutTest, FindsNothingInAnEmptyNetwork) {
  MemoryLayout layout{
      *findChip("xylo_a3"), RowStride::Configured, 0, 0, 0, 0, 0, 0};
  EXPECT_FALSE(layout.findNeuron(0));
  EXPECT_FALSE(layout.findInputWeight(0));
  EXPECT_FALSE(layout.findOutputWeight(0));
}
