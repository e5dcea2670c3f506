//===- NeuronTest.cpp - What a neuron does in a step ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/Neuron.h"
#include "tidepool/Simulation/Raster/Npy.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

using namespace tidepool::simulation;

TEST(NeuronTest, DecayIsAnArithmeticShiftOfAtLeastOne) {
  const unsigned dashes[] = {0, 1, 2, 4, 8, 15};
  const struct {
    int16_t state;
    int16_t decay[6];
  } rows[] = {
      {0, {0, 0, 0, 0, 0, 0}},
      {1, {1, 1, 1, 1, 1, 1}},
      {-1, {-1, -1, -1, -1, -1, -1}},
      {3, {3, 1, 1, 1, 1, 1}},
      {-3, {-3, -2, -1, -1, -1, -1}},
      {-7, {-7, -4, -2, -1, -1, -1}},
      {15, {15, 7, 3, 1, 1, 1}},
      {-15, {-15, -8, -4, -1, -1, -1}},
      {-17, {-17, -9, -5, -2, -1, -1}},
      {100, {100, 50, 25, 6, 1, 1}},
      {-100, {-100, -50, -25, -7, -1, -1}},
      {32767, {32767, 16383, 8191, 2047, 127, 1}},
      {-32768, {-32768, -16384, -8192, -2048, -128, -1}},
  };
  for (const auto &row : rows)
    for (unsigned k = 0; k < 6; ++k)
      EXPECT_EQ(getDecay(row.state, dashes[k]), row.decay[k])
          << row.state << " at " << dashes[k];
}

TEST(NeuronTest, DecaysFreely) {
  auto expectSequence = [](int16_t state, unsigned dash,
                           std::vector<int16_t> expected) {
    for (int16_t next : expected)
      EXPECT_EQ(state -= getDecay(state, dash), next);
  };
  expectSequence(20, 2, {15, 12, 9, 7, 6, 5, 4, 3, 2, 1, 0, 0});
  expectSequence(-20, 2, {-15, -11, -8, -6, -4, -3, -2, -1, 0, 0});
  expectSequence(100, 4, {94, 89, 84, 79, 75, 71, 67, 63, 60, 57, 54, 51});
  expectSequence(-1000, 1, {-500, -250, -125, -62, -31, -15, -7, -3, -1, 0});
}

TEST(NeuronTest, AdditionsSaturate) {
  EXPECT_EQ(receive(32766, 1, 1), 32767);
  EXPECT_EQ(receive(32767, 1, 1), 32767);
  EXPECT_EQ(receive(-32767, -1, 1), -32768);
  EXPECT_EQ(receive(-32767, -2, 1), -32768);
  EXPECT_EQ(receive(0, -32768, 1), -32768);
  EXPECT_EQ(receive(32767, -32768, 1), -1);
  EXPECT_EQ(shiftWeight(127, 7), 16256);
  EXPECT_EQ(shiftWeight(-128, 7), -16384);
  EXPECT_EQ(receive(32000, shiftWeight(127, 7), 3), 32767);
  EXPECT_EQ(receive(32767, shiftWeight(-128, 7), 1), 16383);
}

// Several spikes over one weight are one addition: exhaustive over weights and
// counts, at currents near both ends.
TEST(NeuronTest, OneAdditionStandsForMany) {
  for (int weight = -128; weight <= 127; ++weight)
    for (unsigned shift : {0, 3, 7})
      for (unsigned count = 0; count <= 31; ++count)
        for (int current : {-32768, -32000, -5, 0, 7, 31990, 32767}) {
          int16_t shifted = shiftWeight(weight, shift), one = current;
          for (unsigned k = 0; k < count; ++k)
            one = saturate(one + shifted);
          ASSERT_EQ(receive(current, shifted, count), one);
        }
}

/// A step from this state.
static NeuronState evolve(int16_t membrane, int16_t current1, int16_t current2,
                          uint8_t dashMem, uint8_t dashSyn, unsigned version) {
  NeuronState state{membrane, {current1, current2}};
  NeuronParameters parameters;
  parameters.dashMem = dashMem;
  parameters.dashSyn[0] = parameters.dashSyn[1] = dashSyn;
  integrate(state, parameters, version);
  return state;
}

