//===- SpikePlotTest.cpp - A picture of a run -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Plot/SpikePlot.h"

#include "FakeSimulator.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

#include <cmath>
#include <random>

using namespace tidepool::simulation;

//===----------------------------------------------------------------------===//
// Reading SVG
//===----------------------------------------------------------------------===//

/// Whether what is outside tags, or in an attribute, is legal: entities that
/// XML knows, and no control characters.
static bool isLegalText(llvm::StringRef text) {
  while (!text.empty()) {
    char c = text.front();
    if (c == '&') {
      llvm::StringRef name = text.drop_front().take_until(
          [](char letter) { return letter == ';'; });
      if (!llvm::is_contained({"amp", "lt", "gt", "quot", "#39"}, name))
        return false;
    }
    if (c == '<' || (c >= 0 && c < 0x20 && c != '\n'))
      return false;
    text = text.drop_front();
  }
  return true;
}

/// Whether a start tag is a name and attributes in double quotes.
static bool isLegalTag(llvm::StringRef tag) {
  tag = tag.drop_until([](char c) { return c == ' '; });
  while (!tag.empty()) {
    auto [name, rest] = tag.split("=\"");
    auto [value, more] = rest.split('"');
    if (!name.consume_front(" ") || name.empty() || !isLegalText(value) ||
        llvm::StringRef(value.end(), 1) != "\"")
      return false;
    tag = more;
  }
  return true;
}

/// Whether all elements are closed in turn, below a single one.
static testing::AssertionResult isWellFormed(llvm::StringRef svg) {
  if (!llvm::json::isUTF8(svg))
    return testing::AssertionFailure() << "no UTF-8";
  std::vector<llvm::StringRef> open;
  unsigned numRoots = 0;
  while (!svg.empty()) {
    auto [text, rest] = svg.split('<');
    if (!isLegalText(text) || (open.empty() && !text.trim().empty()))
      return testing::AssertionFailure() << "text: " << text.str();
    if (rest.empty())
      break;
    auto [tag, more] = rest.split('>');
    llvm::StringRef name =
        tag.take_until([](char c) { return c == ' ' || c == '/'; });
    numRoots += open.empty() && !tag.starts_with("/");
    if (tag.consume_front("/")) {
      if (open.empty() || open.back() != tag)
        return testing::AssertionFailure() << "closed: " << tag.str();
      open.pop_back();
    } else {
      bool isEmpty = tag.consume_back("/");
      if (!isLegalTag(tag))
        return testing::AssertionFailure() << "tag: " << tag.str();
      if (!isEmpty)
        open.push_back(name);
    }
    svg = more;
  }
  if (!open.empty() || numRoots != 1)
    return testing::AssertionFailure() << "not closed, or several roots";
  return testing::AssertionSuccess();
}

/// The texts of this class, or of all.
static std::vector<std::string> getTexts(llvm::StringRef svg,
                                         llvm::StringRef classes = "") {
  std::vector<std::string> texts;
  for (size_t at = 0; (at = svg.find("<text ", at)) != llvm::StringRef::npos;
       ++at) {
    auto [tag, rest] = svg.substr(at).split('>');
    if (classes.empty() || tag.contains(("class=\"" + classes + "\"").str()))
      texts.push_back(rest.split('<').first.str());
  }
  return texts;
}

static bool hasText(llvm::StringRef svg, llvm::StringRef text) {
  return llvm::is_contained(getTexts(svg), text);
}

//===----------------------------------------------------------------------===//
// Panels
//===----------------------------------------------------------------------===//

namespace {
/// Two inputs, modules `a` of two and `b` of one hidden neuron, two outputs.
class SpikePlotTest : public testing::Test {
protected:
  SpikePlotTest() {
    simulator.info.name = "net";
    simulator.info.dt = 1e-3;
    simulator.info.numInputs = simulator.info.numOutputs = 2;
    simulator.info.populations = {{Layer::Hidden, "a", {0, 2}},
                                  {Layer::Hidden, "b", {1}},
                                  {Layer::Output, "out", {0, 1}}};
  }

  FakeSimulator simulator;
  std::vector<uint8_t> &hidden =
      simulator.add<uint8_t>("hid_spikes", Layer::Hidden, 3);
  std::vector<int16_t> &membranes =
      simulator.add<int16_t>("vmem", Layer::Hidden, 3);
  std::vector<uint8_t> &outputs =
      simulator.add<uint8_t>("out_spikes", Layer::Output, 2);
  std::vector<int16_t> &outputMembranes =
      simulator.add<int16_t>("vmem_out", Layer::Output, 2);
};
} // namespace

