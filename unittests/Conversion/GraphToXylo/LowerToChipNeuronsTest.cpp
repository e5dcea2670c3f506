//===- LowerToChipNeuronsTest.cpp - Tests of own modules on a chip --------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/LowerToChipNeurons.h"
#include "Dialect/Test/TestDialect.h"
#include "tidepool/Conversion/GraphToXylo/Passes.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

namespace {
/// A driver's own pattern: plain modules stand for neurons of the test dialect.
struct GiveMeaning : OpRewritePattern<graph::PlainModuleOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(graph::PlainModuleOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<test::DecayNeuronsOp>(
        op, op.getResult(0).getType(), op.getOperand(0),
        rewriter.getI64IntegerAttr(4), rewriter.getDenseI64ArrayAttr({3, 5}),
        rewriter.getF64FloatAttr(1e-3), op.getNameAttr());
    return success();
  }
};

class LowerToChipNeuronsTest : public ::testing::Test {
protected:
  LowerToChipNeuronsTest() {
    DialectRegistry registry;
    registry.insert<graph::GraphDialect, test::TestDialect>();
    test::registerLowerToChipNeurons(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
  }

  /// A network of one module.
  OwningOpRef<ModuleOp> parse(StringRef module) {
    return parseSourceString<ModuleOp>(
        ("graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {\n%m "
         "= " +
         module + "\ngraph.output %m : !graph.nodes<2>\n}")
            .str(),
        &context);
  }

  static graph::NetworkOp getNetwork(ModuleOp module) {
    return *module.getOps<graph::NetworkOp>().begin();
  }

  template <typename OpTy>
  static unsigned count(ModuleOp module) {
    unsigned number = 0;
    module.walk([&](OpTy) { ++number; });
    return number;
  }

  /// Applies the driver's pattern and those of the dialects.
  LogicalResult rewrite(ModuleOp module, StringRef chip) {
    RewritePatternSet patterns(&context);
    patterns.add<GiveMeaning>(&context);
    populateLowerToChipNeuronsPatterns(*findChip(chip), patterns);
    return applyPatternsGreedily(getNetwork(module), std::move(patterns));
  }

  MLIRContext context;
};

/// Says whether an analysis that was asked for before a pass is there after it.
struct AskPass : PassWrapper<AskPass, OperationPass<graph::NetworkOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(AskPass)

  explicit AskPass(bool *isCached) : isCached(isCached) {}

  void runOnOperation() override {
    if (isCached)
      *isCached = getCachedAnalysis<graph::RecurrenceAnalysis>().has_value();
    else
      (void)getAnalysis<graph::RecurrenceAnalysis>();
    markAllAnalysesPreserved();
  }

  bool *isCached;
};
} // namespace

static constexpr StringLiteral plainModule =
    "graph.module(%in) {name = \"m\"} : (!graph.nodes<2>) -> !graph.nodes<2>";
static constexpr StringLiteral decayNeurons =
    "test.decay_neurons %in {dash_mem = 4 : i64, dash_syn = array<i64: 3>, "
    "dt = 1.0e-3 : f64} : !graph.nodes<2>";

// What the driver's pattern makes of a module is lowered by the dialect's.
TEST_F(LowerToChipNeuronsTest, CombinesWithADriversPatterns) {
  OwningOpRef<ModuleOp> module = parse(plainModule);
  ASSERT_TRUE(succeeded(rewrite(*module, "xylo_a3")));
  EXPECT_EQ(count<graph::PlainModuleOp>(*module), 0u);
  EXPECT_EQ(count<test::DecayNeuronsOp>(*module), 0u);
  ASSERT_EQ(count<graph::LIFNeuronsOp>(*module), 1u);
  module->walk([](graph::LIFNeuronsOp neurons) {
    EXPECT_EQ(neurons.getName(), "m");
    EXPECT_EQ(cast<graph::NeuronsOpInterface>(*neurons).getNumSynapses(), 2);
  });
}

// The chip decides what the dialect's patterns take.
TEST_F(LowerToChipNeuronsTest, PatternsKnowTheChip) {
  OwningOpRef<ModuleOp> module = parse(plainModule);
  ASSERT_TRUE(succeeded(rewrite(*module, "xylo_imu")));
  EXPECT_EQ(count<test::DecayNeuronsOp>(*module), 1u);
  EXPECT_EQ(count<graph::LIFNeuronsOp>(*module), 0u);
}

TEST_F(LowerToChipNeuronsTest, DialectsNeedNotOfferPatterns) {
  MLIRContext plain;
  plain.loadDialect<graph::GraphDialect, test::TestDialect>();
  RewritePatternSet patterns(&plain);
  populateLowerToChipNeuronsPatterns(*findChip("xylo_a3"), patterns);
  EXPECT_TRUE(patterns.getNativePatterns().empty());
}

// Analyses stay valid if and only if nothing was rewritten.
TEST_F(LowerToChipNeuronsTest, PreservesAnalysesOfWhatItLeavesAlone) {
  for (bool isLowered : {false, true}) {
    OwningOpRef<ModuleOp> module =
        parse(isLowered ? decayNeurons : plainModule);
    bool isCached = false;
    PassManager passes(&context);
    OpPassManager &networkPasses = passes.nest<graph::NetworkOp>();
    networkPasses.addPass(std::make_unique<AskPass>(nullptr));
    networkPasses.addPass(createXyloLowerToChipNeurons({"xylo_a3"}));
    networkPasses.addPass(std::make_unique<AskPass>(&isCached));
    ASSERT_TRUE(succeeded(passes.run(*module)));
    EXPECT_EQ(count<graph::LIFNeuronsOp>(*module), isLowered ? 1u : 0u);
    EXPECT_EQ(isCached, !isLowered);
  }
}
