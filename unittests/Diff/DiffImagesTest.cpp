//===- DiffImagesTest.cpp - What differs between two memory images --------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/DiffImages.h"

#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Target/Bitstream/Bitstream.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"
#include "tidepool/Target/SourceMap/WordMeaning.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"

#include <random>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;
using namespace tidepool::diff;

namespace {
/// What makes the images of these tests.
class DiffImages : public testing::TestWithParam<const xylo::Chip *> {
protected:
  DiffImages() { context.loadDialect<xylo::XyloDialect>(); }

  /// Two inputs, three hidden neurons with loops, two outputs, and, as far as
  /// the chip has them, second synapses, aliases and biases. `a` has the hidden
  /// ids `idsOfA`, `b` the one that is left.
  Image makeImage(StringRef idsOfA = "2, 0", StringRef idOfB = "1");
  Image assemble(StringRef core);
  const xylo::Chip &getChip() const { return *GetParam(); }
  /// The differences as JSON.
  llvm::json::Object diff(const Image &oldImage, const Image &newImage);

  MLIRContext context;
};
} // namespace

/// `values` for one synapse, or each value twice.
static std::string makeMatrix(std::vector<int> values, unsigned synapses) {
  std::string text = "dense<[";
  for (auto [index, value] : llvm::enumerate(values)) {
    text += index == 0 ? "[" : ", [";
    text += std::to_string(value);
    if (synapses > 1)
      text += ", " + std::to_string(value + 1);
    text += "]";
  }
  return text +
         llvm::formatv("]> : tensor<{0}x{1}xi8>", values.size(), synapses)
             .str();
}

Image DiffImages::makeImage(StringRef idsOfA, StringRef idOfB) {
  unsigned synapses = getChip().maxSynapses;
  const char *bias = getChip().hasBias ? "[4, -6]" : "0";
  std::string core = llvm::formatv(
      R"mlir(xylo.core @net on "{0}" dt 1.0e-3 attributes {{graph_hash = "{7}"} {{
  xylo.neurons hidden "a" ids [{1}]
      dash_mem dense<[4, 3]> : tensor<2xi8> dash_syn {3}
      threshold dense<[100, -2]> : tensor<2xi16> bias dense<{4}> : tensor<2xi8>
  xylo.neurons hidden "b" ids [{2}]
      dash_mem dense<5> : tensor<1xi8> dash_syn {5}
      threshold dense<300> : tensor<1xi16> bias dense<0> : tensor<1xi8>
  xylo.neurons output "out" ids [0, 1]
      dash_mem dense<2> : tensor<2xi8> dash_syn dense<1> : tensor<2x1xi8>
      threshold dense<[7, 9]> : tensor<2xi16> bias dense<0> : tensor<2xi8>
  xylo.input_weights dense<7> : tensor<2x3x{6}xi8> shift 1
  xylo.recurrent_weights from [0, 0, 2, 2] to [1, 2, 0, 2] {8}
  xylo.output_weights dense<[[5, -5], [0, 3]]> : tensor<2x2xi8>
  xylo.aliases from [1] to [2]
})mlir",
      getChip().name, idsOfA, idOfB, makeMatrix({3, 2}, synapses), bias,
      makeMatrix({1}, synapses), synapses, std::string(64, 'a'),
      makeMatrix({-3, 5, 7, -9}, synapses));
  return assemble(core);
}

Image DiffImages::assemble(StringRef text) {
  auto module = parseSourceString<ModuleOp>(text, &context);
  if (!module) {
    ADD_FAILURE() << "bad core: " << text.str();
    return {};
  }
  auto core = *module->getOps<xylo::CoreOp>().begin();
  OpBuilder builder(core);
  FailureOr<xylo::ImageOp> image =
      xylo::assembleCore(core, builder, xylo::TargetOptions(getChip()), "");
  EXPECT_TRUE(succeeded(image));
  return failed(image) ? Image() : exportImage(*image);
}

llvm::json::Object DiffImages::diff(const Image &oldImage,
                                    const Image &newImage) {
  Report report;
  diffImages(oldImage, newImage, &context, report);
  return report.toJson();
}

/// The only difference, which must be one word.
static const llvm::json::Object *getOnlyWord(const llvm::json::Object &json) {
  const llvm::json::Array &differences = *json.getArray("differences");
  EXPECT_EQ(differences.size(), 1u)
      << llvm::formatv("{0}", json.getArray("differences")->front()).str();
  const llvm::json::Object *only = differences.front().getAsObject();
  EXPECT_EQ(only->getString("kind"), "word");
  return only;
}