TEST_F(SpikePlotTest, ShowsAllPanels) {
  SpikePlot plot(simulator);
  hidden = {3, 0, 2};
  outputs = {1, 0};
  membranes = {-5, 6, 7};
  for (unsigned step = 0; step < 4; ++step)
    plot.record({1, step});
  std::string svg = plot.toSvg();
  ASSERT_TRUE(isWellFormed(svg));
  EXPECT_EQ(getTexts(svg, "name"), std::vector<std::string>{"net"});
  EXPECT_EQ(getTexts(svg, "head"),
            (std::vector<std::string>{"Input spikes", "Hidden spikes",
                                      "Hidden traces", "Output traces",
                                      "Output spikes"}));
  EXPECT_TRUE(hasText(svg, "4 steps of 1 ms, 4 ms in all"));
  EXPECT_TRUE(hasText(svg, "34 spikes: 10 input, 20 hidden, 4 output"));
  EXPECT_TRUE(hasText(svg, "hidden: 1 of 3 neurons silent; "
                           "output: 1 of 2 neurons silent"));
  EXPECT_TRUE(hasText(svg, "silent modules: b"));
  EXPECT_TRUE(hasText(svg, "2 channels, 10 spikes, 2.5 per step"));
  EXPECT_TRUE(hasText(svg, "3 neurons, 20 spikes, 5 per step"));
  EXPECT_TRUE(hasText(svg, "2 neurons, 4 spikes, 1 per step"));
  for (const char *text : {"a", "b", "out", "a[0]", "a[1]", "b[0]", "out[0]",
                           "out[1]", "ms", "steps", "12", "8"})
    EXPECT_TRUE(hasText(svg, text)) << text;
  EXPECT_EQ(svg, plot.toSvg()) << "deterministic";
}

TEST_F(SpikePlotTest, DrawsSpikesWhereTheyWere) {
  SpikePlot plot(simulator);
  // Input 0: steps 1 to 2 and 5; a shade for each count.
  for (unsigned count : {0, 1, 1, 0, 0, 1, 0, 2})
    plot.record({count, 0});
  std::string svg = plot.toSvg();
  EXPECT_NE(svg.find("d=\"M1 6h2m2 0h1\""), std::string::npos);
  EXPECT_NE(svg.find("d=\"M7 6h1\""), std::string::npos);
  EXPECT_NE(svg.find("stroke-opacity=\"0.55\""), std::string::npos);
}

TEST_F(SpikePlotTest, ShadesCounts) {
  SpikePlot plot(simulator);
  for (unsigned step = 0; step < 32; ++step) {
    hidden[0] = step;
    plot.record({15, step % 5});
  }
  std::string svg = plot.toSvg();
  for (const char *label : {"1\u20132", "3\u20135", "6\u201313", "14\u201331"})
    EXPECT_TRUE(hasText(svg, label)) << label;
  EXPECT_TRUE(hasText(svg, "spikes in 1 step"));
  // Inputs have 15 at most.
  EXPECT_TRUE(hasText(svg, "8\u201315"));
}

TEST_F(SpikePlotTest, GivesAlikeCountsOneShade) {
  SpikePlot plot(simulator);
  for (unsigned step = 0; step < 4096; ++step)
    plot.record({5, 5});
  std::string svg = plot.toSvg();
  EXPECT_TRUE(hasText(svg, "spikes in 8 steps"));
  EXPECT_TRUE(hasText(svg, "40"));
  EXPECT_NE(svg.find("M0 6h512M0 18h512"), std::string::npos);
}

TEST_F(SpikePlotTest, DrawsMembranes) {
  SpikePlot plot(simulator);
  for (int16_t membrane : {0, 10, 5, 10}) {
    membranes = {membrane, 0, 0};
    plot.record({0, 0});
  }
  // Tenths of pixels: 150 columns of 600 pixels / 4, from below to above.
  std::string svg = plot.toSvg();
  EXPECT_NE(svg.find("d=\"M750 320l0 0l1500-320l1500 160l1500-160\""),
            std::string::npos);
  EXPECT_EQ(svg.find("band\""), std::string::npos);
}

