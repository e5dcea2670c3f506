//===- SpikeCounter.cpp - Spikes of a run, in numbers ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/SpikeCounter.h"

#include <array>
#include <cassert>
#include <cstring>

using namespace tidepool::simulation;

static void addTo(std::vector<double> &sums, llvm::ArrayRef<double> values) {
  assert(sums.size() == values.size() && "runs of one network");
  for (size_t k = 0; k < sums.size(); ++k)
    sums[k] += values[k];
}

void SpikeCounts::add(const SpikeCounts &other) {
  numSteps += other.numSteps;
  numInputSpikes += other.numInputSpikes;
  numClipped += other.numClipped;
  addTo(hidden, other.hidden);
  addTo(output, other.output);
  addTo(channels, other.channels);
}

void SpikeCounts::printClipped(llvm::raw_ostream &os,
                               uint32_t maxInputSpikes) const {
  if (numClipped > 0)
    os << "  clipped  " << numClipped << " input counts were above "
       << maxInputSpikes << ", which is all that the chip takes\n";
}

/// The spikes of a layer; none if the simulator has no such signal.
static Values findSpikes(Simulator &simulator, Layer layer) {
  std::vector<Signal> signals = simulator.getSignals();
  const Signal *signal = findSignal(signals, getSpikeSignal(layer));
  return signal ? asValues(signal->values) : Values();
}

SpikeCounter::SpikeCounter(Simulator &simulator)
    : simulator(simulator), maxInputSpikes(simulator.getMaxInputSpikes()),
      hidden(findSpikes(simulator, Layer::Hidden)),
      output(findSpikes(simulator, Layer::Output)) {
  counts.hidden.resize(getSize(hidden));
  counts.output.resize(getSize(output));
  counts.channels.resize(getSize(simulator.getOutputs()));
}

/// Most spike counts are zero: what is zero is skipped 64 bytes at a time,
/// which takes a few vector instructions, and then eight.
constexpr size_t numBlockWords = 8;

static bool isZeroBlock(const void *bytes) {
  std::array<uint64_t, numBlockWords> words;
  std::memcpy(words.data(), bytes, sizeof(words));
  uint64_t any = 0;
  for (uint64_t word : words)
    any |= word;
  return any == 0;
}

template <typename T>
static void addBlock(double *sums, llvm::ArrayRef<T> values) {
  constexpr size_t width = sizeof(uint64_t) / sizeof(T);
  size_t k = 0;
  for (; k + width <= values.size(); k += width) {
    uint64_t bits;
    std::memcpy(&bits, values.data() + k, sizeof(bits));
    if (bits == 0)
      continue;
    for (size_t j = k; j < k + width; ++j)
      sums[j] += values[j];
  }
  for (; k < values.size(); ++k)
    sums[k] += values[k];
}

template <typename T>
static void addTo(std::vector<double> &sums, llvm::ArrayRef<T> values) {
  constexpr size_t width = numBlockWords * sizeof(uint64_t) / sizeof(T);
  double *next = sums.data();
  for (; values.size() >= width; values = values.drop_front(width)) {
    if (!isZeroBlock(values.data()))
      addBlock(next, values.take_front(width));
    next += width;
  }
  addBlock(next, values);
}

static void addValues(std::vector<double> &sums, const Values &values) {
  std::visit([&](auto array) { addTo(sums, array); }, values);
}

void SpikeCounter::record(llvm::ArrayRef<uint32_t> inputs) {
  ++counts.numSteps;
  for (uint32_t count : inputs) {
    counts.numInputSpikes += std::min(count, maxInputSpikes);
    counts.numClipped += count > maxInputSpikes;
  }
  addValues(counts.hidden, hidden);
  addValues(counts.output, output);
  addValues(counts.channels, simulator.getOutputs());
}
