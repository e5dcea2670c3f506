//===- NetworkHashTest.cpp - Tests of the content hash
//----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/NetworkHash.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <set>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

namespace {
class NetworkHashTest : public ::testing::Test {
protected:
  NetworkHashTest() { context.loadDialect<graph::GraphDialect>(); }

  std::string hash(const std::string &text) {
    auto module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module) << text;
    if (!module)
      return "";
    return hashNetwork(
        graph::NetworkView(*module->getOps<graph::NetworkOp>().begin()));
  }

  MLIRContext context;
};
} // namespace

/// A network whose parts can be replaced.
static const std::string base = R"mlir(
  graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
    %w = graph.linear_weights %in {name = "w", weights = dense<0.5> : tensor<2x2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
    %n = graph.lif_neurons %w {name = "n", dt = 1.0e-3 : f64, tau_mem = dense<0.5> : tensor<2xf32>, tau_syn = dense<0.25> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
    graph.output %n : !graph.nodes<2>
  }
)mlir";

static std::string replace(const std::string &from, const std::string &to) {
  std::string text = base;
  size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST_F(NetworkHashTest, IsSha256InHexadecimal) {
  std::string digits = hash(base);
  EXPECT_EQ(digits.size(), 64u);
  EXPECT_EQ(digits.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(hash(base), digits);
}

TEST_F(NetworkHashTest, IgnoresHowThingsAreWritten) {
  std::string expected = hash(base);
  // Splats and full lists, f32 and f64.
  EXPECT_EQ(hash(replace("dense<0.5> : tensor<2x2xf32>",
                         "dense<[[0.5, 0.5], [0.5, 0.5]]> : tensor<2x2xf64>")),
            expected);
  // Dense and sparse lists.
  EXPECT_EQ(hash(replace("dense<0.5>", "dense<[[0.0, 0.5], [0.25, 0.0]]>")),
            hash(replace("dense<0.5>", "sparse<[[0, 1], [1, 0]], [0.5, "
                                       "0.25]>")));
  EXPECT_EQ(hash(replace("dense<0.5>", "dense<0.0>")),
            hash(replace("dense<0.5>", "sparse<>")));
  // Both zeros.
  EXPECT_EQ(hash(replace("dense<0.5>", "dense<[[0.0, 0.5], [0.0, -0.0]]>")),
            hash(replace("dense<0.5>", "dense<[[-0.0, 0.5], [-0.0, 0.0]]>")));
  // Names of values, locations, discardable attributes, the network's own name.
  EXPECT_EQ(hash(replace("@net", "@other")), expected);
  EXPECT_EQ(hash(replace("{name = \"n\",",
                         "{graph.recurrent, graph.loop = 3 : i64, name = "
                         "\"n\",")),
            expected);
  EXPECT_EQ(hash("\n\n" + base), expected);
  // Arguments, as long as the nodes are the same.
  EXPECT_EQ(
      hash(replace("%in: !graph.nodes<2>) -> !graph.nodes<2> {",
                   "%a: !graph.nodes<1>, %b: !graph.nodes<1>) -> "
                   "!graph.nodes<2> {\n%in = graph.concat %a, %b : "
                   "(!graph.nodes<1>, !graph.nodes<1>) -> !graph.nodes<2>")),
      expected);
  // Plumbing that changes nothing.
  EXPECT_EQ(hash(replace("graph.output %n",
                         "%s = graph.select %n[1, 0] : !graph.nodes<2> -> "
                         "!graph.nodes<2>\n%t = graph.select %s[1, 0] : "
                         "!graph.nodes<2> -> !graph.nodes<2>\ngraph.output "
                         "%t")),
            expected);
}

TEST_F(NetworkHashTest, SeesWhatTheNetworkIs) {
  std::vector<std::string> variants{
      base,
      // Weights and parameters.
      replace("dense<0.5> : tensor<2x2xf32>",
              "dense<[[0.5, 0.5], [0.5, 0.25]]> : tensor<2x2xf32>"),
      // Zeros count, wherever they are.
      replace("dense<0.5> : tensor<2x2xf32>", "dense<0.0> : tensor<2x2xf32>"),
      replace("dense<0.5> : tensor<2x2xf32>",
              "dense<[[0.0, 0.0], [0.0, 0.5]]> : tensor<2x2xf32>"),
      replace("dense<0.5> : tensor<2x2xf32>",
              "dense<[[0.0, 0.0], [0.5, 0.0]]> : tensor<2x2xf32>"),
      replace("dense<0.5> : tensor<2x2xf32>",
              "dense<[[0.5, 0.0], [0.0, 0.0]]> : tensor<2x2xf32>"),
      replace("dense<0.5> : tensor<2x2xf32>",
              "dense<[[0.0, 0.5], [0.5, 0.0]]> : tensor<2x2xf32>"),
      replace("tau_mem = dense<0.5>", "tau_mem = dense<0.75>"),
      replace("dt = 1.0e-3", "dt = 2.0e-3"),
      replace("threshold = dense<1.0>", "threshold = dense<2.0>"),
      replace("threshold = dense<1.0>",
              "bias = dense<0.5> : tensor<2xf32>, threshold = dense<1.0>"),
      // Names.
      replace("\"n\"", "\"m\""),
      replace("name = \"n\", ", ""),
      // Connections.
      replace("graph.output %n",
              "%s = graph.select %n[1, 0] : !graph.nodes<2> -> "
              "!graph.nodes<2>\ngraph.output %s"),
      replace("graph.lif_neurons %w",
              "graph.merge %w, %w : !graph.nodes<2>\n%m = graph.lif_neurons "
              "%n"),
      replace("graph.linear_weights %in", "graph.linear_weights %n"),
  };
  // The merge takes the name of the neurons; let the output follow.
  for (std::string &text : variants)
    if (text.find("%m = ") != std::string::npos)
      text.replace(text.find("graph.output %n"), 15, "graph.output %m");
  std::set<std::string> hashes;
  for (const std::string &text : variants)
    EXPECT_TRUE(hashes.insert(hash(text)).second) << text;
}

TEST_F(NetworkHashTest, DoesNotDependOnTheOrderOfSums) {
  auto sum = [](const char *operands) {
    return replace("graph.lif_neurons %w",
                   std::string("graph.merge ") + operands +
                       " : !graph.nodes<2>\n%v = graph.linear_weights %in "
                       "{weights = dense<0.5> : tensor<2x2xf32>} : "
                       "!graph.nodes<2> -> !graph.nodes<2>\n%m = "
                       "graph.lif_neurons %n");
  };
  EXPECT_EQ(hash(sum("%w, %v")), hash(sum("%v, %w")));
}
