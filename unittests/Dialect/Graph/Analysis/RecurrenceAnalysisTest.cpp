//===- RecurrenceAnalysisTest.cpp - Tests of RecurrenceAnalysis ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "../GraphFixture.h"

using namespace mlir;
using namespace tidepool::graph;

namespace {
class RecurrenceAnalysisTest : public GraphFixture {
protected:
  /// The loops by the names of their modules.
  static std::vector<Names> loopsOf(const RecurrenceAnalysis &analysis) {
    std::vector<Names> loops;
    for (const RecurrenceAnalysis::Loop &loop : analysis.getLoops())
      loops.push_back(namesOf(loop.modules));
    return loops;
  }

  /// Closing connections as `source>sink`.
  static Names closingOf(const RecurrenceAnalysis &analysis, unsigned id) {
    Names names;
    for (auto [source, sink] : analysis.getLoops()[id].closing)
      names.push_back(getBaseLabel(source).str() + ">" +
                      getBaseLabel(sink).str());
    return names;
  }

  using Loops = std::vector<Names>;
};
} // namespace

//===----------------------------------------------------------------------===//
// Rockpool's definition
//===----------------------------------------------------------------------===//

// Recurrent weights around a population: each is both source and sink of the
// other.
TEST_F(RecurrenceAnalysisTest, FindsModulesThatFeedEachOther) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %w_in = graph.module(%in) {name = "w_in"} : (!n1) -> !n1
    %sum = graph.merge %w_in, %w_rec : !n1
    %lif = graph.module(%sum) {name = "lif"} : (!n1) -> !n1
    %w_rec = graph.module(%lif) {name = "w_rec"} : (!n1) -> !n1
    %w_out = graph.module(%lif) {name = "w_out"} : (!n1) -> !n1
    graph.output %w_out : !n1
  })");
  EXPECT_EQ(namesOf(findRecurrentModules(network)), (Names{"lif", "w_rec"}));
}

TEST_F(RecurrenceAnalysisTest, FindsModulesThatFeedThemselves) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %sum = graph.merge %in, %a : !n1
    %a = graph.module(%sum) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%a) {name = "b"} : (!n1) -> !n1
    graph.output %b : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_EQ(namesOf(analysis.getRecurrentModules()), Names{"a"});
  EXPECT_TRUE(analysis.hasSelfLoop(find("a")));
  EXPECT_FALSE(analysis.hasSelfLoop(find("b")));
  EXPECT_EQ(loopsOf(analysis), Loops{{"a"}});
  EXPECT_EQ(closingOf(analysis, 0), Names{"a>a"});
}

// A longer loop is one, but not by Rockpool's definition.
TEST_F(RecurrenceAnalysisTest, FindsLongerLoopsBesideRockpoolsDefinition) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %sum = graph.merge %in, %c : !n1
    %a = graph.module(%sum) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%a) {name = "b"} : (!n1) -> !n1
    %c = graph.module(%b) {name = "c"} : (!n1) -> !n1
    graph.output %c : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_TRUE(analysis.getRecurrentModules().empty());
  EXPECT_EQ(loopsOf(analysis), (Loops{{"a", "b", "c"}}));
  EXPECT_EQ(closingOf(analysis, 0), Names{"c>a"});
  EXPECT_EQ(namesOf(analysis.findShortestLoop(0)), (Names{"a", "b", "c"}));
}

// `b` and `c` feed each other inside of a longer loop; `a` and `d` do not.
TEST_F(RecurrenceAnalysisTest, FindsRecurrentModulesInsideOfLongerLoops) {
  parse(R"(graph.network @net() -> !n1 {
    %a = graph.module(%d) {name = "a"} : (!n1) -> !n1
    %sum = graph.merge %a, %c : !n1
    %b = graph.module(%sum) {name = "b"} : (!n1) -> !n1
    %c = graph.module(%b) {name = "c"} : (!n1) -> !n1
    %d = graph.module(%c) {name = "d"} : (!n1) -> !n1
    graph.output %d : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_EQ(namesOf(analysis.getRecurrentModules()), (Names{"b", "c"}));
  EXPECT_EQ(loopsOf(analysis), (Loops{{"a", "b", "c", "d"}}));
  EXPECT_EQ(closingOf(analysis, 0), (Names{"c>b", "d>a"}));
  EXPECT_EQ(namesOf(analysis.findShortestLoop(0)), (Names{"b", "c"}));
  EXPECT_EQ(namesOf(analysis.findShortestLoopThrough(find("d"))),
            (Names{"d", "a", "b", "c"}));
}

TEST_F(RecurrenceAnalysisTest, FindsNothingInNetworksWithoutLoops) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %a = graph.module(%in) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%a) {name = "b"} : (!n1) -> !n1
    %skip = graph.merge %a, %b : !n1
    graph.output %skip : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_TRUE(analysis.getRecurrentModules().empty());
  EXPECT_TRUE(analysis.getLoops().empty());
  EXPECT_EQ(analysis.getLoopId(find("a")), std::nullopt);
  EXPECT_TRUE(analysis.findShortestLoopThrough(find("a")).empty());
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

