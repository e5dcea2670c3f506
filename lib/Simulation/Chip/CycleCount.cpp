//===- CycleCount.cpp - How long a step takes the chip --------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/CycleCount.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace tidepool;
using namespace tidepool::simulation;

/// Neurons to which some input has a weight.
static size_t countReachedNeurons(const ChipNetwork &network) {
  std::vector<bool> reached(network.inputExpansion);
  for (const std::vector<int16_t> &weights : network.inputWeights)
    for (size_t k = 0; k < weights.size(); ++k)
      if (weights[k] != 0)
        reached[k % network.inputExpansion] = true;
  return llvm::count(reached, true);
}

/// Neurons that have a weight to some output.
static size_t countFeedingNeurons(const ChipNetwork &network) {
  std::vector<bool> feeding(network.outputExpansion);
  for (size_t k = 0; k < network.outputWeights.size(); ++k)
    if (network.outputWeights[k] != 0)
      feeding[k / network.outputs.size()] = true;
  return llvm::count(feeding, true);
}

std::optional<CycleFactors>
tidepool::simulation::getCycleFactors(const ChipNetwork &network) {
  if (!network.chip ||
      network.chip->timing.cycleModel == xylo::CycleModel::None)
    return std::nullopt;
  CycleFactors factors;
  factors.numInputs = network.info.numInputs;
  factors.numHidden = network.hidden.size();
  factors.numOutputs = network.outputs.size();
  bool countsAll =
      network.chip->timing.cycleModel == xylo::CycleModel::AllNeurons;
  factors.inputExpansion =
      countsAll ? factors.numHidden : countReachedNeurons(network);
  factors.outputExpansion =
      countsAll ? factors.numHidden : countFeedingNeurons(network);
  factors.hasParallelSynapse = countsAll && network.hasSynapse2;
  if (factors.numHidden == 0)
    return factors;
  double numHidden = factors.numHidden;
  factors.meanFanOut = llvm::count_if(network.fanOut,
                                      [](const FanOutEntry &entry) {
                                        return entry.weights[0] != 0;
                                      }) /
                       numHidden;
  factors.aliases =
      llvm::count_if(network.aliasTarget,
                     [](const auto &target) { return target.has_value(); }) /
      numHidden;
  return factors;
}

CycleCount tidepool::simulation::countCycles(const CycleFactors &factors,
                                             Activity activity) {
  double in = activity.input, hid = activity.hidden, a = factors.aliases;
  double numInputs = factors.numInputs, numHidden = factors.numHidden;
  double expanded = in * numInputs * factors.inputExpansion;
  double delivered = hid * numHidden * factors.meanFanOut;
  CycleCount cycles;
  cycles.input = 3.5 * expanded + numInputs;
  cycles.hiddenCurrents = 7 * delivered + 3 * numHidden;
  cycles.outputCurrents =
      factors.outputExpansion * hid * (1 + 8.0 * factors.numOutputs);
  cycles.hiddenSpiking =
      numHidden * (19 + 2 * std::max(hid, a * a) +
                   3 * std::max(hid * a, a * a) + hid + std::max(hid, a) * a);
  cycles.outputSpiking = 12.0 * factors.numOutputs;
  if (factors.hasParallelSynapse)
    cycles.parallelOperations = 1.5 * expanded + 5 * delivered + numHidden;
  return cycles;
}
