//===- ImportTest.cpp - Models as networks --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelBuilder.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Graph/IR/MatrixView.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

namespace {

using Parameters = std::map<std::string, Parameter>;

Parameters makeCubaLIF(double count, double r = 1) {
  auto all = [&](double value) {
    return makeVector(std::vector<double>(count, value));
  };
  return {{"tau_mem", all(0.02)}, {"tau_syn", all(0.01)},  {"r", all(r)},
          {"v_leak", all(0)},     {"v_threshold", all(1)}, {"w_in", all(1)}};
}

Parameters makeLinear(uint64_t numOutputs, uint64_t numInputs,
                      std::vector<double> numbers) {
  return {{"weight", makeArray({numOutputs, numInputs}, std::move(numbers))}};
}

class Import : public testing::Test {
protected:
  MLIRContext context;
  Transcript transcript{context};
  ImportOptions options;
  OwningOpRef<ModuleOp> module;

  Import() { options.dt = 1e-3; }

  bool run(Graph graph) {
    Model model;
    model.graph = std::move(graph);
    auto result = importModel(model, options, &context);
    if (succeeded(result))
      module = std::move(*result);
    return succeeded(result);
  }

  template <typename OpTy>
  std::vector<OpTy> find() {
    std::vector<OpTy> ops;
    module->walk([&](OpTy op) { ops.push_back(op); });
    return ops;
  }
  graph::LinearWeightsOp findWeights(StringRef name, int index = 0) {
    for (auto op : find<graph::LinearWeightsOp>())
      if (op.getName() == name && index-- == 0)
        return op;
    return {};
  }
  static std::vector<double> getNumbers(ElementsAttr attr) {
    std::vector<double> numbers(attr.getNumElements());
    if (attr.getShapedType().getRank() == 1) {
      auto values = graph::FloatElementsView::ofVerified(attr);
      values.forEachNonZero(0, values.size(), [&](int64_t index, double value) {
        numbers[index] = value;
      });
      return numbers;
    }
    auto matrix = graph::MatrixView::ofVerified(attr);
    matrix.forEachNonZero([&](int64_t row, int64_t column, double value) {
      numbers[row * matrix.getNumColumns() + column] = value;
    });
    return numbers;
  }
  /// The factor of weights into CubaLIF as above.
  static double getGain(double r = 1) {
    double a = std::exp(-0.05), b = std::exp(-0.1);
    return r * (1 - a) * (1 - b) / b;
  }
};

TEST_F(Import, TransposesWeights) {
  ASSERT_TRUE(
      run(GraphBuilder()
              .port("in", NodeType::Input, {3})
              .add("w", NodeType::Linear, makeLinear(2, 3, {1, 2, 3, 4, 5, 6}))
              .port("out", NodeType::Output, {2})
              .edge("in", "w")
              .edge("w", "out")
              .build()));
  EXPECT_EQ(getNumbers(findWeights("w").getWeights()),
            (std::vector<double>{1, 4, 2, 5, 3, 6}));
  EXPECT_TRUE(findWeights("w").getWeights().getElementType().isF32());
  EXPECT_TRUE(isa<DenseResourceElementsAttr>(findWeights("w").getWeights()));
}

/// A network of one matrix, or of a batch of them.
Graph makeMatrix(std::vector<uint64_t> shape, Parameter weight) {
  std::vector<double> batch(shape.begin(), shape.end() - 2), input = batch;
  input.push_back(shape.back());
  batch.push_back(shape[shape.size() - 2]);
  return GraphBuilder()
      .port("in", NodeType::Input, input)
      .add("w", NodeType::Linear, {{"weight", std::move(weight)}})
      .port("out", NodeType::Output, batch)
      .edge("in", "w")
      .edge("w", "out")
      .build();
}

/// Numbers that floats hold exactly, all different.
std::vector<double> makeRamp(size_t count) {
  std::vector<double> numbers(count);
  for (size_t i = 0; i < count; ++i)
    numbers[i] = i;
  return numbers;
}

TEST_F(Import, TransposesLargeWeightsPieceByPiece) {
  constexpr uint64_t numOutputs = 1003, numInputs = 701;
  for (uint64_t slicesPerPiece : {1, 150, 5000}) {
    Parameter weight = makeArray({numOutputs, numInputs}, {});
    weight.numbers = std::make_shared<StoredNumbers>(
        makeRamp(numOutputs * numInputs), slicesPerPiece);
    ASSERT_TRUE(run(makeMatrix({numOutputs, numInputs}, weight)));
    auto view =
        graph::FloatElementsView::ofVerified(findWeights("w").getWeights());
    uint64_t numWrong = 0;
    for (uint64_t in = 0; in < numInputs; ++in)
      for (uint64_t out = 0; out < numOutputs; ++out)
        numWrong += view[in * numOutputs + out] != out * numInputs + in;
    EXPECT_EQ(numWrong, 0u);
  }
}

TEST_F(Import, PutsABatchOfMatricesAlongTheDiagonal) {
  // Two batch axes, and pieces that end within a batch.
  constexpr uint64_t numBlocks = 40, numOutputs = 90, numInputs = 100;
  std::vector<uint64_t> shape = {20, 2, numOutputs, numInputs};
  Parameter weight =
      makeArray(shape, makeRamp(numBlocks * numOutputs * numInputs));
  ASSERT_TRUE(run(makeMatrix(shape, weight)));
  ElementsAttr weights = findWeights("w").getWeights();
  EXPECT_TRUE(isa<SparseElementsAttr>(weights));
  std::vector<double> found = getNumbers(weights);
  uint64_t numWrong = 0;
  for (uint64_t in = 0; in < numBlocks * numInputs; ++in)
    for (uint64_t out = 0; out < numBlocks * numOutputs; ++out) {
      bool isInBlock = in / numInputs == out / numOutputs;
      double expected = isInBlock ? out * numInputs + in % numInputs : 0;
      numWrong += found[in * numBlocks * numOutputs + out] != expected;
    }
  EXPECT_EQ(numWrong, 0u);
}

TEST_F(Import, SaysWhichOfManyWeightsIsNoNumber) {
  constexpr uint64_t numOutputs = 1003, numInputs = 701;
  std::vector<double> numbers(numOutputs * numInputs);
  numbers[1000 * numInputs + 700] = HUGE_VAL;
  EXPECT_FALSE(run(makeMatrix({numOutputs, numInputs},
                              makeArray({numOutputs, numInputs}, numbers))));
  EXPECT_TRUE(
      transcript.has("error", "weight: element [1000, 700] is infinite"));
}

TEST_F(Import, CountsRepeatedEdges) {
  ASSERT_TRUE(
      run(GraphBuilder()
              .port("in", NodeType::Input, {2})
              .add("w", NodeType::Scale, {{"scale", makeVector({2, 3})}})
              .port("out", NodeType::Output, {2})
              .edge("in", "w")
              .edge("in", "w")
              .edge("w", "out")
              .build()));
  auto merges = find<graph::MergeOp>();
  ASSERT_EQ(merges.size(), 1u);
  EXPECT_EQ(merges[0].getInputs().size(), 2u);
  EXPECT_EQ(getNumbers(findWeights("w").getWeights()),
            (std::vector<double>{2, 0, 0, 3}));
}

/// A recurrent layer, its loop in a graph of its own or not.
GraphBuilder &addLoop(GraphBuilder &builder) {
  return builder.add("lif", NodeType::CubaLIF, makeCubaLIF(2))
      .add("w_rec", NodeType::Linear, makeLinear(2, 2, {1, 2, 3, 4}))
      .edge("lif", "w_rec")
      .edge("w_rec", "lif");
}

TEST_F(Import, FoldsGainsThroughNestedGraphs) {
  GraphBuilder inner;
  inner.port("input", NodeType::Input, {2})
      .port("output", NodeType::Output, {2});
  addLoop(inner).edge("input", "lif").edge("lif", "output");
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {1})
                      .add("fc", NodeType::Affine,
                           {{"weight", makeArray({2, 1}, {1, -1})},
                            {"bias", makeVector({0, 5})}})
                      .nest("layer", inner.build("node/nodes/layer"))
                      .port("out", NodeType::Output, {2})
                      .edge("in", "fc")
                      .edge("fc", "layer")
                      .edge("layer", "out")
                      .build()));
  double k = getGain();
  ASSERT_EQ(find<graph::HolderOp>().size(), 1u);
  EXPECT_EQ(find<graph::LinearWeightsOp>().size(), 2u);
  auto fc = getNumbers(findWeights("fc").getWeights());
  EXPECT_NEAR(fc[0], k, 1e-6 * k);
  EXPECT_NEAR(fc[1], -k, 1e-6 * k);
  EXPECT_NEAR(getNumbers(*findWeights("fc").getBiases())[1], 5 * k, 1e-12);
  EXPECT_NEAR(getNumbers(findWeights("w_rec").getWeights())[1], 3 * k, 1e-6);
  EXPECT_EQ(find<graph::LIFNeuronsOp>()[0].getDt()->convertToDouble(), 1e-3);
}

