//===- RunHistory.cpp - A run in bounded memory ---------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Plot/RunHistory.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace tidepool::simulation;

//===----------------------------------------------------------------------===//
// Neurons to rows
//===----------------------------------------------------------------------===//

static size_t divideUp(size_t value, size_t by) {
  return (value + by - 1) / by;
}

void LayerHistory::addBlock(llvm::StringRef label, size_t numModules,
                            llvm::ArrayRef<uint32_t> neurons,
                            size_t numPerRow) {
  HistoryBlock block;
  block.label = label.str();
  block.numModules = numModules;
  block.numNeurons = neurons.size();
  block.firstRow = rows.size();
  block.numRows = divideUp(neurons.size(), numPerRow);
  for (size_t place = 0; place < neurons.size(); ++place) {
    if (place % numPerRow == 0)
      rows.push_back(
          {blocks.size(), place, std::min(numPerRow, neurons.size() - place)});
    rowOf[neurons[place]] = rows.size() - 1;
  }
  rowTotals.resize(rows.size());
  blocks.push_back(std::move(block));
}

LayerHistory LayerHistory::ofInputs(const NetworkInfo &info) {
  LayerHistory history;
  std::vector<uint32_t> channels(info.numInputs);
  std::iota(channels.begin(), channels.end(), 0);
  history.rowOf.resize(channels.size());
  history.hasSpiked.resize(channels.size());
  // No array: `record` is told the spikes.
  history.spikeSignal.emplace();
  if (!channels.empty())
    history.addBlock("", 1, channels,
                     divideUp(channels.size(), RunHistory::maxRows));
  return history;
}

/// The modules of a layer with those of their neurons that are there, each
/// neuron once.
static std::vector<Population> listPopulations(const NetworkInfo &info,
                                               Layer layer, size_t numNeurons) {
  std::vector<Population> populations;
  std::vector<bool> isListed(numNeurons);
  for (const Population &population : info.populations) {
    if (population.layer != layer)
      continue;
    Population present{layer, population.label, {}};
    for (uint32_t neuron : population.neurons)
      if (neuron < numNeurons && !isListed[neuron]) {
        isListed[neuron] = true;
        present.neurons.push_back(neuron);
      }
    if (!present.neurons.empty())
      populations.push_back(std::move(present));
  }
  Population others{layer, "", {}};
  for (uint32_t neuron = 0; neuron < numNeurons; ++neuron)
    if (!isListed[neuron])
      others.neurons.push_back(neuron);
  if (!others.neurons.empty())
    populations.push_back(std::move(others));
  return populations;
}

LayerHistory LayerHistory::ofNeurons(Simulator &simulator, Layer layer) {
  LayerHistory history;
  std::vector<Signal> signals = simulator.getSignals();
  size_t numNeurons = simulator.getInfo().getNumNeurons(layer);
  auto read = [&](llvm::StringRef name) -> std::optional<Values> {
    const Signal *signal = findSignal(signals, name);
    if (!signal)
      return std::nullopt;
    numNeurons = std::max(numNeurons, getSize(signal->values));
    return asValues(signal->values);
  };
  history.spikeSignal = read(getSpikeSignal(layer));
  history.membraneSignal = read(layer == Layer::Hidden ? "vmem" : "vmem_out");
  history.rowOf.resize(numNeurons);
  history.hasSpiked.resize(numNeurons);
  std::vector<Population> populations =
      listPopulations(simulator.getInfo(), layer, numNeurons);
  size_t numPerRow = divideUp(numNeurons, RunHistory::maxRows);
  if (populations.size() <= RunHistory::maxBlocks) {
    for (const Population &population : populations)
      history.addBlock(population.label, 1, population.neurons, numPerRow);
    return history;
  }
  std::vector<uint32_t> all;
  for (const Population &population : populations)
    all.insert(all.end(), population.neurons.begin(), population.neurons.end());
  history.addBlock("", populations.size(), all, numPerRow);
  return history;
}

//===----------------------------------------------------------------------===//
// Steps to columns
//===----------------------------------------------------------------------===//

static constexpr MembraneRange noMembrane = {
    std::numeric_limits<float>::infinity(),
    -std::numeric_limits<float>::infinity()};

