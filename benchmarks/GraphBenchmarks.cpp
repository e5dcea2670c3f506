//===- GraphBenchmarks.cpp - Time and memory of graph analyses and passes -===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One family per analysis or pass and shape of network, named
// `<what>/<shape>/<modules>`. Building and freeing networks is not timed.
// Everything runs on one thread.
//
//===----------------------------------------------------------------------===//

#include "Networks.h"

#include "tidepool/Dialect/Graph/Analysis/Bag.h"
#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::benchmarks;
using namespace tidepool::graph;

namespace {
/// A network in a context of its own: a shared one would keep the names and
/// locations of earlier runs, and later runs would find them made.
class Network {
public:
  Network(Generator generate, int64_t numModules)
      : context(MLIRContext::Threading::DISABLED) {
    context.loadDialect<GraphDialect>();
    module = generate(context, numModules);
  }

  ModuleOp getModule() { return *module; }
  NetworkOp getTop() { return module->lookupSymbol<NetworkOp>("net"); }

private:
  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};
} // namespace

/// The most memory that the process ever held, in MiB.
static double getPeakMemory() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

/// Memory is a peak of the whole process: right only if the process runs this
/// benchmark alone.
static void report(benchmark::State &state, double builtMemory) {
  state.SetComplexityN(state.range(0));
  state.counters["per_module"] = benchmark::Counter(
      state.range(0), benchmark::Counter::kIsIterationInvariantRate |
                          benchmark::Counter::kInvert);
  state.counters["built_MiB"] = builtMemory;
  state.counters["peak_MiB"] = getPeakMemory();
}

//===----------------------------------------------------------------------===//
// Analyses: the network stays as it is
//===----------------------------------------------------------------------===//

template <typename Analyse>
static void measureAnalysis(benchmark::State &state, Generator generate,
                            Analyse analyse) {
  Network network(generate, state.range(0));
  double builtMemory = getPeakMemory();
  for (auto _ : state)
    benchmark::DoNotOptimize(analyse(network));
  report(state, builtMemory);
}

static void bag(benchmark::State &state, Generator generate) {
  measureAnalysis(state, generate, [](Network &network) {
    return bagGraph(network.getTop()).modules.size();
  });
}

static void recurrence(benchmark::State &state, Generator generate) {
  measureAnalysis(state, generate, [](Network &network) {
    return RecurrenceAnalysis(network.getTop()).getRecurrentModules().size();
  });
}

static void labels(benchmark::State &state, Generator generate) {
  measureAnalysis(state, generate, [](Network &network) {
    ModuleLabels labels(network.getTop());
    return labels.get(&network.getTop().getBody().front().front()).size();
  });
}

static void verify(benchmark::State &state, Generator generate) {
  measureAnalysis(state, generate, [](Network &network) {
    return succeeded(mlir::verify(network.getModule()));
  });
}

//===----------------------------------------------------------------------===//
// Passes: every run gets a new network
//===----------------------------------------------------------------------===//

/// Measures the pass that `addPass` adds on networks that `prepare` changed.
/// The verifier is off: it is a family of its own.
static void measurePass(
    benchmark::State &state, Generator generate,
    function_ref<void(PassManager &)> addPass,
    function_ref<void(Network &)> prepare = [](Network &) {}) {
  double builtMemory = 0;
  for (auto _ : state) {
    state.PauseTiming();
    {
      Network network(generate, state.range(0));
      prepare(network);
      builtMemory = std::max(builtMemory, getPeakMemory());
      PassManager pm(network.getModule()->getName());
      pm.enableVerifier(false);
      addPass(pm);
      state.ResumeTiming();
      if (failed(pm.run(network.getModule())))
        state.SkipWithError("the pass failed");
      state.PauseTiming();
    }
    state.ResumeTiming();
  }
  report(state, builtMemory);
}

static void flatten(benchmark::State &state, Generator generate) {
  measurePass(state, generate,
              [](PassManager &pm) { pm.addPass(createGraphFlatten()); });
}

/// All modules are live.
static void prune(benchmark::State &state, Generator generate) {
  measurePass(state, generate, [](PassManager &pm) {
    pm.addNestedPass<NetworkOp>(createGraphPrune());
  });
}

/// The output is disconnected first, so that all modules are dead.
static void pruneAll(benchmark::State &state, Generator generate) {
  auto disconnect = [](Network &network) {
    NetworkOp top = network.getTop();
    top.getBody().front().getTerminator()->setOperand(
        0, top.getBody().getArgument(0));
  };
  measurePass(
      state, generate,
      [](PassManager &pm) { pm.addNestedPass<NetworkOp>(createGraphPrune()); },
      disconnect);
}

//===----------------------------------------------------------------------===//
// Families
//===----------------------------------------------------------------------===//

static void upToAMillion(benchmark::internal::Benchmark *family) {
  family->RangeMultiplier(10)->Range(10000, 1000000);
  family->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);
}

static void upToAHundredThousand(benchmark::internal::Benchmark *family) {
  family->RangeMultiplier(10)->Range(10000, 100000);
  family->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);
}

BENCHMARK_CAPTURE(flatten, chain, buildChain)->Apply(upToAMillion);
BENCHMARK_CAPTURE(flatten, loops, buildLoops)->Apply(upToAMillion);
BENCHMARK_CAPTURE(flatten, holder_tree, buildHolderTree)->Apply(upToAMillion);
BENCHMARK_CAPTURE(flatten, instance_tree, buildInstanceTree)
    ->Apply(upToAMillion);
BENCHMARK_CAPTURE(flatten, instance_chain, buildInstanceChain)
    ->Apply(upToAHundredThousand);

BENCHMARK_CAPTURE(bag, chain, buildChain)->Apply(upToAMillion);
BENCHMARK_CAPTURE(bag, merge_tree, buildMergeTree)->Apply(upToAMillion);
BENCHMARK_CAPTURE(bag, loops, buildLoops)->Apply(upToAMillion);

BENCHMARK_CAPTURE(recurrence, chain, buildChain)->Apply(upToAMillion);
BENCHMARK_CAPTURE(recurrence, merge_tree, buildMergeTree)->Apply(upToAMillion);
BENCHMARK_CAPTURE(recurrence, loops, buildLoops)->Apply(upToAMillion);

BENCHMARK_CAPTURE(prune, chain, buildChain)->Apply(upToAMillion);
BENCHMARK_CAPTURE(prune, merge_tree, buildMergeTree)->Apply(upToAMillion);
BENCHMARK_CAPTURE(prune, loops, buildLoops)->Apply(upToAMillion);
BENCHMARK_CAPTURE(pruneAll, loops, buildLoops)->Apply(upToAMillion);

BENCHMARK_CAPTURE(labels, chain, buildChain)->Apply(upToAMillion);
BENCHMARK_CAPTURE(labels, holder_tree, buildHolderTree)->Apply(upToAMillion);

BENCHMARK_CAPTURE(verify, chain, buildChain)->Apply(upToAMillion);
BENCHMARK_CAPTURE(verify, merge_tree, buildMergeTree)->Apply(upToAMillion);
BENCHMARK_CAPTURE(verify, loops, buildLoops)->Apply(upToAMillion);
BENCHMARK_CAPTURE(verify, instance_chain, buildInstanceChain)
    ->Apply(upToAHundredThousand);
