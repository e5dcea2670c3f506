//===- ComparisonTest.cpp - Two stages on the same spikes -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Comparison.h"
#include "tidepool/Simulation/Stimulus.h"

#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace tidepool::simulation;

namespace {
/// Shows whatever a test puts there.
class FakeSimulator final : public Simulator {
public:
  FakeSimulator() {
    info.name = "net";
    info.numInputs = 1;
    info.numOutputs = 2;
    info.populations = {{Layer::Hidden, "a", {0, 2}},
                        {Layer::Hidden, "b", {1}},
                        {Layer::Output, "out", {0, 1}}};
  }
  const NetworkInfo &getInfo() const override { return info; }
  std::unique_ptr<Simulator> clone() const override {
    return std::make_unique<FakeSimulator>();
  }
  uint32_t getMaxInputSpikes() const override { return 15; }
  void reset() override {}
  void step(llvm::ArrayRef<uint32_t>) override {}
  Values getOutputs() const override { return llvm::ArrayRef(outSpikes); }
  std::vector<Signal> getSignals() override {
    return {{"out_spikes", Layer::Output, llvm::MutableArrayRef(outSpikes)},
            {"hid_spikes", Layer::Hidden, hidden},
            {"vmem", Layer::Hidden, llvm::MutableArrayRef(membrane)}};
  }

  NetworkInfo info;
  std::vector<uint8_t> spikes = {0, 0, 0}, outSpikes = {0, 0};
  std::vector<int16_t> membrane = {0, 0, 0};
  MutableValues hidden = llvm::MutableArrayRef(spikes);
};
} // namespace

static Comparison create(Simulator &left, Simulator &right,
                         Comparison::Depth depth) {
  auto comparison = Comparison::create(left, right, depth);
  EXPECT_TRUE(static_cast<bool>(comparison));
  return std::move(*comparison);
}

static std::string getError(Simulator &left, Simulator &right) {
  auto comparison = Comparison::create(left, right, Comparison::Depth::Spikes);
  EXPECT_FALSE(static_cast<bool>(comparison));
  return llvm::toString(comparison.takeError());
}

TEST(ComparisonTest, NeuronsBelongTogetherByModule) {
  FakeSimulator left, right;
  // The same modules in other places.
  right.info.populations[0].neurons = {2, 1};
  right.info.populations[1].neurons = {0};
  Comparison comparison = create(left, right, Comparison::Depth::States);
  left.spikes = {5, 6, 7};
  right.spikes = {6, 7, 5};
  left.membrane = {-1, -2, -3};
  right.membrane = {-2, -3, -1};
  comparison.record();
  EXPECT_FALSE(comparison.getFirstDifference().has_value());
  right.membrane = {-2, -3, -4};
  comparison.record();
  ASSERT_TRUE(comparison.getFirstDifference().has_value());
  EXPECT_EQ(comparison.getFirstDifference()->describe(),
            "step 1: vmem of neuron 0 of 'a' is -1 against -4");
  EXPECT_EQ(comparison.getNumSteps(), 2u);
  EXPECT_EQ(comparison.getNumNeurons(), 5u);
}

TEST(ComparisonTest, AlmostAllIsNotAll) {
  FakeSimulator left, right;
  Comparison comparison = create(left, right, Comparison::Depth::Spikes);
  constexpr int numSteps = 10000;
  for (int step = 0; step < numSteps; ++step)
    comparison.record();
  left.outSpikes = {1, 0};
  comparison.record();
  std::string text;
  llvm::raw_string_ostream os(text);
  comparison.print(os);
  EXPECT_NE(text.find("20001 of 20002 agree (over 99.9 %)"), std::string::npos)
      << text;
}

TEST(ComparisonTest, NeuronsBelongTogetherByNumberWithoutLabels) {
  FakeSimulator left, right;
  right.info.populations = {{Layer::Hidden, "hidden", {0, 1, 2}},
                            {Layer::Output, "output", {0, 1}}};
  Comparison comparison = create(left, right, Comparison::Depth::Spikes);
  right.spikes = {0, 3, 0};
  comparison.record();
  ASSERT_TRUE(comparison.getFirstDifference().has_value());
  EXPECT_EQ(comparison.getFirstDifference()->describe(),
            "step 0: hid_spikes of neuron 1 of 'hidden' is 0 against 3");
}

// A label that stands for two modules, or for others than it seems, says
// nothing.
TEST(ComparisonTest, NeuronsBelongTogetherByNumberIfLabelsMislead) {
  FakeSimulator left, right;
  left.info.populations = {{Layer::Hidden, "a", {0}},
                           {Layer::Hidden, "a", {2}},
                           {Layer::Hidden, "b", {1}},
                           {Layer::Output, "out", {0, 1}}};
  right.info.populations = {{Layer::Hidden, "a", {0}},
                            {Layer::Hidden, "b", {2}},
                            {Layer::Hidden, "c", {1}},
                            {Layer::Output, "out", {0, 1}}};
  EXPECT_EQ(create(left, right, Comparison::Depth::States).getNumNeurons(), 5u);
  EXPECT_EQ(create(left, right, Comparison::Depth::States).getModules().size(),
            2u);
  left.info.populations = {{Layer::Hidden, "a", {0, 1}},
                           {Layer::Output, "b", {0, 1}},
                           {Layer::Hidden, "c", {2}}};
  right.info.populations = {{Layer::Output, "a", {0, 1}},
                            {Layer::Hidden, "b", {0, 1}},
                            {Layer::Hidden, "c", {2}}};
  Comparison comparison = create(left, right, Comparison::Depth::States);
  right.membrane = {0, 0, 1};
  comparison.record();
  ASSERT_TRUE(comparison.getFirstDifference().has_value());
  EXPECT_EQ(comparison.getFirstDifference()->describe(),
            "step 0: vmem of neuron 2 of 'hidden' is 0 against 1");
}