TEST_F(Import, ReadsNestedAndFlatFormsAlike) {
  auto describe = [&](bool isNested) {
    GraphBuilder outer, inner;
    outer.port("in", NodeType::Input, {2})
        .add("fc", NodeType::Linear, makeLinear(2, 2, {5, 6, 7, 8}))
        .port("out", NodeType::Output, {2})
        .edge("in", "fc")
        .edge("fc", isNested ? "layer" : "lif")
        .edge(isNested ? "layer" : "lif", "out");
    if (isNested) {
      inner.port("input", NodeType::Input, {2})
          .port("output", NodeType::Output, {2});
      addLoop(inner).edge("input", "lif").edge("lif", "output");
      outer.nest("layer", inner.build("node/nodes/layer"));
    } else {
      addLoop(outer);
    }
    EXPECT_TRUE(run(outer.build()));
    std::vector<std::vector<double>> numbers;
    for (auto op : find<graph::LinearWeightsOp>())
      numbers.push_back(getNumbers(op.getWeights()));
    for (auto op : find<graph::LIFNeuronsOp>())
      for (ElementsAttr attr :
           {op.getTauMem(), op.getTauSyn(), op.getThreshold()})
        numbers.push_back(getNumbers(attr));
    return numbers;
  };
  auto nested = describe(true);
  EXPECT_EQ(find<graph::HolderOp>().size(), 1u);
  auto flat = describe(false);
  EXPECT_EQ(find<graph::HolderOp>().size(), 0u);
  EXPECT_EQ(nested, flat);
  EXPECT_EQ(flat.size(), 5u);
}

