//===- ModuleLabels.cpp - What modules are called to users ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"

using namespace mlir;
using namespace tidepool::graph;

std::string LabelScope::next(StringRef base) {
  if (used.insert(base).second)
    return base.str();
  // The number goes on from the last one; it only skips names such as "lif#1"
  // that a user chose.
  unsigned &number = nextNumber[base];
  std::string label;
  do
    label = (base + "#" + Twine(++number)).str();
  while (!used.insert(label).second);
  return label;
}

std::string LabelPrefixes::enter(StringRef label) {
  if (label.size() < maxLength)
    return (label + "/").str();
  return ("~" + Twine(++numAbbreviated) + "/").str();
}

ModuleLabels::ModuleLabels(Operation *holder) {
  // An explicit stack: holders may be nested thousands deep.
  struct Frame {
    Block::iterator next, end;
    std::string prefix;
    LabelScope scope;
  };
  LabelPrefixes prefixes;
  std::vector<Frame> stack;
  auto push = [&](Operation *op, std::string prefix) {
    Block *block = cast<GraphHolderOpInterface>(op).getGraphBlock();
    stack.push_back({block->begin(), block->end(), std::move(prefix), {}});
  };
  push(holder, "");
  while (!stack.empty()) {
    Frame &frame = stack.back();
    if (frame.next == frame.end) {
      stack.pop_back();
      continue;
    }
    Operation *op = &*frame.next++;
    if (isa<PlumbingOpInterface>(op) || op->hasTrait<OpTrait::IsTerminator>())
      continue;
    std::string &label = labels[op] =
        frame.prefix + frame.scope.next(getBaseLabel(op));
    if (isa<GraphHolderOpInterface>(op))
      push(op, prefixes.enter(label));
  }
}

StringRef ModuleLabels::get(Operation *op) const {
  auto it = labels.find(op);
  assert(it != labels.end() && "not a module of this network");
  return it->second;
}