void LayerHistory::addColumn() {
  spikes.resize(spikes.size() + rows.size());
  if (hasMembranes())
    membranes.resize(membranes.size() + rows.size(), noMembrane);
}

/// Makes one column of each two neighbours.
template <typename Cell, typename Merge>
static void mergePairs(std::vector<Cell> &cells, size_t numRows, Merge merge) {
  size_t numPairs = numRows == 0 ? 0 : cells.size() / numRows / 2;
  for (size_t pair = 0; pair < numPairs; ++pair)
    for (size_t row = 0; row < numRows; ++row)
      cells[pair * numRows + row] =
          merge(cells[2 * pair * numRows + row],
                cells[(2 * pair + 1) * numRows + row]);
  cells.resize(numPairs * numRows);
}

void LayerHistory::mergeColumns() {
  mergePairs(spikes, rows.size(), std::plus<double>());
  mergePairs(membranes, rows.size(), [](MembraneRange a, MembraneRange b) {
    return MembraneRange{std::min(a.low, b.low), std::max(a.high, b.high)};
  });
}

void LayerHistory::addSpikes(size_t neuron, double count) {
  uint32_t row = rowOf[neuron];
  spikes[spikes.size() - rows.size() + row] += count;
  rowTotals[row] += count;
  hasSpiked[neuron] = true;
}

template <typename Visit>
static void forEach(const std::optional<Values> &values, Visit visit) {
  if (values)
    std::visit(
        [&](auto array) {
          for (size_t neuron = 0; neuron < array.size(); ++neuron)
            visit(neuron, array[neuron]);
        },
        *values);
}

void LayerHistory::recordSignals() {
  forEach(spikeSignal, [&](size_t neuron, double count) {
    if (count > 0 && std::isfinite(count))
      addSpikes(neuron, count);
  });
  if (!membraneSignal)
    return;
  MembraneRange *column = membranes.data() + membranes.size() - rows.size();
  const uint32_t *row = rowOf.data();
  forEach(membraneSignal, [=](size_t neuron, double value) {
    if (!(std::abs(value) <= std::numeric_limits<float>::max()))
      return;
    MembraneRange &range = column[row[neuron]];
    range.low = std::min(range.low, float(value));
    range.high = std::max(range.high, float(value));
  });
}

//===----------------------------------------------------------------------===//
// Totals
//===----------------------------------------------------------------------===//

double LayerHistory::getTotal(const HistoryBlock &block) const {
  auto first = rowTotals.begin() + block.firstRow;
  return std::accumulate(first, first + block.numRows, 0.0);
}

double LayerHistory::getTotal() const {
  return std::accumulate(rowTotals.begin(), rowTotals.end(), 0.0);
}

size_t LayerHistory::getNumSilent(size_t block) const {
  size_t numSilent = 0;
  for (size_t neuron = 0; neuron < rowOf.size(); ++neuron)
    numSilent += !hasSpiked[neuron] && rows[rowOf[neuron]].block == block;
  return numSilent;
}

size_t LayerHistory::getNumSilent() const {
  return std::count(hasSpiked.begin(), hasSpiked.end(), false);
}

//===----------------------------------------------------------------------===//
// RunHistory
//===----------------------------------------------------------------------===//

RunHistory::RunHistory(Simulator &simulator)
    : simulator(simulator), input(LayerHistory::ofInputs(simulator.getInfo())),
      hidden(LayerHistory::ofNeurons(simulator, Layer::Hidden)),
      output(LayerHistory::ofNeurons(simulator, Layer::Output)) {}

void RunHistory::record(llvm::ArrayRef<uint32_t> counts) {
  LayerHistory *layers[] = {&input, &hidden, &output};
  if (numSteps == binWidth * maxColumns) {
    for (LayerHistory *layer : layers)
      layer->mergeColumns();
    binWidth *= 2;
  }
  if (numSteps % binWidth == 0)
    for (LayerHistory *layer : layers)
      layer->addColumn();
  ++numSteps;
  for (size_t channel = 0;
       channel < std::min(counts.size(), input.getNumNeurons()); ++channel)
    if (uint32_t count =
            std::min(counts[channel], simulator.getMaxInputSpikes()))
      input.addSpikes(channel, count);
  hidden.recordSignals();
  output.recordSignals();
}
