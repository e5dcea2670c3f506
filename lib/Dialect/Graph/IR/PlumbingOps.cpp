//===- PlumbingOps.cpp - Merge, select, place, concat and open ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "llvm/ADT/BitVector.h"

using namespace mlir;
using namespace tidepool::graph;

static bool isOpen(Value value) { return value.getDefiningOp<OpenOp>(); }

static bool isIdentity(ArrayRef<int64_t> indices) {
  return llvm::all_of(llvm::enumerate(indices), [](auto entry) {
    return entry.value() == static_cast<int64_t>(entry.index());
  });
}

/// `outer` after `inner`: entry k is inner[outer[k]].
static SmallVector<int64_t> compose(ArrayRef<int64_t> outer,
                                    ArrayRef<int64_t> inner) {
  return llvm::map_to_vector(outer, [&](int64_t k) { return inner[k]; });
}

/// For each of `size` positions the k with indices[k] == position, or -1.
static SmallVector<int64_t> invert(ArrayRef<int64_t> indices, int64_t size) {
  SmallVector<int64_t> inverse(size, -1);
  for (auto [k, index] : llvm::enumerate(indices))
    inverse[index] = k;
  return inverse;
}

/// Checks the length of an index list and the range of its entries.
static LogicalResult verifyIndices(Operation *op, ArrayRef<int64_t> indices,
                                   int64_t expectedLength, StringRef lengthOf,
                                   int64_t bound, StringRef boundOf) {
  for (int64_t index : indices)
    if (index < 0 || index >= bound)
      return op->emitOpError("index ")
             << index << " is out of range: " << boundOf << " has " << bound
             << " nodes";
  if (static_cast<int64_t>(indices.size()) != expectedLength)
    return op->emitOpError("expects one index per ")
           << lengthOf << " node (" << expectedLength << "), but got "
           << indices.size();
  return success();
}

namespace {
/// An op whose nodes all have no source is `graph.open`.
template <typename OpTy>
struct ReplaceByOpenIfAllOpen : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;
  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    if (!llvm::all_of(op->getOperands(), isOpen))
      return rewriter.notifyMatchFailure(op, "an operand has a source");
    rewriter.replaceOpWithNewOp<OpenOp>(op, op.getType());
    return success();
  }
};

/// `merge(merge(a, b), c)` and `concat(concat(a, b), c)` lose the inner op if
/// nothing else uses it. With other uses the operand lists of a long chain
/// would grow quadratically.
template <typename OpTy>
struct FlattenNested : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  /// Whether `value` is the result of an op that `user` alone uses.
  static bool isInner(Value value, Operation *user) {
    auto inner = value.getDefiningOp<OpTy>();
    return inner && inner != user && inner->hasOneUse();
  }

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    // The outermost op takes all others in at once. If each took in the one
    // before it, the lists would grow quadratically here as well.
    if (op->hasOneUse() && isa<OpTy>(*op->user_begin()))
      return rewriter.notifyMatchFailure(op, "left to the op that uses it");
    if (llvm::none_of(op.getInputs(),
                      [&](Value value) { return isInner(value, op); }))
      return rewriter.notifyMatchFailure(op, "no operand of the same kind");
    SmallVector<Value> operands, open(llvm::reverse(op.getInputs()));
    while (!open.empty()) {
      Value value = open.pop_back_val();
      if (isInner(value, op))
        llvm::append_range(
            open, llvm::reverse(value.getDefiningOp<OpTy>().getInputs()));
      else
        operands.push_back(value);
    }
    rewriter.modifyOpInPlace(op, [&] { op->setOperands(operands); });
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// MergeOp
//===----------------------------------------------------------------------===//

void MergeOp::visitConnections(
    function_ref<void(int64_t, unsigned, int64_t)> visit) {
  int64_t size = countNodes(getResult());
  for (int64_t node = 0; node < size; ++node)
    for (unsigned operand = 0; operand < getNumOperands(); ++operand)
      visit(node, operand, node);
}

OpFoldResult MergeOp::fold(FoldAdaptor) {
  // An operand given twice counts twice, so only a lone operand folds.
  if (getNumOperands() == 1)
    return getOperand(0);
  return {};
}

namespace {
/// Operands without a source add nothing.
struct DropOpenFromMerge : OpRewritePattern<MergeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MergeOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Value> kept = llvm::to_vector(llvm::make_filter_range(
        op.getInputs(), [](Value value) { return !isOpen(value); }));
    if (kept.empty() || kept.size() == op.getNumOperands())
      return rewriter.notifyMatchFailure(op, "no open operand to drop");
    rewriter.modifyOpInPlace(op, [&] { op->setOperands(kept); });
    return success();
  }
};
} // namespace

void MergeOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                          MLIRContext *context) {
  patterns.add<DropOpenFromMerge, FlattenNested<MergeOp>,
               ReplaceByOpenIfAllOpen<MergeOp>>(context);
}

//===----------------------------------------------------------------------===//
// SelectOp
//===----------------------------------------------------------------------===//

