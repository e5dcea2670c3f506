//===- GraphSurgery.cpp - What reductions share ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphSurgery.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

SmallVector<Operation *> reduce::collectGraphOps(mlir::ModuleOp module) {
  SmallVector<Operation *> ops;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa_and_present<GraphHolderOpInterface>(op->getParentOp()) &&
        !op->hasTrait<OpTrait::IsTerminator>())
      ops.push_back(op);
  });
  return ops;
}

reduce::InstanceMap reduce::collectInstances(mlir::ModuleOp module) {
  InstanceMap instances;
  SymbolTableCollection symbols;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (auto network = dyn_cast<NetworkOp>(op))
      instances[network];
    if (auto instance = dyn_cast<InstanceOp>(op))
      if (auto callee = symbols.lookupNearestSymbolFrom<NetworkOp>(
              instance, instance.getCalleeAttr()))
        instances[callee].push_back(instance);
  });
  return instances;
}

void reduce::openUses(Value value) {
  if (value.use_empty())
    return;
  OpBuilder builder(value.getContext());
  builder.setInsertionPointToStart(value.getParentBlock());
  if (Operation *op = value.getDefiningOp())
    builder.setInsertionPoint(op);
  value.replaceAllUsesWith(
      OpenOp::create(builder, value.getLoc(), value.getType()));
}

bool reduce::canOpenUses(Operation *op) {
  return llvm::all_of(op->getResults(), [](Value result) {
    return isa<NodesType>(result.getType()) || result.use_empty();
  });
}

void reduce::replaceOp(Operation *op, ValueRange values) {
  SmallVector<Value> replacements(values);
  for (auto [index, result] : llvm::enumerate(op->getResults())) {
    Value replacement = replacements[index];
    if (replacement.getDefiningOp() == op) {
      openUses(result);
      continue;
    }
    result.replaceAllUsesWith(replacement);
  }
  op->erase();
}

Operation *reduce::dropPorts(Operation *op, const llvm::BitVector &operands,
                             const llvm::BitVector &results) {
  OperationState state(op->getLoc(), op->getName());
  for (auto [index, operand] : llvm::enumerate(op->getOperands()))
    if (!operands.test(index))
      state.operands.push_back(operand);
  for (auto [index, result] : llvm::enumerate(op->getResults()))
    if (!results.test(index))
      state.types.push_back(result.getType());
  state.addAttributes(op->getAttrs());
  for (Region &region : op->getRegions())
    state.addRegion()->takeBody(region);

  Operation *smaller = OpBuilder(op).create(state);
  unsigned next = 0;
  for (auto [index, result] : llvm::enumerate(op->getResults())) {
    if (results.test(index))
      openUses(result);
    else
      result.replaceAllUsesWith(smaller->getResult(next++));
  }
  op->erase();
  return smaller;
}

void reduce::eraseUnusedOpens(mlir::ModuleOp module) {
  module.walk([](OpenOp open) {
    if (open->use_empty())
      open->erase();
  });
}

SmallVector<NamedAttribute> reduce::getParameters(Operation *op) {
  SmallVector<NamedAttribute> parameters;
  if (!isa<GraphModuleOpInterface>(op) ||
      !isa_and_present<GraphDialect>(op->getDialect()))
    return parameters;
  for (NamedAttribute attribute : op->getAttrs())
    if (isa<ElementsAttr>(attribute.getValue()) &&
        op->getInherentAttr(attribute.getName()))
      parameters.push_back(attribute);
  return parameters;
}

std::optional<double> reduce::findSplat(ElementsAttr values) {
  if (isa<SparseElementsAttr>(values))
    return std::nullopt;
  FloatElementsView view = FloatElementsView::ofVerified(values);
  return view.isSplat() ? std::optional(view[0]) : std::nullopt;
}

ElementsAttr reduce::makeSplat(ShapedType type, double value) {
  if (type.getElementType().isF32())
    return DenseElementsAttr::get(type, static_cast<float>(value));
  return DenseElementsAttr::get(type, value);
}
