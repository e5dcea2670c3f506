//===- GraphEditing.cpp - Building and changing graphs in C++ -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Transforms/GraphEditing.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SetVector.h"

#include <numeric>

using namespace mlir;
using namespace tidepool::graph;

//===----------------------------------------------------------------------===//
// connectModules
//===----------------------------------------------------------------------===//

namespace {
/// Pairs of an output node of the source and an input node of the destination.
struct NodePairs {
  SmallVector<int64_t> from, to;
};
} // namespace

static SmallVector<int64_t> allNodes(int64_t size) {
  SmallVector<int64_t> indices(size);
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

static LogicalResult checkIndices(Operation *destination, StringRef what,
                                  ArrayRef<int64_t> indices, int64_t size,
                                  bool mayRepeat) {
  llvm::BitVector seen(size);
  for (int64_t index : indices) {
    if (index < 0 || index >= size)
      return destination->emitOpError("cannot be connected: ")
             << what << " index " << index << " is out of range for " << size
             << " nodes";
    if (!mayRepeat && seen.test(index))
      return destination->emitOpError("cannot be connected: ")
             << what << " index " << index << " appears twice";
    seen.set(index);
  }
  return success();
}

/// A value with the output nodes `indices` of `op`; the indices are moved to
/// positions of that value. One result does where all nodes come from it, else
/// the results are joined, once for all calls with the same `joined`.
static Value findNodes(RewriterBase &rewriter, Operation *op, Value &joined,
                       MutableArrayRef<int64_t> indices) {
  int64_t begin = 0;
  for (Value result : op->getResults()) {
    int64_t end = begin + countNodes(result);
    if (llvm::all_of(indices, [&](int64_t index) {
          return index >= begin && index < end;
        })) {
      for (int64_t &index : indices)
        index -= begin;
      return result;
    }
    begin = end;
  }
  if (!joined)
    joined = ConcatOp::create(rewriter, op->getLoc(), op->getResults());
  return joined;
}

static bool isAllNodes(ArrayRef<int64_t> indices, int64_t size) {
  return indices.size() == static_cast<size_t>(size) &&
         ArrayRef<int64_t>(allNodes(size)) == indices;
}

/// A value with the nodes of `operand`'s type in which node `pairs.to[k]` is
/// node `pairs.from[k]` of `source`.
static Value routeTo(RewriterBase &rewriter, Location loc, Value source,
                     Value operand, const NodePairs &pairs) {
  Value routed = source;
  if (!isAllNodes(pairs.from, countNodes(source)))
    routed = SelectOp::create(rewriter, loc, routed, pairs.from);
  if (!isAllNodes(pairs.to, countNodes(operand)))
    routed =
        PlaceOp::create(rewriter, loc, operand.getType(), routed, pairs.to);
  return routed;
}

LogicalResult tidepool::graph::connectModules(
    RewriterBase &rewriter, Operation *source, Operation *destination,
    std::optional<ArrayRef<int64_t>> sourceIndices,
    std::optional<ArrayRef<int64_t>> destinationIndices) {
  int64_t numFrom = countNodes(source->getResultTypes());
  int64_t numTo = countNodes(destination->getOperandTypes());
  NodePairs all{sourceIndices ? SmallVector<int64_t>(*sourceIndices)
                              : allNodes(numFrom),
                destinationIndices ? SmallVector<int64_t>(*destinationIndices)
                                   : allNodes(numTo)};
  if (all.from.size() != all.to.size())
    return destination->emitOpError("cannot be connected: ")
           << all.from.size() << " source nodes for " << all.to.size()
           << " destination nodes";
  if (failed(checkIndices(destination, "source", all.from, numFrom, true)) ||
      failed(checkIndices(destination, "destination", all.to, numTo, false)))
    return failure();
  if (all.from.empty())
    return success();

  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(destination);
  Location loc = destination->getLoc();
  Value joined;
  int64_t begin = 0;
  for (OpOperand &operand : destination->getOpOperands()) {
    int64_t end = begin + countNodes(operand.get());
    NodePairs pairs;
    for (auto [from, to] : llvm::zip(all.from, all.to)) {
      if (to < begin || to >= end)
        continue;
      pairs.from.push_back(from);
      pairs.to.push_back(to - begin);
    }
    begin = end;
    if (pairs.from.empty())
      continue;
    Value nodes = findNodes(rewriter, source, joined, pairs.from);
    Value routed = routeTo(rewriter, loc, nodes, operand.get(), pairs);
    auto open = operand.get().getDefiningOp<OpenOp>();
    if (!open)
      routed = MergeOp::create(rewriter, loc, operand.get().getType(),
                               ValueRange{operand.get(), routed});
    rewriter.modifyOpInPlace(destination, [&] { operand.set(routed); });
    if (open && open->use_empty())
      rewriter.eraseOp(open);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// replaceModule
//===----------------------------------------------------------------------===//

LogicalResult tidepool::graph::replaceModule(RewriterBase &rewriter,
                                             Operation *module,
                                             Operation *replacement) {
  if (module->getOperandTypes() != replacement->getOperandTypes() ||
      module->getResultTypes() != replacement->getResultTypes()) {
    InFlightDiagnostic diag = replacement->emitOpError(
        "cannot replace a module with operands or results of other types");
    diag.attachNote(module->getLoc()) << "module to be replaced";
    return diag;
  }
  llvm::SetVector<OpenOp> placeholders;
  for (Value operand : replacement->getOperands())
    if (auto open = operand.getDefiningOp<OpenOp>())
      placeholders.insert(open);
  rewriter.modifyOpInPlace(
      replacement, [&] { replacement->setOperands(module->getOperands()); });
  rewriter.replaceOp(module, replacement->getResults());
  for (OpenOp open : placeholders)
    if (open->use_empty())
      rewriter.eraseOp(open);
  return success();
}

//===----------------------------------------------------------------------===//
// wrapInHolder
//===----------------------------------------------------------------------===//

HolderOp tidepool::graph::wrapInHolder(RewriterBase &rewriter,
                                       ArrayRef<Operation *> modules,
                                       StringRef name) {
  assert(!modules.empty() && "expects modules to wrap");
  DenseSet<Operation *> inside(modules.begin(), modules.end());
  llvm::SetVector<Value> inputs, outputs;
  for (Operation *module : modules) {
    for (Value operand : module->getOperands())
      if (!inside.contains(operand.getDefiningOp()))
        inputs.insert(operand);
    for (Value result : module->getResults())
      if (module->use_empty() ||
          llvm::any_of(result.getUsers(),
                       [&](Operation *user) { return !inside.contains(user); }))
        outputs.insert(result);
  }

  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(modules.front());
  Location loc = modules.front()->getLoc();
  auto holder = HolderOp::create(
      rewriter, loc,
      llvm::to_vector(ValueRange(outputs.getArrayRef()).getTypes()),
      inputs.getArrayRef(),
      name.empty() ? StringAttr() : rewriter.getStringAttr(name));
  for (auto [output, result] :
       llvm::zip(outputs.getArrayRef(), holder.getResults()))
    rewriter.replaceUsesWithIf(output, result, [&](OpOperand &use) {
      return !inside.contains(use.getOwner());
    });

  SmallVector<Location> locs(inputs.size(), loc);
  Block *body = rewriter.createBlock(
      &holder.getBody(), {}, ValueRange(inputs.getArrayRef()).getTypes(), locs);
  for (Operation *module : modules)
    rewriter.moveOpBefore(module, body, body->end());
  for (auto [input, argument] :
       llvm::zip(inputs.getArrayRef(), body->getArguments()))
    rewriter.replaceUsesWithIf(input, argument, [&](OpOperand &use) {
      return inside.contains(use.getOwner());
    });
  rewriter.setInsertionPointToEnd(body);
  OutputOp::create(rewriter, loc, outputs.getArrayRef());
  return holder;
}
