//===- ReducerTest.cpp - Tests of reductions ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Reduce/Reducer.h"

#include "RandomCase.h"

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

#include <map>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::reduce;
using llvm::BitVector;

namespace {
class ReducerTest : public ::testing::Test {
protected:
  ReducerTest() {
    context.loadDialect<graph::GraphDialect>();
    context.allowUnregisteredDialects();
  }

  OwningOpRef<mlir::ModuleOp> parse(llvm::StringRef text) {
    auto module = parseSourceString<mlir::ModuleOp>(text, &context);
    EXPECT_TRUE(module) << text.str();
    return module;
  }

  MLIRContext context{MLIRContext::Threading::DISABLED};
};
} // namespace

/// What a module is, with no help of the verifier.
static std::string print(mlir::ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream os(text);
  module.print(os, OpPrintingFlags().printGenericOpForm());
  return text;
}

static unsigned countOps(mlir::ModuleOp module, llvm::StringRef name) {
  unsigned count = 0;
  module.walk(
      [&](Operation *op) { count += op->getName().stripDialect() == name; });
  return count;
}

static bool succeeds(llvm::Error error) {
  if (!error)
    return true;
  ADD_FAILURE() << llvm::toString(std::move(error));
  return false;
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

TEST_F(ReducerTest, ReductionsOnlyCountIfNothingIsChosen) {
  std::mt19937 random(1);
  std::map<std::string, unsigned> numPlaces;
  for (int round = 0; round < 20; ++round) {
    auto module = parse(makeRandomCase(random));
    std::string before = print(*module);
    for (const Reduction &reduction : getReductions()) {
      Places places;
      reduction.run(*module, places);
      numPlaces[reduction.name] += places.getCount();
      EXPECT_EQ(print(*module), before) << reduction.name;
    }
  }
  for (const Reduction &reduction : getReductions())
    EXPECT_GT(numPlaces[reduction.name], 0u) << reduction.name;
}

/// Runs a reduction on some of its places, and returns what the verifier says.
static std::string runOnSomePlaces(const Reduction &reduction,
                                   mlir::ModuleOp module,
                                   std::mt19937 &random) {
  Places count;
  reduction.run(module, count);
  BitVector chosen(count.getCount());
  unsigned share = 1 + random() % 8;
  for (unsigned i = 0; i < chosen.size(); ++i)
    chosen[i] = random() % 8 < share;
  Places places(std::move(chosen));
  reduction.run(module, places);
  EXPECT_EQ(places.getCount(), count.getCount()) << reduction.name;
  std::string problem;
  ScopedDiagnosticHandler handler(
      module.getContext(),
      [&](Diagnostic &diagnostic) { problem += diagnostic.str() + "\n"; });
  if (failed(verify(module)) && problem.empty())
    problem = "no message";
  return problem;
}

TEST_F(ReducerTest, ReductionsLeaveValidModules) {
  std::mt19937 random(2);
  for (const Reduction &reduction : getReductions())
    for (int round = 0; round < 150; ++round) {
      std::string text = makeRandomCase(random);
      auto module = parse(text);
      std::string problem = runOnSomePlaces(reduction, *module, random);
      // What lies between plumbing may be all that keeps it from feeding
      // itself.
      bool mayCloseLoops = reduction.name == "bypass-modules" ||
                           reduction.name == "inline-networks";
      if (mayCloseLoops && problem.find("itself") != std::string::npos)
        continue;
      ASSERT_EQ(problem, "") << reduction.name << " of\n" << text;
    }
}

TEST_F(ReducerTest, ReductionsCanFollowEachOther) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    auto module = parse(makeRandomCase(random));
    for (int step = 0; step < 20; ++step) {
      const Reduction &reduction =
          getReductions()[random() % getReductions().size()];
      OwningOpRef<mlir::ModuleOp> candidate(module->clone());
      if (runOnSomePlaces(reduction, *candidate, random).empty())
        module = std::move(candidate);
    }
    EXPECT_TRUE(succeeded(verify(*module)));
  }
}

