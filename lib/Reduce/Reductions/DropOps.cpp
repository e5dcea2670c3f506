//===- DropOps.cpp - Drops networks and modules ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphSurgery.h"
#include "Reductions.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

/// Erases ops with nodes as results. Inner ones go first, so that none is gone
/// already.
static void eraseAndOpen(ArrayRef<Operation *> inTextOrder) {
  for (Operation *op : llvm::reverse(inTextOrder)) {
    for (Value result : op->getResults())
      reduce::openUses(result);
    op->erase();
  }
}

void reduce::dropTopLevelOps(mlir::ModuleOp module, Places &places) {
  InstanceMap instances = collectInstances(module);
  SmallVector<Operation *> dropped;
  for (Operation &op : *module.getBody())
    if (canOpenUses(&op) && places.next())
      dropped.push_back(&op);
  SmallVector<Operation *> orphans;
  for (Operation *op : dropped)
    if (auto network = dyn_cast<NetworkOp>(op))
      orphans.append(instances[network].begin(), instances[network].end());
  // No instance holds another op, so any order will do.
  eraseAndOpen(orphans);
  eraseAndOpen(dropped);
}

void reduce::dropModules(mlir::ModuleOp module, Places &places) {
  SmallVector<Operation *> dropped;
  for (Operation *op : collectGraphOps(module))
    if (!isa<OpenOp>(op) && canOpenUses(op) && places.next())
      dropped.push_back(op);
  eraseAndOpen(dropped);
}

void reduce::bypassModules(mlir::ModuleOp module, Places &places) {
  SmallVector<Operation *> dropped;
  for (Operation *op : collectGraphOps(module))
    if (!isa<PlumbingOpInterface>(op) && op->getNumResults() > 0 &&
        op->getOperandTypes() == op->getResultTypes() && places.next())
      dropped.push_back(op);
  for (Operation *op : llvm::reverse(dropped))
    replaceOp(op, op->getOperands());
}