TEST_F(SpikePlotTest, DrawsBandsOfMergedMembranes) {
  SpikePlot plot(simulator);
  for (unsigned step = 0; step < 1001; ++step) {
    membranes = {int16_t(step % 2), 0, 0};
    plot.record({1, 0});
  }
  std::string svg = plot.toSvg();
  ASSERT_TRUE(isWellFormed(svg));
  EXPECT_NE(svg.find("band\""), std::string::npos);
  EXPECT_TRUE(
      hasText(svg, "1001 steps of 1 ms, 1 s in all; each column is 2 steps"));
  EXPECT_TRUE(hasText(svg, "spikes in 2 steps"));
  EXPECT_TRUE(hasText(svg, "2 channels, 1001 spikes, 1 per step"));
}

TEST_F(SpikePlotTest, EscapesNames) {
  simulator.info.name = "<a & \"b\" 'c'>\x01\xFF\xEF\xBF\xBF";
  simulator.info.populations[0].label = "]]>\n<\xC3\xA9";
  SpikePlot plot(simulator);
  plot.record({1, 1});
  std::string svg = plot.toSvg();
  ASSERT_TRUE(isWellFormed(svg));
  EXPECT_EQ(getTexts(svg, "name").front(),
            "&lt;a &amp; &quot;b&quot; &#39;c&#39;&gt;\xEF\xBF\xBD");
  EXPECT_TRUE(hasText(svg, "]]&gt;&lt;\xC3\xA9"));
}

TEST_F(SpikePlotTest, ShortensLongNames) {
  std::string label(1000, 'x');
  simulator.info.populations[0].label = label + "end";
  simulator.info.populations[1].label = std::string(999, '\xE4') + "b";
  SpikePlot plot(simulator);
  plot.record({1, 1});
  std::string svg = plot.toSvg();
  ASSERT_TRUE(isWellFormed(svg));
  EXPECT_EQ(svg.find(label), std::string::npos);
  EXPECT_TRUE(llvm::any_of(getTexts(svg), [](llvm::StringRef text) {
    return text.starts_with("\u2026x") && text.ends_with("xend");
  }));
}

TEST_F(SpikePlotTest, DrawsARunWithoutSteps) {
  SpikePlot plot(simulator);
  std::string svg = plot.toSvg();
  ASSERT_TRUE(isWellFormed(svg));
  EXPECT_TRUE(hasText(svg, "0 steps of 1 ms"));
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("inf"), std::string::npos);
}

TEST_F(SpikePlotTest, HasStepsOnlyWithoutTimeStep) {
  for (double dt : {0.0, -1.0, double(NAN), double(INFINITY)}) {
    simulator.info.dt = dt;
    SpikePlot plot(simulator);
    plot.record({1, 1});
    std::string svg = plot.toSvg();
    ASSERT_TRUE(isWellFormed(svg));
    EXPECT_TRUE(hasText(svg, "1 step"));
    EXPECT_TRUE(hasText(svg, "steps"));
    EXPECT_FALSE(hasText(svg, "s") || hasText(svg, "ms"));
  }
}

TEST_F(SpikePlotTest, ShowsAnyTimeStep) {
  for (double dt : {1e-300, 1e-9, 3.0, 1e300}) {
    simulator.info.dt = dt;
    SpikePlot plot(simulator);
    plot.record({1, 1});
    EXPECT_TRUE(isWellFormed(plot.toSvg()));
  }
}

TEST(SpikePlotPartsTest, ShowsNetworksWithoutHiddenNeurons) {
  FakeSimulator simulator;
  simulator.info.numInputs = 1;
  simulator.add<uint8_t>("hid_spikes", Layer::Hidden, 0);
  simulator.add<int16_t>("vmem", Layer::Hidden, 0);
  auto &outputs = simulator.add<double>("out_spikes", Layer::Output, 1);
  simulator.add<double>("vmem_out", Layer::Output, 1);
  SpikePlot plot(simulator);
  outputs[0] = 1;
  plot.record({1});
  std::string svg = plot.toSvg();
  ASSERT_TRUE(isWellFormed(svg));
  EXPECT_TRUE(hasText(svg, "no neurons"));
  EXPECT_FALSE(hasText(svg, "Hidden traces"));
  EXPECT_TRUE(hasText(svg, "2 spikes: 1 input, 1 output"));
  EXPECT_TRUE(hasText(svg, "nothing is silent"));
  EXPECT_TRUE(hasText(svg, "neuron 0")) << "without a label";
}

