//===- OperationCount.cpp - What a step makes the chip do -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/OperationCount.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <array>
#include <numeric>

using namespace tidepool::simulation;

namespace {
/// One of the numbers, and its name for programs.
struct Kind {
  const char *key;
  uint64_t OperationCount::*count;
};
} // namespace

static constexpr std::array<Kind, 5> kinds = {{
    {"input_additions", &OperationCount::inputAdditions},
    {"recurrent_additions", &OperationCount::recurrentAdditions},
    {"output_additions", &OperationCount::outputAdditions},
    {"alias_additions", &OperationCount::aliasAdditions},
    {"neuron_updates", &OperationCount::neuronUpdates},
}};

void OperationCount::add(const OperationCount &other) {
  for (const Kind &kind : kinds)
    this->*kind.count += other.*kind.count;
}

void OperationCount::raiseTo(const OperationCount &other) {
  for (const Kind &kind : kinds)
    this->*kind.count = std::max(this->*kind.count, other.*kind.count);
}

llvm::json::Object OperationCount::toJson() const {
  llvm::json::Object object;
  for (const Kind &kind : kinds)
    object[kind.key] = this->*kind.count;
  return object;
}

/// Counts what is not zero in each of `counts.size()` rows of a matrix.
static void countRows(std::vector<uint32_t> &counts, size_t firstRow,
                      const std::vector<int16_t> &matrix, size_t width) {
  for (size_t k = 0; k < matrix.size(); ++k)
    counts[firstRow + k / width] += matrix[k] != 0;
}

SynapseCounts::SynapseCounts(const ChipNetwork &network)
    : ofInputs(network.info.numInputs), recurrent(network.hidden.size()),
      toOutputs(network.hidden.size()) {
  for (const std::vector<int16_t> &weights : network.inputWeights)
    countRows(ofInputs, 0, weights, network.inputExpansion);
  for (size_t id = 0; id < recurrent.size(); ++id)
    for (uint32_t k = network.fanOutBegin[id]; k < network.fanOutBegin[id + 1];
         ++k)
      for (int16_t weight : network.fanOut[k].weights)
        recurrent[id] += weight != 0;
  countRows(toOutputs, network.getFirstOutputExpansion(), network.outputWeights,
            network.outputs.size());
}

OperationCount
tidepool::simulation::countWorstOperations(const ChipNetwork &network) {
  SynapseCounts synapses(network);
  auto sum = [](const std::vector<uint32_t> &counts) {
    return std::accumulate(counts.begin(), counts.end(), uint64_t(0));
  };
  OperationCount worst;
  worst.inputAdditions = sum(synapses.ofInputs);
  worst.recurrentAdditions = sum(synapses.recurrent);
  worst.outputAdditions = sum(synapses.toOutputs);
  worst.aliasAdditions =
      llvm::count_if(network.aliasTarget,
                     [](const auto &target) { return target.has_value(); });
  worst.neuronUpdates = network.hidden.size() + network.outputs.size();
  return worst;
}
