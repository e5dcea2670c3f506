//===- ModuleGraphTest.cpp - Orders and loops of modules -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../../../lib/Simulation/Reference/ModuleGraph.h"

#include "gtest/gtest.h"

using namespace tidepool::simulation;
using Modules = std::vector<uint32_t>;

static ModuleGraph
makeGraph(uint32_t numModules,
          std::initializer_list<std::pair<uint32_t, uint32_t>> connections) {
  ModuleGraph graph(numModules);
  for (auto [source, sink] : connections)
    graph.connect(source, sink);
  return graph;
}

TEST(ModuleGraphTest, ComponentsAreWhatReachesEachOther) {
  ModuleGraph graph =
      makeGraph(6, {{0, 1}, {1, 2}, {2, 1}, {2, 3}, {4, 4}, {3, 5}});
  Modules componentOf = graph.findComponents();
  EXPECT_EQ(componentOf[1], componentOf[2]);
  for (uint32_t a : {0, 2, 3, 4, 5})
    for (uint32_t b : {0, 2, 3, 4, 5})
      EXPECT_EQ(componentOf[a] == componentOf[b], a == b) << a << ' ' << b;
}

TEST(ModuleGraphTest, SortsBySourcesThenByNumber) {
  EXPECT_EQ(makeGraph(5, {}).sort(), (Modules{0, 1, 2, 3, 4}));
  EXPECT_EQ(makeGraph(5, {{4, 0}, {3, 1}, {0, 1}}).sort(),
            (Modules{2, 3, 4, 0, 1}));
  // The same connections in another order, some of them twice.
  EXPECT_EQ(makeGraph(5, {{0, 1}, {4, 0}, {3, 1}, {4, 0}, {3, 1}}).sort(),
            (Modules{2, 3, 4, 0, 1}));
}

TEST(ModuleGraphTest, SortLeavesOutWhatIsBehindALoop) {
  EXPECT_EQ(makeGraph(4, {{0, 1}, {1, 2}, {2, 1}, {2, 3}}).sort(),
            (Modules{0}));
}

TEST(ModuleGraphTest, FindsAShortestLoopOfTheFirstModuleInOne) {
  EXPECT_EQ(makeGraph(0, {}).findLoop(), Modules());
  EXPECT_EQ(makeGraph(3, {{0, 1}, {0, 2}, {1, 2}}).findLoop(), Modules());
  EXPECT_EQ(makeGraph(3, {{1, 2}, {2, 2}, {0, 1}}).findLoop(), (Modules{2}));
  // Two ways back from 1: over 2, 3 and 4, or over 4 alone.
  EXPECT_EQ(
      makeGraph(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {1, 4}, {4, 1}}).findLoop(),
      (Modules{1, 4}));
}

TEST(ModuleGraphTest, LongChainsNeedNoStack) {
  constexpr uint32_t size = 300000;
  ModuleGraph graph(size);
  for (uint32_t module = 0; module + 1 < size; ++module)
    graph.connect(module + 1, module);
  EXPECT_EQ(graph.sort().front(), size - 1);
  EXPECT_TRUE(graph.findLoop().empty());
  graph.connect(0, size - 1);
  EXPECT_EQ(graph.findLoop().size(), size);
}
