//===- NetworkHashTest.cpp - Tests of the content hash
//---------------------===//
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

#include <numeric>
#include <random>
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

/// Two populations, of which the first feeds the second in two ways and both
/// feed the first, with the lines in the given order.
static std::string makeLoop(const std::vector<unsigned> &order) {
  auto weights = [](StringRef value, StringRef source) {
    return ("graph.linear_weights " + source + " {weights = dense<" + value +
            "> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>\n")
        .str();
  };
  auto neurons = [](StringRef source) {
    return ("graph.generic_neurons " + source +
            " : !graph.nodes<1> -> !graph.nodes<1>\n")
        .str();
  };
  std::vector<std::string> lines{
      "%a = " + neurons("%toA"),
      "%b = " + neurons("%toB"),
      "%in1 = " + weights("1.0", "%in"),
      "%ab1 = " + weights("1.0", "%a"),
      "%ab2 = " + weights("2.0", "%a"),
      "%aa = " + weights("1.0", "%a"),
      "%ba = " + weights("1.0", "%b"),
      "%skip = graph.alias %a : !graph.nodes<1> -> !graph.nodes<1>\n",
  };
  std::string text = "graph.network @net(%in: !graph.nodes<1>) -> "
                     "!graph.nodes<1> {\n";
  for (unsigned line : order)
    text += lines[line];
  return text + "%toA = graph.merge %in1, %aa, %ba : !graph.nodes<1>\n"
                "%toB = graph.merge %ab1, %ab2 : !graph.nodes<1>\n"
                "%out = graph.merge %b, %skip : !graph.nodes<1>\n"
                "graph.output %out : !graph.nodes<1>\n}\n";
}

TEST_F(NetworkHashTest, DoesNotDependOnWhereWeightsStand) {
  std::vector<unsigned> order(8);
  std::iota(order.begin(), order.end(), 0);
  std::string expected = hash(makeLoop(order));
  std::mt19937 random(1);
  for (unsigned repeat = 0; repeat < 50; ++repeat) {
    std::shuffle(order.begin(), order.end(), random);
    bool keepsNeurons = llvm::find(order, 0) < llvm::find(order, 1);
    std::string text = makeLoop(order);
    EXPECT_EQ(hash(text) == expected, keepsNeurons) << text;
  }
}

TEST_F(NetworkHashTest, SeesWhatModulesWithoutNeuronsConnect) {
  // Weights of equal content, with weights of other content before them.
  auto chain = [&](const std::string &first, const std::string &second) {
    return replace("%n = graph.lif_neurons %w",
                   "%x = graph.linear_weights " + first +
                       " {weights = dense<0.25> : tensor<2x2xf32>} : "
                       "!graph.nodes<2> -> !graph.nodes<2>\n"
                       "%y = graph.linear_weights " +
                       second +
                       " {weights = dense<0.125> : tensor<2x2xf32>} : "
                       "!graph.nodes<2> -> !graph.nodes<2>\n"
                       "%s = graph.merge %w, %x, %y : !graph.nodes<2>\n"
                       "%n = graph.lif_neurons %s");
  };
  std::set<std::string> hashes{hash(chain("%w", "%w")), hash(chain("%w", "%x")),
                               hash(chain("%y", "%w")),
                               hash(chain("%y", "%x"))};
  EXPECT_EQ(hashes.size(), 4u);
}
