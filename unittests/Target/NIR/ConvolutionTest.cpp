//===- ConvolutionTest.cpp - A convolutional network for a chip -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A picture of 4 by 4 pixels, two kernels of 3 by 2 with a stride of 2 along
// the width and padding along the height, 16 CubaLIF, and three classes. It is
// the file test/Target/NIR/Inputs/convolution.nir, which lit tests compile and
// run.
//
//===----------------------------------------------------------------------===//

#include "FileBuilder.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Graph/IR/MatrixView.h"
#include "tidepool/Target/NIR/Import.h"

#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

static double getKernel(int map, int row, int column) {
  return ((7 * map + 5 * row + 3 * column) % 11 - 4) / 16.0;
}

static double getWeight(int output, int input) {
  return ((5 * output + 7 * input) % 13 - 5) / 16.0;
}

/// CubaLIF as snnTorch writes them: after each step 0.9 of a membrane are left
/// and 0.8 of a synapse, and all gains are one, for steps of 1 ms.
static void addNeurons(FileBuilder &file, const std::string &path,
                       const Extents &shape) {
  hsize_t count = 1;
  for (hsize_t size : shape)
    count *= size;
  file.addText(path + "/type", "CubaLIF");
  auto add = [&](const char *name, double value) {
    file.addNumbers(path + "/" + name, shape, std::vector(count, value));
  };
  add("tau_mem", 0.01);
  add("tau_syn", 0.005);
  add("r", 10);
  add("w_in", 5);
  add("v_leak", 0);
  add("v_threshold", 1);
}

static void addConvolution(FileBuilder &file, const std::string &path) {
  std::vector<double> kernels;
  for (int map = 0; map < 2; ++map)
    for (int row = 0; row < 3; ++row)
      for (int column = 0; column < 2; ++column)
        kernels.push_back(getKernel(map, row, column));
  file.addText(path + "/type", "Conv2d");
  file.addNumbers(path + "/weight", {2, 1, 3, 2}, kernels);
  file.addNumbers(path + "/bias", {2}, {0, 0});
  auto addPair = [&](const char *name, double height, double width) {
    file.addNumbers(path + "/" + name, {2}, {height, width}, H5T_STD_I64LE);
  };
  addPair("input_shape", 4, 4);
  addPair("stride", 1, 2);
  addPair("padding", 1, 0);
  addPair("dilation", 1, 1);
  file.addNumbers(path + "/groups", {}, {1}, H5T_STD_I64LE);
}

static void buildNetwork(FileBuilder &file) {
  const std::string nodes = "node/nodes/";
  file.addText("version", "1.0.7");
  file.addText("node/type", "NIRGraph");
  file.addTexts("node/edges",
                {"input", "conv", "conv", "features", "features", "flatten",
                 "flatten", "classes", "classes", "spikes", "spikes", "output"},
                2);
  file.addText(nodes + "input/type", "Input");
  file.addNumbers(nodes + "input/shape", {3}, {1, 4, 4}, H5T_STD_I64LE);
  addConvolution(file, nodes + "conv");
  addNeurons(file, nodes + "features", {2, 4, 2});
  file.addText(nodes + "flatten/type", "Flatten");
  file.addNumbers(nodes + "flatten/start_dim", {}, {0}, H5T_STD_I64LE);
  file.addNumbers(nodes + "flatten/end_dim", {}, {-1}, H5T_STD_I64LE);
  std::vector<double> weights;
  for (int output = 0; output < 3; ++output)
    for (int input = 0; input < 16; ++input)
      weights.push_back(getWeight(output, input));
  file.addText(nodes + "classes/type", "Linear");
  file.addNumbers(nodes + "classes/weight", {3, 16}, weights);
  addNeurons(file, nodes + "spikes", {3});
  file.addText(nodes + "output/type", "Output");
  file.addNumbers(nodes + "output/shape", {1}, {3}, H5T_STD_I64LE);
}

/// What the picture with a single pixel gives at one place of a feature map, by
/// the definition: the kernel laid over the padded picture.
static double convolvePixel(int pixelRow, int pixelColumn, int map, int row,
                            int column) {
  double padded[6][4] = {};
  padded[pixelRow + 1][pixelColumn] = 1;
  double sum = 0;
  for (int r = 0; r < 3; ++r)
    for (int c = 0; c < 2; ++c)
      sum += getKernel(map, r, c) * padded[row + r][2 * column + c];
  return sum;
}

TEST(NIRConvolution, isUnrolled) {
  FileBuilder file;
  buildNetwork(file);
  llvm::Expected<Model> model = file.read();
  ASSERT_TRUE(bool(model)) << toString(model.takeError());
  MLIRContext context;
  auto module = importModel(*model, ImportOptions(), &context);
  ASSERT_TRUE(succeeded(module));
  auto network = *(*module)->getOps<graph::NetworkOp>().begin();
  auto weights = *network.getOps<graph::LinearWeightsOp>().begin();
  ASSERT_EQ(weights.getWeights().getNumElements(), 16 * 16);
  std::vector<double> numbers(16 * 16);
  graph::MatrixView::ofVerified(weights.getWeights())
      .forEachNonZero([&](int64_t pixel, int64_t feature, double value) {
        numbers[pixel * 16 + feature] = value;
      });
  // graph.lif_neurons lets a synapse decay after adding.
  const double gain = 1 / 0.8;
  for (int pixel = 0; pixel < 16; ++pixel)
    for (int feature = 0; feature < 16; ++feature)
      EXPECT_NEAR(numbers[pixel * 16 + feature],
                  gain * convolvePixel(pixel / 4, pixel % 4, feature / 8,
                                       feature / 2 % 4, feature % 2),
                  1e-6)
          << pixel << " " << feature;
}

static void expectSameNumbers(const Parameter &a, const Parameter &b) {
  EXPECT_EQ(a.shape, b.shape) << a.path;
  EXPECT_EQ(a.type, b.type) << a.path;
  std::vector<double> ours(a.getNumElements()), theirs(b.getNumElements());
  EXPECT_FALSE(a.numbers->read(llvm::MutableArrayRef<double>(ours)));
  EXPECT_FALSE(b.numbers->read(llvm::MutableArrayRef<double>(theirs)));
  EXPECT_EQ(ours, theirs) << a.path;
}

TEST(NIRConvolution, isTheFileOfOtherTests) {
  FileBuilder file;
  buildNetwork(file);
  llvm::Expected<Model> built = file.read();
  llvm::Expected<Model> shipped =
      readFile(TIDEPOOL_SOURCE_DIR "/test/Target/NIR/Inputs/convolution.nir");
  ASSERT_TRUE(bool(built)) << toString(built.takeError());
  ASSERT_TRUE(bool(shipped)) << toString(shipped.takeError());
  ASSERT_EQ(built->graph.nodes.size(), shipped->graph.nodes.size());
  for (auto [a, b] : llvm::zip(built->graph.nodes, shipped->graph.nodes)) {
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.type, b.type);
    ASSERT_EQ(a.parameters.size(), b.parameters.size());
    for (const auto &[name, parameter] : a.parameters)
      expectSameNumbers(parameter, b.parameters.at(name));
  }
}
