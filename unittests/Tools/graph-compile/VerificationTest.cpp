//===- VerificationTest.cpp - Stages that agree, and that do not ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verification.h"

#include "tidepool/Simulation/Stimulus.h"

#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;

static constexpr unsigned dash = 3;
static constexpr int16_t weight = 60, threshold = 100;

static NetworkInfo makeInfo() {
  return {"net",
          1e-3,
          /*numInputs=*/1,
          /*numOutputs=*/1,
          {{Layer::Hidden, "h", {0}}, {Layer::Output, "o", {0}}}};
}

/// A module with one node, which the node before it feeds.
template <typename Meaning>
static ReferenceModule makeModule(const char *label, Meaning meaning,
                                  Layer layer, uint32_t node) {
  ReferenceModule module;
  module.label = label;
  module.meaning = std::move(meaning);
  module.inputs.add(NodeSource{node - 1});
  module.firstOutput = node;
  module.numOutputs = 1;
  module.layer = layer;
  module.numbers = {0};
  return module;
}

/// From the input through a hidden neuron to an output neuron.
static ReferenceNetwork makeGraph() {
  LinearWeights weights;
  weights.addEntry(0, weight);
  weights.endRow();
  double decay = std::exp(-std::exp2(-int(dash)));
  LIFNeurons neuron{1, {decay}, {decay}, {threshold}, {0}};
  ReferenceNetwork network;
  network.info = makeInfo();
  network.modules = {makeModule("w", weights, Layer::Hidden, 1),
                     makeModule("h", neuron, Layer::Hidden, 2),
                     makeModule("v", weights, Layer::Output, 3),
                     makeModule("o", neuron, Layer::Output, 4)};
  network.outputs.add(NodeSource{4});
  return network;
}

/// The same in integers.
static ChipNetwork makeChip() {
  ChipNetwork network;
  network.info = makeInfo();
  network.inputExpansion = network.outputExpansion = 1;
  NeuronParameters neuron;
  neuron.dashMem = neuron.dashSyn[0] = dash;
  neuron.threshold = threshold;
  network.hidden = network.outputs = {neuron};
  network.hiddenState.resize(1);
  network.outputState.resize(1);
  network.pendingSpikes.resize(1);
  network.inputWeights[0] = {weight};
  network.fanOutBegin = {0, 0};
  network.outputWeights = {weight};
  return network;
}

static CompiledStages makeStages() {
  return {makeGraph(), makeChip(), makeChip(), makeChip()};
}

static std::string getError(const CompiledStages &stages) {
  StimulusReader input(/*numSteps=*/200);
  auto verification = Verification::run(stages, input);
  return verification ? "none" : llvm::toString(verification.takeError());
}

TEST(VerificationTest, TellsWhatRoundingAndTheScheduleChange) {
  CompiledStages stages = makeStages();
  StimulusReader input(/*numSteps=*/200);
  auto verification = Verification::run(stages, input);
  ASSERT_TRUE(static_cast<bool>(verification));
  llvm::json::Value report = (*verification)->toJson();
  const llvm::json::Object &facts = *report.getAsObject();
  EXPECT_EQ(facts.getInteger("steps"), 200);
  EXPECT_GT(facts.getInteger("input_spikes"), 10);
  EXPECT_EQ(facts.getBoolean("exact"), true);
  // Integers decay by whole numbers.
  const llvm::json::Object *rounding =
      facts.getObject("quantization")->getObject("first_difference");
  ASSERT_NE(rounding, nullptr);
  // What the hidden neuron gives reaches the output one step later.
  const llvm::json::Object *schedule =
      facts.getObject("schedule")->getObject("first_difference");
  ASSERT_NE(schedule, nullptr);
  EXPECT_EQ(schedule->getString("module"), "o");
}

TEST(VerificationTest, RefusesWhatAssemblyChanges) {
  CompiledStages stages = makeStages();
  stages.image.hidden[0].threshold = stages.bitstream.hidden[0].threshold = 50;
  EXPECT_EQ(getError(stages).find("internal error: core and image run "
                                  "differently from step "),
            0u)
      << getError(stages);
}

// A state that no spike shows will do.
TEST(VerificationTest, RefusesWhatSerializationChanges) {
  CompiledStages stages = makeStages();
  stages.bitstream.outputs[0].bias = -1;
  EXPECT_EQ(getError(stages),
            "internal error: image and bitstream run differently from step 0: "
            "vmem_out of neuron 0 of 'o' is 0 against -1");
}