TEST(NeuronTest, VersionsDifferWhereTheChangeLeavesSixteenBits) {
  NeuronState v1 = evolve(-30000, 28000, 28000, 1, 15, 1);
  EXPECT_EQ(v1.membrane, 32767);
  EXPECT_EQ(fire(v1, 30000, 0, maxHiddenSpikes), 1u);
  EXPECT_EQ(v1.membrane, 2767);
  NeuronState v2 = evolve(-30000, 28000, 28000, 1, 15, 2);
  EXPECT_EQ(fire(v2, 30000, 0, maxHiddenSpikes), 0u);
  EXPECT_EQ(v2.membrane, 2767);

  // Negating -32768 wraps.
  EXPECT_EQ(evolve(-32768, 0, 0, 0, 0, 1).membrane, 0);
  EXPECT_EQ(evolve(-32768, 0, 0, 0, 0, 2).membrane, -32768);
  EXPECT_EQ(evolve(-32768, 10, 0, 0, 1, 1).membrane, 5);
  EXPECT_EQ(evolve(-32768, 10, 0, 0, 1, 2).membrane, -32768);
  EXPECT_EQ(evolve(30000, -20000, -20000, 1, 15, 1).membrane, -24998);
  EXPECT_EQ(evolve(30000, -20000, -20000, 1, 15, 2).membrane, -2768);
  for (unsigned version : {1, 2}) {
    NeuronState state = evolve(100, 50, 0, 4, 15, version);
    EXPECT_EQ(state.current[0], 49);
    EXPECT_EQ(state.membrane, 143);
  }
}

// One neuron, dash_mem 4, dash_syn 3, threshold 100, weight 64; spikes at t = 0
// (two) and t = 3.
TEST(NeuronTest, RunsThroughTheWorkedExample) {
  const int16_t current[] = {112, 98, 86, 132, 116, 102,
                             90,  79, 70, 62,  55,  49};
  const int16_t membrane[] = {12, 9, 94, 21, 36, 36, 24, 2, 71, 29, 83, 27};
  const unsigned spikes[] = {1, 1, 0, 2, 1, 1, 1, 1, 0, 1, 0, 1};
  for (unsigned version : {1, 2}) {
    NeuronState state;
    NeuronParameters parameters;
    parameters.dashMem = 4;
    parameters.dashSyn[0] = 3;
    for (unsigned t = 0; t < 12; ++t) {
      unsigned count = t == 0 ? 2 : t == 3 ? 1 : 0;
      state.current[0] = receive(state.current[0], 64, count);
      integrate(state, parameters, version);
      EXPECT_EQ(fire(state, 100, 0, maxHiddenSpikes), spikes[t]) << t;
      EXPECT_EQ(state.current[0], current[t]) << t;
      EXPECT_EQ(state.membrane, membrane[t]) << t;
    }
  }
}

TEST(NeuronTest, BiasDrivesTheMembrane) {
  NeuronState state;
  NeuronParameters parameters;
  parameters.dashMem = 3;
  parameters.bias = 9;
  const int16_t up[] = {9, 17, 24, 30, 36};
  for (unsigned round = 0; round < 2; ++round) {
    for (int16_t expected : up) {
      integrate(state, parameters, 2);
      EXPECT_EQ(fire(state, 40, 0, maxHiddenSpikes), 0u);
      EXPECT_EQ(state.membrane, expected);
    }
    integrate(state, parameters, 2);
    EXPECT_EQ(fire(state, 40, 0, maxHiddenSpikes), 1u);
    EXPECT_EQ(state.membrane, 1);
    state.membrane = 0;
  }
  parameters.bias = -5;
  state = {};
  for (int16_t expected : {-5, -9, -12, -15, -18, -20, -22, -24, -26, -27, -28,
                           -29, -30, -31, -32, -33, -33}) {
    integrate(state, parameters, 2);
    EXPECT_EQ(state.membrane, expected);
  }
}