/// A layer of neurons, fed and read, with or without recurrent weights.
Graph makeLayer(NodeType type, Parameters neurons, bool isLoop) {
  GraphBuilder builder;
  builder.port("in", NodeType::Input, {2})
      .add("n", type, std::move(neurons))
      .add("w", NodeType::Linear, makeLinear(2, 2, {1, 2, 3, 4}))
      .port("out", NodeType::Output, {2})
      .edge("in", "n")
      .edge("n", "w");
  return builder.edge("w", isLoop ? "n" : "out").edge("n", "out").build();
}

TEST_F(Import, SaysThatLoopsTakeAStepLessThanUnderEuler) {
  auto isSaid = [&] { return transcript.has("remark", "a step less"); };
  options.convention = Convention::Exact;
  ASSERT_TRUE(run(makeLayer(NodeType::CubaLIF, makeCubaLIF(2), true)));
  EXPECT_FALSE(isSaid());
  options.convention = Convention::Euler;
  ASSERT_TRUE(run(makeLayer(NodeType::CubaLIF, makeCubaLIF(2), false)));
  EXPECT_FALSE(isSaid());
  Parameters lif = makeCubaLIF(2);
  lif["tau"] = lif["tau_mem"];
  for (const char *name : {"tau_mem", "tau_syn", "w_in"})
    lif.erase(name);
  ASSERT_TRUE(run(makeLayer(NodeType::LIF, lif, true)));
  EXPECT_FALSE(isSaid());
  ASSERT_TRUE(run(makeLayer(NodeType::CubaLIF, makeCubaLIF(2), true)));
  EXPECT_TRUE(isSaid());
}

TEST_F(Import, DuplicatesWeightsOfDifferentGains) {
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {1})
                      .add("w", NodeType::Linear, makeLinear(1, 1, {1}))
                      .add("a", NodeType::CubaLIF, makeCubaLIF(1, 1))
                      .add("b", NodeType::CubaLIF, makeCubaLIF(1, 2))
                      .port("out_a", NodeType::Output, {1})
                      .port("out_b", NodeType::Output, {1})
                      .port("raw", NodeType::Output, {1})
                      .edge("in", "w")
                      .edge("w", "a")
                      .edge("w", "b")
                      .edge("w", "raw")
                      .edge("a", "out_a")
                      .edge("b", "out_b")
                      .build()));
  auto weights = find<graph::LinearWeightsOp>();
  ASSERT_EQ(weights.size(), 3u);
  auto neurons = find<graph::LIFNeuronsOp>();
  for (graph::LIFNeuronsOp op : neurons) {
    auto source = op.getInput().getDefiningOp<graph::LinearWeightsOp>();
    double k = getGain(op.getName() == "b" ? 2 : 1);
    EXPECT_NEAR(getNumbers(source.getWeights())[0], k, 1e-6 * k);
  }
  auto raw = find<graph::OutputOp>()[0].getValues()[2];
  EXPECT_EQ(
      getNumbers(raw.getDefiningOp<graph::LinearWeightsOp>().getWeights()),
      std::vector<double>{1});
}

