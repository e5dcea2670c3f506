//===- QuantizerTest.cpp - Tests of scales and rounding
//---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Xylo/Transforms/Quantizer.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace tidepool::xylo;

TEST(QuantizerTest, SumsExactly) {
  EXPECT_EQ(sumExactly({}), 0.0);
  EXPECT_EQ(sumExactly({1.5}), 1.5);
  // A running sum loses the one.
  EXPECT_EQ(sumExactly({1e100, 1.0, -1e100}), 1.0);
  EXPECT_EQ(sumExactly({1e16, 1.0, 1e-16, -1e16}), 1.0);
  std::vector<double> tenths(10, 0.1);
  EXPECT_EQ(sumExactly(tenths), 1.0);
  // Exactly half a unit rounds to even, ...
  double unit = std::ldexp(1.0, -52);
  EXPECT_EQ(sumExactly({1.0, unit / 2}), 1.0);
  EXPECT_EQ(sumExactly({1.0 + unit, unit / 2}), 1.0 + 2 * unit);
  // ... unless a bit far below decides.
  EXPECT_EQ(sumExactly({1.0, unit / 2, std::ldexp(1.0, -200)}), 1.0 + unit);
  EXPECT_EQ(sumExactly({1.0 + unit, unit / 2, -std::ldexp(1.0, -200)}),
            1.0 + unit);
  // The smallest numbers there are.
  double tiny = std::numeric_limits<double>::denorm_min();
  EXPECT_EQ(sumExactly({1.0, tiny, -1.0}), tiny);
}

TEST(QuantizerTest, SumsDoNotDependOnOrder) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> mantissa(-1, 1);
  std::uniform_int_distribution<int> exponent(-60, 60);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> values;
    for (int i = 0; i < 100; ++i)
      values.push_back(std::ldexp(mantissa(random), exponent(random)));
    double sum = sumExactly(values);
    for (int i = 0; i < 5; ++i) {
      std::shuffle(values.begin(), values.end(), random);
      EXPECT_EQ(sumExactly(values), sum);
    }
    // What is added and taken away again leaves nothing.
    std::vector<double> cancelled = values;
    for (double value : values)
      cancelled.push_back(-value);
    std::shuffle(cancelled.begin(), cancelled.end(), random);
    EXPECT_EQ(sumExactly(cancelled), 0.0);
  }
}

namespace {
struct Neuron {
  double threshold, bias;
};
} // namespace

static double getScale(std::vector<double> weights, std::vector<Neuron> neurons,
                       bool fuzzy = false) {
  GroupScale scale(fuzzy);
  for (double weight : weights)
    scale.addWeight(weight);
  for (Neuron neuron : neurons)
    scale.addNeuron(neuron.threshold, neuron.bias);
  return scale.get();
}

TEST(QuantizerTest, ScaleIsBoundByTheLargestWeight) {
  EXPECT_EQ(getScale({0.5, -2.0, 1.0}, {{1, 0}}), 127 / 2.0);
}

TEST(QuantizerTest, FuzzyScaleComesFromMeanAndDeviation) {
  // Mean 2, deviation 1; zeros do not count.
  EXPECT_EQ(getScale({1, 3, 0, 0, 0}, {{1, 0}}, true), 127 / 4.0);
  EXPECT_EQ(getScale({-1, -3}, {{1, 0}}, true), 127 / 4.0);
  // All equal: no deviation.
  EXPECT_EQ(getScale({0.5, 0.5}, {{1, 0}}, true), 127 / 0.5);
}

TEST(QuantizerTest, BiasesBoundTheScale) {
  EXPECT_EQ(getScale({1.0}, {{1, 0.5}}), 127.0);
  EXPECT_EQ(getScale({1.0}, {{1, 0.5}, {1, -4.0}}), 127 / 4.0);
  EXPECT_EQ(getScale({1.0}, {{1, -4.0}}, true), 127 / 4.0);
  EXPECT_EQ(getScale({0.0}, {{1, -4.0}}), 127 / 4.0);
}

TEST(QuantizerTest, ThresholdsBoundTheScaleOnlyWhereTheyWouldNotFit) {
  // 32767.5 would round to 32768.
  EXPECT_EQ(getScale({127.0}, {{32767.0, 0}}), 1.0);
  EXPECT_EQ(getScale({127.0}, {{32767.4, 0}}), 1.0);
  EXPECT_EQ(getScale({127.0}, {{32767.5, 0}}), 32767 / 32767.5);
  EXPECT_EQ(getScale({127.0}, {{1, 0}, {65534.0, 0}}), 0.5);
}

TEST(QuantizerTest, WithoutWeightsThresholdsMakeTheScale) {
  EXPECT_EQ(getScale({0.0, 0.0}, {{0.5, 0}}), 65534.0);
  EXPECT_EQ(getScale({}, {{0.5, 0}}, true), 65534.0);
  EXPECT_EQ(getScale({}, {}), 1.0);
}

TEST(QuantizerTest, RoundsHalfToEvenAndClips) {
  for (auto [x, expected] :
       std::vector<std::pair<double, int64_t>>{{0.5, 0},
                                               {1.5, 2},
                                               {2.5, 2},
                                               {-0.5, 0},
                                               {-1.5, -2},
                                               {-2.5, -2},
                                               {127.49, 127},
                                               {-127.5 + 1e-9, -127}}) {
    Rounded rounded = roundAndClip(x, -127, 127);
    EXPECT_EQ(rounded.value, expected) << x;
    EXPECT_FALSE(rounded.isClipped) << x;
  }
  for (auto [x, expected] : std::vector<std::pair<double, int64_t>>{
           {127.5, 127}, {-127.5, -127}, {1e300, 127}, {-1e300, -127}}) {
    Rounded rounded = roundAndClip(x, -127, 127);
    EXPECT_EQ(rounded.value, expected) << x;
    EXPECT_TRUE(rounded.isClipped) << x;
  }
}

TEST(QuantizerTest, KnowsItsMethods) {
  EXPECT_EQ(parseQuantizeMethod("global"), QuantizeMethod::Global);
  EXPECT_EQ(parseQuantizeMethod("global-fuzzy"), QuantizeMethod::GlobalFuzzy);
  EXPECT_EQ(parseQuantizeMethod("channel"), QuantizeMethod::Channel);
  EXPECT_EQ(parseQuantizeMethod("global_fuzzy"), std::nullopt);
  EXPECT_EQ(parseQuantizeMethod(""), std::nullopt);
}

// Numbers too small to scale up must not turn into infinite or undefined ones.
TEST(GroupScaleTest, StaysFiniteForTheSmallestNumbers) {
  GroupScale scale(/*fuzzy=*/false);
  scale.addNeuron(std::numeric_limits<double>::denorm_min(), 0);
  EXPECT_TRUE(std::isfinite(scale.get()));
}

// The squares of large and of small weights leave the range of doubles; the
// scale must not. Weights of +-w have mean 0 and deviation w.
TEST(GroupScaleTest, FuzzyScaleSurvivesTheEndsOfTheRange) {
  auto getScale = [](double weight) {
    GroupScale scale(/*fuzzy=*/true);
    scale.addWeight(weight);
    scale.addWeight(-weight);
    return scale.get();
  };
  for (double weight : {1e200, 1e-200, 1.5e308})
    EXPECT_NEAR(getScale(weight) * weight, 63.5, 1e-9) << weight;
  // The scale of the smallest numbers would be infinite.
  EXPECT_EQ(getScale(1e-320), std::numeric_limits<double>::max());
}
