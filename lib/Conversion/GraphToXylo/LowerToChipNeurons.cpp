//===- LowerToChipNeurons.cpp - Own modules on a chip ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Collects the patterns by which dialects lower their modules for a chip, and
// applies them. All else in the network stays as it is: the greedy driver would
// also fold plumbing and drop what is dead, so it is kept away from plumbing.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/LowerToChipNeurons.h"

#include "ChipOption.h"

#include "tidepool/Conversion/GraphToXylo/Passes.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace tidepool::xylo {
#define GEN_PASS_DEF_XYLOLOWERTOCHIPNEURONS
#include "tidepool/Conversion/GraphToXylo/Passes.h.inc"
} // namespace tidepool::xylo

using namespace mlir;
using namespace tidepool;
using namespace tidepool::xylo;

void tidepool::xylo::populateLowerToChipNeuronsPatterns(
    const Chip &chip, RewritePatternSet &patterns) {
  // Which of several equally good patterns is tried first depends on the order
  // in which they are added.
  std::vector<Dialect *> dialects = patterns.getContext()->getLoadedDialects();
  llvm::sort(dialects, [](Dialect *a, Dialect *b) {
    return a->getNamespace() < b->getNamespace();
  });
  for (Dialect *dialect : dialects)
    if (auto *interface = dyn_cast<LowerToChipNeuronsPatternInterface>(dialect))
      interface->populateLowerToChipNeuronsPatterns(chip, patterns);
}

namespace {
/// Remembers the last rewrite, to name it if they do not end.
struct LastRewrite : RewriterBase::Listener {
  struct Rewrite {
    StringRef pattern, opName;
    Location loc;
  };

  void notifyPatternBegin(const Pattern &pattern, Operation *op) override {
    tried = {pattern.getDebugName(), op->getName().getStringRef(),
             op->getLoc()};
  }
  void notifyPatternEnd(const Pattern &, LogicalResult status) override {
    if (succeeded(status))
      done = tried;
  }

  std::optional<Rewrite> tried, done;
};

struct LowerToChipNeuronsPass
    : tidepool::xylo::impl::XyloLowerToChipNeuronsBase<LowerToChipNeuronsPass> {
  using XyloLowerToChipNeuronsBase::XyloLowerToChipNeuronsBase;

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  LogicalResult lower(graph::NetworkOp network, bool &changed);

  FrozenRewritePatternSet patterns;
};
} // namespace

LogicalResult LowerToChipNeuronsPass::initialize(MLIRContext *context) {
  RewritePatternSet collected(context);
  // Without a chip, runOnOperation says so, where there is a location.
  if (const Chip *selected = findChip(chip))
    populateLowerToChipNeuronsPatterns(*selected, collected);
  patterns = std::move(collected);
  return success();
}

static bool isEmpty(const FrozenRewritePatternSet &patterns) {
  return patterns.getOpSpecificNativePatterns().empty() &&
         patterns.getMatchAnyOpNativePatterns().empty() &&
         !patterns.getPDLByteCode();
}

/// The modules of the network, in holders too; last one first, as the driver
/// takes them from the end.
static SmallVector<Operation *> collectModules(graph::NetworkOp network) {
  SmallVector<Operation *> modules;
  graph::walkGraph(network, [&](Operation *op) {
    if (!isa<graph::PlumbingOpInterface, graph::OutputOp>(op))
      modules.push_back(op);
  });
  std::reverse(modules.begin(), modules.end());
  return modules;
}

LogicalResult LowerToChipNeuronsPass::lower(graph::NetworkOp network,
                                            bool &changed) {
  LastRewrite last;
  auto config = GreedyRewriteConfig()
                    .setScope(&network.getBody())
                    .setStrictness(GreedyRewriteStrictness::ExistingAndNewOps)
                    .enableFolding(false)
                    .setListener(&last)
                    // One more: at the limit the driver stops without looking
                    // whether anything is left to do.
                    .setMaxNumRewrites(int64_t(maxRewrites) + 1);
  if (succeeded(applyOpPatternsGreedily(collectModules(network), patterns,
                                        config, &changed)))
    return success();

  return emitError(last.done->loc, "patterns still apply after ")
         << maxRewrites.getValue() << " rewrites, the last one of '"
         << last.done->opName << "' by '" << last.done->pattern
         << "'; does a module become one of its own kind?";
}

void LowerToChipNeuronsPass::runOnOperation() {
  if (!findChipOption(getOperation(), chip))
    return signalPassFailure();
  bool changed = false;
  if (!isEmpty(patterns) && failed(lower(getOperation(), changed)))
    return signalPassFailure();
  if (!changed)
    markAllAnalysesPreserved();
}
