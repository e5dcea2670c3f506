//===- SimulationBenchmarks.cpp - Steps per second ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Generated networks: 63 hidden neurons without (`forward`) and 40 with
// (`recurrent`) dense connections among them, and 990, near the capacity of a
// chip, that feed 16 of each other (`large`). In the `quiet` forms thresholds
// are 8 times as high, 16 times for 990. The number is the density of input
// spikes in percent.
//
// Options: --bitstream=FILE runs a network of the user's own instead,
// --vectors=NAME takes other instructions than the best there are.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ChipSimulator.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <benchmark/benchmark.h>
#include <random>
#include <sys/resource.h>

using namespace tidepool;
using namespace tidepool::simulation;

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

namespace {
struct Shape {
  const char *name;
  unsigned numInputs, numHidden, numOutputs, fanOut;
  int quietFactor; ///< of thresholds
};
} // namespace

static constexpr Shape shapes[] = {{"forward", 16, 63, 8, 0, 8},
                                   {"recurrent", 12, 40, 5, 40, 8},
                                   {"large", 16, 990, 8, 16, 16}};

static ChipNetwork makeNetwork(const Shape &shape, int thresholdFactor) {
  std::mt19937 random(1);
  auto draw = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  auto drawNeuron = [&] {
    NeuronParameters neuron;
    neuron.dashMem = draw(1, 6);
    neuron.dashSyn[0] = draw(1, 6);
    neuron.threshold = draw(300, 1700) * thresholdFactor;
    return neuron;
  };
  ChipNetwork network;
  network.info.numInputs = shape.numInputs;
  network.inputExpansion = network.outputExpansion = shape.numHidden;
  for (unsigned h = 0; h < shape.numHidden; ++h)
    network.hidden.push_back(drawNeuron());
  for (unsigned o = 0; o < shape.numOutputs; ++o)
    network.outputs.push_back(drawNeuron());
  network.hiddenState.resize(shape.numHidden);
  network.outputState.resize(shape.numOutputs);
  network.pendingSpikes.resize(shape.numHidden);
  for (unsigned k = 0; k < shape.numInputs * shape.numHidden; ++k)
    network.inputWeights[0].push_back(draw(-60, 66));
  network.fanOutBegin.push_back(0);
  for (unsigned h = 0; h < shape.numHidden; ++h) {
    for (unsigned k = 0; k < shape.fanOut; ++k) {
      bool isDense = shape.fanOut == shape.numHidden;
      uint16_t target = isDense ? k : draw(0, shape.numHidden - 1);
      network.fanOut.push_back({target, {int16_t(draw(-60, 66)), 0}});
    }
    network.fanOutBegin.push_back(network.fanOut.size());
  }
  for (unsigned k = 0; k < shape.numHidden * shape.numOutputs; ++k)
    network.outputWeights.push_back(draw(-100, 100));
  return network;
}

static llvm::Expected<ChipNetwork> readFile(llvm::StringRef path) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false);
  if (!file)
    return llvm::createStringError(file.getError(), "cannot read it");
  auto image = bitstream::decode((*file)->getBuffer());
  if (!image)
    return image.takeError();
  return readNetwork(*image);
}

//===----------------------------------------------------------------------===//
// Measuring
//===----------------------------------------------------------------------===//

static constexpr unsigned numSteps = 1000;

/// Spikes of these steps, [step][input].
static std::vector<uint32_t> makeInput(unsigned numInputs, unsigned density) {
  std::mt19937 random(2);
  std::vector<uint32_t> counts(numSteps * numInputs);
  for (uint32_t &count : counts)
    count = random() % 100 < density;
  return counts;
}

static void runOnce(ChipSimulator &simulator, llvm::ArrayRef<uint32_t> counts) {
  size_t width = simulator.getInfo().numInputs;
  for (unsigned t = 0; t < numSteps; ++t)
    simulator.step(counts.slice(t * width, width));
}

/// Hidden spikes per step. To find out takes longer than to make them.
static double countSpikes(ChipSimulator &simulator,
                          llvm::ArrayRef<uint32_t> counts) {
  size_t width = simulator.getInfo().numInputs;
  uint64_t spikes = 0;
  for (unsigned t = 0; t < numSteps; ++t) {
    simulator.step(counts.slice(t * width, width));
    for (uint8_t count : simulator.getHiddenSpikes())
      spikes += count;
  }
  return double(spikes) / numSteps;
}

/// Of the whole process so far.
static double getPeakMiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return usage.ru_maxrss / 1048576.0;
#else
  return usage.ru_maxrss / 1024.0;
#endif
}

/// Runs a network on spikes of this density, in percent.
static void run(benchmark::State &state, const ChipNetwork &network,
                unsigned density, VectorPath path) {
  std::vector<uint32_t> counts = makeInput(network.info.numInputs, density);
  ChipSimulator simulator(network, path);
  runOnce(simulator, counts); // to settle
  state.counters["spikes/step"] = countSpikes(simulator, counts);
  WorkCount before = simulator.getWorkCount();
  for (auto _ : state)
    runOnce(simulator, counts);
  WorkCount work = simulator.getWorkCount();
  state.counters["steps/s"] = benchmark::Counter(work.steps - before.steps,
                                                 benchmark::Counter::kIsRate);
  state.counters["skipped_%"] = 100.0 *
                                (work.skippedUpdates - before.skippedUpdates) /
                                (work.neuronUpdates - before.neuronUpdates);
  state.counters["peak_MiB"] = getPeakMiB();
}

static void registerBenchmarks(const std::string &name, ChipNetwork network,
                               VectorPath path) {
  auto shared = std::make_shared<ChipNetwork>(std::move(network));
  for (unsigned density : {0, 5, 30})
    benchmark::RegisterBenchmark(
        (name + "/" + std::to_string(density)).c_str(),
        [=](benchmark::State &state) { run(state, *shared, density, path); });
}

static int fail(const llvm::Twine &message) {
  llvm::errs() << message << '\n';
  return 1;
}

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  llvm::StringRef file;
  VectorPath path = getBestVectorPath();
  for (llvm::StringRef argument : llvm::ArrayRef(argv, argc).drop_front()) {
    if (argument.consume_front("--bitstream=")) {
      file = argument;
    } else if (argument.consume_front("--vectors=")) {
      std::optional<VectorPath> found = findVectorPath(argument);
      if (!found || !isSupported(*found))
        return fail("no such vectors here: " + argument);
      path = *found;
    } else {
      return fail("unknown option: " + argument);
    }
  }
  if (!file.empty()) {
    auto network = readFile(file);
    if (!network)
      return fail(file + ": " + llvm::toString(network.takeError()));
    registerBenchmarks("bitstream", std::move(*network), path);
  } else {
    for (const Shape &shape : shapes) {
      std::string name = shape.name;
      registerBenchmarks(name, makeNetwork(shape, 1), path);
      registerBenchmarks(name + "_quiet", makeNetwork(shape, shape.quietFactor),
                         path);
    }
  }
  benchmark::AddCustomContext("vectors", getName(path).str());
  benchmark::AddCustomContext("compiler", __VERSION__);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