TEST(ComparisonTest, SpikesAloneLeaveStatesOut) {
  FakeSimulator left, right;
  Comparison comparison = create(left, right, Comparison::Depth::Spikes);
  right.membrane = {1, 2, 3};
  comparison.record();
  EXPECT_FALSE(comparison.getFirstDifference().has_value());
}

TEST(ComparisonTest, ModulesAreCountedApart) {
  FakeSimulator left, right;
  Comparison comparison = create(left, right, Comparison::Depth::Spikes);
  comparison.record();
  left.spikes = {3, 0, 0};
  right.spikes = {0, 0, 3};
  left.outSpikes = {1, 0};
  right.outSpikes = {1, 1};
  comparison.record();
  std::vector<ModuleDifference> modules = comparison.getModules();
  ASSERT_EQ(modules.size(), 3u);
  // As many spikes, of other neurons.
  EXPECT_EQ(modules[0].leftSpikes, 3);
  EXPECT_EQ(modules[0].rightSpikes, 3);
  EXPECT_EQ(modules[0].countError, 6);
  EXPECT_EQ(modules[0].firstStep, uint64_t(1));
  EXPECT_EQ(modules[1].countError, 0);
  EXPECT_FALSE(modules[1].firstStep.has_value());
  EXPECT_EQ(modules[2].countError, 1);

  std::string text;
  llvm::raw_string_ostream os(text);
  comparison.print(os);
  EXPECT_NE(text.find("outputs  3 of 4 agree (75 %); 1 spikes against 2"),
            std::string::npos)
      << text;
  llvm::json::Object json = comparison.toJson();
  EXPECT_EQ(json.getInteger("outputs_agreeing"), 3);
  EXPECT_EQ(json.getArray("modules")->size(), 3u);
  EXPECT_EQ(json.getObject("first_difference")->getString("module"), "a");
}

// Who diverged, in which module and since when.
TEST(ComparisonTest, DivergenceIsFound) {
  FakeSimulator left, right;
  std::vector<double> hidden(3, 1);
  right.hidden = llvm::MutableArrayRef(hidden);
  Comparison comparison = create(left, right, Comparison::Depth::Spikes);
  comparison.record();
  EXPECT_FALSE(comparison.getRightDivergence().has_value());
  hidden[1] = NAN;
  comparison.record();
  hidden[0] = INFINITY;
  comparison.record();
  EXPECT_FALSE(comparison.getLeftDivergence().has_value());
  ASSERT_TRUE(comparison.getRightDivergence().has_value());
  EXPECT_EQ(comparison.getRightDivergence()->step, 1u);
  EXPECT_EQ(comparison.getRightDivergence()->module, "b");
  llvm::json::Object json = comparison.toJson();
  EXPECT_NE(json.getNull("diverged"), std::nullopt);
  EXPECT_EQ(json.getObject("diverged_against")->getString("module"), "b");
}

// Real networks may run away.
TEST(ComparisonTest, JsonHasNoInfiniteNumbers) {
  FakeSimulator left, right;
  std::vector<double> infinite(3, INFINITY);
  right.hidden = llvm::MutableArrayRef(infinite);
  Comparison comparison = create(left, right, Comparison::Depth::Spikes);
  comparison.record();
  EXPECT_EQ(comparison.getModules()[0].countError, INFINITY);
  llvm::json::Object json = comparison.toJson();
  EXPECT_NE(json.getObject("first_difference")->getNull("against"),
            std::nullopt);
  const llvm::json::Object *module =
      (*json.getArray("modules"))[0].getAsObject();
  EXPECT_NE(module->getNull("against"), std::nullopt);
  EXPECT_NE(module->getNull("count_error"), std::nullopt);
  std::string text;
  llvm::raw_string_ostream os(text);
  comparison.print(os);
  EXPECT_NE(text.find(" no count            -  step 0"), std::string::npos)
      << text;
}

TEST(ComparisonTest, OtherSizesAreRefused) {
  FakeSimulator left, right;
  right.info.numInputs = 2;
  EXPECT_EQ(getError(left, right), "the networks cannot be compared: one has "
                                   "1 inputs, the other 2");
  right.info.numInputs = 1;
  right.info.numOutputs = 3;
  EXPECT_EQ(getError(left, right), "the networks cannot be compared: one has "
                                   "2 outputs, the other 3");
  right.info.numOutputs = 2;
  right.info.populations.pop_back();
  EXPECT_EQ(getError(left, right), "the networks cannot be compared: one has "
                                   "2 output neurons, the other 0");
}

TEST(StimulusTest, HasSilenceAndBursts) {
  Stimulus stimulus;
  std::vector<uint32_t> counts(8);
  unsigned sums[5] = {};
  uint32_t largest[5] = {};
  for (unsigned t = 0; t < 500; ++t) {
    stimulus.next(counts);
    for (uint32_t count : counts) {
      sums[t / 100] += count;
      largest[t / 100] = std::max(largest[t / 100], count);
    }
  }
  EXPECT_LT(sums[0], sums[1]);
  EXPECT_LT(sums[1], sums[2]);
  EXPECT_EQ(sums[3], 0u);
  EXPECT_EQ(largest[2], 1u);
  EXPECT_EQ(largest[4], 15u);
}