//===----------------------------------------------------------------------===//
// The reducer
//===----------------------------------------------------------------------===//

TEST_F(ReducerTest, EachAcceptedCandidateIsValidAndSmaller) {
  std::mt19937 random(4);
  for (int round = 0; round < 20; ++round) {
    auto module = parse(makeRandomCase(random));
    unsigned numMerges = countOps(*module, "merge");
    CaseSize bestSize;
    std::string bestText;
    Reducer reducer(*module, [&](const Candidate &candidate) {
      EXPECT_TRUE(succeeded(verify(candidate.module)));
      EXPECT_TRUE(parse(candidate.text));
      CaseSize size = CaseSize::of(candidate.module);
      // The input comes first, and the result once more in the end.
      EXPECT_TRUE(bestText.empty() || size < bestSize ||
                  candidate.text == bestText);
      bool isAccepted = countOps(candidate.module, "merge") * 2 >= numMerges;
      if (isAccepted) {
        bestSize = size;
        bestText = candidate.text.str();
      }
      return isAccepted;
    });
    ASSERT_TRUE(succeeds(reducer.run()));
    EXPECT_EQ(countOps(reducer.getModule(), "merge"), (numMerges + 1) / 2);
    EXPECT_EQ(countOps(reducer.getModule(), "linear_weights"), 0u);
    EXPECT_FALSE(reducer.isCutShort());
  }
}

TEST_F(ReducerTest, IsDeterministic) {
  std::mt19937 random(5);
  auto module = parse(makeRandomCase(random));
  auto reduce = [&] {
    Reducer reducer(*module, [&](const Candidate &candidate) {
      return countOps(candidate.module, "merge") >= 2 &&
             countOps(candidate.module, "alias") >= 1;
    });
    EXPECT_TRUE(succeeds(reducer.run()));
    return std::make_pair(reducer.getText().str(), reducer.getNumRuns());
  };
  EXPECT_EQ(reduce(), reduce());
}

/// A thousand modules come down to the one that matters, in about log2 of a
/// thousand halvings.
TEST_F(ReducerTest, FindsOneModuleAmongAThousand) {
  std::string text = "graph.network @n(%v0: !graph.nodes<4>) -> "
                     "!graph.nodes<4> {\n";
  for (int i = 1; i <= 1000; ++i)
    text += "  %v" + std::to_string(i) + " = graph.module(%v" +
            std::to_string(i - 1) + ") {name = \"m" + std::to_string(i) +
            "\"} : (!graph.nodes<4>) -> !graph.nodes<4>\n";
  auto module = parse(text + "  graph.output %v1000 : !graph.nodes<4>\n}\n");
  Reducer reducer(*module, [&](const Candidate &candidate) {
    return candidate.text.contains("\"m700\"");
  });
  ASSERT_TRUE(succeeds(reducer.run()));
  EXPECT_EQ(reducer.getText().str(), "module {\n"
                                     "  graph.network @n() {\n"
                                     "    graph.module() {name = \"m700\"} : "
                                     "() -> ()\n"
                                     "    graph.output\n"
                                     "  }\n"
                                     "}\n");
  EXPECT_LT(reducer.getNumRuns(), 40u);
}

TEST_F(ReducerTest, StopsAfterSoManyRuns) {
  std::mt19937 random(6);
  auto module = parse(makeRandomCase(random));
  ReducerOptions options;
  options.maxRuns = 7;
  unsigned numCalls = 0;
  options.onRun = [&](const ReducerProgress &progress) {
    EXPECT_EQ(progress.numRuns, ++numCalls);
  };
  Reducer reducer(
      *module,
      [&](const Candidate &candidate) {
        return countOps(candidate.module, "merge") >= 1;
      },
      getReductions(), options);
  ASSERT_TRUE(succeeds(reducer.run()));
  EXPECT_TRUE(reducer.isCutShort());
  EXPECT_EQ(reducer.getNumRuns(), 7u);
  EXPECT_EQ(numCalls, 7u);
  EXPECT_GE(countOps(reducer.getModule(), "merge"), 1u);
}