TEST_F(RecurrenceAnalysisTest, NumbersLoopsByTheirFirstModuleInTheText) {
  // `late` is connected upstream of `early`, and the text has them mixed.
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %s0 = graph.merge %e2, %l2 : !n1
    %e1 = graph.module(%s0) {name = "early1"} : (!n1) -> !n1
    %s1 = graph.merge %in, %l2 : !n1
    %l1 = graph.module(%s1) {name = "late1"} : (!n1) -> !n1
    %e2 = graph.module(%e1) {name = "early2"} : (!n1) -> !n1
    %l2 = graph.module(%l1) {name = "late2"} : (!n1) -> !n1
    graph.output %e2 : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_EQ(loopsOf(analysis),
            (Loops{{"early1", "early2"}, {"late1", "late2"}}));
  EXPECT_EQ(analysis.getLoopId(find("early2")), 0u);
  EXPECT_EQ(analysis.getLoopId(find("late1")), 1u);
}

// Two loops with a module in common are one component; each closing connection
// leads up in the text or to itself.
TEST_F(RecurrenceAnalysisTest, JoinsNestedLoops) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %sum = graph.merge %in, %inner, %outer2, %a : !n1
    %a = graph.module(%sum) {name = "a"} : (!n1) -> !n1
    %inner = graph.module(%a) {name = "inner"} : (!n1) -> !n1
    %outer1 = graph.module(%a) {name = "outer1"} : (!n1) -> !n1
    %outer2 = graph.module(%outer1) {name = "outer2"} : (!n1) -> !n1
    graph.output %a : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_EQ(loopsOf(analysis), (Loops{{"a", "inner", "outer1", "outer2"}}));
  EXPECT_EQ(closingOf(analysis, 0), (Names{"a>a", "inner>a", "outer2>a"}));
  EXPECT_EQ(namesOf(analysis.getRecurrentModules()), (Names{"a", "inner"}));
  EXPECT_EQ(namesOf(analysis.findShortestLoop(0)), Names{"a"});
  EXPECT_EQ(namesOf(analysis.findShortestLoopThrough(find("inner"))),
            (Names{"inner", "a"}));
  EXPECT_EQ(namesOf(analysis.findShortestLoopThrough(find("outer2"))),
            (Names{"outer2", "a", "outer1"}));
}

// Every kind of plumbing on the way from a module back to itself.
TEST_F(RecurrenceAnalysisTest, FollowsPlumbing) {
  parse(R"(graph.network @net(%in: !n2) -> !n2 {
    %picked = graph.select %a[1] : !n2 -> !n1
    %placed = graph.place %picked[0] : !n1 -> !n2
    %sum = graph.merge %in, %placed : !n2
    %open = graph.open : !n1
    %joined = graph.concat %sum, %open : (!n2, !n1) -> !n3
    %a = graph.module(%joined) {name = "a"} : (!n3) -> !n2
    graph.output %a : !n2
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_TRUE(analysis.hasSelfLoop(find("a")));
  EXPECT_EQ(loopsOf(analysis), Loops{{"a"}});
}

// The ops `%a` and `%swapped` use each other's values in a circle, but node 1
// of `swapped` comes from the network and node 0, which comes from `a`, leads
// out.
TEST_F(RecurrenceAnalysisTest, SeesNoLoopWhereNodesHaveNone) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %both = graph.concat %a, %in : (!n1, !n1) -> !n2
    %swapped = graph.select %both[1, 0] : !n2 -> !n2
    %fed = graph.select %swapped[0] : !n2 -> !n1
    %a = graph.module(%fed) {name = "a"} : (!n1) -> !n1
    %led_out = graph.select %swapped[1] : !n2 -> !n1
    graph.output %led_out : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_FALSE(analysis.hasSelfLoop(find("a")));
  EXPECT_TRUE(analysis.getLoops().empty());
}

