//===- ExportTest.cpp - Networks as models --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Export.h"

#include "../Import/ModelBuilder.h"

#include "tidepool/Target/NIR/File.h"
#include "tidepool/Target/NIR/WriteFile.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"

#include "gtest/gtest.h"

#include <cmath>
#include <random>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

namespace {

class Export : public testing::Test {
protected:
  MLIRContext context;
  Transcript transcript{context};
  ExportOptions options;
  OwningOpRef<ModuleOp> module;

  Export() { context.loadDialect<graph::GraphDialect>(); }

  /// Exports the only network of a text.
  FailureOr<Model> run(StringRef text) {
    module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(bool(module));
    if (!module)
      return failure();
    return exportNetwork(*(*module).getOps<graph::NetworkOp>().begin(),
                         options);
  }

  /// Through the bytes of a file.
  OwningOpRef<ModuleOp> import(const Model &model) {
    llvm::SmallString<128> path;
    int handle = -1;
    llvm::sys::fs::createTemporaryFile("tidepool", "nir", handle, path);
    llvm::raw_fd_ostream os(handle, /*shouldClose=*/true);
    EXPECT_FALSE(bool(writeFile(model, os)));
    os.close();
    llvm::Expected<Model> read = readFile(path);
    EXPECT_TRUE(bool(read)) << (read ? "" : toString(read.takeError()));
    llvm::sys::fs::remove(path);
    if (!read)
      return {};
    auto result = importModel(*read, {}, &context);
    return succeeded(result) ? std::move(*result) : OwningOpRef<ModuleOp>();
  }

  static std::vector<double> getNumbers(ElementsAttr attr) {
    auto view = graph::FloatElementsView::ofVerified(attr);
    std::vector<double> numbers;
    for (int64_t i = 0; i < view.size(); ++i)
      numbers.push_back(view[i]);
    return numbers;
  }
  static std::vector<double> getNumbers(const Parameter &parameter) {
    std::vector<double> numbers(parameter.getNumElements());
    EXPECT_FALSE(
        bool(parameter.numbers->read(llvm::MutableArrayRef<double>(numbers))));
    return numbers;
  }
  static const Node &find(const Graph &graph, StringRef name) {
    static const Node none;
    for (const Node &node : graph.nodes)
      if (node.name == name)
        return node;
    ADD_FAILURE() << "no node " << name.str();
    return none;
  }
  /// `a>b` of every edge.
  static std::vector<std::string> getEdges(const Graph &graph) {
    std::vector<std::string> edges;
    for (Edge edge : graph.edges)
      edges.push_back(graph.nodes[edge.source].name + ">" +
                      graph.nodes[edge.target].name);
    return edges;
  }
};

constexpr const char *oneLayer = R"(
  graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
    %l = graph.lif_neurons %in {name = "lif", dt = 1.0e-3,
        tau_mem = dense<[0.02, 0.05]> : tensor<2xf64>,
        tau_syn = dense<[0.01, 0.03]> : tensor<2xf64>,
        threshold = dense<[1.0, 2.0]> : tensor<2xf32>,
        bias = dense<[0.25, -0.5]> : tensor<2xf64>}
        : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %l : !graph.nodes<2>
  })";

/// What the equations of NIR make of the file must be what the neurons do.
TEST_F(Export, GivesGainsOfOne) {
  for (Convention convention : {Convention::Exact, Convention::Euler}) {
    options.convention = convention;
    auto model = run(oneLayer);
    ASSERT_TRUE(succeeded(model));
    const Node &lif = find(model->graph, "lif");
    auto get = [&](const char *name) { return getNumbers(*lif.find(name))[1]; };
    bool isEuler = convention == Convention::Euler;
    auto decay = [&](double tau) {
      return isEuler ? 1 - 1e-3 / tau : std::exp(-1e-3 / tau);
    };
    double mem = std::exp(-1e-3 / 0.05), syn = std::exp(-1e-3 / 0.03);
    EXPECT_NEAR(decay(get("tau_mem")), mem, 1e-14);
    EXPECT_NEAR(decay(get("tau_syn")), syn, 1e-14);
    EXPECT_NEAR(get("r") * (1 - mem), 1, 1e-12);
    EXPECT_NEAR(get("w_in") * (1 - syn), syn, 1e-12);
    EXPECT_NEAR(get("v_leak") * (1 - mem), -0.5, 1e-12);
    EXPECT_EQ(get("v_threshold"), 2);
    EXPECT_EQ(get("v_reset"), 0);
  }
}

