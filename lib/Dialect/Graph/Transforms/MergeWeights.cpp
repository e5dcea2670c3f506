//===- MergeWeights.cpp - Adds parallel weights up ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlumbingFilter.h"
#include "Repairs.h"
#include "RowSum.h"

#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include <cmath>
#include <map>

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHMERGEWEIGHTS
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// A connection of one node: node, module, node of the module, how often.
using Connection = std::tuple<int64_t, unsigned, unsigned, double>;

/// Weights of equal keys are parallel.
struct Key {
  std::vector<Connection> inputs, outputs;
  int64_t numInputs, numOutputs;
  bool operator<(const Key &other) const {
    return std::tie(numInputs, numOutputs, inputs, outputs) <
           std::tie(other.numInputs, other.numOutputs, other.inputs,
                    other.outputs);
  }
};

/// Weights, and how often their result counts wherever it goes.
struct Part {
  unsigned module;
  double times;
};

/// What parallel weights add up to.
struct Sum {
  MatrixBuilder matrix;
  std::vector<double> biases; ///< or empty
  bool isDouble = false;
};

/// Adds up the parallel weights of a network.
class WeightsMerger {
public:
  WeightsMerger(NetworkOp network, bool remarks, int64_t maxElements)
      : view(network), remarks(remarks), maxElements(maxElements) {}

  /// Returns whether anything has changed.
  bool run();

private:
  Part addKey(unsigned module, Key &key) const;
  bool mergeParts(ArrayRef<Part> parts);
  std::optional<Sum> addUp(ArrayRef<Part> parts) const;
  void replace(ArrayRef<Part> parts, Sum sum);

  NetworkView view;
  bool remarks;
  int64_t maxElements;
};

struct MergeWeightsPass
    : tidepool::graph::impl::GraphMergeWeightsBase<MergeWeightsPass> {
  using GraphMergeWeightsBase::GraphMergeWeightsBase;
  void runOnOperation() override;
};
} // namespace

template <typename Ends>
static std::vector<Connection> listConnections(ArrayRef<Ends> nodes) {
  std::vector<Connection> connections;
  for (auto [node, ends] : llvm::enumerate(nodes))
    for (const auto &end : ends)
      connections.push_back({node, end.module, end.node, end.times});
  llvm::sort(connections);
  return connections;
}

/// Fills in the key of a module. If its result counts equally often everywhere,
/// that number is no part of the key.
Part WeightsMerger::addKey(unsigned module, Key &key) const {
  auto weights = view.getAs<WeightsOpInterface>(module);
  key = {listConnections(view.getInputs(module)),
         listConnections(view.getOutputs(module)), weights.getNumInputNodes(),
         weights.getNumOutputNodes()};
  if (key.outputs.empty())
    return {module, 1};
  double times = std::get<double>(key.outputs.front());
  if (!llvm::all_of(key.outputs, [&](const Connection &connection) {
        return std::get<double>(connection) == times;
      }))
    return {module, 1};
  for (Connection &connection : key.outputs)
    std::get<double>(connection) = 1;
  return {module, times};
}

bool WeightsMerger::run() {
  std::map<Key, size_t> groupOf;
  SmallVector<SmallVector<Part, 1>> groups; // in text order
  for (unsigned module = 0; module < view.getModules().size(); ++module) {
    if (!view.getAs<WeightsOpInterface>(module))
      continue;
    Key key;
    Part part = addKey(module, key);
    if (key.outputs.empty())
      continue; // dead weights are not in parallel with anything
    auto [it, isNew] = groupOf.try_emplace(std::move(key), groups.size());
    if (isNew)
      groups.emplace_back();
    groups[it->second].push_back(part);
  }
  bool isChanged = false;
  for (SmallVector<Part, 1> &group : groups) {
    auto *least = llvm::min_element(
        group, [](Part a, Part b) { return a.times < b.times; });
    std::rotate(group.begin(), least, least + 1);
    double unit = group.front().times;
    llvm::erase_if(group,
                   [&](Part part) { return std::fmod(part.times, unit) != 0; });
    if (group.size() > 1)
      isChanged |= mergeParts(group);
  }
  return isChanged;
}

