//===- RemoveNodes.cpp - Removes nodes from all that has them -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NodeThreads.h"
#include "Reductions.h"

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;
using llvm::BitVector;

namespace {
/// Removes threads of nodes from a module.
class NodeRemover {
public:
  NodeRemover(const reduce::NodeThreads &threads, BitVector removed);

  /// Gives values their new types and ops their new attributes.
  void run(mlir::ModuleOp module);

private:
  void keepOneNodeEach();
  ArrayRef<int64_t> getKept(Value value) const {
    return kept.find(value)->second;
  }
  /// Where the node is among those that are kept of `value`.
  int64_t getPosition(Value value, int64_t node) const;
  void shrinkSelect(SelectOp select);
  void shrinkPlace(PlaceOp place);
  void shrinkParameters(Operation *op);

  const reduce::NodeThreads &threads;
  BitVector removed;
  DenseMap<Value, SmallVector<int64_t>> kept;
};
} // namespace

NodeRemover::NodeRemover(const reduce::NodeThreads &threads, BitVector removed)
    : threads(threads), removed(std::move(removed)) {
  keepOneNodeEach();
  for (Value value : threads.getValues()) {
    SmallVector<int64_t> &nodes = kept[value];
    for (int64_t node = 0, e = countNodes(value); node != e; ++node)
      if (!this->removed.test(threads.getThread(value, node)))
        nodes.push_back(node);
  }
}

/// There are no values without nodes: the first one stays if all would go.
void NodeRemover::keepOneNodeEach() {
  for (Value value : threads.getValues()) {
    bool isEmpty = true;
    for (int64_t node = 0, e = countNodes(value); node != e && isEmpty; ++node)
      isEmpty = removed.test(threads.getThread(value, node));
    if (isEmpty)
      removed.reset(threads.getThread(value, 0));
  }
}

int64_t NodeRemover::getPosition(Value value, int64_t node) const {
  ArrayRef<int64_t> nodes = getKept(value);
  return llvm::lower_bound(nodes, node) - nodes.begin();
}

void NodeRemover::shrinkSelect(SelectOp select) {
  SmallVector<int64_t> indices;
  for (int64_t node : getKept(select.getResult()))
    indices.push_back(
        getPosition(select.getInput(), select.getIndices()[node]));
  select.setIndices(indices);
}

void NodeRemover::shrinkPlace(PlaceOp place) {
  SmallVector<int64_t> indices;
  for (int64_t node : getKept(place.getInput()))
    indices.push_back(getPosition(place.getResult(), place.getIndices()[node]));
  place.setIndices(indices);
}

/// The given rows and columns of a sparse matrix.
static ElementsAttr pickEntries(SparseElementsAttr values,
                                ArrayRef<int64_t> rows,
                                ArrayRef<int64_t> columns) {
  auto matrix = MatrixView::ofVerified(values);
  constexpr int64_t none = -1;
  std::vector<int64_t> newColumns(matrix.getNumColumns(), none);
  for (auto [index, column] : llvm::enumerate(columns))
    newColumns[column] = index;
  MatrixBuilder picked(rows.size(), columns.size());
  for (size_t index = 0; index < rows.size(); ++index)
    matrix.forEachNonZeroIn(rows[index], [&](int64_t column, double value) {
      if (newColumns[column] != none)
        picked.add(index, newColumns[column], value);
    });
  return picked.build(values.getContext(), values.getElementType().isF64(),
                      "weights");
}

/// The given rows and columns of a matrix; a vector has one row.
template <typename T>
static ElementsAttr pick(ElementsAttr values, ArrayRef<int64_t> shape,
                         ArrayRef<int64_t> rows, ArrayRef<int64_t> columns) {
  if (auto sparse = dyn_cast<SparseElementsAttr>(values))
    return pickEntries(sparse, rows, columns);
  FloatElementsView view = FloatElementsView::ofVerified(values);
  auto type = RankedTensorType::get(shape, values.getElementType());
  if (view.isSplat())
    return reduce::makeSplat(type, view[0]);
  int64_t width = cast<ShapedType>(values.getType()).getShape().back();
  std::vector<T> picked;
  picked.reserve(rows.size() * columns.size());
  for (int64_t row : rows)
    for (int64_t column : columns)
      picked.push_back(static_cast<T>(view[row * width + column]));
  return DenseElementsAttr::get(type, ArrayRef<T>(picked));
}

void NodeRemover::shrinkParameters(Operation *op) {
  static constexpr int64_t onlyRow[] = {0};
  for (NamedAttribute parameter : reduce::getParameters(op)) {
    auto values = cast<ElementsAttr>(parameter.getValue());
    ArrayRef<int64_t> rows = onlyRow;
    ArrayRef<int64_t> columns = getKept(op->getResult(0));
    SmallVector<int64_t> shape;
    if (parameter.getName() == "weights") {
      rows = getKept(op->getOperand(0));
      shape.push_back(rows.size());
    } else if (parameter.getName() == "tau_syn") {
      columns = getKept(op->getOperand(0));
    }
    shape.push_back(columns.size());
    if (shape == cast<ShapedType>(values.getType()).getShape())
      continue;
    op->setAttr(parameter.getName(),
                values.getElementType().isF32()
                    ? pick<float>(values, shape, rows, columns)
                    : pick<double>(values, shape, rows, columns));
  }
}

void NodeRemover::run(mlir::ModuleOp module) {
  module.walk([&](Operation *op) {
    if (auto select = dyn_cast<SelectOp>(op))
      shrinkSelect(select);
    else if (auto place = dyn_cast<PlaceOp>(op))
      shrinkPlace(place);
    else
      shrinkParameters(op);
  });
  for (Value value : threads.getValues())
    value.setType(NodesType::get(value.getContext(), getKept(value).size()));
  module.walk([](NetworkOp network) {
    Block &body = network.getBody().front();
    network.setFunctionType(
        FunctionType::get(network.getContext(), body.getArgumentTypes(),
                          body.getTerminator()->getOperandTypes()));
  });
}

void reduce::removeNodes(mlir::ModuleOp module, Places &places) {
  NodeThreads threads(module);
  BitVector removed(threads.getNumThreads());
  for (unsigned thread = 0, e = removed.size(); thread != e; ++thread)
    if (!threads.isPinned(thread))
      removed[thread] = places.next();
  if (removed.any())
    NodeRemover(threads, std::move(removed)).run(module);
}