void SelectOp::build(OpBuilder &builder, OperationState &state, Value input,
                     ArrayRef<int64_t> indices) {
  build(builder, state, NodesType::get(builder.getContext(), indices.size()),
        input, indices);
}

void SelectOp::visitConnections(
    function_ref<void(int64_t, unsigned, int64_t)> visit) {
  for (auto [node, index] : llvm::enumerate(getIndices()))
    visit(node, 0, index);
}

LogicalResult SelectOp::verify() { // (C1), (C2)
  return verifyIndices(*this, getIndices(), countNodes(getResult()), "result",
                       countNodes(getInput()), "the input");
}

/// If all nodes come from one operand of a concat, selects from that operand.
static LogicalResult selectFromOneOperand(SelectOp op) {
  auto concat = op.getInput().getDefiningOp<ConcatOp>();
  if (!concat)
    return failure();
  auto [low, high] =
      std::minmax_element(op.getIndices().begin(), op.getIndices().end());
  int64_t begin = 0;
  for (Value operand : concat.getInputs()) {
    int64_t end = begin + countNodes(operand);
    if (*low >= begin && *high < end) {
      op.setIndices(llvm::map_to_vector(
          op.getIndices(), [&](int64_t index) { return index - begin; }));
      op.getInputMutable().assign(operand);
      return success();
    }
    begin = end;
  }
  return failure();
}

OpFoldResult SelectOp::fold(FoldAdaptor) {
  if (getInput().getType() == getType() && isIdentity(getIndices()))
    return getInput();
  if (auto inner = getInput().getDefiningOp<SelectOp>();
      inner && inner != *this) {
    setIndices(compose(getIndices(), inner.getIndices()));
    getInputMutable().assign(inner.getInput());
    return getResult();
  }
  if (auto place = getInput().getDefiningOp<PlaceOp>()) {
    SmallVector<int64_t> indices =
        compose(getIndices(),
                invert(place.getIndices(), countNodes(place.getResult())));
    if (llvm::is_contained(indices, -1))
      return {};
    setIndices(indices);
    getInputMutable().assign(place.getInput());
    return getResult();
  }
  if (succeeded(selectFromOneOperand(*this)))
    return getResult();
  return {};
}

namespace {
/// `select(place(x))` with nodes that the place leaves open is a place of the
/// others.
struct SelectFromPlace : OpRewritePattern<SelectOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SelectOp op,
                                PatternRewriter &rewriter) const override {
    auto place = op.getInput().getDefiningOp<PlaceOp>();
    if (!place)
      return rewriter.notifyMatchFailure(op, "does not select from a place");
    if (place.getInput() == op.getResult()) {
      // No source comes in from elsewhere, and no node feeds itself, so all are
      // open. To unroll this would take a step per node.
      rewriter.replaceOpWithNewOp<OpenOp>(op, op.getType());
      return success();
    }
    SmallVector<int64_t> inverse =
        invert(place.getIndices(), countNodes(place.getResult()));
    SmallVector<int64_t> from, to;
    for (auto [k, index] : llvm::enumerate(op.getIndices())) {
      if (inverse[index] < 0)
        continue;
      from.push_back(inverse[index]);
      to.push_back(k);
    }
    if (from.size() == op.getIndices().size())
      return rewriter.notifyMatchFailure(op, "left to the fold");
    if (from.empty()) {
      rewriter.replaceOpWithNewOp<OpenOp>(op, op.getType());
      return success();
    }
    Value some =
        SelectOp::create(rewriter, op.getLoc(), place.getInput(), from);
    rewriter.replaceOpWithNewOp<PlaceOp>(op, op.getType(), some, to);
    return success();
  }
};

/// A select from a concat need not see the operands that it takes nothing from.
struct DropUnselectedOperands : OpRewritePattern<SelectOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SelectOp op,
                                PatternRewriter &rewriter) const override {
    auto concat = op.getInput().getDefiningOp<ConcatOp>();
    if (!concat)
      return rewriter.notifyMatchFailure(op, "does not select from a concat");
    llvm::BitVector selected(countNodes(concat.getResult()));
    for (int64_t index : op.getIndices())
      selected.set(index);
    SmallVector<Value> kept;
    SmallVector<int64_t> newIndex(selected.size(), -1);
    int64_t begin = 0, newBegin = 0;
    for (Value operand : concat.getInputs()) {
      int64_t end = begin + countNodes(operand);
      if (selected.find_first_in(begin, end) >= 0) {
        kept.push_back(operand);
        for (int64_t index = begin; index < end; ++index)
          newIndex[index] = newBegin++;
      }
      begin = end;
    }
    if (kept.size() == concat.getNumOperands())
      return rewriter.notifyMatchFailure(op, "takes from every operand");
    Value shorter = ConcatOp::create(rewriter, concat.getLoc(), kept);
    rewriter.replaceOpWithNewOp<SelectOp>(op, shorter,
                                          compose(op.getIndices(), newIndex));
    return success();
  }
};
} // namespace

void SelectOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<DropUnselectedOperands, ReplaceByOpenIfAllOpen<SelectOp>,
               SelectFromPlace>(context);
}

