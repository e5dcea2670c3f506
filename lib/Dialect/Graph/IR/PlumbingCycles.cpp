//===- PlumbingCycles.cpp - Plumbing that feeds only itself ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two searches of the same form: the first over whole values, which is cheap
// and nearly always finds nothing; only if it finds a cycle, the second looks
// at single nodes, since a value may well feed itself when its nodes do not
// (`%a = concat %x, %b; %b = select %a[0]`).
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/PlumbingCycles.h"
#include "tidepool/Dialect/Graph/IR/Graph.h"

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// One position of a value.
struct Node {
  Value value;
  int64_t position;
};

/// The nodes of some values, numbered, and for each the nodes that plumbing
/// feeds it with. With `wholeValues`, a value counts as a single node.
class PlumbingGraph {
public:
  PlumbingGraph(Operation *holder, bool wholeValues);

  /// The nodes of one cycle in order, empty if there is none.
  SmallVector<Node> findCycle() const;

private:
  void addValue(Value value);
  void addConnections(Value value);
  void connect(unsigned sink, Value source, int64_t position);

  bool wholeValues;
  DenseMap<Value, unsigned> firstNode;
  SmallVector<Node> nodes;
  SmallVector<SmallVector<unsigned, 1>> sources;
};
} // namespace

/// The value outside of `argument`'s holder, or inside of `result`'s holder,
/// that holder ports connect `value` with; null for all other values.
static Value lookThroughHolder(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto holder = dyn_cast<HolderOp>(argument.getOwner()->getParentOp());
    return holder ? holder.getInputs()[argument.getArgNumber()] : Value();
  }
  if (auto holder = value.getDefiningOp<HolderOp>())
    return holder.getGraphOutput()->getOperand(
        cast<OpResult>(value).getResultNumber());
  return {};
}

PlumbingGraph::PlumbingGraph(Operation *holder, bool wholeValues)
    : wholeValues(wholeValues) {
  walkGraph(holder, [&](Operation *op) {
    if (isa<PlumbingOpInterface>(op))
      addValue(op->getResult(0));
    auto nested = dyn_cast<HolderOp>(op);
    if (!nested)
      return;
    llvm::for_each(nested.getResults(), [&](Value v) { addValue(v); });
    llvm::for_each(nested.getBody().getArguments(),
                   [&](Value v) { addValue(v); });
  });
  sources.resize(nodes.size());
  for (size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].position == 0)
      addConnections(nodes[i].value);
}

void PlumbingGraph::addValue(Value value) {
  firstNode[value] = nodes.size();
  int64_t size = wholeValues ? 1 : countNodes(value);
  for (int64_t position = 0; position < size; ++position)
    nodes.push_back({value, position});
}

void PlumbingGraph::addConnections(Value value) {
  unsigned first = firstNode.lookup(value);
  if (Value other = lookThroughHolder(value)) {
    int64_t size = wholeValues ? 1 : countNodes(value);
    for (int64_t position = 0; position < size; ++position)
      connect(first + position, other, position);
    return;
  }
  Operation *op = value.getDefiningOp();
  if (wholeValues) {
    for (Value operand : op->getOperands())
      connect(first, operand, 0);
    return;
  }
  cast<PlumbingOpInterface>(op).visitConnections(
      [&](int64_t resultNode, unsigned operand, int64_t operandNode) {
        connect(first + resultNode, op->getOperand(operand), operandNode);
      });
}

void PlumbingGraph::connect(unsigned sink, Value source, int64_t position) {
  if (auto it = firstNode.find(source); it != firstNode.end())
    sources[sink].push_back(it->second + position);
}

SmallVector<Node> PlumbingGraph::findCycle() const {
  enum State : uint8_t { New, OnStack, Done };
  struct Frame {
    unsigned node;
    unsigned nextSource;
  };
  SmallVector<State> states(nodes.size(), New);
  SmallVector<Frame> stack;
  for (unsigned root = 0; root < nodes.size(); ++root) {
    if (states[root] != New)
      continue;
    states[root] = OnStack;
    stack.push_back({root, 0});
    while (!stack.empty()) {
      Frame &frame = stack.back();
      if (frame.nextSource == sources[frame.node].size()) {
        states[frame.node] = Done;
        stack.pop_back();
        continue;
      }
      unsigned source = sources[frame.node][frame.nextSource++];
      if (states[source] == OnStack) {
        auto *start = llvm::find_if(
            stack, [&](const Frame &open) { return open.node == source; });
        return llvm::map_to_vector(
            llvm::make_range(start, stack.end()),
            [&](const Frame &open) { return nodes[open.node]; });
      }
      if (states[source] == New) {
        states[source] = OnStack;
        stack.push_back({source, 0});
      }
    }
  }
  return {};
}

/// Steps of a cycle that are shown as notes.
static constexpr size_t maxShownSteps = 16;

LogicalResult tidepool::graph::verifyNoPlumbingCycles(Operation *holder) {
  if (PlumbingGraph(holder, /*wholeValues=*/true).findCycle().empty())
    return success();
  SmallVector<Node> cycle =
      PlumbingGraph(holder, /*wholeValues=*/false).findCycle();
  if (cycle.empty())
    return success();
  InFlightDiagnostic diag = emitError(cycle.front().value.getLoc())
                            << "node " << cycle.front().position
                            << " of this value is fed by itself through "
                               "plumbing alone, so it has no value";
  for (Node node : ArrayRef(cycle).drop_front().take_front(maxShownSteps))
    diag.attachNote(node.value.getLoc())
        << "through node " << node.position << " of this value";
  return diag;
}
