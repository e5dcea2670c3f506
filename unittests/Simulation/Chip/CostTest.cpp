//===- CostTest.cpp - What a network costs its chip -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/Cost.h"

#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::simulation;

TEST(CostTest, WritesClocksWithThreeDigits) {
  EXPECT_EQ(formatClock(0), "0 Hz");
  EXPECT_EQ(formatClock(12.34), "12.3 Hz");
  EXPECT_EQ(formatClock(66600), "66.6 kHz");
  EXPECT_EQ(formatClock(999400), "999 kHz");
  EXPECT_EQ(formatClock(999600), "1 MHz");
  EXPECT_EQ(formatClock(344966400), "345 MHz");
  EXPECT_EQ(formatClock(2.5e9), "2.5 GHz");
}

/// One input that feeds one hidden neuron, which feeds the output.
static ChipNetwork makeNetwork(const char *chip, double dt) {
  ChipNetwork network;
  network.chip = xylo::findChip(llvm::StringRef(chip));
  network.info.numInputs = 1;
  network.info.dt = dt;
  network.hidden.resize(1);
  network.outputs.resize(1);
  network.inputExpansion = 1;
  network.outputExpansion = 1;
  network.inputWeights[0] = {1};
  network.fanOutBegin = {0, 0};
  network.outputWeights = {1};
  return network;
}

// 4.5 + 3 + 9 + (19 + 2 + 1) + 12 cycles.
TEST(CostTest, DescribesTheWorstCase) {
  Cost cost(makeNetwork("xylo_a3", 1e-3));
  EXPECT_EQ(cost.describeCycles(),
            "50.5 per step at worst; real time at dt 1 ms needs 60.6 kHz");
  EXPECT_EQ(cost.describeOperations(),
            "2 synaptic additions, 2 neuron updates per step at worst");
}

// The margin counts: 1.2 * 50.5 clocks in 1.212 us are the 50 MHz themselves.
TEST(CostTest, TellsWhatIsAboveTheDefaultClock) {
  EXPECT_EQ(Cost(makeNetwork("xylo_a2", 1.3e-6)).describeCycles(),
            "50.5 per step at worst; real time at dt 0.0013 ms needs 46.6 MHz");
  EXPECT_EQ(Cost(makeNetwork("xylo_a2", 1.2e-6)).describeCycles(),
            "50.5 per step at worst; real time at dt 0.0012 ms needs 50.5 MHz, "
            "above the 50 MHz that its development kit has by default");
  EXPECT_EQ(Cost(makeNetwork("xylo_a3", 1.2e-6)).describeCycles(),
            "50.5 per step at worst; real time at dt 0.0012 ms needs 50.5 MHz");
}

TEST(CostTest, HasNoNumbersWithoutAModel) {
  Cost cost(makeNetwork("xylo_a1", 1e-3));
  EXPECT_EQ(cost.describeCycles(), "no model of cycles is public for xylo_a1");
  EXPECT_EQ(cost.describeOperations(),
            "2 synaptic additions, 2 neuron updates per step at worst");
  llvm::json::Object json = cost.toJson();
  EXPECT_EQ(json["cycles"], nullptr);
  EXPECT_EQ(json["clock"], nullptr);
  EXPECT_EQ(json["factors"], nullptr);
  EXPECT_EQ(json["reason"], "no model of cycles is public for xylo_a1");
  EXPECT_EQ(json.getObject("operations")->getInteger("neuron_updates"), 2);
}

TEST(CostTest, TakesActivityFromARun) {
  Cost cost(makeNetwork("xylo_a3", 1e-3));
  ActivityCounts counts;
  counts.numSteps = 4;
  counts.activeInputs = 2;
  counts.activeHidden = 1;
  Activity activity = cost.getMeanActivity(counts);
  EXPECT_EQ(activity.input, 0.5);
  EXPECT_EQ(activity.hidden, 0.25);
  llvm::json::Object json = cost.toJson(counts);
  EXPECT_EQ(json.getObject("cycles")->getObject("mean")->getNumber("total"),
            countCycles(*cost.factors, activity).getTotal());
}

/// Nothing was run, and nothing is divided by it.
TEST(CostTest, PrintsARunWithoutSteps) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Cost(makeNetwork("xylo_a1", 1e-3)).print(os, {});
  EXPECT_EQ(text, "cost of a step             mean   busiest     worst\n"
                  "  inputs active             0 %       0 %     100 %\n"
                  "  hidden active             0 %       0 %     100 %\n"
                  "  input additions             0         0         1\n"
                  "  recurrent additions         0         0         0\n"
                  "  output additions            0         0         1\n"
                  "  neuron updates              0         0         2\n"
                  "  no model of cycles is public for xylo_a1\n");
}