TEST_F(Import, GivesGainsToNeuronsWithoutWeights) {
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {2})
                      .add("lif", NodeType::CubaLIF, makeCubaLIF(2))
                      .port("out", NodeType::Output, {2})
                      .edge("in", "lif")
                      .edge("lif", "lif")
                      .edge("lif", "out")
                      .build()));
  auto gain = findWeights("in->lif");
  ASSERT_TRUE(gain);
  EXPECT_NEAR(getNumbers(gain.getWeights())[3], getGain(), 1e-15);
  EXPECT_EQ(getNumbers(gain.getWeights())[1], 0);
  EXPECT_TRUE(findWeights("lif->lif"));
}

TEST_F(Import, BroadcastsSingleParametersAndDropsLeadingAxes) {
  Parameters scalars;
  for (auto &[name, parameter] : makeCubaLIF(1))
    scalars[name] = makeScalar(name == "v_threshold" ? 2 : 0.5);
  scalars["r"] = makeVector({1});
  ASSERT_TRUE(
      run(GraphBuilder()
              .port("in", NodeType::Input, {256, 3})
              .add("w", NodeType::Linear, makeLinear(2, 3, {1, 2, 3, 4, 5, 6}))
              .add("lif", NodeType::CubaLIF, scalars)
              .port("out", NodeType::Output, {1, 1, 2})
              .edge("in", "w")
              .edge("w", "lif")
              .edge("lif", "out")
              .build()));
  EXPECT_EQ(getNumbers(find<graph::LIFNeuronsOp>()[0].getThreshold()),
            (std::vector<double>{2, 2}));
  EXPECT_TRUE(
      transcript.has("warning: ", "'node/nodes/in': has shape (256, 3)"));
  EXPECT_TRUE(
      transcript.has("warning: ", "'node/nodes/out': has shape (1, 1, 2)"));
  EXPECT_TRUE(transcript.has("warning: ", "'node/nodes/lif': its parameters"));
}

TEST_F(Import, AddsMissingPorts) {
  ASSERT_TRUE(run(GraphBuilder()
                      .add("w", NodeType::Linear, makeLinear(1, 2, {1, 2}))
                      .build()));
  auto network = find<graph::NetworkOp>()[0];
  EXPECT_EQ(network.getArgAttr(0, "nir.name"),
            StringAttr::get(&context, "input_w"));
  EXPECT_EQ(network.getNumResults(), 1u);
}

/// The grouped, strided, padded and dilated convolution of a small image, as
/// its definition says it.
TEST_F(Import, UnrollsConvolutions) {
  auto pair = [](double a, double b) { return makeVector({a, b}); };
  constexpr int H = 5, W = 6, KH = 2, KW = 3, outH = 4, outW = 2;
  std::vector<double> kernel;
  for (int i = 0; i < 2 * 1 * KH * KW; ++i)
    kernel.push_back(i + 1);
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {2, H, W})
                      .add("c", NodeType::Conv2d,
                           {{"weight", makeArray({2, 1, KH, KW}, kernel)},
                            {"stride", pair(1, 2)},
                            {"padding", pair(0, 0)},
                            {"dilation", pair(1, 1)},
                            {"groups", makeScalar(2)},
                            {"bias", pair(7, 8)}})
                      .port("out", NodeType::Output, {2, outH, outW})
                      .edge("in", "c")
                      .edge("c", "out")
                      .build()));
  auto weights = getNumbers(findWeights("c").getWeights());
  auto biases = getNumbers(*findWeights("c").getBiases());
  std::vector<double> image, expected;
  for (int i = 0; i < 2 * H * W; ++i)
    image.push_back(i % 7 - 3);
  for (int map = 0; map < 2; ++map)
    for (int y = 0; y < outH; ++y)
      for (int x = 0; x < outW; ++x) {
        double sum = 7 + map;
        for (int r = 0; r < KH; ++r)
          for (int c = 0; c < KW; ++c)
            sum += kernel[(map * KH + r) * KW + c] *
                   image[(map * H + y + r) * W + 2 * x + c];
        expected.push_back(sum);
      }
  for (size_t out = 0; out < expected.size(); ++out) {
    double sum = biases[out];
    for (size_t in = 0; in < image.size(); ++in)
      sum += weights[in * expected.size() + out] * image[in];
    EXPECT_EQ(sum, expected[out]) << out;
  }
}