TEST_P(DiffImages, equalImages) {
  Image image = makeImage();
  EXPECT_EQ(diff(image, image).getInteger("count"), 0);
}

// Each word of each bank and register: a difference is exactly that word with
// its name, its place, its old and its new value.
TEST_P(DiffImages, everyFlippedWord) {
  Image image = makeImage();
  WordMeanings meanings(image);
  unsigned numWords = 0;
  for (auto [s, segment] : llvm::enumerate(image.segments))
    for (size_t w = 0; w < segment.words.size(); ++w)
      for (unsigned bit : {0u, segment.wordBits - 1u}) {
        SCOPED_TRACE(segment.name + " " + std::to_string(w) + " bit " +
                     std::to_string(bit));
        Image changed = image;
        uint32_t &word = changed.segments[s].words[w];
        word ^= 1u << bit;
        llvm::json::Object json = diff(image, changed);
        const llvm::json::Object *only = getOnlyWord(json);
        std::string name;
        llvm::raw_string_ostream(name) << meanings.get(s, w);
        EXPECT_EQ(only->getString("segment"), segment.name);
        EXPECT_EQ(only->getInteger("index"), w);
        EXPECT_EQ(only->getString("meaning"), name);
        EXPECT_EQ(only->getInteger("oldWord"), segment.words[w]);
        EXPECT_EQ(only->getInteger("newWord"), word);
        EXPECT_EQ(only->getInteger("old"), meanings.getValue(s, w));
        if (segment.address)
          EXPECT_EQ(only->getInteger("address"), *segment.address + w);
        ++numWords;
      }
  EXPECT_GT(numWords, 100u);
}

// Whatever changes, in structure too, something is told.
TEST_P(DiffImages, randomChangesAreTold) {
  std::mt19937 random(11);
  Image image = makeImage();
  for (int round = 0; round < 300; ++round) {
    Image changed = image;
    for (unsigned k = 0, count = 1 + random() % 4; k < count; ++k) {
      Segment &segment = changed.segments[random() % changed.segments.size()];
      if (segment.words.empty() || random() % 8 == 0) {
        segment.words.resize(random() % 9);
        continue;
      }
      segment.words[random() % segment.words.size()] ^=
          1u << (random() % segment.wordBits);
    }
    if (random() % 8 == 0)
      changed.sizes.hidden = random() % 5;
    if (random() % 8 == 0)
      std::swap(changed.segments[random() % changed.segments.size()],
                changed.segments[random() % changed.segments.size()]);
    std::string oldText = llvm::cantFail(encode(image));
    llvm::Expected<std::string> newText = encode(changed);
    bool isSame = newText && *newText == oldText;
    if (!newText)
      llvm::consumeError(newText.takeError());
    EXPECT_EQ(diff(image, changed).getInteger("count") == 0, isSame);
  }
}

// Ids that changed places move nearly all words, but no weight.
TEST_P(DiffImages, renumberedNeurons) {
  llvm::json::Object json = diff(makeImage("2, 0"), makeImage("0, 2"));
  bool hasIds = false;
  for (const llvm::json::Value &value : *json.getArray("differences")) {
    const llvm::json::Object *difference = value.getAsObject();
    EXPECT_NE(difference->getString("kind"), "word");
    hasIds |= difference->getString("text") == "ids of hidden 'a': 2 0 -> 0 2";
  }
  EXPECT_TRUE(hasIds);
}

TEST_P(DiffImages, namedAndNameless) {
  Image image = makeImage(), nameless = image;
  nameless.provenance.reset();
  llvm::json::Object json = diff(image, nameless);
  EXPECT_EQ(json.getInteger("count"), 1);
  // Without names, neurons are known by their ids.
  Image changed = nameless;
  changed.segments[3].words[0] ^= 1;
  EXPECT_EQ(diff(image, changed).getInteger("count"), 2);
}

TEST_P(DiffImages, otherChips) {
  Image image = makeImage(), other = image;
  other.chip = image.chip == "xylo_a2" ? "xylo_a3" : "xylo_a2";
  other.segments[3].words[0] ^= 1;
  llvm::json::Object json = diff(image, other);
  EXPECT_EQ(json.getInteger("count"), 1);
  EXPECT_EQ(json.getArray("notes")->size(), 1u);
}

static std::vector<const xylo::Chip *> getChips() {
  std::vector<const xylo::Chip *> chips;
  for (const xylo::Chip &chip : xylo::getChips())
    chips.push_back(&chip);
  return chips;
}

INSTANTIATE_TEST_SUITE_P(Chips, DiffImages, testing::ValuesIn(getChips()),
                         [](const auto &info) {
                           return info.param->name.str();
                         });