TEST_F(Export, WritesWhatRockpoolReads) {
  options.convention = Convention::Rockpool;
  auto model = run(oneLayer);
  ASSERT_TRUE(succeeded(model));
  const Node &lif = find(model->graph, "lif");
  EXPECT_EQ(getNumbers(*lif.find("tau_mem")),
            (std::vector<double>{0.02, 0.05}));
  EXPECT_EQ(getNumbers(*lif.find("v_leak")), (std::vector<double>{0.25, -0.5}));
  EXPECT_EQ(getNumbers(*lif.find("w_in")), (std::vector<double>{1, 1}));
  EXPECT_NEAR(getNumbers(*lif.find("r"))[0], 20 * std::exp(-0.05), 1e-12);
}

TEST_F(Export, KeepsElementTypes) {
  auto model = run(oneLayer);
  ASSERT_TRUE(succeeded(model));
  const Node &lif = find(model->graph, "lif");
  EXPECT_EQ(lif.find("tau_mem")->type, ElementType::Float64);
  EXPECT_EQ(lif.find("v_threshold")->type, ElementType::Float32);
  // Only what would come back otherwise is noted.
  EXPECT_TRUE(lif.metadata.count("threshold"));
  EXPECT_FALSE(lif.metadata.count("tau_mem"));
}

TEST_F(Export, LeavesOutResetsForOldReaders) {
  options.version = Version::V1_0_5;
  auto model = run(oneLayer);
  ASSERT_TRUE(succeeded(model));
  EXPECT_EQ(model->version, "1.0.5");
  EXPECT_EQ(find(model->graph, "lif").find("v_reset"), nullptr);
}