TEST_F(ReducerTest, RefusesWhatIsNotInteresting) {
  auto module = parse("");
  Reducer reducer(*module, [](const Candidate &) { return false; });
  EXPECT_EQ(llvm::toString(reducer.run()), "the input is not interesting");
}

TEST_F(ReducerTest, NoticesATestThatChangesItsMind) {
  auto module = parse("graph.network @n() { graph.output }");
  int numTests = 0;
  Reducer reducer(*module, [&](const Candidate &) { return ++numTests < 3; });
  EXPECT_EQ(llvm::toString(reducer.run()),
            "the result was interesting, but is not when it is tested once "
            "more; the test must judge by its file alone");
}

TEST_F(ReducerTest, EndsWithAnErrorOfTheTest) {
  auto module = parse("graph.network @n() { graph.output }");
  int numTests = 0;
  Reducer reducer(*module, [&](const Candidate &) -> llvm::Expected<bool> {
    if (++numTests == 2)
      return llvm::createStringError("no more paper");
    return true;
  });
  EXPECT_EQ(llvm::toString(reducer.run()), "no more paper");
}

/// Modules of other dialects keep their widths, and what they are connected
/// with does too.
TEST_F(ReducerTest, LeavesForeignOpsAsTheyAre) {
  auto module = parse(R"(
    graph.network @n(%a: !graph.nodes<4>, %b: !graph.nodes<4>) -> !graph.nodes<4> {
      %m = graph.merge %a, %f : !graph.nodes<4>
      %f = "foreign.op"(%m) {state = dense<[1, 2]> : tensor<2xi8>} : (!graph.nodes<4>) -> !graph.nodes<4>
      %c = graph.alias %b : !graph.nodes<4> -> !graph.nodes<4>
      graph.output %c : !graph.nodes<4>
    })");
  for (const Reduction &reduction : getReductions()) {
    if (reduction.name != "remove-nodes")
      continue;
    Places places(BitVector(100, true));
    reduction.run(*module, places);
    EXPECT_EQ(places.getCount(), 4u); // those of %b, %c and the output
  }
  ASSERT_TRUE(succeeded(verify(*module)));
  auto network = *module->getOps<graph::NetworkOp>().begin();
  EXPECT_EQ(graph::countNodes(network.getArgument(0)), 4);
  EXPECT_EQ(graph::countNodes(network.getArgument(1)), 1);
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

TEST(CaseSizeTest, RoundsToOneDigit) {
  EXPECT_EQ(roundToOneDigit(0.0237), 0.02);
  EXPECT_EQ(roundToOneDigit(-1234), -1000);
  EXPECT_EQ(roundToOneDigit(0.97), 1);
  EXPECT_EQ(roundToOneDigit(0), 0);
  EXPECT_EQ(roundToOneDigit(5e-324), 5e-324);
  EXPECT_EQ(roundToOneDigit(1.7976931348623157e308), 1.7976931348623157e308);
}

TEST_F(ReducerTest, CountsWhatThereIs) {
  auto module = parse(R"(
    graph.network @n(%a: !graph.nodes<3>) -> !graph.nodes<2> {
      %o = graph.open : !graph.nodes<7>
      %w = graph.linear_weights %a {weights = dense<[[1., 2.], [3., 4.], [5., 6.]]> : tensor<3x2xf32>}
          : !graph.nodes<3> -> !graph.nodes<2>
      graph.output %w : !graph.nodes<2>
    })");
  CaseSize size = CaseSize::of(*module);
  EXPECT_EQ(size.operations, 2);
  EXPECT_EQ(size.nodes, 3 + 3 + 2 + 2);
  EXPECT_EQ(size.numbers, 6);
  EXPECT_EQ(size.details, 3); // name and type of the network, weights
  EXPECT_EQ(size.getTotal(), 18);
}
