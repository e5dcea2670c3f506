//===- SimulationBenchmarks.cpp - Steps per second ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Networks of 16 inputs, 990 hidden neurons that feed 16 of each other, and 8
// outputs: `hot` neurons fire at nearly any spike, `quiet` ones seldom. The
// number is the density of input spikes in percent. With --bitstream=FILE, a
// network of the user's own is run instead.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/ChipSimulator.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <benchmark/benchmark.h>
#include <random>

using namespace tidepool;
using namespace tidepool::simulation;

static constexpr unsigned numInputs = 16, numHidden = 990, numOutputs = 8;

static ChipNetwork makeNetwork(int16_t threshold) {
  std::mt19937 random(1);
  auto draw = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  ChipNetwork network;
  network.info.numInputs = numInputs;
  network.inputExpansion = network.outputExpansion = numHidden;
  NeuronParameters neuron;
  neuron.dashMem = 4;
  neuron.dashSyn[0] = 3;
  neuron.threshold = threshold;
  network.hidden.assign(numHidden, neuron);
  network.outputs.assign(numOutputs, neuron);
  network.hiddenState.resize(numHidden);
  network.outputState.resize(numOutputs);
  network.pendingSpikes.resize(numHidden);
  for (unsigned k = 0; k < numInputs * numHidden; ++k)
    network.inputWeights[0].push_back(draw(-64, 127));
  network.fanOutBegin.push_back(0);
  constexpr unsigned fanOut = 16;
  for (unsigned h = 0; h < numHidden; ++h) {
    for (unsigned k = 0; k < fanOut; ++k)
      network.fanOut.push_back(
          {uint16_t(draw(0, numHidden - 1)), {int16_t(draw(-127, 127)), 0}});
    network.fanOutBegin.push_back(network.fanOut.size());
  }
  for (unsigned k = 0; k < numHidden * numOutputs; ++k)
    network.outputWeights.push_back(draw(-127, 127));
  return network;
}

/// Runs a network on spikes of this density, in percent.
static void run(benchmark::State &state, const ChipNetwork &network,
                unsigned density) {
  constexpr unsigned numSteps = 1000;
  std::mt19937 random(2);
  std::vector<uint32_t> counts(numSteps * network.info.numInputs);
  for (uint32_t &count : counts)
    count = random() % 100 < density;
  ChipSimulator simulator(network);
  uint64_t spikes = 0, steps = 0;
  for (auto _ : state) {
    for (unsigned t = 0; t < numSteps; ++t) {
      simulator.step(llvm::ArrayRef(counts).slice(t * network.info.numInputs,
                                                  network.info.numInputs));
      for (uint8_t count : simulator.getHiddenSpikes())
        spikes += count;
    }
    steps += numSteps;
  }
  state.counters["steps/s"] =
      benchmark::Counter(steps, benchmark::Counter::kIsRate);
  state.counters["spikes/step"] = double(spikes) / steps;
}

static void registerBenchmarks(const std::string &name,
                               std::shared_ptr<ChipNetwork> network) {
  for (unsigned density : {0, 5, 30})
    benchmark::RegisterBenchmark(
        (name + "/" + std::to_string(density)).c_str(),
        [=](benchmark::State &state) { run(state, *network, density); });
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

/// What the loops were compiled for and run on, as the dynamic linker chooses.
static const char *getVectorPath() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4"))
    return "AVX-512";
  if (__builtin_cpu_supports("x86-64-v3"))
    return "AVX2";
#endif
  return "portable";
}

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  llvm::StringRef path = argc > 1 ? argv[1] : "";
  if (path.consume_front("--bitstream=")) {
    auto network = readFile(path);
    if (!network) {
      llvm::errs() << path << ": " << llvm::toString(network.takeError())
                   << '\n';
      return 1;
    }
    registerBenchmarks("bitstream",
                       std::make_shared<ChipNetwork>(std::move(*network)));
  } else {
    registerBenchmarks("hot", std::make_shared<ChipNetwork>(makeNetwork(100)));
    registerBenchmarks("quiet",
                       std::make_shared<ChipNetwork>(makeNetwork(2000)));
  }
  benchmark::AddCustomContext("vectors", getVectorPath());
  benchmark::AddCustomContext("compiler", __VERSION__);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
