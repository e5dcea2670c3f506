//===- QuantizationLossTest.cpp - What rounding costs a module ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/Transforms/QuantizationLoss.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace tidepool::xylo;

static void addWeight(RoundingLoss &loss, double real, double scale) {
  loss.add(real, real * scale,
           roundAndClip(real * scale, -maxQuantizedWeight, maxQuantizedWeight));
}

TEST(QuantizationLossTest, CountsWeights) {
  RoundingLoss loss;
  EXPECT_EQ(loss.getRmsError(), 0.0);
  for (double weight : {0.0, 0.1, -0.1, 3.0, 4.0, 150.0})
    addWeight(loss, weight, /*scale=*/1);
  EXPECT_EQ(loss.count, 5u);
  EXPECT_EQ(loss.clipped, 1u);
  EXPECT_EQ(loss.toZero, 2u);
  EXPECT_DOUBLE_EQ(loss.largestError, 23.0 / 150);
  EXPECT_DOUBLE_EQ(loss.getRmsError(),
                   std::sqrt((23 * 23 + 0.02) / (150 * 150 + 25 + 0.02)));
}

// Each weight counts in the scale of its own neuron.
TEST(QuantizationLossTest, ScalesMakeNoDifference) {
  RoundingLoss small, large;
  for (double weight : {1.6, -2.4, 100.0}) {
    addWeight(small, std::ldexp(weight, -20), std::ldexp(1.0, 20));
    addWeight(large, std::ldexp(weight, 20), std::ldexp(1.0, -20));
  }
  EXPECT_EQ(small.getRmsError(), large.getRmsError());
  EXPECT_EQ(small.largestError, large.largestError);
  EXPECT_DOUBLE_EQ(small.largestError, 0.25);
}

TEST(QuantizationLossTest, NumbersThatVanishAreLost) {
  RoundingLoss loss;
  addWeight(loss, 1e-300, 1e-300);
  EXPECT_EQ(loss.count, 1u);
  EXPECT_EQ(loss.toZero, 1u);
  EXPECT_EQ(loss.getRmsError(), 1.0);
}

TEST(QuantizationLossTest, KeepsTheSignOfDecayErrors) {
  DecayLoss loss;
  EXPECT_EQ(loss.getMeanError(), 0.0);
  auto add = [&](double steps) {
    double dash = std::log2(steps);
    loss.add(dash, roundAndClip(dash, 0, maxDash));
  };
  add(16);
  EXPECT_EQ(loss.largestError, 0.0);
  add(20);
  EXPECT_NEAR(loss.largestError, -0.2, 1e-12);
  add(12);
  EXPECT_NEAR(loss.largestError, 1.0 / 3, 1e-12);
  EXPECT_NEAR(loss.getMeanError(), (0.2 + 1.0 / 3) / 3, 1e-12);
  EXPECT_EQ(loss.clipped, 0u);
  add(1 << 17);
  EXPECT_NEAR(loss.largestError, -0.75, 1e-12);
  EXPECT_EQ(loss.clipped, 1u);
  EXPECT_EQ(loss.count, 4u);
}