TEST_F(Export, DrawsPlumbingAsEdgesAndMatrices) {
  auto model = run(R"(
    graph.network @net(%a: !graph.nodes<2>, %b: !graph.nodes<4>)
        -> (!graph.nodes<4>, !graph.nodes<2>) {
      %twice = graph.merge %a, %a, %skip : !graph.nodes<2>
      %skip = graph.alias %a {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
      %lo = graph.select %b[0, 1] : !graph.nodes<4> -> !graph.nodes<2>
      %hi = graph.select %b[2, 3] : !graph.nodes<4> -> !graph.nodes<2>
      %back = graph.concat %lo, %hi : (!graph.nodes<2>, !graph.nodes<2>) -> !graph.nodes<4>
      %placed = graph.place %hi[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
      %sum = graph.merge %placed, %placed, %twice : !graph.nodes<2>
      graph.output %back, %sum : !graph.nodes<4>, !graph.nodes<2>
    })");
  ASSERT_TRUE(succeeded(model));
  // The halves together are the whole, which is one edge.
  EXPECT_EQ(getEdges(model->graph),
            (std::vector<std::string>{
                "input_1>output_0", "input_1>input_1->output_1",
                "input_1->output_1>output_1", "input_0>output_1",
                "input_0>output_1", "input_0>output_1"}));
  const Parameter &matrix =
      *find(model->graph, "input_1->output_1").find("weight");
  EXPECT_EQ(matrix.shape, (std::vector<uint64_t>{2, 4}));
  EXPECT_EQ(getNumbers(matrix), (std::vector<double>{0, 0, 0, 2, 0, 0, 2, 0}));
}

TEST_F(Export, SumsEqualSynapses) {
  auto model = run(R"(
    graph.network @net(%in: !graph.nodes<4>) -> !graph.nodes<2> {
      %l = graph.lif_neurons %in {name = "lif", dt = 1.0e-3,
          tau_mem = dense<0.02> : tensor<2xf32>,
          tau_syn = dense<[0.01, 0.01, 0.03, 0.03]> : tensor<4xf32>,
          threshold = dense<1.0> : tensor<2xf32>}
          : !graph.nodes<4> -> !graph.nodes<2>
      graph.output %l : !graph.nodes<2>
    })");
  ASSERT_TRUE(succeeded(model));
  EXPECT_EQ(getNumbers(*find(model->graph, "input->lif").find("weight")),
            (std::vector<double>{1, 1, 0, 0, 0, 0, 1, 1}));
  EXPECT_EQ(find(model->graph, "lif").find("tau_syn")->shape.at(0), 2u);
}

TEST_F(Export, NestsInstances) {
  auto model = run(R"(
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %a = graph.instance @layer(%in) {name = "a"} : (!graph.nodes<1>) -> !graph.nodes<1>
      %b = graph.instance @layer(%a) : (!graph.nodes<1>) -> !graph.nodes<1>
      graph.output %b : !graph.nodes<1>
    }
    graph.network private @layer(%x: !graph.nodes<1>) -> !graph.nodes<1> {
      %w = graph.linear_weights %x {name = "x/input", weights = dense<2.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %w : !graph.nodes<1>
    })");
  ASSERT_TRUE(succeeded(model));
  EXPECT_EQ(
      getEdges(model->graph),
      (std::vector<std::string>{"input>a", "a>instance", "instance>output"}));
  for (const char *name : {"a", "instance"}) {
    const Graph &inner = *find(model->graph, name).graph;
    EXPECT_EQ(getEdges(inner), (std::vector<std::string>{"input>x%2Finput",
                                                         "x%2Finput>output"}));
    EXPECT_EQ(find(inner, "x%2Finput").metadata.at("name").text, "x/input");
  }
}

/// All numbers come back to the last bit, in their types.
TEST_F(Export, GivesBackRandomNeurons) {
  std::mt19937 random(1);
  auto draw = [&](double low, double high) {
    return std::exp(std::uniform_real_distribution<double>(
        std::log(low), std::log(high))(random));
  };
  for (int trial = 0; trial < 60; ++trial) {
    options.convention = static_cast<Convention>(1 + trial % 3);
    const char *type = trial % 2 ? "tensor<40xf32>" : "tensor<40xf64>";
    auto list = [&](double low, double high, bool isSigned = false) {
      std::string text;
      for (int i = 0; i < 40; ++i)
        text += llvm::formatv("{0}{1}{2}", i ? ", " : "",
                              isSigned && i % 2 ? "-" : "",
                              llvm::format("%.17e", draw(low, high)));
      return text;
    };
    double dt = draw(1e-5, 1e-2);
    std::string text = llvm::formatv(
        R"(graph.network @random(%in: !graph.nodes<40>) -> !graph.nodes<40> {{
          %l = graph.lif_neurons %in {{dt = {0}, tau_mem = dense<[{1}]> : {5},
              tau_syn = dense<[{2}]> : {5}, threshold = dense<[{3}]> : {5},
              bias = dense<[{4}]> : {5}} : !graph.nodes<40> -> !graph.nodes<40>
          graph.output %l : !graph.nodes<40>
        })",
        llvm::format("%.17e", dt), list(dt / 10, dt * 1e5),
        list(dt / 10, dt * 1e5), list(1e-2, 1e2), list(1e-6, 1e2, true), type);
    auto model = run(text);
    ASSERT_TRUE(succeeded(model));
    OwningOpRef<ModuleOp> back = import(*model);
    ASSERT_TRUE(bool(back));
    auto exported = *(*module).getOps<graph::NetworkOp>().begin();
    auto before = *exported.getOps<graph::LIFNeuronsOp>().begin();
    auto network = *(*back).getOps<graph::NetworkOp>().begin();
    EXPECT_EQ(network.getSymName(), "random");
    auto after = *network.getOps<graph::LIFNeuronsOp>().begin();
    EXPECT_EQ(before.getDt(), after.getDt());
    EXPECT_EQ(before.getTauMem(), after.getTauMem());
    EXPECT_EQ(before.getTauSyn(), after.getTauSyn());
    EXPECT_EQ(before.getThreshold(), after.getThreshold());
    EXPECT_EQ(*before.getBias(), *after.getBias());
    EXPECT_FALSE(after.getNameAttr());
    // No gain is left for a matrix.
    EXPECT_TRUE(network.getOps<graph::LinearWeightsOp>().empty());
  }
}

TEST_F(Export, ReportsEverythingInOneRun) {
  EXPECT_TRUE(failed(run(R"(
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %a = graph.rate_neurons %in {name = "rate", tau = dense<0.1> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
      %b = graph.module(%a, %a) {name = "two"} : (!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<1>
      %c = graph.generic_neurons %b {name = "kept", nir.type = "I"} : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %c : !graph.nodes<1>
    })")));
  EXPECT_EQ(transcript.count("error: "), 3u);
  EXPECT_TRUE(transcript.has("error: ", "'kept': nir.r must be a"));
}

} // namespace