// Two modules with permuted partial connections: one node of each feeds the
// other. Through modules, unlike plumbing, every input reaches every output.
TEST_F(RecurrenceAnalysisTest, SeesLoopsOfPermutedPartialConnections) {
  parse(R"(graph.network @net(%in: !n2) -> !n2 {
    %from_b = graph.select %b[1] : !n2 -> !n1
    %a_in = graph.place %from_b[0] : !n1 -> !n2
    %a = graph.module(%a_in) {name = "a"} : (!n2) -> !n2
    %from_a = graph.select %a[0] : !n2 -> !n1
    %b_in = graph.place %from_a[1] : !n1 -> !n2
    %b = graph.module(%b_in) {name = "b"} : (!n2) -> !n2
    graph.output %b : !n2
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_EQ(namesOf(analysis.getRecurrentModules()), (Names{"a", "b"}));
}

TEST_F(RecurrenceAnalysisTest, LooksThroughHolders) {
  // Out of one holder, back into it, and on to a module in another.
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %h:2 = graph.holder(%x = %in, %back = %k) : (!n1, !n1) -> (!n1, !n1)
        attributes {name = "h"} {
      %sum = graph.merge %x, %back : !n1
      %a = graph.module(%sum) {name = "a"} : (!n1) -> !n1
      graph.output %a, %back : !n1, !n1
    }
    %k = graph.holder(%x = %h#0) : (!n1) -> !n1 attributes {name = "k"} {
      %b = graph.module(%x) {name = "b"} : (!n1) -> !n1
      graph.output %b : !n1
    }
    %c = graph.module(%h#1) {name = "c"} : (!n1) -> !n1
    graph.output %c : !n1
  })");
  RecurrenceAnalysis analysis(network);
  EXPECT_EQ(loopsOf(analysis), (Loops{{"a", "b"}}));
  EXPECT_EQ(namesOf(analysis.getRecurrentModules()), (Names{"a", "b"}));
  EXPECT_EQ(closingOf(analysis, 0), Names{"b>a"});
  EXPECT_EQ(analysis.getLoopId(find("c")), std::nullopt);
}

// A holder is no module: where its two ports have nothing to do with each
// other, feeding one with the other makes no loop.
TEST_F(RecurrenceAnalysisTest, DoesNotTakeHoldersForModules) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %h:2 = graph.holder(%x = %in, %y = %h#0) : (!n1, !n1) -> (!n1, !n1) {
      %a = graph.module(%x) {name = "a"} : (!n1) -> !n1
      %b = graph.module(%y) {name = "b"} : (!n1) -> !n1
      graph.output %a, %b : !n1, !n1
    }
    graph.output %h#1 : !n1
  })");
  EXPECT_TRUE(RecurrenceAnalysis(network).getLoops().empty());
}

// An instance is opaque, so its two ports do have to do with each other.
TEST_F(RecurrenceAnalysisTest, TakesInstancesForModules) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %i:2 = graph.instance @pair(%in, %i#0) {name = "i"} : (!n1, !n1) -> (!n1, !n1)
    graph.output %i#1 : !n1
  }
  graph.network private @pair(%x: !n1, %y: !n1) -> (!n1, !n1) {
    graph.output %x, %y : !n1, !n1
  })");
  EXPECT_EQ(loopsOf(RecurrenceAnalysis(network)), Loops{{"i"}});
}

// Dead loops are loops: nothing leads to them or from them.
TEST_F(RecurrenceAnalysisTest, FindsLoopsThatPortsDoNotReach) {
  parse(R"(graph.network @net(%in: !n1) -> !n1 {
    %a = graph.module(%b) {name = "a"} : (!n1) -> !n1
    %b = graph.module(%a) {name = "b"} : (!n1) -> !n1
    graph.output %in : !n1
  })");
  EXPECT_EQ(loopsOf(RecurrenceAnalysis(network)), (Loops{{"a", "b"}}));
}

// All modules feed the first through one chain of merges. Time would be
// quadratic if the chain were walked once per module.
TEST_F(RecurrenceAnalysisTest, FindsAllConnectionsThroughSharedPlumbing) {
  constexpr int size = 20000;
  createNetwork({}, {});
  Value sum = createOpen(1).front();
  Operation *first = nullptr, *last = nullptr;
  for (int i = 0; i < size; ++i) {
    last = createModule("m", 1, 1);
    if (first)
      last->setOperand(0, first->getResult(0));
    else
      first = last;
    sum = MergeOp::create(rewriter, loc, nodes(1).front(),
                          ValueRange{sum, last->getResult(0)});
  }
  first->setOperand(0, sum);
  RecurrenceAnalysis analysis(network);
  ASSERT_EQ(analysis.getLoops().size(), 1u);
  EXPECT_EQ(analysis.getLoops().front().modules.size(), size_t(size));
  EXPECT_EQ(analysis.getLoops().front().closing.size(), size_t(size));
}

//===----------------------------------------------------------------------===//
// Against a naive reference
//===----------------------------------------------------------------------===//

namespace {
/// The results of one analysis and what they should be, by position of modules.
class RandomRecurrenceTest : public RecurrenceAnalysisTest {
protected:
  void check(NetworkOp net) {
    NaiveGraph naive(net);
    RecurrenceAnalysis analysis(net);
    std::vector<std::vector<unsigned>> distances = naive.findDistances();
    checkRockpoolsDefinition(analysis, naive);
    checkLoops(analysis, naive, distances);
    for (size_t i = 0; i < naive.modules.size(); ++i) {
      EXPECT_EQ(analysis.hasSelfLoop(naive.modules[i]), naive.feeds[i][i]);
      checkShortestLoopThrough(analysis, naive, i, distances[i][i]);
    }
  }