TEST(NeuronTest, FiresUpToTheLimit) {
  const struct {
    int16_t membrane, threshold;
    unsigned fromAlias, limit, spikes;
    int16_t after;
  } cases[] = {
      {344, 10, 0, 31, 31, 34},     {344, 10, 0, 1, 1, 334},
      {344, 10, 30, 31, 31, 334},   {344, 10, 31, 31, 31, 344},
      {8, 10, 5, 31, 5, 8},         {9, 10, 0, 31, 0, 9},
      {10, 10, 0, 31, 1, 0},        {0, 0, 0, 31, 31, 0},
      {-1, 0, 0, 31, 0, -1},        {32766, 1000, 0, 31, 31, 1766},
      {32767, 1, 0, 31, 31, 32736},
  };
  for (const auto &c : cases) {
    NeuronState state{c.membrane, {}};
    EXPECT_EQ(fire(state, c.threshold, c.fromAlias, c.limit), c.spikes)
        << c.membrane;
    EXPECT_EQ(state.membrane, c.after) << c.membrane;
  }
}

//===----------------------------------------------------------------------===//
// Recorded steps
//===----------------------------------------------------------------------===//

/// Rows of Inputs/neuron-steps.npy.z; see the README there.
enum Row {
  Membrane,
  Current1,
  Current2,
  DashMem,
  DashSyn1,
  DashSyn2,
  Threshold,
  Bias,
  SpikesIn,
  MaxSpikes,
  Weight,
  WeightShift,
  Count,
  Current1After,
  Current2After,
  MembraneAfter1,
  SpikesAfter1,
  MembraneAfter2,
  SpikesAfter2,
  Received,
  NumRows
};

static IntegerArray readRecording() {
  auto file = llvm::MemoryBuffer::getFile(
      TIDEPOOL_SOURCE_DIR
      "/unittests/Simulation/Chip/Inputs/neuron-steps.npy.z");
  EXPECT_TRUE(static_cast<bool>(file));
  llvm::SmallVector<uint8_t> bytes;
  constexpr size_t size = 800128;
  llvm::cantFail(llvm::compression::zlib::decompress(
      llvm::arrayRefFromStringRef((*file)->getBuffer()), bytes, size));
  return llvm::cantFail(readNpy(llvm::toStringRef(bytes)));
}

TEST(NeuronTest, AgreesWithRecordedSteps) {
  IntegerArray recording = readRecording();
  ASSERT_EQ(recording.shape[0], uint64_t(NumRows));
  size_t numSteps = recording.shape[1];
  ASSERT_EQ(numSteps, 20000u);
  for (size_t t = 0; t < numSteps; ++t) {
    auto get = [&](Row row) { return recording.values[row * numSteps + t]; };
    auto before = static_cast<int16_t>(get(Current1));
    EXPECT_EQ(
        receive(before, shiftWeight(get(Weight), get(WeightShift)), get(Count)),
        get(Received))
        << t;
    for (unsigned version : {1, 2}) {
      NeuronState state{static_cast<int16_t>(get(Membrane)),
                        {before, static_cast<int16_t>(get(Current2))}};
      NeuronParameters parameters;
      parameters.dashMem = get(DashMem);
      parameters.dashSyn[0] = get(DashSyn1);
      parameters.dashSyn[1] = get(DashSyn2);
      parameters.bias = get(Bias);
      integrate(state, parameters, version);
      unsigned spikes =
          fire(state, get(Threshold), get(SpikesIn), get(MaxSpikes));
      ASSERT_EQ(spikes, get(version == 1 ? SpikesAfter1 : SpikesAfter2))
          << "step " << t << ", version " << version;
      ASSERT_EQ(state.membrane,
                get(version == 1 ? MembraneAfter1 : MembraneAfter2))
          << "step " << t << ", version " << version;
      ASSERT_EQ(state.current[0], get(Current1After)) << t;
      ASSERT_EQ(state.current[1], get(Current2After)) << t;
    }
  }
}
