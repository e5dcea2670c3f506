//===- ChipNetworkTest.cpp - Images as the chip reads them ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ChipNetwork.h"

#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::simulation;
using bitstream::Image;
using bitstream::Segment;
using bitstream::SegmentKind;

static Segment makeBank(const char *name, uint8_t bits,
                        std::vector<uint32_t> words) {
  Segment segment;
  segment.name = name;
  segment.wordBits = bits;
  segment.words = std::move(words);
  return segment;
}

static Segment makeControl(uint32_t value) {
  Segment segment = makeBank("ctrl1", 32, {value});
  segment.kind = SegmentKind::Register;
  return segment;
}

/// Two inputs, three hidden neurons with two synapses of which two see the
/// inputs and two feed the two outputs, an alias from 1 to 2, biases, shifts.
static Image makeImage() {
  Image image;
  image.chip = "xylo_a3";
  image.network = "net";
  image.dt = 1e-3;
  image.sizes = {2, 2, 3, 2, 2, 0};
  image.synapse2 = image.alias = image.bias = true;
  image.inputShift = 1;
  image.outputShift = 2;
  image.segments = {
      makeControl(0x30001),
      makeBank("IWTRAM", 8, {0x1e, 0xf4, 0x00, 0x16}),
      makeBank("IWT2RAM", 8, {0x00, 0x19, 0xf7, 0x00}),
      makeBank("NDSRAM", 4, {2, 3, 2, 2, 3}),
      makeBank("HDS2RAM", 4, {3, 2, 1}),
      makeBank("NDMRAM", 4, {3, 4, 2, 3, 4}),
      makeBank("NBRAM", 8, {0x04, 0xfa, 0x00, 0x00, 0x03}),
      makeBank("NTHRAM", 16, {0x78, 0x96, 0xffff, 0x6e, 0x8c}),
      makeBank("HCRAM", 4, {0, 2, 1}),
      makeBank("HARAM", 10, {0x3ff, 0x002, 0x3ff}),
      makeBank("HEFOCRAM", 10, {2, 2, 1}),
      makeBank("HFORAM", 12, {1, 2, 0, 2, 2}),
      makeBank("HWTRAM", 8, {0x12, 0xf2, 0xf5, 0x15, 0xf8}),
      makeBank("HWT2RAM", 8, {0x00, 0x00, 0x00, 0x05, 0x00}),
      makeBank("OWTRAM", 8, {0xf4, 0x23, 0x00, 0x09}),
      makeControl(0x201f),
  };
  return image;
}

static Segment &find(Image &image, llvm::StringRef name) {
  return *llvm::find_if(image.segments, [&](const Segment &segment) {
    return segment.name == name;
  });
}

static std::string getError(const Image &image) {
  llvm::Expected<ChipNetwork> network = readNetwork(image);
  return network ? "none" : llvm::toString(network.takeError());
}

TEST(ChipNetworkTest, ReadsEveryBank) {
  llvm::Expected<ChipNetwork> network = readNetwork(makeImage());
  ASSERT_TRUE(static_cast<bool>(network));
  EXPECT_EQ(network->info.name, "net");
  EXPECT_EQ(network->coreVersion, 2u);
  EXPECT_EQ(network->inputWeights[0], (std::vector<int16_t>{60, -24, 0, 44}));
  EXPECT_EQ(network->inputWeights[1], (std::vector<int16_t>{0, 50, -18, 0}));
  ASSERT_EQ(network->hidden.size(), 3u);
  EXPECT_EQ(network->hidden[1].dashMem, 4);
  EXPECT_EQ(network->hidden[1].dashSyn[0], 3);
  EXPECT_EQ(network->hidden[1].dashSyn[1], 2);
  EXPECT_EQ(network->hidden[1].bias, -6);
  EXPECT_EQ(network->hidden[2].threshold, -1);
  ASSERT_EQ(network->outputs.size(), 2u);
  EXPECT_EQ(network->outputs[1].threshold, 140);
  EXPECT_EQ(network->outputs[1].bias, 3);
  EXPECT_EQ(network->outputs[1].dashSyn[1], 0);
  EXPECT_EQ(network->fanOutBegin, (std::vector<uint32_t>{0, 2, 4, 5}));
  EXPECT_EQ(network->fanOut[3].target, 2);
  EXPECT_EQ(network->fanOut[3].weights[0], 21);
  EXPECT_EQ(network->fanOut[3].weights[1], 5);
  EXPECT_EQ(network->outputWeights, (std::vector<int16_t>{-48, 140, 0, 36}));
  EXPECT_EQ(network->getFirstOutputExpansion(), 1u);
  EXPECT_EQ(network->aliasTarget[0], std::nullopt);
  EXPECT_EQ(network->aliasTarget[1], 2);
}

