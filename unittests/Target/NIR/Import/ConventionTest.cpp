//===- ConventionTest.cpp - Time steps that files show --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Convention.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace tidepool::nir;

namespace {

using Numbers = std::vector<double>;

NeuronLayer makeCubaLIF(Numbers tauMem, Numbers tauSyn, Numbers r, Numbers wIn,
                        double leak = 0) {
  NeuronLayer layer;
  layer.values = {{"tau_mem", tauMem},
                  {"tau_syn", tauSyn},
                  {"r", r},
                  {"w_in", wIn},
                  {"v_leak", Numbers(r.size(), leak)},
                  {"v_threshold", Numbers(r.size(), 1)}};
  return layer;
}

NeuronLayer makeRockpool(double tau, double dt) {
  return makeCubaLIF({tau}, {tau / 2}, {tau / dt * std::exp(-dt / tau)}, {1});
}

TEST(LambertW, InvertsItsDefinition) {
  for (double w : {1e-6, 0.05, 0.5, 1.0, 3.0, 20.0})
    EXPECT_NEAR(lambertW(w * std::exp(w)), w, 1e-12 * w);
}

TEST(Convention, FindsUnitGains) {
  NeuronLayer layer = makeCubaLIF({1e-3, 2e-3}, {5e-4, 5e-4}, {10, 20}, {5, 5});
  ASSERT_TRUE(findUnitGainStep(layer));
  EXPECT_DOUBLE_EQ(*findUnitGainStep(layer), 1e-4);
  Reading reading = chooseReading(layer, {});
  EXPECT_EQ(reading.convention, Convention::Euler);
  EXPECT_DOUBLE_EQ(reading.dt, 1e-4);
  EXPECT_FALSE(reading.isAssumed);
}

TEST(Convention, FindsNoUnitGainsWhereOneNeuronDiffers) {
  EXPECT_FALSE(findUnitGainStep(
      makeCubaLIF({1e-3, 2e-3}, {5e-4, 5e-4}, {10, 21}, {5, 5})));
  EXPECT_FALSE(findUnitGainStep(makeCubaLIF({1e-3}, {5e-4}, {10}, {6})));
}

TEST(Convention, FindsNoStepInDefaults) {
  // Any single number is the gain of some step.
  EXPECT_FALSE(findUnitGainStep(makeCubaLIF({1e-2}, {1e-2}, {1}, {1})));
  Reading reading =
      chooseReading(makeCubaLIF({1e-2}, {1e-2}, {1}, {1}), ImportOptions());
  EXPECT_EQ(reading.convention, Convention::Exact);
  EXPECT_EQ(reading.dt, 1e-3);
  EXPECT_TRUE(reading.isAssumed);
}

TEST(Convention, FindsTheStepOfRockpool) {
  NeuronLayer layers[] = {makeRockpool(0.02, 1e-3), makeRockpool(0.005, 1e-3)};
  ASSERT_TRUE(findRockpoolStep(layers));
  EXPECT_DOUBLE_EQ(*findRockpoolStep(layers), 1e-3);
  EXPECT_EQ(chooseReading(layers, {}).convention, Convention::Rockpool);
  // A single layer counts if the step is round.
  EXPECT_TRUE(findRockpoolStep(makeRockpool(0.02, 1e-3)));
  EXPECT_FALSE(findRockpoolStep(makeRockpool(0.02, 1.2345e-3)));
  EXPECT_FALSE(findRockpoolStep(
      makeCubaLIF({0.02}, {0.01}, {20 * std::exp(-0.05)}, {1}, /*leak=*/0.1)));
}

TEST(Convention, FollowsTheOptions) {
  NeuronLayer layer = makeRockpool(0.02, 1e-3);
  ImportOptions options;
  options.dt = 2e-3;
  EXPECT_EQ(chooseReading(layer, options).convention, Convention::Exact);
  EXPECT_EQ(chooseReading(layer, options).dt, 2e-3);
  options.convention = Convention::Euler;
  EXPECT_EQ(chooseReading(layer, options).convention, Convention::Euler);
  options.dt.reset();
  EXPECT_DOUBLE_EQ(chooseReading(layer, options).dt, 1e-3);
}

TEST(Neurons, ConvertsUnitGainsByEuler) {
  NeuronLayer layer = makeCubaLIF({1e-3}, {5e-4}, {10}, {5});
  auto neurons = convertNeurons(layer, {Convention::Euler, 1e-4, "", false});
  ASSERT_TRUE(bool(neurons));
  EXPECT_NEAR(std::exp(-1e-4 / neurons->tauMem[0]), 0.9, 1e-12);
  EXPECT_NEAR(std::exp(-1e-4 / neurons->tauSyn[0]), 0.8, 1e-12);
  // Unit gains leave the decay that lif_neurons applies after adding.
  EXPECT_NEAR(neurons->factors[0], 1 / 0.8, 1e-12);
  EXPECT_EQ(neurons->fidelity.str(), "faithful");
}

TEST(Neurons, FollowsTheEquationsExactly) {
  NeuronLayer layer = makeCubaLIF({0.02}, {0.01}, {3}, {2}, /*leak=*/0.5);
  auto neurons = convertNeurons(layer, {Convention::Exact, 1e-3, "", false});
  ASSERT_TRUE(bool(neurons));
  double a = std::exp(-0.05), b = std::exp(-0.1);
  EXPECT_EQ(neurons->tauMem[0], 0.02);
  EXPECT_EQ(neurons->tauSyn[0], 0.01);
  EXPECT_NEAR(neurons->bias[0], 0.5 * (1 - a), 1e-15);
  EXPECT_NEAR(neurons->factors[0], 3 * (1 - a) * 2 * (1 - b) / b, 1e-15);
}

TEST(Neurons, LeavesRockpoolsNumbers) {
  NeuronLayer layer = makeCubaLIF({0.02}, {0.01}, {19}, {1}, /*leak=*/0.25);
  auto neurons = convertNeurons(layer, {Convention::Rockpool, 1e-3, "", false});
  ASSERT_TRUE(bool(neurons));
  EXPECT_EQ(neurons->factors[0], 1);
  EXPECT_EQ(neurons->bias[0], 0.25);
}

TEST(Neurons, KeepsTheChargeOfALIF) {
  NeuronLayer layer;
  layer.type = NodeType::LIF;
  layer.values = {
      {"tau", {0.02}}, {"r", {2}}, {"v_leak", {0}}, {"v_threshold", {1}}};
  auto neurons = convertNeurons(layer, {Convention::Exact, 1e-3, "", false});
  ASSERT_TRUE(bool(neurons));
  // An input arrives as 1/2 + 1/4 + ... = 1 times the factor.
  EXPECT_NEAR(std::exp(-1e-3 / neurons->tauSyn[0]), 0.5, 1e-15);
  EXPECT_NEAR(neurons->factors[0], 2 * (1 - std::exp(-0.05)), 1e-15);
  EXPECT_EQ(neurons->fidelity.kind, FidelityKind::Approximate);
}

TEST(Neurons, RefusesStepsThatAreTooLong) {
  NeuronLayer layer = makeCubaLIF({1e-3}, {5e-4}, {1}, {1});
  auto euler = convertNeurons(layer, {Convention::Euler, 5e-4, "", false});
  EXPECT_EQ(llvm::toString(euler.takeError()),
            "the time constant of 0.0005 s of channel 0 is not above the time "
            "step of 0.0005 s, as forward Euler needs; choose a shorter step "
            "or the exact convention");
  auto exact = convertNeurons(layer, {Convention::Exact, 10, "", false});
  EXPECT_FALSE(bool(exact));
  llvm::consumeError(exact.takeError());
}

} // namespace
