//===- PlacementTest.cpp - Tests of the numbering of neurons --------------===//
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
  std::optional<Placement> place(const Roles &roles,
                                 std::optional<unsigned> limit) {
    auto module = parseSourceString<ModuleOp>(write(roles), &context);
    EXPECT_TRUE(module);
    graph::NetworkView view(*module->getOps<graph::NetworkOp>().begin());
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

// The order itself is the business of HiddenOrderTest; here it becomes ids and
// expansion counts.
TEST_F(PlacementTest, KeepsTheOrderWhereItFits) {
  std::optional<Placement> placement = place({1, 0, 3, 2}, 3);
  ASSERT_TRUE(placement);
  EXPECT_EQ(placement->ids, (std::vector<unsigned>{0, 1, 2, 3, 0}));
  EXPECT_EQ(placement->numHidden, 4u);
  EXPECT_EQ(placement->numOutputs, 1u);
  EXPECT_EQ(placement->inputExpansion, 3u);
  EXPECT_EQ(placement->outputExpansion, 2u);
}

TEST_F(PlacementTest, NumbersNeuronByNeuronWhereItDoesNot) {
  std::optional<Placement> placement = place({2, 0, 1}, 1);
  ASSERT_TRUE(placement);
  EXPECT_EQ(placement->ids, (std::vector<unsigned>{2, 1, 0, 0}));
  EXPECT_EQ(placement->inputExpansion, 1u);
  EXPECT_EQ(placement->outputExpansion, 1u);
}

// Without limits all hidden neurons are expansion neurons of both kinds.
TEST_F(PlacementTest, CountsAllNeuronsWithoutLimit) {
  std::optional<Placement> placement = place({2, 0, 1}, std::nullopt);
  ASSERT_TRUE(placement);
  EXPECT_EQ(placement->ids, (std::vector<unsigned>{0, 1, 2, 0}));
  EXPECT_EQ(placement->inputExpansion, 3u);
  EXPECT_EQ(placement->outputExpansion, 3u);
}

TEST_F(PlacementTest, RefusesWhatHasNoOrder) {
  EXPECT_FALSE(place({3, 3, 0}, 2));
}
