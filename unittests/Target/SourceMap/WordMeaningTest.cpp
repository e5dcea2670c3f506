//===- WordMeaningTest.cpp - What the words of an image mean --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The expected names are written by hand, word by word, or made by loops of
// their own over sources and targets.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SourceMap/WordMeaning.h"

#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace tidepool;
using namespace tidepool::bitstream;
using Strings = std::vector<std::string>;

static Segment makeBank(const char *name, uint8_t bits,
                        std::vector<uint32_t> words) {
  return {SegmentKind::Bank, name, std::nullopt, bits, std::move(words)};
}

static Segment makeRegister(const char *name, uint32_t value) {
  return {SegmentKind::Register, name, std::nullopt, 32, {value}};
}

/// Two inputs and three hidden neurons, of which two see the inputs and two
/// feed the two outputs, and an alias. The module `a` has hidden neurons 2 and
/// 0, `b` has 1.
static Image makeImage() {
  Image image;
  image.chip = "xylo_a3";
  image.network = "net";
  image.dt = 1e-3;
  image.sizes = {2, 2, 3, 2, 2, 0};
  image.synapse2 = image.alias = image.bias = true;
  image.segments = {
      makeRegister("ctrl1", 0x30001),
      makeBank("IWTRAM", 8, {0x1e, 0xf4, 0x00, 0x16}),
      makeBank("IWT2RAM", 8, {0x00, 0x19, 0xf7, 0x00}),
      makeBank("NDSRAM", 4, {2, 3, 2, 2, 3}),
      makeBank("HDS2RAM", 4, {3, 2, 1}),
      makeBank("NDMRAM", 4, {3, 4, 2, 3, 4}),
      makeBank("NBRAM", 8, {0x04, 0xfa, 0x00, 0x00, 0x03}),
      makeBank("NTHRAM", 16, {0x78, 0x96, 0xffff, 0x6e, 0x8c}),
      makeBank("HCRAM", 4, {0, 2, 1}),
      makeBank("HARAM", 10, {0x3ff, 0x002, 0x3ff}),
      makeBank("HEFOCRAM", 10, {2, 0, 1}),
      makeBank("HFORAM", 12, {1, 2, 0}),
      makeBank("HWTRAM", 8, {0x12, 0xf2, 0xf5}),
      makeBank("HWT2RAM", 8, {0x00, 0x00, 0x05}),
      makeBank("OWTRAM", 8, {0xf4, 0x23, 0x00, 0x09}),
      makeBank("NSCRAM", 16, {0, 0, 0, 0, 0}),
      makeBank("HSC2RAM", 16, {0, 0, 0}),
      makeBank("NMPRAM", 16, {0, 0, 0, 0, 0xffaf}),
      makeBank("HSPKRAM", 8, {0, 7, 0}),
      makeRegister("ispkreg0l", 0),
      makeRegister("ctrl2", 0x30202),
      makeRegister("ctrl3", 0x202),
      makeRegister("tr_wrap", 6250),
      makeRegister("ctrl1", 0x40200f),
  };
  Provenance provenance;
  provenance.modules = {{Population::Hidden, "a", {{2, 1}, {0, 1}}},
                        {Population::Hidden, "b", {{1, 1}}},
                        {Population::Output, "out", {{0, 2}}}};
  image.provenance = provenance;
  return image;
}

static Segment &find(Image &image, llvm::StringRef name) {
  return *llvm::find_if(image.segments, [&](const Segment &segment) {
    return segment.name == name;
  });
}

static size_t findNumber(const Image &image, llvm::StringRef name) {
  return llvm::find_if(
             image.segments,
             [&](const Segment &segment) { return segment.name == name; }) -
         image.segments.begin();
}

static std::string toText(const WordMeaning &meaning) {
  std::string text;
  llvm::raw_string_ostream(text) << meaning;
  return text;
}

/// The names of all words of a segment.
static Strings getNames(const Image &image, llvm::StringRef segment) {
  WordMeanings meanings(image);
  size_t number = findNumber(image, segment);
  Strings names;
  for (size_t k = 0; k < image.segments[number].words.size(); ++k)
    names.push_back(toText(meanings.get(number, k)));
  return names;
}

static Strings getValues(const Image &image, llvm::StringRef segment) {
  WordMeanings meanings(image);
  size_t number = findNumber(image, segment);
  Strings values;
  for (size_t k = 0; k < image.segments[number].words.size(); ++k) {
    std::string text;
    llvm::raw_string_ostream os(text);
    meanings.printValue(os, number, k);
    values.push_back(text);
  }
  return values;
}

/// `phrase of NEURON suffix` for each neuron.
static Strings ofEach(std::string phrase, Strings neurons,
                      std::string suffix = "") {
  for (std::string &neuron : neurons)
    neuron = phrase + " of " + neuron + suffix;
  return neurons;
}

