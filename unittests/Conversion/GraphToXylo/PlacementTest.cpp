//===- PlacementTest.cpp - Tests of the numbering of neurons
//----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/Placement.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <sstream>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

namespace {
/// What a hidden neuron does: 0 nothing, 1 sees the input, 2 feeds the output,
/// 3 both.
using Roles = std::vector<unsigned>;

class PlacementTest : public ::testing::Test {
protected:
  PlacementTest() { context.loadDialect<graph::GraphDialect>(); }

  /// The ids of the hidden neurons on a chip with this expansion limit, or
  /// nothing if the network was refused.
  std::optional<Placement> place(const Roles &roles, unsigned limit) {
    auto module = parseSourceString<ModuleOp>(write(roles), &context);
    EXPECT_TRUE(module);
    NetworkView view(*module->getOps<graph::NetworkOp>().begin());
    NeuronConnections connections(view);
    Chip chip = *findChip("xylo_a3");
    chip.maxExpansion = limit;
    ScopedDiagnosticHandler quiet(&context, [](Diagnostic &) {});
    FailureOr<Placement> placement = placeNeurons(view, connections, chip);
    if (failed(placement))
      return std::nullopt;
    return *placement;
  }

private:
  static std::string write(const Roles &roles);

  MLIRContext context;
};
} // namespace

static void writeMatrix(std::ostream &os, const Roles &roles, unsigned role,
                        bool isColumn) {
  for (size_t i = 0; i < roles.size(); ++i)
    os << (i ? ", " : "") << (isColumn ? "[" : "")
       << (roles[i] & role ? "1.0" : "0.0") << (isColumn ? "]" : "");
}

static void writeNeurons(std::ostream &os, const char *name, const char *input,
                         size_t count) {
  os << "%" << name << " = graph.lif_neurons %" << input
     << " {dt = 1.0e-3 : f64"
     << ", tau_mem = dense<0.02> : tensor<" << count << "xf64>"
     << ", tau_syn = dense<0.02> : tensor<" << count << "xf64>"
     << ", threshold = dense<1.0> : tensor<" << count << "xf64>}"
     << " : !graph.nodes<" << count << "> -> !graph.nodes<" << count << ">\n";
}

/// One hidden population with one input and one output.
std::string PlacementTest::write(const Roles &roles) {
  std::ostringstream os;
  size_t n = roles.size();
  os << "graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {\n"
     << "%w_in = graph.linear_weights %in {weights = dense<[[";
  writeMatrix(os, roles, 1, false);
  os << "]]> : tensor<1x" << n << "xf64>} : !graph.nodes<1> -> !graph.nodes<"
     << n << ">\n";
  writeNeurons(os, "hidden", "w_in", n);
  os << "%w_out = graph.linear_weights %hidden {weights = dense<[";
  writeMatrix(os, roles, 2, true);
  os << "]> : tensor<" << n << "x1xf64>} : !graph.nodes<" << n
     << "> -> !graph.nodes<1>\n";
  writeNeurons(os, "readout", "w_out", 1);
  os << "graph.output %readout : !graph.nodes<1>\n}\n";
  return os.str();
}

/// Whether neurons with these roles fit in this order.
static bool fits(const Roles &roles, unsigned limit) {
  for (size_t i = 0; i < roles.size(); ++i)
    if (((roles[i] & 1) && i >= limit) ||
        ((roles[i] & 2) && roles.size() - i > limit))
      return false;
  return true;
}

/// Whether any order of the neurons fits.
static bool fitsSomehow(Roles roles, unsigned limit) {
  std::sort(roles.begin(), roles.end());
  do
    if (fits(roles, limit))
      return true;
  while (std::next_permutation(roles.begin(), roles.end()));
  return false;
}

// Every network of up to four neurons, at every limit: an order is found where
// there is one, it keeps the limits, and the reported expansions are the least
// it allows.
TEST_F(PlacementTest, FindsAnOrderWheneverThereIsOne) {
  unsigned found = 0, refused = 0;
  for (size_t n = 1; n <= 4; ++n)
    for (size_t code = 0; code < size_t(1) << 2 * n; ++code)
      for (unsigned limit = 1; limit <= n; ++limit) {
        Roles roles(n);
        for (size_t i = 0; i < n; ++i)
          roles[i] = code >> 2 * i & 3;
        std::optional<Placement> placement = place(roles, limit);
        ASSERT_EQ(placement.has_value(), fitsSomehow(roles, limit));
        ++(placement ? found : refused);
        if (!placement)
          continue;
        Roles ordered(n, 4);
        for (size_t i = 0; i < n; ++i) {
          ASSERT_LT(placement->ids[i], n);
          ASSERT_EQ(ordered[placement->ids[i]], 4u) << "an id appears twice";
          ordered[placement->ids[i]] = roles[i];
        }
        EXPECT_TRUE(fits(ordered, limit));
        EXPECT_LE(placement->inputExpansion, limit);
        EXPECT_LE(placement->outputExpansion, limit);
        auto sees = [](unsigned role) { return role & 1; };
        auto feeds = [](unsigned role) { return role & 2; };
        EXPECT_EQ(placement->inputExpansion,
                  std::find_if(ordered.rbegin(), ordered.rend(), sees).base() -
                      ordered.begin());
        EXPECT_EQ(placement->outputExpansion,
                  ordered.end() -
                      std::find_if(ordered.begin(), ordered.end(), feeds));
      }
  EXPECT_GT(found, 100u);
  EXPECT_GT(refused, 100u);
}

// Larger networks, at random.
TEST_F(PlacementTest, FindsOrdersOfLargerNetworks) {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    size_t n = 5 + random() % 4;
    unsigned limit = 1 + random() % n;
    Roles roles(n);
    for (unsigned &role : roles)
      role = random() % 4;
    EXPECT_EQ(place(roles, limit).has_value(), fitsSomehow(roles, limit));
  }
}

// The order of the network stays where it fits.
TEST_F(PlacementTest, KeepsTheOrderWhereItFits) {
  std::optional<Placement> placement = place({1, 0, 3, 2}, 3);
  ASSERT_TRUE(placement);
  EXPECT_EQ(placement->ids, (std::vector<unsigned>{0, 1, 2, 3, 0}));
}