TEST_F(Import, UnrollsPaddedConvolutionsAlongOneAxis) {
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {1, 4})
                      .add("c", NodeType::Conv1d,
                           {{"weight", makeArray({1, 1, 3}, {1, 2, 3})},
                            {"input_shape", makeScalar(4)},
                            {"stride", makeScalar(1)},
                            {"padding", makeText("same")},
                            {"dilation", makeScalar(1)},
                            {"groups", makeScalar(1)},
                            {"bias", makeVector({0})}})
                      .port("out", NodeType::Output, {1, 4})
                      .edge("in", "c")
                      .edge("c", "out")
                      .build()));
  EXPECT_EQ(
      getNumbers(findWeights("c").getWeights()),
      (std::vector<double>{2, 1, 0, 0, 3, 2, 1, 0, 0, 3, 2, 1, 0, 0, 3, 2}));
  EXPECT_FALSE(findWeights("c").getBiases());
}

GraphBuilder makePool(NodeType type) {
  GraphBuilder builder;
  builder.port("in", NodeType::Input, {1, 2, 4})
      .add("p", type,
           {{"kernel_size", makeVector({2, 2})},
            {"stride", makeVector({2, 2})},
            {"padding", makeVector({0, 0})}})
      .port("out", NodeType::Output, {1, 1, 2})
      .edge("in", "p")
      .edge("p", "out");
  return builder;
}

TEST_F(Import, UnrollsPoolings) {
  ASSERT_TRUE(run(makePool(NodeType::AvgPool2d).build()));
  EXPECT_EQ(getNumbers(findWeights("p").getWeights()),
            (std::vector<double>{.25, 0, .25, 0, 0, .25, 0, .25, .25, 0, .25, 0,
                                 0, .25, 0, .25}));
}

TEST_F(Import, KeepsWhatIsTooLargeAsAModule) {
  options.maxEntries = 7;
  ASSERT_TRUE(run(makePool(NodeType::SumPool2d).build()));
  auto modules = find<graph::PlainModuleOp>();
  ASSERT_EQ(modules.size(), 1u);
  EXPECT_EQ(modules[0]->getAttr("nir.fidelity"),
            StringAttr::get(&context,
                            "unsupported: a matrix from (1, 2, 4) to (1, 1, 2) "
                            "is beyond the limit of 7 elements that are not "
                            "zero"));
  EXPECT_TRUE(transcript.has("warning: ", "beyond the limit of 7 elements"));
}

TEST_F(Import, CountsWhatIsNotZero) {
  options.maxEntries = 8;
  ASSERT_TRUE(run(makePool(NodeType::SumPool2d).build()));
  EXPECT_TRUE(findWeights("p"));
}

TEST_F(Import, MakesSparseWeightsOfWindows) {
  // A window of 2 x 2 that moves over 6 x 6 cells, and over padding.
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {1, 6, 6})
                      .add("p", NodeType::SumPool2d,
                           {{"kernel_size", makeVector({2, 2})},
                            {"stride", makeVector({2, 2})},
                            {"padding", makeVector({1, 1})}})
                      .port("out", NodeType::Output, {1, 4, 4})
                      .edge("in", "p")
                      .edge("p", "out")
                      .build()));
  auto weights = dyn_cast<SparseElementsAttr>(findWeights("p").getWeights());
  ASSERT_TRUE(weights);
  EXPECT_EQ(weights.getValues().getNumElements(), 36);
  graph::MatrixView::ofVerified(weights).forEachNonZero(
      [](int64_t row, int64_t column, double value) {
        EXPECT_EQ(column, (row / 6 + 1) / 2 * 4 + (row % 6 + 1) / 2);
        EXPECT_EQ(value, 1);
      });
}