/// None if the matrix becomes too large.
std::optional<Sum> WeightsMerger::addUp(ArrayRef<Part> parts) const {
  auto first = view.getAs<WeightsOpInterface>(parts.front().module);
  int64_t numRows = first.getNumInputNodes();
  int64_t numColumns = first.getNumOutputNodes();
  Sum sum{MatrixBuilder(numRows, numColumns), {}, false};
  SmallVector<std::pair<MatrixView, double>> matrices;
  int64_t numStored = 0;
  for (Part part : parts) {
    auto weights = view.getAs<WeightsOpInterface>(part.module);
    double factor = part.times / parts.front().times;
    MatrixView matrix = MatrixView::ofVerified(weights.getWeights());
    matrices.push_back({matrix, factor});
    numStored += matrix.isSplat() ? 1 : matrix.getValues().size();
    sum.isDouble |= hasDoubles(weights);
    if (std::optional<ElementsAttr> biases = weights.getBiases()) {
      sum.biases.resize(numColumns);
      FloatElementsView::ofVerified(*biases).addScaled(0, factor, sum.biases);
    }
  }
  bool haveEqualRows = llvm::all_of(
      matrices, [](const auto &part) { return part.first.isSplat(); });
  int64_t mostElements = std::max(maxElements, numStored);
  RowSum rowSum(numColumns);
  for (int64_t row = 0; row < numRows; ++row) {
    rowSum.clear();
    for (auto &[matrix, factor] : matrices)
      rowSum.add(matrix, row, factor);
    rowSum.copyTo(sum.matrix, row);
    int64_t numAlike = row == 0 && haveEqualRows ? numRows : 1;
    if (sum.matrix.getNumEntries() * numAlike > mostElements)
      return std::nullopt;
  }
  return sum;
}

bool WeightsMerger::mergeParts(ArrayRef<Part> parts) {
  std::optional<Sum> sum = addUp(parts);
  if (sum && sum->matrix.isFinite() && areFinite(sum->biases)) {
    replace(parts, std::move(*sum));
    return true;
  }
  auto others = llvm::map_to_vector(parts.drop_front(),
                                    [](Part part) { return part.module; });
  InFlightDiagnostic diag =
      emitWarning(view.getModule(parts.front().module)->getLoc())
      << "'" << view.getLabel(parts.front().module) << "' and "
      << listModules(view, others) << " are parallel, but their sum ";
  if (sum)
    diag << "is beyond all numbers";
  else
    diag << "would have more than max-elements=" << maxElements
         << " elements that are not zero";
  return false;
}

void WeightsMerger::replace(ArrayRef<Part> parts, Sum sum) {
  auto ops = llvm::map_to_vector(
      parts, [&](Part part) { return view.getModule(part.module); });
  auto others = llvm::map_to_vector(parts.drop_front(),
                                    [](Part part) { return part.module; });
  Operation *kept = ops.front();
  auto weights = cast<WeightsOpInterface>(kept);
  OpBuilder builder(kept);
  LinearWeightsOp merged = buildWeights(
      builder, fuseLocations(ops), kept->getOperand(0), std::move(sum.matrix),
      sum.biases, sum.isDouble, weights.getModuleNameAttr());
  inheritAttributes(merged, ops);
  if (remarks)
    emitRemark(kept->getLoc())
        << "added " << listModules(view, others) << " to '"
        << view.getLabel(parts.front().module)
        << "', which is fed by the same nodes and feeds the same nodes";
  kept->replaceAllUsesWith(merged);
  for (Operation *op : ArrayRef(ops).drop_front())
    op->getResult(0).replaceAllUsesWith(
        OpenOp::create(builder, op->getLoc(), op->getResult(0).getType()));
  for (Operation *op : ops)
    op->erase();
}

void MergeWeightsPass::runOnOperation() {
  NetworkOp network = getOperation();
  if (hasHolders(network, remarks) ||
      !WeightsMerger(network, remarks, maxElements).run())
    return markAllAnalysesPreserved();
  tidyPlumbing(network);
}
