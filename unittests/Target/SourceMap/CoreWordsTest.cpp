//===- CoreWordsTest.cpp - The words of an assembled core -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The core says which number belongs to which name. After assembly there must
// be exactly one word of each name, with that number, and no others.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/SourceMap/WordMeaning.h"

#include "tidepool/Dialect/Xylo/Transforms/Assembler.h"
#include "tidepool/Target/Bitstream/ImageConversion.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <map>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;
using xylo::Chip;

/// Neurons that stand in another order than their ids, two inputs, an alias.
/// All numbers differ where a chip can tell them apart.
static std::string makeCore(const Chip &chip) {
  bool two = chip.maxSynapses > 1, bias = chip.hasBias;
  std::string text =
      "xylo.core @net on \"" + std::string(chip.name) + "\" dt 1.0e-3 {\n";
  text += "xylo.neurons hidden \"third\" ids [2] dash_mem dense<2> : "
          "tensor<1xi8> dash_syn ";
  text += two ? "dense<[[2, 1]]> : tensor<1x2xi8>"
              : "dense<[[2]]> : tensor<1x1xi8>";
  text += " threshold dense<90> : tensor<1xi16> bias dense<0> : tensor<1xi8>\n";
  text += "xylo.neurons output \"readout\" ids [1, 0] dash_mem dense<[4, 3]> : "
          "tensor<2xi8> dash_syn dense<[[3], [2]]> : tensor<2x1xi8> threshold "
          "dense<[140, 110]> : tensor<2xi16> bias dense<";
  text += bias ? "[3, 0]" : "0";
  text += "> : tensor<2xi8>\n"
          "xylo.neurons hidden \"others\" ids [1, 0] dash_mem dense<[4, 3]> : "
          "tensor<2xi8> dash_syn ";
  text += two ? "dense<[[3, 5], [1, 6]]> : tensor<2x2xi8>"
              : "dense<[[3], [1]]> : tensor<2x1xi8>";
  text += " threshold dense<[150, 120]> : tensor<2xi16> bias dense<";
  text += bias ? "[-6, 4]" : "0";
  text += "> : tensor<2xi8>\n";
  text += two ? "xylo.input_weights dense<[[[30, 31], [-12, 32], [33, 25]], "
                "[[34, -9], [22, 35], [36, 37]]]> : tensor<2x3x2xi8> shift 1\n"
                "xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, "
                "2] dense<[[18, 38], [-14, 39], [-11, 40], [21, 5], [-8, "
                "41]]> : tensor<5x2xi8>\n"
              : "xylo.input_weights dense<[[[30], [-12], [33]], [[34], [22], "
                "[36]]]> : tensor<2x3x1xi8> shift 1\n"
                "xylo.recurrent_weights from [0, 0, 1, 1, 2] to [1, 2, 0, 2, "
                "2] dense<[[18], [-14], [-11], [21], [-8]]> : "
                "tensor<5x1xi8>\n";
  text += "xylo.output_weights dense<[[44, -10], [-13, 45], [46, 9]]> : "
          "tensor<3x2xi8> shift 1\n"
          "xylo.aliases from [1] to [2]\n}\n";
  return text;
}

namespace {
/// Names and numbers, as the core says them.
class Expected {
public:
  explicit Expected(xylo::CoreOp core, const Chip &chip)
      : core(core), chip(chip) {}

  std::map<std::string, int64_t> list() {
    nameNeurons();
    for (xylo::NeuronsOp op : core.getBody().getOps<xylo::NeuronsOp>())
      addNeurons(op);
    addWeights();
    addAliases();
    return std::move(words);
  }

private:
  template <typename T = int8_t>
  static std::vector<int64_t> getValues(DenseElementsAttr attr) {
    auto values = attr.getValues<T>();
    return {values.begin(), values.end()};
  }

  void nameNeurons() {
    for (xylo::NeuronsOp op : core.getBody().getOps<xylo::NeuronsOp>())
      for (auto [k, id] : llvm::enumerate(op.getIds())) {
        bool isHidden = op.getPopulation() == xylo::Population::Hidden;
        std::string name = isHidden ? "hidden " : "output ";
        name += std::to_string(id) + " (" + op.getLabel().str() + "[" +
                std::to_string(k) + "])";
        (isHidden ? hidden : outputs)[id] = name;
      }
  }

  void addNeurons(xylo::NeuronsOp op) {
    bool isHidden = op.getPopulation() == xylo::Population::Hidden;
    std::vector<int64_t> dashSyn = getValues(op.getDashSyn());
    size_t columns = dashSyn.size() / op.getIds().size();
    for (auto [k, id] : llvm::enumerate(op.getIds())) {
      const std::string &name = (isHidden ? hidden : outputs)[id];
      words["threshold of " + name] = getValues<int16_t>(op.getThreshold())[k];
      words["dash_mem of " + name] = getValues(op.getDashMem())[k];
      words["dash_syn of " + name] = dashSyn[k * columns];
      if (columns > 1)
        words["dash_syn of " + name + ", synapse 2"] = dashSyn[k * columns + 1];
      if (chip.hasBias)
        words["bias of " + name] = getValues(op.getBias())[k];
      words["membrane potential of " + name] = 0;
      words["synaptic current of " + name] = 0;
      if (!isHidden)
        continue;
      if (chip.maxSynapses > 1)
        words["synaptic current of " + name + ", synapse 2"] = 0;
      words["pending spikes of " + name] = 0;
    }
  }