TEST_F(Import, MakesSparseWeightsOfScales) {
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {6})
                      .add("s", NodeType::Scale,
                           {{"scale", makeVector({1, 2, 0, 4, 5, 6})}})
                      .port("out", NodeType::Output, {6})
                      .edge("in", "s")
                      .edge("s", "out")
                      .build()));
  auto weights = dyn_cast<SparseElementsAttr>(findWeights("s").getWeights());
  ASSERT_TRUE(weights);
  EXPECT_EQ(weights.getValues().getNumElements(), 5);
}

TEST_F(Import, MakesSparseWeightsOfWhatIsNotedSo) {
  Graph graph = makeMatrix({2, 8}, makeArray({2, 8}, {0, 0, 0, 3, 0, 0, 0, 0, //
                                                      0, 4, 0, 0, 0, 0, 0, 0}));
  for (Node &node : graph.nodes)
    if (node.type == NodeType::Linear)
      node.metadata["storage"] = makeText("sparse");
  ASSERT_TRUE(run(std::move(graph)));
  ElementsAttr weights = findWeights("w").getWeights();
  EXPECT_TRUE(isa<SparseElementsAttr>(weights));
  std::vector<double> expected(16);
  expected[3 * 2] = 3;
  expected[1 * 2 + 1] = 4;
  EXPECT_EQ(getNumbers(weights), expected);
}

TEST_F(Import, AllocatesNoHugeWindows) {
  ASSERT_TRUE(run(GraphBuilder()
                      .port("in", NodeType::Input, {1, 2, 2})
                      .add("p", NodeType::SumPool2d,
                           {{"kernel_size", makeVector({2147483647, 3})},
                            {"stride", makeVector({1, 1})},
                            {"padding", makeVector({1073741823, 1})}})
                      .port("out", NodeType::Output, {1, 2, 2})
                      .edge("in", "p")
                      .edge("p", "out")
                      .build()));
  // Most of them is padding.
  EXPECT_EQ(getNumbers(findWeights("p").getWeights()),
            std::vector<double>(16, 1));
}

TEST_F(Import, TrustsSizesOnlyWhenLenient) {
  auto make = [] {
    return GraphBuilder()
        .port("in", NodeType::Input, {2, 2})
        .add("w", NodeType::Linear, makeLinear(1, 4, {1, 2, 3, 4}))
        .port("out", NodeType::Output, {1})
        .edge("in", "w")
        .edge("w", "out")
        .build();
  };
  EXPECT_FALSE(run(make()));
  options.strictness = Strictness::Lenient;
  EXPECT_TRUE(run(make()));
  EXPECT_TRUE(transcript.has("warning: ", "'node/nodes/w': it takes (4,)"));
}

TEST_F(Import, KeepsTheParametersOfOtherNodes) {
  ASSERT_TRUE(run(
      GraphBuilder()
          .port("in", NodeType::Input, {2})
          .add("i", NodeType::IF,
               {{"r", makeVector({1, 2})}, {"v_threshold", makeVector({3, 4})}})
          .add("d", NodeType::Delay, {{"delay", makeVector({0, 1})}})
          .port("out", NodeType::Output, {2})
          .edge("in", "i")
          .edge("i", "d")
          .edge("d", "out")
          .build()));
  auto neurons = find<graph::GenericNeuronsOp>();
  ASSERT_EQ(neurons.size(), 1u);
  EXPECT_EQ(
      getNumbers(neurons[0]->getAttrOfType<ElementsAttr>("nir.v_threshold")),
      (std::vector<double>{3, 4}));
  EXPECT_EQ(find<graph::PlainModuleOp>().size(), 1u);
  EXPECT_EQ(transcript.count("warning: "), 2u);
}

TEST_F(Import, ReportsAllProblemsTogether) {
  Parameters faulty = makeCubaLIF(2);
  faulty["tau_mem"] = makeVector({0.02, -1});
  faulty["v_threshold"] = makeVector({1, NAN});
  EXPECT_FALSE(
      run(GraphBuilder()
              .port("in", NodeType::Input, {3})
              .add("w", NodeType::Linear, makeLinear(2, 2, {1, 2, INFINITY, 4}))
              .add("lif", NodeType::CubaLIF, faulty)
              .port("out", NodeType::Output, {2})
              .edge("in", "w")
              .edge("w", "lif")
              .edge("lif", "out")
              .build()));
  EXPECT_TRUE(transcript.has("error: ", "'node/nodes/w': it takes (2,), but "
                                        "'node/nodes/in' gives (3,)"));
  EXPECT_TRUE(transcript.has("error: ", "element [1, 0] is infinite"));
  EXPECT_TRUE(transcript.has("error: ", "tau_mem': element [1] is -1"));
  EXPECT_TRUE(transcript.has("error: ", "v_threshold': element [1] is NaN"));
  EXPECT_EQ(transcript.count("error: "), 4u);
}