static const Strings hidden = {"hidden 0 (a[1])", "hidden 1 (b[0])",
                               "hidden 2 (a[0])"};
static const Strings all = {"hidden 0 (a[1])", "hidden 1 (b[0])",
                            "hidden 2 (a[0])", "output 0 (out[0])",
                            "output 1 (out[1])"};

TEST(WordMeaningTest, NamesWeights) {
  Image image = makeImage();
  EXPECT_EQ(getNames(image, "IWTRAM"),
            (Strings{"weight of input 0 to hidden 0 (a[1])",
                     "weight of input 0 to hidden 1 (b[0])",
                     "weight of input 1 to hidden 0 (a[1])",
                     "weight of input 1 to hidden 1 (b[0])"}));
  EXPECT_EQ(getNames(image, "IWT2RAM")[1],
            "weight of input 0 to hidden 1 (b[0]), synapse 2");
  // The fan-out counts are 2, 0, 1.
  EXPECT_EQ(getNames(image, "HWTRAM"),
            (Strings{"weight from hidden 0 (a[1]) to hidden 1 (b[0])",
                     "weight from hidden 0 (a[1]) to hidden 2 (a[0])",
                     "weight from hidden 2 (a[0]) to hidden 0 (a[1])"}));
  EXPECT_EQ(getNames(image, "HWT2RAM")[2],
            "weight from hidden 2 (a[0]) to hidden 0 (a[1]), synapse 2");
  EXPECT_EQ(getNames(image, "OWTRAM"),
            (Strings{"weight from hidden 1 (b[0]) to output 0 (out[0])",
                     "weight from hidden 1 (b[0]) to output 1 (out[1])",
                     "weight from hidden 2 (a[0]) to output 0 (out[0])",
                     "weight from hidden 2 (a[0]) to output 1 (out[1])"}));
  EXPECT_EQ(getValues(image, "IWTRAM"), (Strings{"30", "-12", "0", "22"}));
}

TEST(WordMeaningTest, NamesNeurons) {
  Image image = makeImage();
  EXPECT_EQ(getNames(image, "NDSRAM"), ofEach("dash_syn", all));
  EXPECT_EQ(getNames(image, "NDMRAM"), ofEach("dash_mem", all));
  EXPECT_EQ(getNames(image, "NBRAM"), ofEach("bias", all));
  EXPECT_EQ(getNames(image, "NTHRAM"), ofEach("threshold", all));
  EXPECT_EQ(getNames(image, "HDS2RAM"),
            ofEach("dash_syn", hidden, ", synapse 2"));
  EXPECT_EQ(getNames(image, "NSCRAM"), ofEach("synaptic current", all));
  EXPECT_EQ(getNames(image, "HSC2RAM"),
            ofEach("synaptic current", hidden, ", synapse 2"));
  EXPECT_EQ(getNames(image, "NMPRAM"), ofEach("membrane potential", all));
  EXPECT_EQ(getNames(image, "HSPKRAM"), ofEach("pending spikes", hidden));
  EXPECT_EQ(getValues(image, "NTHRAM")[2], "-1");
  EXPECT_EQ(getValues(image, "NMPRAM")[4], "-81");
}

TEST(WordMeaningTest, NamesAliases) {
  Image image = makeImage();
  EXPECT_EQ(getNames(image, "HCRAM"), ofEach("alias configuration", hidden));
  EXPECT_EQ(getNames(image, "HARAM"), ofEach("alias target", hidden));
  EXPECT_EQ(getValues(image, "HARAM"),
            (Strings{"none", "hidden 2 (a[0])", "none"}));
  EXPECT_EQ(getValues(image, "HCRAM"),
            (Strings{"no alias", "is an alias source", "is an alias target"}));
  find(image, "HCRAM").words[1] = 7;
  EXPECT_EQ(getValues(image, "HCRAM")[1],
            "is an alias target, is an alias source, its target has several "
            "sources");
}

TEST(WordMeaningTest, NamesFanOut) {
  Image image = makeImage();
  EXPECT_EQ(getNames(image, "HEFOCRAM"), ofEach("fan-out count", hidden));
  EXPECT_EQ(getNames(image, "HFORAM"),
            (Strings{"fan-out target 0 of hidden 0 (a[1])",
                     "fan-out target 1 of hidden 0 (a[1])",
                     "fan-out target 0 of hidden 2 (a[0])"}));
  EXPECT_EQ(getValues(image, "HFORAM"),
            (Strings{"hidden 1 (b[0])", "hidden 2 (a[0])", "hidden 0 (a[1])"}));
}