// What is switched off does not count, whatever the banks hold.
TEST(ChipNetworkTest, FeaturesSwitchBanksOff) {
  Image image = makeImage();
  image.synapse2 = image.alias = image.bias = false;
  find(image, "ctrl1").words = {1};
  image.segments.back().words = {0x2011};
  llvm::Expected<ChipNetwork> network = readNetwork(image);
  ASSERT_TRUE(static_cast<bool>(network));
  EXPECT_FALSE(network->hasSynapse2);
  EXPECT_TRUE(network->inputWeights[1].empty());
  EXPECT_EQ(network->fanOut[3].weights[1], 0);
  EXPECT_EQ(network->hidden[1].dashSyn[1], 0);
  EXPECT_EQ(network->hidden[1].bias, 0);
  EXPECT_TRUE(network->aliasTarget.empty());
}

// Banks of states are where a run begins.
TEST(ChipNetworkTest, StatesAreWhereARunBegins) {
  Image image = makeImage();
  image.segments.push_back(makeBank("NMPRAM", 16, {0xffff, 0, 5, 0, 7}));
  image.segments.push_back(makeBank("NSCRAM", 16, {1, 2, 3, 4, 0xfffb}));
  image.segments.push_back(makeBank("HSC2RAM", 16, {0, 9, 0}));
  image.segments.push_back(makeBank("HSPKRAM", 8, {0, 31, 0}));
  llvm::Expected<ChipNetwork> network = readNetwork(image);
  ASSERT_TRUE(static_cast<bool>(network));
  EXPECT_EQ(network->hiddenState[0].membrane, -1);
  EXPECT_EQ(network->hiddenState[1].current[0], 2);
  EXPECT_EQ(network->hiddenState[1].current[1], 9);
  EXPECT_EQ(network->outputState[1].membrane, 7);
  EXPECT_EQ(network->outputState[1].current[0], -5);
  EXPECT_EQ(network->pendingSpikes, (std::vector<uint8_t>{0, 31, 0}));
}

// Rows of weights may be as long as the chip allows; alias words may have more
// bits.
TEST(ChipNetworkTest, ReadsOtherLayouts) {
  Image image = makeImage();
  for (const char *name : {"IWTRAM", "IWT2RAM"}) {
    std::vector<uint32_t> &input = find(image, name).words;
    input.insert(input.begin() + 2, 126, 0);
  }
  std::vector<uint32_t> &output = find(image, "OWTRAM").words;
  output.insert(output.begin() + 2, 30, 0);
  find(image, "HARAM") = makeBank("HARAM", 12, {0xfff, 0x002, 0xfff});
  llvm::Expected<ChipNetwork> network = readNetwork(image);
  ASSERT_TRUE(static_cast<bool>(network));
  EXPECT_EQ(network->inputWeights[0], (std::vector<int16_t>{60, -24, 0, 44}));
  EXPECT_EQ(network->outputWeights, (std::vector<int16_t>{-48, 140, 0, 36}));
  EXPECT_EQ(network->aliasTarget[0], std::nullopt);
}

TEST(ChipNetworkTest, RefusesWhatTheChipCouldNotRun) {
  auto expectError = [](auto change, const char *expected) {
    Image image = makeImage();
    change(image);
    EXPECT_EQ(getError(image), expected);
  };
  expectError([](Image &image) { image.chip = "xylo_b4"; },
              "unknown chip 'xylo_b4'");
  expectError([](Image &image) { image.sizes.inputExpansion = 4; },
              "the image has 4 expansion neurons, but only 3 hidden ones");
  expectError([](Image &image) { image.sizes.outputExpansion = 4; },
              "the image has 4 expansion neurons, but only 3 hidden ones");
  expectError(
      [](Image &image) {
        image.provenance.emplace();
        image.provenance->modules = {
            {bitstream::Population::Output, "out", {{1, ~0u}}}};
      },
      "module 'out' has ids beyond the 2 neurons of its layer");
  expectError([](Image &image) { find(image, "NTHRAM").words.pop_back(); },
              "bank NTHRAM has 4 words, but the network needs 5");
  expectError([](Image &image) { find(image, "HFORAM").words.pop_back(); },
              "bank HFORAM has 4 words, but the network needs 5");
  expectError([](Image &image) { find(image, "IWT2RAM").words.clear(); },
              "bank IWT2RAM has 0 words, but the network needs 4");
  expectError([](Image &image) { find(image, "HFORAM").words[1] = 3; },
              "fan-out entry 1 goes to neuron 3, but there are 3 hidden "
              "neurons");
  expectError([](Image &image) { find(image, "HARAM").words[1] = 3; },
              "the alias of neuron 1 goes to neuron 3, but there are 3 hidden "
              "neurons");
  expectError([](Image &image) { find(image, "HCRAM").name = "RCRAM"; },
              "'xylo_a3' has no bank 'RCRAM'");
  expectError([](Image &image) { find(image, "NTHRAM").wordBits = 12; },
              "bank NTHRAM has words of 12 bits, which 'xylo_a3' does not have "
              "there");
  expectError([](Image &image) { find(image, "HCRAM").words.resize(993); },
              "bank HCRAM has 993 words, but is 992 deep");
  expectError([](Image &image) { image.segments.back().words = {0x2017}; },
              "the control register and the header disagree on biases: 0 and "
              "1");
  expectError([](Image &image) { image.segments.back().words = {0x101f}; },
              "the control register and the header disagree on the output "
              "weight shift: 1 and 2");
}
