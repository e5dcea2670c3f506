//===- CycleCountTest.cpp - How long a step takes the chip ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/CycleCount.h"

#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::simulation;

static CycleFactors makeFactors(size_t inputs, size_t inputExpansion,
                                size_t hidden, size_t outputExpansion,
                                size_t outputs, double meanFanOut,
                                double aliases) {
  CycleFactors factors;
  factors.numInputs = inputs;
  factors.inputExpansion = inputExpansion;
  factors.numHidden = hidden;
  factors.outputExpansion = outputExpansion;
  factors.numOutputs = outputs;
  factors.meanFanOut = meanFanOut;
  factors.aliases = aliases;
  return factors;
}

/// The network in the documentation of the published model, which says 555.
TEST(CycleCountTest, CountsThePartsOfTheDocumentedNetwork) {
  CycleCount cycles = countCycles(makeFactors(2, 4, 8, 4, 2, 31.0 / 8, 0.5));
  EXPECT_EQ(cycles.input, 30);
  EXPECT_EQ(cycles.hiddenCurrents, 241);
  EXPECT_EQ(cycles.outputCurrents, 68);
  EXPECT_EQ(cycles.hiddenSpiking, 192);
  EXPECT_EQ(cycles.outputSpiking, 24);
  EXPECT_EQ(cycles.getTotal(), 555);
  EXPECT_NEAR(getClock(cycles.getTotal(), 0.01), 66600, 1e-6);
  EXPECT_EQ(countCycles(makeFactors(2, 4, 8, 4, 2, 4, 0.5)).getTotal(), 562);
}

/// Aliases add spikes beyond those of the neurons themselves.
TEST(CycleCountTest, CountsAliasesOfQuietNeurons) {
  CycleFactors factors = makeFactors(2, 4, 8, 4, 2, 4, 0.5);
  EXPECT_NEAR(countCycles(factors, {0.1, 0.1}).hiddenSpiking,
              8 * (19 + 0.5 + 0.75 + 0.1 + 0.25), 1e-9);
}

TEST(CycleCountTest, CountsTheWorstCaseOfEachChip) {
  EXPECT_EQ(countCycles(makeFactors(16, 1000, 1000, 1000, 8, 32, 0)).getTotal(),
            370112);
  EXPECT_EQ(countCycles(makeFactors(16, 128, 496, 128, 16, 64, 0)).getTotal(),
            258496);
  CycleFactors a3 = makeFactors(16, 128, 992, 128, 32, 32, 0);
  EXPECT_EQ(countCycles(a3).getTotal(), 287472);
  EXPECT_NEAR(countCycles(a3, {0.1, 0.05}).getTotal(), 35844.8, 1e-6);
}

TEST(CycleCountTest, CountsWhatTheSecondSynapseDoesBesides) {
  CycleFactors factors = makeFactors(16, 1000, 1000, 1000, 8, 32, 0);
  EXPECT_EQ(countCycles(factors).parallelOperations, 0);
  factors.hasParallelSynapse = true;
  EXPECT_EQ(countCycles(factors).parallelOperations, 24000 + 160000 + 1000);
  EXPECT_EQ(countCycles(factors).getTotal(), 370112);
}

/// Three hidden neurons; input 0 reaches neuron 1, of which neuron 2 is the
/// alias target; neuron 0 and 1 feed neuron 2, one of them only in the second
/// synapse; only neuron 2 feeds an output.
static ChipNetwork makeNetwork(llvm::StringRef chip) {
  ChipNetwork network;
  network.chip = xylo::findChip(chip);
  network.info.numInputs = 2;
  network.inputExpansion = 2;
  network.outputExpansion = 2;
  network.hasSynapse2 = true;
  network.hidden.resize(3);
  network.outputs.resize(2);
  network.inputWeights[0] = {0, 5, 0, 0};
  network.inputWeights[1] = {0, 0, 0, 0};
  network.fanOutBegin = {0, 1, 2, 2};
  network.fanOut = {{2, {3, 0}}, {2, {0, 4}}};
  network.outputWeights = {0, 0, 7, 0};
  network.aliasTarget = {std::nullopt, 2, std::nullopt};
  return network;
}

TEST(CycleCountTest, CountsOnlyUsedExpansionWhereTheChipDoes) {
  auto factors = getCycleFactors(makeNetwork("xylo_a3"));
  ASSERT_TRUE(factors);
  EXPECT_EQ(factors->numInputs, 2u);
  EXPECT_EQ(factors->inputExpansion, 1u);
  EXPECT_EQ(factors->numHidden, 3u);
  EXPECT_EQ(factors->outputExpansion, 1u);
  EXPECT_EQ(factors->numOutputs, 2u);
  EXPECT_DOUBLE_EQ(factors->meanFanOut, 1.0 / 3);
  EXPECT_DOUBLE_EQ(factors->aliases, 1.0 / 3);
  EXPECT_FALSE(factors->hasParallelSynapse);
}

TEST(CycleCountTest, CountsAllNeuronsWhereTheChipDoes) {
  auto factors = getCycleFactors(makeNetwork("xylo_a2"));
  ASSERT_TRUE(factors);
  EXPECT_EQ(factors->inputExpansion, 3u);
  EXPECT_EQ(factors->outputExpansion, 3u);
  EXPECT_TRUE(factors->hasParallelSynapse);
}

TEST(CycleCountTest, KnowsNothingWithoutAPublicModel) {
  EXPECT_FALSE(getCycleFactors(makeNetwork("xylo_a1")));
}

TEST(CycleCountTest, CountsNetworksWithoutHiddenNeurons) {
  ChipNetwork network;
  network.chip = xylo::findChip("xylo_a3");
  network.outputs.resize(2);
  auto factors = getCycleFactors(network);
  ASSERT_TRUE(factors);
  EXPECT_EQ(countCycles(*factors).getTotal(), 24);
}
