//===- RunHistory.h - A run in bounded memory -------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a picture of a run needs to know of it. Time is held in columns of equal
// width; when there are too many, neighbours merge and the width doubles.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_PLOT_RUNHISTORY_H
#define TIDEPOOL_SIMULATION_PLOT_RUNHISTORY_H

#include "tidepool/Simulation/Simulator.h"

namespace tidepool::simulation {

/// The neurons of a module, or all input channels, in the history of a layer.
struct HistoryBlock {
  std::string label; ///< empty if the network does not say
  size_t numModules = 1;
  size_t numNeurons = 0;
  size_t firstRow = 0, numRows = 0;
};

/// Some neurons of a block: one, unless the layer is very large.
struct HistoryRow {
  size_t block;
  size_t first; ///< the first one's place in the block
  size_t numNeurons;
};

/// The lowest and highest membrane potential in a cell; low > high if there was
/// none.
struct MembraneRange {
  float low, high;
};

/// The neurons of a layer over time. A cell is one row in one column.
class LayerHistory {
public:
  /// The input channels of a network.
  static LayerHistory ofInputs(const NetworkInfo &info);
  /// The neurons of a layer, in the order of its populations; those that no
  /// population names come last.
  static LayerHistory ofNeurons(Simulator &simulator, Layer layer);

  llvm::ArrayRef<HistoryBlock> getBlocks() const { return blocks; }
  llvm::ArrayRef<HistoryRow> getRows() const { return rows; }
  size_t getNumNeurons() const { return rowOf.size(); }
  bool hasSpikes() const { return spikeSignal.has_value(); }
  bool hasMembranes() const { return membraneSignal.has_value(); }

  /// Spikes in all the run: of a row, a block, the layer.
  double getRowTotal(size_t row) const { return rowTotals[row]; }
  double getTotal(const HistoryBlock &block) const;
  double getTotal() const;
  /// How many neurons of a block, or of the layer, never spiked.
  size_t getNumSilent(size_t block) const;
  size_t getNumSilent() const;

  double getSpikes(size_t column, size_t row) const {
    return spikes[column * rows.size() + row];
  }
  MembraneRange getMembrane(size_t column, size_t row) const {
    return membranes[column * rows.size() + row];
  }

private:
  friend class RunHistory;
  void addBlock(llvm::StringRef label, size_t numModules,
                llvm::ArrayRef<uint32_t> neurons, size_t numPerRow);
  void addColumn();
  void mergeColumns();
  void addSpikes(size_t neuron, double count);
  void recordSignals();

  std::vector<HistoryBlock> blocks;
  std::vector<HistoryRow> rows;
  std::vector<uint32_t> rowOf;    ///< by neuron
  std::vector<uint8_t> hasSpiked; ///< by neuron
  std::vector<double> rowTotals;
  std::optional<Values> spikeSignal, membraneSignal;
  std::vector<double> spikes; ///< [column][row]
  std::vector<MembraneRange> membranes;
};

/// Spikes and membranes of a run of any length.
class RunHistory {
public:
  /// A run has at most this many columns, and at least half of it once it is
  /// longer. Even, so that columns merge in pairs.
  static constexpr size_t maxColumns = 1000;
  /// Layers with more neurons have several of them in a row.
  static constexpr size_t maxRows = 1024;
  /// With more modules than this, those of a layer are one block.
  static constexpr size_t maxBlocks = 128;

  /// `simulator` must outlive the history.
  explicit RunHistory(Simulator &simulator);

  /// Adds the step that the simulator has just made on this input, one count
  /// for each channel.
  void record(llvm::ArrayRef<uint32_t> counts);

  const NetworkInfo &getInfo() const { return simulator.getInfo(); }
  uint64_t getNumSteps() const { return numSteps; }
  /// The steps in a column; the last one may have fewer.
  uint64_t getBinWidth() const { return binWidth; }
  size_t getNumColumns() const { return (numSteps + binWidth - 1) / binWidth; }
  const LayerHistory &getInput() const { return input; }
  const LayerHistory &getHidden() const { return hidden; }
  const LayerHistory &getOutput() const { return output; }

private:
  Simulator &simulator;
  LayerHistory input, hidden, output;
  uint64_t numSteps = 0, binWidth = 1;
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_PLOT_RUNHISTORY_H
