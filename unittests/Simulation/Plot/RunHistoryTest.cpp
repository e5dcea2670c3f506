//===- RunHistoryTest.cpp - A run in bounded memory -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Plot/RunHistory.h"

#include "FakeSimulator.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace tidepool::simulation;

TEST(RunHistoryTest, HasAColumnForEachStepOfAShortRun) {
  FakeSimulator simulator;
  simulator.info.numInputs = 2;
  auto &spikes = simulator.add<uint8_t>("hid_spikes", Layer::Hidden, 2);
  auto &membranes = simulator.add<int16_t>("vmem", Layer::Hidden, 2);
  RunHistory history(simulator);
  for (unsigned step = 0; step < 3; ++step) {
    spikes[1] = step;
    membranes[0] = -int16_t(step);
    history.record({step, 100});
  }
  EXPECT_EQ(history.getNumSteps(), 3u);
  EXPECT_EQ(history.getBinWidth(), 1u);
  EXPECT_EQ(history.getNumColumns(), 3u);
  for (unsigned step = 0; step < 3; ++step) {
    EXPECT_EQ(history.getInput().getSpikes(step, 0), step);
    EXPECT_EQ(history.getInput().getSpikes(step, 1), 15) << "clipped";
    EXPECT_EQ(history.getHidden().getSpikes(step, 1), step);
    EXPECT_EQ(history.getHidden().getMembrane(step, 0).low, -float(step));
    EXPECT_EQ(history.getHidden().getMembrane(step, 0).high, -float(step));
  }
  EXPECT_EQ(history.getHidden().getTotal(), 3);
  EXPECT_EQ(history.getHidden().getNumSilent(), 1u);
  EXPECT_FALSE(history.getOutput().hasSpikes());
}

TEST(RunHistoryTest, MergesColumnsOfLongRuns) {
  FakeSimulator simulator;
  simulator.info.numInputs = 1;
  auto &spikes = simulator.add<double>("out_spikes", Layer::Output, 1);
  auto &membranes = simulator.add<double>("vmem_out", Layer::Output, 1);
  RunHistory history(simulator);
  constexpr unsigned numSteps = 4321, width = 8;
  auto getMembrane = [](unsigned step) { return double(step * 7919 % 1000); };
  for (unsigned step = 0; step < numSteps; ++step) {
    spikes[0] = step % 3;
    membranes[0] = getMembrane(step);
    history.record({step % 2});
  }
  ASSERT_EQ(history.getBinWidth(), width);
  ASSERT_EQ(history.getNumColumns(), (numSteps + width - 1) / width);
  for (unsigned column = 0; column < history.getNumColumns(); ++column) {
    unsigned begin = column * width, end = std::min(begin + width, numSteps);
    double spikeSum = 0, inputSum = 0, low = 1000, high = -1;
    for (unsigned step = begin; step < end; ++step) {
      spikeSum += step % 3;
      inputSum += step % 2;
      low = std::min(low, getMembrane(step));
      high = std::max(high, getMembrane(step));
    }
    EXPECT_EQ(history.getOutput().getSpikes(column, 0), spikeSum);
    EXPECT_EQ(history.getInput().getSpikes(column, 0), inputSum);
    EXPECT_EQ(history.getOutput().getMembrane(column, 0).low, low);
    EXPECT_EQ(history.getOutput().getMembrane(column, 0).high, high);
  }
  EXPECT_EQ(history.getInput().getTotal(), numSteps / 2);
}

TEST(RunHistoryTest, NeverHasMoreColumnsThanFit) {
  FakeSimulator simulator;
  simulator.info.numInputs = 1;
  RunHistory history(simulator);
  for (unsigned step = 0; step < 20000; ++step) {
    history.record({1});
    ASSERT_LE(history.getNumColumns(), RunHistory::maxColumns);
    if (step >= RunHistory::maxColumns) {
      ASSERT_GE(history.getNumColumns(), RunHistory::maxColumns / 2);
    }
  }
  EXPECT_EQ(history.getInput().getTotal(), 20000);
}