TEST(WordMeaningTest, NamesRegisters) {
  Image image = makeImage();
  EXPECT_EQ(getNames(image, "ctrl1"),
            Strings{"register ctrl1: features, weight shifts and memory "
                    "access"});
  EXPECT_EQ(getValues(image, "ctrl1"),
            Strings{"manual stepping, memory clock, RAM"});
  EXPECT_EQ(getValues(image, "ctrl2"),
            Strings{"inputs 2, input expansion neurons 2, hidden neurons 3"});
  EXPECT_EQ(getValues(image, "ctrl3"),
            Strings{"outputs 2, output expansion neurons 2"});
  EXPECT_EQ(getValues(image, "tr_wrap"),
            Strings{"core clocks per time step 6250"});
  EXPECT_EQ(getNames(image, "ispkreg0l"),
            Strings{"register ispkreg0l: pending input spikes"});
  EXPECT_EQ(getValues(image, "ispkreg0l"), Strings{"0x0"});
  image.segments.erase(image.segments.begin());
  EXPECT_EQ(getValues(image, "ctrl1"),
            Strings{"manual stepping, second synapses, aliases, biases, output "
                    "weight shift 2, 0x400000"});
}

TEST(WordMeaningTest, NamesRegistersWithoutPublicLayout) {
  Image image = makeImage();
  image.chip = "xylo_a2";
  EXPECT_EQ(getNames(image, "ctrl2"),
            Strings{"register ctrl2: as a target option says"});
  EXPECT_EQ(getValues(image, "ctrl2"), Strings{"0x30202"});
}

TEST(WordMeaningTest, SaysWhichParameter) {
  Image image = makeImage();
  WordMeanings meanings(image);
  Strings parameters;
  for (size_t number = 0; number < image.segments.size(); ++number)
    parameters.push_back(meanings.get(number, 0).getParameter().str());
  EXPECT_EQ(parameters, (Strings{"register",
                                 "input_weight",
                                 "input_weight2",
                                 "dash_syn",
                                 "dash_syn2",
                                 "dash_mem",
                                 "bias",
                                 "threshold",
                                 "alias_config",
                                 "alias_target",
                                 "fan_out_count",
                                 "fan_out_target",
                                 "recurrent_weight",
                                 "recurrent_weight2",
                                 "output_weight",
                                 "synaptic_current",
                                 "synaptic_current2",
                                 "membrane",
                                 "spike_count",
                                 "register",
                                 "register",
                                 "register",
                                 "register",
                                 "register"}));
}

TEST(WordMeaningTest, KnowsThatAliasSourcesOfTheFirstChipAreMarked) {
  Image image = makeImage();
  image.chip = "xylo_a1";
  find(image, "HCRAM") = makeBank("RCRAM", 4, {0, 3, 1});
  EXPECT_EQ(getValues(image, "RCRAM"),
            (Strings{"no alias", "is an alias source, or a target as well",
                     "is an alias target"}));
}

TEST(WordMeaningTest, KnowsPaddingNeurons) {
  Image image = makeImage();
  image.sizes.padding = 2;
  find(image, "NTHRAM").words.resize(7);
  Strings names = getNames(image, "NTHRAM");
  EXPECT_EQ(names[3], "threshold of padding neuron 0");
  EXPECT_EQ(names[4], "threshold of padding neuron 1");
  EXPECT_EQ(names[5], "threshold of output 0 (out[0])");
  find(image, "IWTRAM").words.resize(8);
  EXPECT_EQ(getNames(image, "IWTRAM")[3],
            "weight of input 0 to padding neuron 1");
  EXPECT_EQ(getNames(image, "IWTRAM")[4],
            "weight of input 1 to hidden 0 (a[1])");
}

TEST(WordMeaningTest, KnowsTheEndsOfFullRows) {
  Image image = makeImage();
  find(image, "IWTRAM").words.resize(2 * 128);
  find(image, "OWTRAM").words.resize(2 * 32);
  Strings inputs = getNames(image, "IWTRAM");
  EXPECT_EQ(inputs[1], "weight of input 0 to hidden 1 (b[0])");
  EXPECT_EQ(inputs[2], "unused, behind the weights of input 0");
  EXPECT_EQ(inputs[128], "weight of input 1 to hidden 0 (a[1])");
  EXPECT_EQ(inputs[255], "unused, behind the weights of input 1");
  Strings outputs = getNames(image, "OWTRAM");
  EXPECT_EQ(outputs[31], "unused, behind the weights from hidden 1 (b[0])");
  EXPECT_EQ(outputs[33], "weight from hidden 2 (a[0]) to output 1 (out[1])");
}

TEST(WordMeaningTest, NamesIdsWithoutProvenance) {
  Image image = makeImage();
  image.provenance.reset();
  EXPECT_EQ(getNames(image, "HWTRAM")[0], "weight from hidden 0 to hidden 1");
  image.provenance =
      Provenance{{{Population::Hidden, "b", {{1, 1}}}}, "", "", ""};
  EXPECT_EQ(getNames(image, "HWTRAM")[0],
            "weight from hidden 0 to hidden 1 (b[0])");
}