TEST(SpikePlotPartsTest, SaysWhatIsNotRecorded) {
  FakeSimulator simulator;
  simulator.info.populations = {{Layer::Hidden, "a", {0}}};
  SpikePlot plot(simulator);
  plot.record({});
  std::string svg = plot.toSvg();
  ASSERT_TRUE(isWellFormed(svg));
  EXPECT_TRUE(hasText(svg, "not recorded"));
  EXPECT_TRUE(hasText(svg, "no channels"));
  EXPECT_TRUE(hasText(svg, "no neurons"));
}

/// Whose membranes are drawn.
static std::vector<std::string> getTraceNames(FakeSimulator &simulator) {
  SpikePlot plot(simulator);
  plot.record({});
  std::vector<std::string> names;
  for (const std::string &text : getTexts(plot.toSvg()))
    if (llvm::StringRef(text).ends_with("]"))
      names.push_back(text);
  return names;
}

TEST(SpikePlotPartsTest, ChoosesTellingNeurons) {
  FakeSimulator simulator;
  auto &spikes = simulator.add<uint8_t>("hid_spikes", Layer::Hidden, 12);
  auto &membranes = simulator.add<int16_t>("vmem", Layer::Hidden, 12);
  for (uint32_t first : {0, 6})
    simulator.info.populations.push_back(
        {Layer::Hidden,
         first == 0 ? "a" : "b",
         {first, first + 1, first + 2, first + 3, first + 4, first + 5}});
  spikes = {9, 8, 7, 6, 5, 4, 0, 0, 0, 0, 0, 0};
  membranes[9] = 3; // the nearest to a spike in the silent module
  EXPECT_EQ(getTraceNames(simulator),
            (std::vector<std::string>{"a[0]", "a[1]", "a[2]", "b[3]"}));
}

TEST(SpikePlotPartsTest, ShowsEightOutputsAtMost) {
  FakeSimulator simulator;
  auto &spikes = simulator.add<uint8_t>("out_spikes", Layer::Output, 20);
  simulator.add<int16_t>("vmem_out", Layer::Output, 20);
  simulator.info.populations.push_back({Layer::Output, "o", {}});
  for (uint32_t neuron = 0; neuron < 20; ++neuron) {
    simulator.info.populations[0].neurons.push_back(neuron);
    spikes[neuron] = neuron;
  }
  std::vector<std::string> names = getTraceNames(simulator);
  ASSERT_EQ(names.size(), 8u);
  EXPECT_EQ(names.front(), "o[12]");
  EXPECT_EQ(names.back(), "o[19]");
}

//===----------------------------------------------------------------------===//
// Size
//===----------------------------------------------------------------------===//

/// A full chip, every count at random: the worst that there is to draw.
static std::string drawNoise(unsigned numSteps, unsigned numModules) {
  FakeSimulator simulator;
  constexpr unsigned numHidden = 990, numOthers = 64;
  simulator.info.numInputs = numOthers;
  auto &hidden = simulator.add<uint8_t>("hid_spikes", Layer::Hidden, numHidden);
  auto &membranes = simulator.add<int16_t>("vmem", Layer::Hidden, numHidden);
  auto &outputs =
      simulator.add<uint8_t>("out_spikes", Layer::Output, numOthers);
  for (uint32_t module = 0; module < numModules; ++module) {
    Population population{Layer::Hidden, "m" + std::to_string(module), {}};
    for (uint32_t neuron = module; neuron < numHidden; neuron += numModules)
      population.neurons.push_back(neuron);
    simulator.info.populations.push_back(population);
  }
  SpikePlot plot(simulator);
  std::mt19937 random(1);
  std::vector<uint32_t> counts(numOthers);
  for (unsigned step = 0; step < numSteps; ++step) {
    for (uint8_t &count : hidden)
      count = random() % 32;
    for (int16_t &membrane : membranes)
      membrane = random();
    for (uint8_t &count : outputs)
      count = random() % 2;
    for (uint32_t &count : counts)
      count = random() % 16;
    plot.record(counts);
  }
  return plot.toSvg();
}

TEST(SpikePlotSizeTest, FoldsRows) {
  std::string svg = drawNoise(10, 3);
  EXPECT_TRUE(hasText(svg, "spikes in 2 neurons \u00d7 1 step"));
  EXPECT_TRUE(hasText(svg, "329")) << "the last one of 330";
}

TEST(SpikePlotSizeTest, NoiseStaysSmall) {
  for (unsigned numModules : {1, 100, 990}) {
    std::string svg = drawNoise(1000, numModules);
    EXPECT_LT(svg.size(), 600000u);
    EXPECT_TRUE(isWellFormed(svg));
  }
}