TEST_F(Import, RefusesLoopsOfPlainWires) {
  EXPECT_FALSE(run(GraphBuilder()
                       .port("in", NodeType::Input, {2})
                       .add("f", NodeType::Flatten, {})
                       .add("g", NodeType::Flatten, {})
                       .port("out", NodeType::Output, {2})
                       .edge("in", "f")
                       .edge("f", "g")
                       .edge("g", "f")
                       .edge("g", "out")
                       .build()));
  EXPECT_TRUE(transcript.has("error: ", "'node/nodes/f': it feeds itself"));
}

TEST_F(Import, RefusesEdgesIntoGraphsOfSeveralInputs) {
  GraphBuilder inner;
  inner.port("a", NodeType::Input, {1})
      .port("b", NodeType::Input, {1})
      .port("out", NodeType::Output, {1})
      .edge("a", "out")
      .edge("b", "out");
  EXPECT_FALSE(run(GraphBuilder()
                       .port("in", NodeType::Input, {1})
                       .nest("sub", inner.build("node/nodes/sub"))
                       .port("out", NodeType::Output, {1})
                       .edge("in", "sub")
                       .edge("sub", "out")
                       .build()));
  EXPECT_TRUE(transcript.has("error: ", "which has 2 Input nodes"));
}

TEST_F(Import, RefusesAssumptionsWhenStrict) {
  options.dt.reset();
  options.strictness = Strictness::Strict;
  EXPECT_FALSE(run(GraphBuilder()
                       .add("lif", NodeType::CubaLIF, makeCubaLIF(1))
                       .port("in", NodeType::Input, {1})
                       .port("out", NodeType::Output, {1})
                       .edge("in", "lif")
                       .edge("lif", "out")
                       .build()));
  EXPECT_TRUE(transcript.has("error: ", "choose it with --nir-dt"));
}

TEST_F(Import, WarnsAboutResetsToOtherValues) {
  Parameters neurons = makeCubaLIF(1);
  neurons["v_reset"] = makeVector({-0.1});
  GraphBuilder builder;
  builder.add("lif", NodeType::CubaLIF, neurons)
      .port("in", NodeType::Input, {1})
      .port("out", NodeType::Output, {1})
      .edge("in", "lif")
      .edge("lif", "out");
  ASSERT_TRUE(run(builder.build()));
  EXPECT_TRUE(transcript.has("warning: ", "v_reset is not zero"));
}

TEST_F(Import, TellsOfSeveralSpikesInAStep) {
  Parameters neurons = makeCubaLIF(1);
  neurons["v_reset"] = makeVector({-0.1});
  GraphBuilder builder;
  builder.add("lif", NodeType::CubaLIF, neurons)
      .port("in", NodeType::Input, {1})
      .port("out", NodeType::Output, {1})
      .edge("in", "lif")
      .edge("lif", "out");
  options.reset = Reset::Subtract;
  ASSERT_TRUE(run(builder.build()));
  EXPECT_TRUE(transcript.has("remark: ", "but in NIR at most once"));
  EXPECT_EQ(transcript.count("warning: "), 0u);
}

TEST_F(Import, RepeatsTheWarningsOfTheReader) {
  Model model;
  model.graph = GraphBuilder()
                    .port("in", NodeType::Input, {1})
                    .port("out", NodeType::Output, {1})
                    .edge("in", "out")
                    .build();
  model.warnings.push_back({"/", "has the member 'history'; ignored"});
  EXPECT_TRUE(succeeded(importModel(model, options, &context)));
  EXPECT_EQ(transcript.lines,
            std::vector<std::string>{
                "warning: '/': has the member 'history'; ignored"});
}

TEST_F(Import, RefusesEmptyGraphsAndBadSteps) {
  options.dt = -1;
  EXPECT_FALSE(run(GraphBuilder().build()));
  EXPECT_TRUE(transcript.has("error: ", "the graph has no nodes"));
  EXPECT_TRUE(transcript.has("error: ", "the time step must be a finite"));
}

} // namespace
