//===- PreservedAnalysesTest.cpp - What passes let analyses keep ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../GraphFixture.h"

#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// What a user's analysis may keep of the parameters of a network.
struct NumBiases {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(NumBiases)

  explicit NumBiases(Operation *network) {
    network->walk([&](LinearWeightsOp op) { count += op.getBiases() ? 1 : 0; });
  }
  unsigned count = 0;
};

/// Which analyses are kept, and what they say when asked.
struct Seen {
  bool hasNumBiases, hasRecurrence;
  unsigned numBiases;
};

/// Asks for analyses and changes nothing.
struct AskPass : PassWrapper<AskPass, OperationPass<NetworkOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(AskPass)

  explicit AskPass(std::vector<Seen> &seen) : seen(seen) {}
  void runOnOperation() override {
    bool hasNumBiases = getCachedAnalysis<NumBiases>().has_value();
    bool hasRecurrence = getCachedAnalysis<RecurrenceAnalysis>().has_value();
    (void)getAnalysis<RecurrenceAnalysis>();
    seen.push_back(
        {hasNumBiases, hasRecurrence, getAnalysis<NumBiases>().count});
    markAllAnalysesPreserved();
  }

private:
  std::vector<Seen> &seen;
};

class PreservedAnalysesTest : public GraphFixture {
protected:
  /// What is seen before and after a pass over `network`.
  std::vector<Seen> runBetween(std::unique_ptr<Pass> pass) {
    std::vector<Seen> seen;
    PassManager pm(&context, NetworkOp::getOperationName());
    pm.addPass(std::make_unique<AskPass>(seen));
    pm.addPass(std::move(pass));
    pm.addPass(std::make_unique<AskPass>(seen));
    EXPECT_TRUE(succeeded(pm.run(network)));
    return seen;
  }

  std::vector<Seen> dropBiases(StringRef biases) {
    parse(("graph.network @net(%in: !n1) -> !n1 {\n"
           "  %w = graph.linear_weights %in {weights = dense<1.0> : "
           "tensor<1x1xf32>, biases = dense<" +
           biases +
           "> : tensor<1xf32>} : !n1 -> !n1\n"
           "  graph.output %w : !n1\n"
           "}")
              .str());
    return runBetween(createGraphDropZeroBiases({/*remarks=*/false}));
  }
};
} // namespace

// Biases connect nothing, but other analyses may look at them.
TEST_F(PreservedAnalysesTest, DroppedBiasesKeepRecurrenceAlone) {
  std::vector<Seen> seen = dropBiases("0.0");
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].numBiases, 1u);
  EXPECT_FALSE(seen[1].hasNumBiases);
  EXPECT_EQ(seen[1].numBiases, 0u);
  EXPECT_TRUE(seen[1].hasRecurrence);
}

TEST_F(PreservedAnalysesTest, BiasesThatStayKeepAllAnalyses) {
  std::vector<Seen> seen = dropBiases("0.5");
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_TRUE(seen[1].hasNumBiases);
  EXPECT_EQ(seen[1].numBiases, 1u);
  EXPECT_TRUE(seen[1].hasRecurrence);
}

// The marks of recurrence change attributes, too.
TEST_F(PreservedAnalysesTest, MarksKeepRecurrenceAlone) {
  parse("graph.network @net() {\n  graph.output\n}");
  std::vector<Seen> seen = runBetween(createGraphDetectRecurrence());
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_FALSE(seen[1].hasNumBiases);
  EXPECT_TRUE(seen[1].hasRecurrence);
}
