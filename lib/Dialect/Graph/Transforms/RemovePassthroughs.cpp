//===- RemovePassthroughs.cpp - Removes identity weights ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Repairs.h"

#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHREMOVEPASSTHROUGHS
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// Finds the weights of a network that do nothing and that nothing needs.
class PassthroughFinder {
public:
  explicit PassthroughFinder(NetworkOp network);

  /// Modules to remove, sources before what they feed.
  SmallVector<unsigned> run();
  const NetworkView &getView() const { return view; }

private:
  /// What feeds a module once removed weights are looked through.
  enum SourceKind : uint8_t {
    FromWeights = 1,
    FromInput = 2,
    FromModule = 4,
    FromAlias = 8,
    FromOther = 16 ///< nothing is known about it
  };
  using SourceKinds = uint8_t;

  SourceKinds classify(unsigned source) const;
  void sortCandidates();
  bool isNeeded(unsigned module, SourceKinds kinds) const;
  bool joinsAlias(const NetworkView::Sink &sink) const;

  NetworkView view;
  SmallVector<unsigned> candidates;
  std::vector<bool> isCandidate;          ///< by module
  std::vector<SourceKinds> kindsOfSource; ///< of removed modules
  std::vector<SmallVector<bool>> aliasAt; ///< by module (outputs last), node
};

struct RemovePassthroughsPass
    : tidepool::graph::impl::GraphRemovePassthroughsBase<
          RemovePassthroughsPass> {
  using GraphRemovePassthroughsBase::GraphRemovePassthroughsBase;
  void runOnOperation() override;
};
} // namespace

static bool isPassthrough(WeightsOpInterface weights) {
  int64_t size = weights.getNumInputNodes();
  if (size != weights.getNumOutputNodes())
    return false;
  auto values = MatrixView::ofVerified(weights.getWeights());
  for (int64_t row = 0; row < size; ++row) {
    bool hasOne = false, hasOthers = false;
    values.forEachNonZeroIn(row, [&](int64_t column, double value) {
      (column == row && value == 1 ? hasOne : hasOthers) = true;
    });
    if (!hasOne || hasOthers)
      return false;
  }
  if (!weights.getBiases())
    return true;
  auto biases = FloatElementsView::ofVerified(*weights.getBiases());
  return llvm::all_of(llvm::seq(biases.size()),
                      [&](int64_t k) { return biases[k] == 0; });
}

PassthroughFinder::PassthroughFinder(NetworkOp network)
    : view(network), isCandidate(view.getModules().size()),
      kindsOfSource(view.getModules().size()) {
  RecurrenceAnalysis recurrence(network);
  for (auto [index, op] : llvm::enumerate(view.getModules())) {
    auto weights = dyn_cast<WeightsOpInterface>(op);
    isCandidate[index] =
        weights && !recurrence.getLoopId(op) && isPassthrough(weights);
  }
  auto addNodes = [&](ArrayRef<NetworkView::Sources> nodes) {
    SmallVector<bool> &row = aliasAt.emplace_back();
    for (const NetworkView::Sources &sources : nodes)
      row.push_back(llvm::any_of(sources, [&](auto &source) {
        return bool(view.getAs<AliasOp>(source.module));
      }));
  };
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    addNodes(view.getInputs(module));
  addNodes(view.getNetworkOutputs());
  sortCandidates();
}

/// Sources first, in text order where nothing else decides. None is in a loop.
void PassthroughFinder::sortCandidates() {
  enum State : uint8_t { New, Open, Done };
  std::vector<State> states(isCandidate.size(), New);
  SmallVector<unsigned> stack;
  for (unsigned root = 0; root < isCandidate.size(); ++root) {
    if (isCandidate[root])
      stack.push_back(root);
    while (!stack.empty()) {
      unsigned module = stack.back();
      if (states[module] != New) {
        stack.pop_back();
        if (states[module] == Open)
          candidates.push_back(module);
        states[module] = Done;
        continue;
      }
      states[module] = Open;
      for (const NetworkView::Sources &sources : view.getInputs(module))
        for (const NetworkView::Source &source : sources)
          if (source.module != NetworkView::none &&
              isCandidate[source.module] && states[source.module] == New)
            stack.push_back(source.module);
    }
  }
}

PassthroughFinder::SourceKinds
PassthroughFinder::classify(unsigned source) const {
  if (source == NetworkView::none)
    return FromInput;
  if (kindsOfSource[source])
    return kindsOfSource[source];
  Operation *op = view.getModule(source);
  if (isa<WeightsOpInterface>(op))
    return FromWeights;
  if (isa<AliasOp>(op))
    return FromAlias;
  return isa<GraphModuleOpInterface>(op) ? FromModule : FromOther;
}

bool PassthroughFinder::joinsAlias(const NetworkView::Sink &sink) const {
  return (sink.module == NetworkView::none ? aliasAt.back()
                                           : aliasAt[sink.module])[sink.node];
}

bool PassthroughFinder::isNeeded(unsigned module, SourceKinds kinds) const {
  if (kinds & (FromAlias | FromOther))
    return true;
  bool isUsed = false;
  for (const NetworkView::Sinks &sinks : view.getOutputs(module))
    for (const NetworkView::Sink &sink : sinks) {
      isUsed = true;
      if (joinsAlias(sink))
        return true;
      if (sink.module == NetworkView::none) {
        if (kinds & FromInput)
          return true;
        continue;
      }
      Operation *op = view.getModule(sink.module);
      if (isa<WeightsOpInterface>(op))
        continue;
      if (kinds != FromWeights || isa<AliasOp>(op) ||
          !isa<GraphModuleOpInterface>(op))
        return true;
    }
  return !isUsed;
}

SmallVector<unsigned> PassthroughFinder::run() {
  SmallVector<unsigned> found;
  for (unsigned module : candidates) {
    SourceKinds kinds = 0;
    for (const NetworkView::Sources &sources : view.getInputs(module))
      for (const NetworkView::Source &source : sources)
        kinds |= classify(source.module);
    if (kinds == 0 || isNeeded(module, kinds))
      continue;
    kindsOfSource[module] = kinds;
    found.push_back(module);
  }
  return found;
}

/// Returns whether any were removed.
static bool removePassthroughs(NetworkOp network, bool remarks) {
  PassthroughFinder finder(network);
  SmallVector<unsigned> found = finder.run();
  for (unsigned module : found) {
    Operation *op = finder.getView().getModule(module);
    if (remarks)
      emitRemark(op->getLoc())
          << "removed '" << finder.getView().getLabel(module)
          << "', which passes every node on unchanged";
    op->getResult(0).replaceAllUsesWith(op->getOperand(0));
  }
  for (unsigned module : found)
    finder.getView().getModule(module)->erase();
  return !found.empty();
}

void RemovePassthroughsPass::runOnOperation() {
  NetworkOp network = getOperation();
  if (hasHolders(network, remarks) || !removePassthroughs(network, remarks))
    return markAllAnalysesPreserved();
  // With one gone, another may turn out to be fed by fewer modules.
  while (removePassthroughs(network, remarks))
    ;
}