//===----------------------------------------------------------------------===//
// Images that contradict themselves
//===----------------------------------------------------------------------===//

TEST(WordMeaningTest, SurvivesListsThatCountsDoNotFit) {
  Image image = makeImage();
  find(image, "HEFOCRAM").words = {1, 0, 1};
  EXPECT_EQ(getNames(image, "HWTRAM")[2],
            "word 2 of HWTRAM, beyond the words of the network");
  find(image, "HEFOCRAM").words = {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 4};
  EXPECT_EQ(getNames(image, "HWTRAM")[2],
            "weight from hidden 0 (a[1]) to hidden 0 (a[1])");
  EXPECT_EQ(getNames(image, "HEFOCRAM")[3],
            "word 3 of HEFOCRAM, beyond the words of the network");
}

TEST(WordMeaningTest, SurvivesMissingBanks) {
  Image image = makeImage();
  find(image, "HFORAM").words = {1};
  EXPECT_EQ(getNames(image, "HWTRAM")[1],
            "weight from hidden 0 (a[1]) to an unknown neuron");
  image.segments.erase(image.segments.begin() + findNumber(image, "HEFOCRAM"));
  EXPECT_EQ(getNames(image, "HWTRAM")[0],
            "word 0 of HWTRAM, beyond the words of the network");
}

TEST(WordMeaningTest, SurvivesIdsThatDoNotExist) {
  Image image = makeImage();
  find(image, "HFORAM").words[1] = 0xFFFFFFFF;
  find(image, "HARAM").words[0] = 77;
  EXPECT_EQ(getNames(image, "HWTRAM")[1],
            "weight from hidden 0 (a[1]) to hidden 4294967295 (which does not "
            "exist)");
  EXPECT_EQ(getValues(image, "HARAM")[0], "hidden 77 (which does not exist)");
  image.provenance->modules[0].ids = {{0xFFFFFFFF, 0xFFFFFFFF}, {2, 9}};
  EXPECT_EQ(getNames(image, "HCRAM")[0], "alias configuration of hidden 0");
}

TEST(WordMeaningTest, SurvivesSizesThatNoChipHas) {
  Image image = makeImage();
  image.sizes = {~0u, ~0u, ~0u, ~0u, ~0u, ~0u};
  for (const Segment &segment : image.segments)
    EXPECT_EQ(getNames(image, segment.name).size(), segment.words.size());
  image.sizes = {};
  EXPECT_EQ(getNames(image, "IWTRAM")[0],
            "word 0 of IWTRAM, beyond the words of the network");
  image.sizes.outputExpansion = image.sizes.outputs = 4;
  EXPECT_EQ(getNames(image, "OWTRAM")[0],
            "word 0 of OWTRAM, beyond the words of the network");
}

TEST(WordMeaningTest, SurvivesSegmentsThatTheChipDoesNotHave) {
  Image image = makeImage();
  find(image, "NTHRAM").name = "NOTHING";
  find(image, "ctrl3").words = {1, 2};
  EXPECT_EQ(getNames(image, "NOTHING")[4],
            "word 4 of 'NOTHING', which the chip does not have");
  EXPECT_EQ(getNames(image, "ctrl3")[1],
            "word 1 of ctrl3, beyond the words of the network");
  find(image, "NDMRAM").wordBits = 77;
  find(image, "HARAM").wordBits = 0;
  EXPECT_EQ(getValues(image, "NDMRAM")[0], "3");
  EXPECT_EQ(getValues(image, "HARAM").size(), 3u);
  image.chip = "xylo_b7";
  EXPECT_EQ(getNames(image, "HARAM")[0],
            "word 0 of 'HARAM', which the chip does not have");
}

TEST(WordMeaningTest, CountsFromTheAddressOfTheBank) {
  Image image = makeImage();
  // NTHRAM starts at 0x02DC0.
  find(image, "NTHRAM").address = 0x02DC2;
  Strings names = getNames(image, "NTHRAM");
  EXPECT_EQ(names[0], "threshold of hidden 2 (a[0])");
  EXPECT_EQ(names[3], "word 5 of NTHRAM, beyond the words of the network");
  find(image, "NTHRAM").address = 0x02D00;
  EXPECT_EQ(getNames(image, "NTHRAM")[0],
            "word 0 of NTHRAM, beyond the words of the network");
  // The last word written counts.
  image.segments.push_back(makeBank("HFORAM", 12, {0}));
  image.segments.back().address = 0x04140 + 1;
  EXPECT_EQ(getNames(image, "HWTRAM")[1],
            "weight from hidden 0 (a[1]) to hidden 0 (a[1])");
}
