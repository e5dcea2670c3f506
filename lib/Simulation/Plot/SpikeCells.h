//===- SpikeCells.h - Spikes as shaded cells --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_PLOT_SPIKECELLS_H
#define TIDEPOOL_LIB_SIMULATION_PLOT_SPIKECELLS_H

#include "tidepool/Simulation/Plot/RunHistory.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace tidepool::simulation {

/// Which counts share a shade. There are four at most, each for counts that are
/// about as many times those of the one before.
class Shades {
public:
  /// For counts between the least and the greatest that are not zero.
  Shades(double least, double greatest);

  size_t size() const { return bounds.size(); }
  /// The shade of a count above zero; more spikes have a higher one.
  size_t find(double count) const;
  double getOpacity(size_t shade) const;
  /// "1", "2–3".
  std::string getLabel(size_t shade) const;

private:
  double least, greatest;
  std::vector<double> bounds; ///< the least count of each shade
};

/// The spikes of a layer, folded to what a picture can show.
class SpikeCells {
public:
  /// Rows of the layer's history, all in one block.
  struct Row {
    size_t block, first, count;
  };
  /// Cells of one shade that follow each other, in columns of the history.
  struct Run {
    size_t shade, row, begin, end;
  };

  /// Folds rows and columns until there are at most `maxRuns` runs, or one
  /// column is left.
  SpikeCells(const LayerHistory &layer, size_t numColumns, size_t maxRows,
             size_t maxRuns);

  llvm::ArrayRef<Row> getRows() const { return rows; }
  /// How many columns of the history, and neurons, a cell is of. Cells at the
  /// ends may have fewer.
  size_t getNumColumnsPerCell() const { return columnFactor; }
  size_t getNumNeuronsPerCell(const LayerHistory &layer) const;
  const Shades &getShades() const { return shades; }
  void forEachRun(llvm::function_ref<void(Run)> visit) const;

private:
  void foldRows(const LayerHistory &layer);
  void addUp(const LayerHistory &layer);
  size_t countRuns() const;
  size_t getNumCellColumns() const {
    return (numColumns + columnFactor - 1) / columnFactor;
  }

  size_t numColumns;
  size_t rowFactor = 1, columnFactor = 1;
  std::vector<Row> rows;
  std::vector<double> counts; ///< [row][column]
  Shades shades{0, 0};
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_LIB_SIMULATION_PLOT_SPIKECELLS_H
