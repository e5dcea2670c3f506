//===- OpenGroups.cpp - Which holders and instances are shown -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpenGroups.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/Support/MathExtras.h"

#include <deque>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;
using namespace tidepool::picture;

bool picture::isDrawn(Operation &op) {
  return !isa<PlumbingOpInterface>(op) && !op.hasTrait<OpTrait::IsTerminator>();
}

//===----------------------------------------------------------------------===//
// OpenGroups
//===----------------------------------------------------------------------===//

static bool hasInstances(NetworkOp network) {
  bool found = false;
  walkGraph(network, [&](Operation *op) { found |= isa<InstanceOp>(op); });
  return found;
}

OpenGroups::OpenGroups(NetworkOp original, const DrawingOptions &options)
    : networks(SymbolTable::getNearestSymbolTable(original->getParentOp())),
      network(original), expandInstances(options.expandInstances) {
  if (expandInstances && hasInstances(original)) {
    copy = original.clone();
    network = copy.get();
  }
  openByDepth(options);
}

StringAttr OpenGroups::getCallee(Operation *op) const {
  if (auto instance = dyn_cast<InstanceOp>(op))
    return instance.getCalleeAttr().getAttr();
  return callees.lookup(op);
}

/// The block inside a group; null for a module, or for an instance that stays
/// closed.
Block *OpenGroups::findBody(Operation &op) const {
  if (auto holder = dyn_cast<GraphHolderOpInterface>(op))
    return holder.getGraphBlock();
  auto instance = dyn_cast<InstanceOp>(op);
  if (!instance || !expandInstances)
    return nullptr;
  auto callee = networks.lookup<NetworkOp>(instance.getCalleeAttr().getAttr());
  return callee ? cast<GraphHolderOpInterface>(callee.getOperation())
                      .getGraphBlock()
                : nullptr;
}

/// Each block is counted once, however many instances it has.
size_t OpenGroups::countDrawn(Block *body) {
  auto [it, isNew] = numDrawn.try_emplace(body, 0);
  if (isNew)
    it->second = llvm::count_if(*body, isDrawn);
  return it->second;
}

/// Replaces an instance by a holder with a copy of its network's body.
Operation *OpenGroups::expand(InstanceOp instance) {
  OpBuilder builder(instance);
  StringAttr name = builder.getStringAttr(getBaseLabel(instance));
  auto holder =
      HolderOp::create(builder, instance.getLoc(), instance.getResultTypes(),
                       instance.getInputs(), name);
  auto callee = networks.lookup<NetworkOp>(instance.getCalleeAttr().getAttr());
  IRMapping mapping;
  callee.getBody().cloneInto(&holder.getBody(), mapping);
  callees[holder] = callee.getSymNameAttr();
  instance.replaceAllUsesWith(holder);
  instance.erase();
  return holder;
}

/// Opens groups, the outer ones first, while there is room for what is inside.
void OpenGroups::openByDepth(const DrawingOptions &options) {
  struct Level {
    Block *body;
    unsigned depth;
  };
  Block *outermost =
      cast<GraphHolderOpInterface>(network.getOperation()).getGraphBlock();
  size_t numBoxes = countDrawn(outermost);
  std::deque<Level> queue{{outermost, 0}};
  while (!queue.empty()) {
    auto [body, depth] = queue.front();
    queue.pop_front();
    for (Operation &op : llvm::make_early_inc_range(*body)) {
      Block *inner = findBody(op);
      if (!inner || depth == maxFrameDepth)
        continue;
      size_t total = numBoxes + countDrawn(inner);
      if (options.maxModules > 0 && total > options.maxModules)
        continue;
      numBoxes = total;
      auto instance = dyn_cast<InstanceOp>(op);
      Operation *holder = instance ? expand(instance) : &op;
      open.insert(holder);
      queue.push_back(
          {cast<GraphHolderOpInterface>(holder).getGraphBlock(), depth + 1});
    }
  }
}

//===----------------------------------------------------------------------===//
// ModuleCounts
//===----------------------------------------------------------------------===//

/// The instances and the number of modules in the text of a network.
static std::pair<SmallVector<InstanceOp>, uint64_t>
readBody(NetworkOp network) {
  SmallVector<InstanceOp> instances;
  uint64_t numModules = 0;
  walkGraph(network, [&](Operation *op) {
    if (auto instance = dyn_cast<InstanceOp>(op))
      instances.push_back(instance);
    else if (isDrawn(*op) && !isa<GraphHolderOpInterface>(op))
      ++numModules;
  });
  return {std::move(instances), numModules};
}

ModuleCounts::ModuleCounts(NetworkOp network) {
  // The networks that instances use are counted before those that use them.
  // Instances may form chains of any length: no recursion.
  struct Frame {
    StringAttr name;
    SmallVector<InstanceOp> instances;
    size_t next;
    uint64_t numModules;
  };
  SymbolTable networks(
      SymbolTable::getNearestSymbolTable(network->getParentOp()));
  std::vector<Frame> stack;
  auto push = [&](NetworkOp network) {
    auto [instances, numModules] = readBody(network);
    stack.push_back(
        {network.getSymNameAttr(), std::move(instances), 0, numModules});
  };
  push(network);
  while (!stack.empty()) {
    Frame &frame = stack.back();
    if (frame.next == frame.instances.size()) {
      counts[frame.name] = frame.numModules;
      stack.pop_back();
      continue;
    }
    StringAttr name = frame.instances[frame.next].getCalleeAttr().getAttr();
    auto callee = networks.lookup<NetworkOp>(name);
    if (callee && !counts.contains(name)) {
      push(callee);
      continue;
    }
    ++frame.next;
    frame.numModules = llvm::SaturatingAdd(frame.numModules, getOf(name));
  }
}

uint64_t ModuleCounts::getOf(Operation *op) const {
  auto instance = dyn_cast<InstanceOp>(op);
  return instance ? getOf(instance.getCalleeAttr().getAttr()) : 1;
}
