//===- InsertWeights.cpp - Identity weights in front of neurons -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlumbingFilter.h"
#include "Repairs.h"

#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "llvm/ADT/SetVector.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHINSERTWEIGHTS
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// What must not feed neurons directly, and where it does.
struct DirectInput {
  unsigned target;               ///< neurons
  SmallVector<int64_t> nodes;    ///< of their input
  SmallVector<unsigned> sources; ///< modules, or `none`
};

struct InsertWeightsPass
    : tidepool::graph::impl::GraphInsertWeightsBase<InsertWeightsPass> {
  using GraphInsertWeightsBase::GraphInsertWeightsBase;
  void runOnOperation() override;
};
} // namespace

/// Whether `source` is known to be something else than weights.
static bool isDirect(Operation *source) {
  return isa<GraphModuleOpInterface>(source) &&
         !isa<WeightsOpInterface>(source);
}

static bool isDirect(Value source) {
  return isa<BlockArgument>(source) || isDirect(source.getDefiningOp());
}

static DirectInput findDirectInput(const NetworkView &view, unsigned target) {
  DirectInput input{target, {}, {}};
  llvm::SetVector<int64_t> found; // `none` is no key for unsigned numbers
  for (auto [node, sources] : llvm::enumerate(view.getInputs(target))) {
    bool hasDirect = false;
    for (const NetworkView::Source &source : sources)
      if (source.module == NetworkView::none ||
          isDirect(view.getModule(source.module))) {
        hasDirect = true;
        found.insert(source.module);
      }
    if (hasDirect)
      input.nodes.push_back(node);
  }
  input.sources = llvm::to_vector_of<unsigned>(found);
  return input;
}

/// `<source>-<target>`.
static std::string makeName(const NetworkView &view, const DirectInput &input) {
  const unsigned *named = llvm::find_if(input.sources, [&](unsigned source) {
    return !view.getAs<AliasOp>(source);
  });
  unsigned source =
      named == input.sources.end() ? input.sources.front() : *named;
  StringRef label =
      source == NetworkView::none ? "input" : view.getLabel(source);
  return (label + "-" + view.getLabel(input.target)).str();
}

/// Weights that pass `value` on.
static Value insertIdentity(OpBuilder &builder, Location loc, Value value,
                            StringAttr name) {
  int64_t size = countNodes(value);
  std::vector<double> ones(size, 1);
  return buildWeights(builder, loc, value, MatrixBuilder::diagonal(ones),
                      /*biases=*/{}, /*isDouble=*/false, name)
      .getOutput();
}

/// Leads what feeds `neurons` directly, `direct`, through an identity; `rest`
/// is what else feeds them, if anything.
static void insertWeights(Operation *neurons, ArrayRef<int64_t> nodes,
                          Value direct, Value rest, StringRef name) {
  OpBuilder builder(neurons);
  Location loc = neurons->getLoc();
  Type type = direct.getType();
  bool takesAll = static_cast<int64_t>(nodes.size()) == countNodes(direct);
  if (!takesAll)
    direct = SelectOp::create(builder, loc, direct, nodes);
  Value passed =
      insertIdentity(builder, loc, direct, builder.getStringAttr(name));
  if (!takesAll)
    passed = PlaceOp::create(builder, loc, type, passed, nodes);
  if (rest)
    passed = MergeOp::create(builder, loc, type, ValueRange{rest, passed});
  neurons->setOperand(0, passed);
}

void InsertWeightsPass::runOnOperation() {
  NetworkOp network = getOperation();
  if (hasHolders(network, remarks))
    return markAllAnalysesPreserved();
  NetworkView view(network);
  PlumbingFilter direct(network, [](Value value) { return isDirect(value); });
  PlumbingFilter rest(network, [](Value value) { return !isDirect(value); });
  bool isChanged = false;
  for (unsigned module = 0; module < view.getModules().size(); ++module) {
    auto neurons = view.getAs<NeuronsOpInterface>(module);
    if (!neurons)
      continue;
    DirectInput input = findDirectInput(view, module);
    int64_t size = input.nodes.size();
    if (size == 0)
      continue;
    if (size > maxElements) {
      emitWarning(neurons.getLoc())
          << "'" << view.getLabel(module) << "' is fed by "
          << listModules(view, input.sources)
          << " without weights between them; an identity matrix of " << size
          << " x " << size
          << " has more than max-elements=" << maxElements.getValue()
          << " elements that are not zero";
      continue;
    }
    std::string name = makeName(view, input);
    if (remarks)
      emitRemark(neurons.getLoc())
          << "inserted the identity matrix '" << name << "' between "
          << listModules(view, input.sources) << " and '"
          << view.getLabel(module) << "'";
    Value operand = neurons->getOperand(0);
    insertWeights(neurons, input.nodes, direct.get(operand), rest.get(operand),
                  name);
    isChanged = true;
  }
  if (isChanged)
    tidyPlumbing(network);
  else
    markAllAnalysesPreserved();
}