//===----------------------------------------------------------------------===//
// PlaceOp
//===----------------------------------------------------------------------===//

void PlaceOp::visitConnections(
    function_ref<void(int64_t, unsigned, int64_t)> visit) {
  for (auto [node, k] :
       llvm::enumerate(invert(getIndices(), countNodes(getResult()))))
    if (k >= 0)
      visit(node, 0, k);
}

LogicalResult PlaceOp::verify() { // (C1), (C2)
  int64_t size = countNodes(getResult());
  if (failed(verifyIndices(*this, getIndices(), countNodes(getInput()), "input",
                           size, "the result")))
    return failure();
  llvm::BitVector placed(size);
  for (int64_t index : getIndices()) {
    if (placed.test(index))
      return emitOpError("places two nodes at index ") << index;
    placed.set(index);
  }
  return success();
}

OpFoldResult PlaceOp::fold(FoldAdaptor) {
  if (getInput().getType() == getType() && isIdentity(getIndices()))
    return getInput();
  if (auto inner = getInput().getDefiningOp<PlaceOp>();
      inner && inner != *this) {
    setIndices(compose(inner.getIndices(), getIndices()));
    getInputMutable().assign(inner.getInput());
    return getResult();
  }
  return {};
}

namespace {
/// A place that leaves no node open only permutes.
struct PermutingPlaceToSelect : OpRewritePattern<PlaceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(PlaceOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getInput().getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "leaves nodes open");
    rewriter.replaceOpWithNewOp<SelectOp>(
        op, op.getInput(), invert(op.getIndices(), countNodes(op.getResult())));
    return success();
  }
};
} // namespace

void PlaceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                          MLIRContext *context) {
  patterns.add<PermutingPlaceToSelect, ReplaceByOpenIfAllOpen<PlaceOp>>(
      context);
}

//===----------------------------------------------------------------------===//
// ConcatOp
//===----------------------------------------------------------------------===//

void ConcatOp::build(OpBuilder &builder, OperationState &state,
                     ValueRange inputs) {
  build(builder, state,
        NodesType::get(builder.getContext(), countNodes(inputs.getTypes())),
        inputs);
}

void ConcatOp::visitConnections(
    function_ref<void(int64_t, unsigned, int64_t)> visit) {
  int64_t node = 0;
  for (auto [operand, value] : llvm::enumerate(getInputs()))
    for (int64_t k = 0, size = countNodes(value); k < size; ++k)
      visit(node++, operand, k);
}

LogicalResult ConcatOp::verify() {
  if (getInputs().empty()) // (C1)
    return emitOpError("expects at least one operand");
  int64_t expected = countNodes(getInputs().getTypes());
  int64_t size = countNodes(getResult());
  if (size == expected) // (C2)
    return success();
  return emitOpError("expects ")
         << expected << " result nodes, as many as the operands have together, "
         << "but got " << size;
}

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  if (getNumOperands() == 1)
    return getOperand(0);
  return {};
}

namespace {
/// Neighbours that select from the same value become one select, and
/// neighbouring open nodes one `graph.open`.
struct JoinNeighbours : OpRewritePattern<ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  static Value getSelectedFrom(Value value) {
    auto select = value.getDefiningOp<SelectOp>();
    return select ? select.getInput() : Value();
  }

  static bool canJoin(Value a, Value b) {
    Value from = getSelectedFrom(a);
    return (from && from == getSelectedFrom(b)) || (isOpen(a) && isOpen(b));
  }

  static Value join(ArrayRef<Value> group, Location loc,
                    PatternRewriter &rewriter) {
    if (group.size() == 1)
      return group.front();
    if (isOpen(group.front()))
      return OpenOp::create(
          rewriter, loc,
          NodesType::get(rewriter.getContext(),
                         countNodes(ValueRange(group).getTypes())));
    SmallVector<int64_t> indices;
    for (Value value : group)
      llvm::append_range(indices, value.getDefiningOp<SelectOp>().getIndices());
    return SelectOp::create(rewriter, loc, getSelectedFrom(group.front()),
                            indices);
  }

  LogicalResult matchAndRewrite(ConcatOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Value> inputs(op.getInputs()), joined;
    for (size_t begin = 0, end; begin < inputs.size(); begin = end) {
      end = begin + 1;
      while (end < inputs.size() && canJoin(inputs[begin], inputs[end]))
        ++end;
      joined.push_back(join(ArrayRef(inputs).slice(begin, end - begin),
                            op.getLoc(), rewriter));
    }
    if (joined.size() == inputs.size())
      return rewriter.notifyMatchFailure(op, "no neighbours to join");
    rewriter.modifyOpInPlace(op, [&] { op->setOperands(joined); });
    return success();
  }
};
} // namespace

void ConcatOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<FlattenNested<ConcatOp>, JoinNeighbours>(context);
}

//===----------------------------------------------------------------------===//
// OpenOp
//===----------------------------------------------------------------------===//

void OpenOp::visitConnections(function_ref<void(int64_t, unsigned, int64_t)>) {}
