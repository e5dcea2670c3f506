//===- HiddenOrderPlannerTest.cpp - Planners of hardware ids --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/HiddenOrderPlanner.h"

#include "gtest/gtest.h"

using namespace tidepool::xylo;

/// Neuron 0 sees the input, neuron 2 feeds outputs; one neuron each may.
static OrderConstraints getConstraints() {
  OrderConstraints constraints;
  constraints.moduleOf = {0, 0, 0};
  constraints.seesInput = {true, false, false};
  constraints.feedsOutput = {false, false, true};
  constraints.limit = 1;
  return constraints;
}

static std::string check(HiddenOrder order) {
  return toString(checkHiddenOrder(getConstraints(), order));
}

TEST(HiddenOrderPlanner, AcceptsWhatKeepsTheLimit) {
  EXPECT_EQ(check({0, 1, 2}), "");
  EXPECT_EQ(DefaultHiddenOrderPlanner().plan(getConstraints()),
            (HiddenOrder{0, 1, 2}));
}

TEST(HiddenOrderPlanner, RefusesWhatIsNoOrder) {
  EXPECT_EQ(check({0, 1}), "orders 2 hidden neurons of 3");
  EXPECT_EQ(check({0, 1, 1}), "orders hidden neuron 1 twice");
  EXPECT_EQ(check({0, 1, 3}), "orders hidden neuron 3, which does not exist");
}

TEST(HiddenOrderPlanner, RefusesWhatBreaksTheLimit) {
  EXPECT_EQ(check({1, 0, 2}), "puts neurons that see the input among the first "
                              "2, but the chip lets 1 see it");
  EXPECT_EQ(check({0, 2, 1}), "puts neurons that feed outputs among the last "
                              "2, but the chip lets 1 feed them");
}

TEST(HiddenOrderPlanner, IsFoundByName) {
  EXPECT_TRUE(bool(createHiddenOrderPlanner("")));
  EXPECT_EQ(toString(createHiddenOrderPlanner("best").takeError()),
            "unknown planner 'best'; this tool has none");
}