  unsigned numRecurrent = 0, numLoops = 0, numLongLoops = 0, numLargeLoops = 0;

private:
  void checkRockpoolsDefinition(const RecurrenceAnalysis &analysis,
                                const NaiveGraph &naive) {
    SmallVector<Operation *> expected;
    for (size_t i = 0; i < naive.modules.size(); ++i) {
      bool found = false;
      for (size_t j = 0; j < naive.modules.size(); ++j)
        found |= naive.feeds[j][i] && naive.feeds[i][j];
      if (found)
        expected.push_back(naive.modules[i]);
    }
    EXPECT_EQ(analysis.getRecurrentModules(), ArrayRef(expected));
    numRecurrent += expected.size();
  }

  void checkLoops(const RecurrenceAnalysis &analysis, const NaiveGraph &naive,
                  const std::vector<std::vector<unsigned>> &distances) {
    unsigned nextId = 0;
    std::vector<std::optional<unsigned>> ids(naive.modules.size());
    for (size_t i = 0; i < naive.modules.size(); ++i) {
      if (distances[i][i] && !ids[i]) {
        for (size_t j = i; j < naive.modules.size(); ++j)
          if (distances[i][j] && distances[j][i])
            ids[j] = nextId;
        checkLoop(analysis, nextId++, naive, ids, distances);
      }
      EXPECT_EQ(analysis.getLoopId(naive.modules[i]), ids[i]);
    }
    EXPECT_EQ(analysis.getLoops().size(), nextId);
    numLoops += nextId;
  }

  void checkLoop(const RecurrenceAnalysis &analysis, unsigned id,
                 const NaiveGraph &naive,
                 const std::vector<std::optional<unsigned>> &ids,
                 const std::vector<std::vector<unsigned>> &distances) {
    ASSERT_LT(id, analysis.getLoops().size());
    const RecurrenceAnalysis::Loop &loop = analysis.getLoops()[id];
    std::vector<Operation *> modules;
    std::vector<std::pair<Operation *, Operation *>> closing, foundClosing;
    unsigned shortest = naive.modules.size();
    for (size_t i = 0; i < naive.modules.size(); ++i) {
      if (ids[i] != id)
        continue;
      modules.push_back(naive.modules[i]);
      shortest = std::min(shortest, distances[i][i]);
      for (size_t j = 0; j <= i; ++j)
        if (ids[j] == id && naive.feeds[i][j])
          closing.emplace_back(naive.modules[i], naive.modules[j]);
    }
    for (auto [source, sink] : loop.closing)
      foundClosing.emplace_back(source, sink);
    llvm::sort(closing);
    llvm::sort(foundClosing);
    EXPECT_EQ(ArrayRef(loop.modules), ArrayRef(modules));
    EXPECT_EQ(foundClosing, closing);
    EXPECT_EQ(analysis.findShortestLoop(id).size(), shortest);
    numLongLoops += shortest > 2;
    numLargeLoops += modules.size() > 3;
  }

  /// Any loop of the right length will do.
  void checkShortestLoopThrough(const RecurrenceAnalysis &analysis,
                                const NaiveGraph &naive, size_t index,
                                unsigned length) {
    SmallVector<Operation *> loop =
        analysis.findShortestLoopThrough(naive.modules[index]);
    ASSERT_EQ(loop.size(), length);
    if (loop.empty())
      return;
    EXPECT_EQ(loop.front(), naive.modules[index]);
    auto indexOf = [&](Operation *op) {
      return llvm::find(naive.modules, op) - naive.modules.begin();
    };
    for (size_t k = 0; k < loop.size(); ++k)
      EXPECT_TRUE(
          naive.feeds[indexOf(loop[k])][indexOf(loop[(k + 1) % loop.size()])]);
  }
};
} // namespace

TEST_F(RandomRecurrenceTest, AgreesWithANaiveSearch) {
  std::mt19937 random(3);
  for (int round = 0; round < 1000; ++round) {
    check(buildRandomNetwork(random, *module));
    ASSERT_FALSE(HasFailure()) << "round " << round << "\n" << print();
  }
  ASSERT_TRUE(verifies());
  // The networks are such that the comparison says something.
  EXPECT_GT(numRecurrent, 100u);
  EXPECT_GT(numLoops, 100u);
  EXPECT_GT(numLongLoops, 10u);
  EXPECT_GT(numLargeLoops, 50u);
  EXPECT_LT(numLargeLoops, numLoops / 2);
}
