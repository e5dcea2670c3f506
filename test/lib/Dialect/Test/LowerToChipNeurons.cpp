//===- LowerToChipNeurons.cpp - The test dialect's modules on a chip ------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/LowerToChipNeurons.h"
#include "Dialect/Test/TestDialect.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::test;

namespace {
struct LowerDecayNeurons : OpRewritePattern<DecayNeuronsOp> {
  LowerDecayNeurons(MLIRContext *context, const xylo::Chip &chip)
      : OpRewritePattern(context), chip(chip) {}

  LogicalResult matchAndRewrite(DecayNeuronsOp op,
                                PatternRewriter &rewriter) const override;

private:
  const xylo::Chip &chip;
};

/// Never comes to an end.
struct LowerEndless : OpRewritePattern<EndlessOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(EndlessOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<EndlessOp>(op, op.getOutput().getType(),
                                           op.getInput());
    return success();
  }
};

struct TestLowering : xylo::LowerToChipNeuronsPatternInterface {
  using LowerToChipNeuronsPatternInterface::LowerToChipNeuronsPatternInterface;

  void
  populateLowerToChipNeuronsPatterns(const xylo::Chip &chip,
                                     RewritePatternSet &patterns) const final {
    patterns.add<LowerDecayNeurons>(patterns.getContext(), chip);
    patterns.add<LowerEndless>(patterns.getContext());
  }
};
} // namespace

/// Every node of `input` `times` times in a row: one per synapse.
static Value repeatNodes(OpBuilder &builder, Location loc, Value input,
                         size_t times) {
  if (times == 1)
    return input;
  SmallVector<int64_t> indices;
  for (int64_t node = 0; node < graph::countNodes(input); ++node)
    indices.append(times, node);
  return graph::SelectOp::create(builder, loc, input, indices);
}

/// A parameter of `count` entries: the values over and over.
static ElementsAttr repeatValues(Builder &builder, ArrayRef<double> values,
                                 int64_t count) {
  SmallVector<double> repeated;
  for (int64_t k = 0; k < count; ++k)
    repeated.push_back(values[k % values.size()]);
  return DenseElementsAttr::get(
      RankedTensorType::get(count, builder.getF64Type()), ArrayRef(repeated));
}

LogicalResult
LowerDecayNeurons::matchAndRewrite(DecayNeuronsOp op,
                                   PatternRewriter &rewriter) const {
  ArrayRef<int64_t> dashSyn = op.getDashSyn();
  bool fits = dashSyn.size() <= chip.maxSynapses;
  if (!fits && !llvm::all_equal(dashSyn))
    return rewriter.notifyMatchFailure(op, "the chip has too few synapses");

  Value input = op.getInput();
  if (fits) {
    input = repeatNodes(rewriter, op.getLoc(), input, dashSyn.size());
  } else {
    SmallVector<Value> copies(dashSyn.size(), input);
    input = graph::MergeOp::create(rewriter, op.getLoc(), copies);
    dashSyn = dashSyn.take_front();
  }

  double dt = op.getDt().convertToDouble();
  auto toTau = [&](int64_t dash) { return std::ldexp(dt, dash); };
  SmallVector<double> tauSyn = llvm::map_to_vector(dashSyn, toTau);
  int64_t numNeurons = graph::countNodes(op.getOutput());
  auto parameter = [&](ArrayRef<double> values, int64_t count) {
    return repeatValues(rewriter, values, count);
  };
  rewriter.replaceOpWithNewOp<graph::LIFNeuronsOp>(
      op, op.getOutput().getType(), input,
      /*tau_mem=*/parameter(toTau(op.getDashMem()), numNeurons),
      /*tau_syn=*/parameter(tauSyn, numNeurons * dashSyn.size()),
      /*threshold=*/parameter(1.0, numNeurons), /*bias=*/ElementsAttr(),
      op.getDtAttr(), rewriter.getStringAttr(graph::getBaseLabel(op)));
  return success();
}

void tidepool::test::registerLowerToChipNeurons(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *, TestDialect *dialect) {
    dialect->addInterfaces<TestLowering>();
  });
}