TEST(RunHistoryTest, OrdersNeuronsByModule) {
  FakeSimulator simulator;
  auto &spikes = simulator.add<uint8_t>("hid_spikes", Layer::Hidden, 5);
  simulator.info.populations = {{Layer::Hidden, "a", {3, 1, 99}},
                                {Layer::Output, "out", {0}},
                                {Layer::Hidden, "b", {0, 3}}};
  RunHistory history(simulator);
  spikes = {10, 11, 12, 13, 14};
  history.record({});
  const LayerHistory &hidden = history.getHidden();
  ASSERT_EQ(hidden.getNumNeurons(), 5u);
  ASSERT_EQ(hidden.getBlocks().size(), 3u);
  EXPECT_EQ(hidden.getBlocks()[0].label, "a");
  EXPECT_EQ(hidden.getBlocks()[0].numNeurons, 2u);
  EXPECT_EQ(hidden.getBlocks()[1].label, "b");
  EXPECT_EQ(hidden.getBlocks()[1].numNeurons, 1u) << "3 is a's";
  EXPECT_EQ(hidden.getBlocks()[2].label, "") << "nobody's";
  const double expected[] = {13, 11, 10, 12, 14};
  for (unsigned row = 0; row < 5; ++row)
    EXPECT_EQ(hidden.getSpikes(0, row), expected[row]);
  EXPECT_EQ(hidden.getTotal(hidden.getBlocks()[0]), 24);
}

TEST(RunHistoryTest, FoldsVeryLargeLayers) {
  FakeSimulator simulator;
  constexpr size_t size = 5000;
  auto &spikes = simulator.add<uint8_t>("hid_spikes", Layer::Hidden, size);
  auto &membranes = simulator.add<int16_t>("vmem", Layer::Hidden, size);
  RunHistory history(simulator);
  spikes.assign(size, 1);
  spikes[7] = 0;
  for (size_t neuron = 0; neuron < size; ++neuron)
    membranes[neuron] = neuron;
  history.record({});
  const LayerHistory &hidden = history.getHidden();
  ASSERT_EQ(hidden.getRows().size(), size / 5);
  EXPECT_EQ(hidden.getSpikes(0, 0), 5);
  EXPECT_EQ(hidden.getSpikes(0, 1), 4);
  EXPECT_EQ(hidden.getMembrane(0, 1).low, 5);
  EXPECT_EQ(hidden.getMembrane(0, 1).high, 9);
  EXPECT_EQ(hidden.getRows()[1].first, 5u);
  EXPECT_EQ(hidden.getRows()[1].numNeurons, 5u);
  EXPECT_EQ(hidden.getNumSilent(), 1u);
}

TEST(RunHistoryTest, MakesOneBlockOfVeryManyModules) {
  FakeSimulator simulator;
  simulator.add<uint8_t>("hid_spikes", Layer::Hidden, 3000);
  for (uint32_t neuron = 0; neuron < 3000; ++neuron)
    simulator.info.populations.push_back({Layer::Hidden, "m", {neuron}});
  RunHistory history(simulator);
  const LayerHistory &hidden = history.getHidden();
  ASSERT_EQ(hidden.getBlocks().size(), 1u);
  EXPECT_EQ(hidden.getBlocks()[0].numModules, 3000u);
  EXPECT_LE(hidden.getRows().size(), RunHistory::maxRows);
}

TEST(RunHistoryTest, LeavesOutWhatIsNoNumber) {
  FakeSimulator simulator;
  auto &spikes = simulator.add<double>("hid_spikes", Layer::Hidden, 4);
  auto &membranes = simulator.add<double>("vmem", Layer::Hidden, 4);
  RunHistory history(simulator);
  spikes = {NAN, INFINITY, -1, 2.5};
  membranes = {NAN, INFINITY, 1e300, 4};
  history.record({});
  const LayerHistory &hidden = history.getHidden();
  EXPECT_EQ(hidden.getTotal(), 2.5);
  EXPECT_EQ(hidden.getNumSilent(), 3u);
  for (size_t row = 0; row < 3; ++row)
    EXPECT_GT(hidden.getMembrane(0, row).low, hidden.getMembrane(0, row).high);
  EXPECT_EQ(hidden.getMembrane(0, 3).high, 4);
}