  void addWeight(const std::string &name, int64_t synapse, int64_t value) {
    words[name + (synapse == 0 ? "" : ", synapse 2")] = value;
  }

  void addWeights() {
    int64_t synapses = core.getNumSynapses();
    std::vector<int64_t> input = getValues(core.getInputWeights().getWeights());
    for (size_t k = 0; k < input.size(); ++k)
      addWeight("weight of input " +
                    std::to_string(k / (synapses * core.getInputExpansion())) +
                    " to " + hidden[k / synapses % core.getInputExpansion()],
                k % synapses, input[k]);
    auto recurrent = core.getRecurrentWeights();
    std::vector<int64_t> values = getValues(recurrent.getWeights());
    std::map<int32_t, int64_t> counts;
    for (auto [k, source, target] :
         llvm::enumerate(recurrent.getSources(), recurrent.getTargets())) {
      words["fan-out target " + std::to_string(counts[source]++) + " of " +
            hidden[source]] = target;
      for (int64_t s = 0; s < synapses; ++s)
        addWeight("weight from " + hidden[source] + " to " + hidden[target], s,
                  values[k * synapses + s]);
    }
    for (const auto &[id, name] : hidden)
      words["fan-out count of " + name] = counts[id];
    std::vector<int64_t> output =
        getValues(core.getOutputWeights().getWeights());
    for (size_t k = 0; k < output.size(); ++k)
      words["weight from " + hidden[k / outputs.size()] + " to " +
            outputs[k % outputs.size()]] = output[k];
  }

  void addAliases() {
    const xylo::Bank *bank = chip.findBank(xylo::BankKind::AliasTarget);
    for (const auto &[id, name] : hidden) {
      words["alias target of " + name] = (1 << bank->bits) - 1;
      words["alias configuration of " + name] = 0;
    }
    words["alias target of " + hidden[1]] = 2;
    words["alias configuration of " + hidden[1]] =
        chip.hasAliasDefect ? 3 : xylo::aliasIsSource;
    words["alias configuration of " + hidden[2]] = xylo::aliasIsTarget;
  }

  xylo::CoreOp core;
  const Chip &chip;
  std::map<int64_t, std::string> hidden, outputs;
  std::map<std::string, int64_t> words;
};

class CoreWordsTest : public ::testing::Test {
protected:
  CoreWordsTest() {
    context.loadDialect<xylo::XyloDialect>();
    context.printOpOnDiagnostic(false);
  }

  /// Assembles the core and compares all words.
  void check(const Chip &chip, llvm::StringRef targetOptions) {
    SCOPED_TRACE(chip.name.str() + " " + targetOptions.str());
    OwningOpRef<ModuleOp> module =
        parseSourceString<ModuleOp>(makeCore(chip), &context);
    ASSERT_TRUE(module);
    auto core = *module->getOps<xylo::CoreOp>().begin();
    auto target = xylo::parseTargetOptions(targetOptions, chip);
    ASSERT_TRUE(static_cast<bool>(target));
    OpBuilder builder(core);
    FailureOr<xylo::ImageOp> op = xylo::assembleCore(core, builder, *target);
    ASSERT_TRUE(succeeded(op));
    compare(exportImage(*op), Expected(core, chip).list());
  }

  void compare(const Image &image, std::map<std::string, int64_t> expected) {
    WordMeanings meanings(image);
    for (size_t k = 0; k < image.segments.size(); ++k)
      for (size_t word = 0; word < image.segments[k].words.size(); ++word) {
        WordMeaning meaning = meanings.get(k, word);
        if (meaning.role != WordMeaning::Role::Network) {
          ++others[static_cast<size_t>(meaning.role)];
          continue;
        }
        std::string name;
        llvm::raw_string_ostream(name) << meaning;
        auto it = expected.find(name);
        ASSERT_NE(it, expected.end()) << name;
        EXPECT_EQ(meanings.getValue(k, word), it->second) << name;
        expected.erase(it);
      }
    for (const auto &[name, value] : expected)
      ADD_FAILURE() << "no word is the " << name;
  }

  size_t count(WordMeaning::Role role) {
    return std::exchange(others[static_cast<size_t>(role)], 0);
  }

  MLIRContext context;
  std::array<size_t, 8> others = {}; ///< words of other roles
};
} // namespace

TEST_F(CoreWordsTest, EveryWordIsWhatTheCoreSays) {
  for (const Chip &chip : xylo::getChips()) {
    check(chip, "");
    EXPECT_EQ(count(WordMeaning::Role::Filler), 0u);
    EXPECT_EQ(count(WordMeaning::Role::Beyond), 0u);
    EXPECT_EQ(count(WordMeaning::Role::Unknown), 0u);
    // Two neurons, in five banks and in two of weights from two inputs.
    EXPECT_EQ(count(WordMeaning::Role::Padding),
              chip.hasPadding ? 2 * (5 + 2 * 2) : 0u);
  }
}

TEST_F(CoreWordsTest, LongRowsHaveUnusedEnds) {
  const Chip &chip = *xylo::findChip("xylo_a3");
  check(chip, "row-stride=full");
  // Two inputs and two synapses of three expansion neurons, three expansion
  // neurons of two outputs.
  EXPECT_EQ(count(WordMeaning::Role::Filler), 2 * 2 * 125u + 3 * 30u);
  EXPECT_EQ(count(WordMeaning::Role::Beyond), 0u);
}
