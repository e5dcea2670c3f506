//===- DiffNetworksTest.cpp - What differs between two networks -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Diff/DiffNetworks.h"

#include "tidepool/Conversion/GraphToXylo/NetworkHash.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::diff;

/// A network of a population with weights before and around it.
static std::string makeNetwork(StringRef weights, StringRef input,
                               StringRef more) {
  return llvm::formatv(R"mlir(
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {{
      %swapped = graph.select %in[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
      %back = graph.select %swapped[1, 0] : !graph.nodes<2> -> !graph.nodes<2>
      %twice = graph.merge %in, %in : !graph.nodes<2>
      %w = graph.linear_weights {1} {{name = "w", weights = {0}}
          : !graph.nodes<2> -> !graph.nodes<2>
      %sum = graph.merge %w, %r : !graph.nodes<2>
      %n = graph.lif_neurons %sum {{name = "n", tau_mem = dense<0.02> : tensor<2xf32>,
          tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>{2}}
          : !graph.nodes<2> -> !graph.nodes<2>
      %r = graph.linear_weights %n {{name = "r", weights = dense<1.0> : tensor<2x2xf32>}
          : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %n : !graph.nodes<2>
    })mlir",
                       weights, input, more)
      .str();
}

/// Networks of which some are the same in other words.
static std::vector<std::string> makeNetworks() {
  StringRef weights = "dense<[[0.5, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>";
  std::vector<std::string> networks = {
      makeNetwork(weights, "%in", ""),
      makeNetwork("dense<[[0.5, 0.0], [1.0, 2.0]]> : tensor<2x2xf64>", "%in",
                  ""),
      makeNetwork("dense<[[0.5, -0.0], [1.0, 2.0]]> : tensor<2x2xf32>", "%in",
                  ""),
      makeNetwork("dense<[[0.5, 0.0], [1.0, 2.5]]> : tensor<2x2xf32>", "%in",
                  ""),
      makeNetwork("dense<[[0.5, 1.0e-30], [1.0, 2.0]]> : tensor<2x2xf32>",
                  "%in", ""),
      makeNetwork("sparse<[[0, 0], [1, 0], [1, 1]], [0.5, 1.0, 2.0]> : "
                  "tensor<2x2xf32>",
                  "%in", ""),
      makeNetwork("sparse<[[0, 0], [1, 0]], [0.5, 1.0]> : tensor<2x2xf32>",
                  "%in", ""),
      makeNetwork("sparse<[[0, 0], [0, 1], [1, 0], [1, 1]], 1.0> : "
                  "tensor<2x2xf32>",
                  "%in", ""),
      makeNetwork("dense<1.0> : tensor<2x2xf32>", "%in", ""),
      makeNetwork("dense<0.0> : tensor<2x2xf32>", "%in", ""),
      makeNetwork("sparse<> : tensor<2x2xf32>", "%in", ""),
      makeNetwork(weights, "%back", ""),
      makeNetwork(weights, "%swapped", ""),
      makeNetwork(weights, "%twice", ""),
      makeNetwork(weights, "%in", ", bias = dense<0.0> : tensor<2xf32>"),
      makeNetwork(weights, "%in", ", bias = dense<1.0> : tensor<2xf32>"),
      makeNetwork(weights, "%in", ", dt = 1.0e-3 : f64"),
      makeNetwork(weights, "%in", ", dt = 2.0e-3 : f64"),
      makeNetwork(weights, "%in", ", graph.recurrent"),
      makeNetwork(weights, "%in", ", my.mark = 5"),
  };
  std::string renamed = networks.front();
  renamed.replace(renamed.find("\"w\""), 3, "\"v\"");
  networks.push_back(renamed);
  std::string nameless = networks.front();
  nameless.replace(nameless.find("name = \"w\","), 11, "");
  networks.push_back(nameless);
  // Weights in another place.
  std::string moved = networks.front();
  size_t start = moved.find("%r = "), end = moved.find("graph.output");
  std::string line = moved.substr(start, end - start);
  moved.erase(start, end - start).insert(moved.find("%w = "), line);
  networks.push_back(moved);
  return networks;
}

// The content hash and the differences agree on what is the same.
TEST(DiffNetworks, noDifferencesMeansEqualHashes) {
  MLIRContext context;
  context.loadDialect<graph::GraphDialect>();
  context.allowUnregisteredDialects();
  std::vector<OwningOpRef<ModuleOp>> modules;
  for (const std::string &text : makeNetworks()) {
    modules.push_back(parseSourceString<ModuleOp>(text, &context));
    ASSERT_TRUE(modules.back()) << text;
  }
  auto getNetwork = [](OwningOpRef<ModuleOp> &module) {
    return *module->getOps<graph::NetworkOp>().begin();
  };
  auto getHash = [&](OwningOpRef<ModuleOp> &module) {
    return xylo::hashNetwork(graph::NetworkView(getNetwork(module)));
  };
  unsigned numEqual = 0;
  for (auto [i, a] : llvm::enumerate(modules))
    for (auto [j, b] : llvm::enumerate(modules)) {
      SCOPED_TRACE(std::to_string(i) + " and " + std::to_string(j));
      Report report;
      diffNetworks(getNetwork(a), getNetwork(b), report);
      EXPECT_EQ(report.isEmpty(), getHash(a) == getHash(b));
      numEqual += report.isEmpty();
    }
  EXPECT_GT(numEqual, modules.size());
  EXPECT_LT(numEqual, modules.size() * modules.size());
}
