//===- ModuleGraph.cpp - Which modules feed each other --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModuleGraph.h"

#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <functional>
#include <queue>

using namespace tidepool::simulation;

std::vector<uint32_t> ModuleGraph::findComponents() const {
  std::vector<uint32_t> componentOf(sinks.size());
  uint32_t component = 0;
  for (auto it = llvm::scc_begin(this); !it.isAtEnd(); ++it, ++component)
    for (ModuleRef ref : *it)
      componentOf[ref.module] = component;
  return componentOf;
}

std::vector<uint32_t> ModuleGraph::sort() const {
  std::vector<uint32_t> numOpen(sinks.size());
  for (llvm::ArrayRef<uint32_t> row : sinks)
    for (uint32_t sink : row)
      ++numOpen[sink];
  std::priority_queue<uint32_t, std::vector<uint32_t>, std::greater<>> ready;
  ready.push(getRoot());
  std::vector<uint32_t> order;
  while (!ready.empty()) {
    uint32_t module = ready.top();
    ready.pop();
    if (module != getRoot())
      order.push_back(module);
    for (uint32_t sink : sinks[module])
      if (--numOpen[sink] == 0)
        ready.push(sink);
  }
  return order;
}

std::vector<uint32_t> ModuleGraph::findLoop() const {
  std::vector<uint32_t> componentOf = findComponents();
  std::vector<uint32_t> sizes(sinks.size());
  for (uint32_t component : componentOf)
    ++sizes[component];
  auto isInLoop = [&](uint32_t module) {
    return sizes[componentOf[module]] > 1 ||
           llvm::is_contained(sinks[module], module);
  };
  uint32_t start = 0;
  while (start < getRoot() && !isInLoop(start))
    ++start;
  if (start == getRoot())
    return {};

  // A search in breadth comes back to the start on a shortest way.
  std::vector<uint32_t> cameFrom(sinks.size(), getRoot());
  std::queue<uint32_t> queue;
  for (queue.push(start); cameFrom[start] == getRoot(); queue.pop())
    for (uint32_t sink : sinks[queue.front()])
      if (componentOf[sink] == componentOf[start] &&
          cameFrom[sink] == getRoot()) {
        cameFrom[sink] = queue.front();
        queue.push(sink);
      }
  std::vector<uint32_t> loop;
  for (uint32_t module = cameFrom[start]; module != start;
       module = cameFrom[module])
    loop.push_back(module);
  loop.push_back(start);
  std::reverse(loop.begin(), loop.end());
  return loop;
}
