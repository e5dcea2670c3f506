//===- InstanceGraph.cpp - Which network uses which -----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/InstanceGraph.h"

using namespace mlir;
using namespace tidepool::graph;

/// A chain of a thousand networks helps nobody; this many steps are shown.
static constexpr size_t maxShownSteps = 16;

InstanceGraph::InstanceGraph(Operation *symbolTableOp) {
  SymbolTableCollection symbolTables;
  *this = InstanceGraph(symbolTableOp, symbolTables);
}

InstanceGraph::InstanceGraph(Operation *symbolTableOp,
                             SymbolTableCollection &symbolTables) {
  for (Region &region : symbolTableOp->getRegions())
    llvm::append_range(networks, region.getOps<NetworkOp>());
  for (NetworkOp network : networks) {
    SmallVector<Use, 2> &inside = uses[network];
    walkGraph(network, [&](Operation *op) {
      auto instance = dyn_cast<InstanceOp>(op);
      if (!instance)
        return;
      auto callee = symbolTables.lookupNearestSymbolFrom<NetworkOp>(
          network, instance.getCalleeAttr());
      if (!callee)
        return;
      inside.push_back({instance, callee});
      ++numInstances[callee];
    });
  }
}

ArrayRef<InstanceGraph::Use> InstanceGraph::getUses(NetworkOp network) const {
  auto it = uses.find(network);
  return it == uses.end() ? ArrayRef<Use>() : ArrayRef<Use>(it->second);
}

unsigned InstanceGraph::getNumInstances(NetworkOp network) const {
  return numInstances.lookup(network);
}

SmallVector<NetworkOp> InstanceGraph::getTopNetworks() const {
  return llvm::to_vector(llvm::make_filter_range(
      networks, [&](NetworkOp network) { return !getNumInstances(network); }));
}

/// Reports that the last use in `chain` leads back to the network of the first.
static LogicalResult reportRecursion(ArrayRef<InstanceGraph::Use> chain) {
  NetworkOp closing = chain.back().callee;
  StringRef network = closing.getSymName();
  InstanceOp first = chain.front().instance;
  InFlightDiagnostic diag = first.emitOpError();
  diag << "makes network '" << network << "' contain itself: '" << network
       << "'";
  for (InstanceGraph::Use use : chain.take_front(maxShownSteps))
    diag << " -> '" << use.callee.getSymName() << "'";
  if (chain.size() > maxShownSteps)
    diag << " -> ... (" << chain.size() << " steps)";
  for (InstanceGraph::Use use :
       chain.drop_front().take_front(maxShownSteps - 1))
    diag.attachNote(use.instance.getLoc())
        << "through this instance of '" << use.callee.getSymName() << "'";
  return diag;
}

LogicalResult InstanceGraph::verifyNoRecursion() const {
  // Depth-first search with an explicit stack. A network on the stack that is
  // reached again closes a chain.
  struct Frame {
    NetworkOp network;
    size_t nextUse;
  };
  enum State { New, OnStack, Done };
  DenseMap<Operation *, State> states;
  SmallVector<Frame> stack;
  SmallVector<Use> chain; // chain[i] leads from stack[i] to stack[i + 1]
  for (NetworkOp root : networks) {
    if (states[root] != New)
      continue;
    states[root] = OnStack;
    stack.push_back({root, 0});
    while (!stack.empty()) {
      Frame &frame = stack.back();
      ArrayRef<Use> inside = getUses(frame.network);
      if (frame.nextUse == inside.size()) {
        states[frame.network] = Done;
        stack.pop_back();
        if (!chain.empty())
          chain.pop_back();
        continue;
      }
      const Use &use = inside[frame.nextUse++];
      State &state = states[use.callee];
      if (state == Done)
        continue;
      chain.push_back(use);
      if (state == OnStack) {
        auto *start = llvm::find_if(stack, [&](const Frame &open) {
          return open.network == use.callee;
        });
        return reportRecursion(
            ArrayRef(chain).drop_front(start - stack.begin()));
      }
      state = OnStack;
      stack.push_back({use.callee, 0});
    }
  }
  return success();
}
