//===- Picture.h - The panels of a picture of a run -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_SIMULATION_PLOT_PICTURE_H
#define TIDEPOOL_LIB_SIMULATION_PLOT_PICTURE_H

#include "SpikeCells.h"

#include "tidepool/Support/Svg.h"

namespace tidepool::simulation::plot {

// The columns of the page, in pixels: labels, plots, bars and totals.
constexpr double pageWidth = 900, margin = 16, pageRight = pageWidth - margin;
constexpr double labelWidth = 98;
constexpr double plotLeft = 146, plotWidth = 600,
                 plotRight = plotLeft + plotWidth;
constexpr double barLeft = plotRight + 10, barWidth = 68;
/// Where small numbers beside a panel end.
constexpr double numberRight = plotLeft - 6;

constexpr double fontSize = 11, smallSize = 10;
/// The least distance of base lines.
constexpr double lineHeight = 12;
/// Between a panel's head and its body.
constexpr double headGap = 8;

/// The base line of small text around this height.
constexpr double getBaseLine(double middle) { return middle + 3.5; }

/// "1 neuron", "12 neurons".
std::string formatCount(double number, llvm::StringRef noun);
/// The label of a block, or how many modules it has.
std::string nameBlock(const HistoryBlock &block);

/// A layer with the words for it.
struct Panel {
  const LayerHistory &layer;
  llvm::StringRef layerName; ///< also its class in the style
  llvm::StringRef noun;      ///< for one of its neurons
};

/// Where the rows of a raster are.
struct RowPlaces {
  std::vector<double> tops; ///< by row
  double rowHeight, blockGap;
  double top, bottom;

  double getMiddle(size_t row) const { return tops[row] + rowHeight / 2; }
};

/// Draws panel under panel.
class Picture {
public:
  Picture(const RunHistory &history, llvm::raw_ostream &os)
      : history(history), numColumns(history.getNumColumns()), svg(os) {}

  void draw();
  double getHeight() const { return y; }
  /// What there is to say of the run, line by line.
  std::vector<std::string> describe() const;

private:
  // SpikePlot.cpp
  std::string describeRun() const;
  std::string describeSpikes() const;
  std::string describeSilence() const;
  std::string listSilentModules() const;
  void drawTitle();
  void drawTimeAxis();
  void drawStepAxis();
  void drawTicks(double end, llvm::StringRef unit, bool isAbove);
  void drawHead(llvm::StringRef title);
  void drawGrid(double height);
  /// The steps that the panels show.
  double getNumShownSteps() const {
    return std::max<double>(1, double(numColumns) * history.getBinWidth());
  }

  // RasterPanel.cpp
  void drawRaster(const Panel &panel, llvm::StringRef title);
  void drawFacts(const Panel &panel, double right);
  double drawLegend(const Panel &panel, const SpikeCells &cells);
  void drawCells(const SpikeCells &cells, const RowPlaces &places);
  void drawBlocks(const Panel &panel, const SpikeCells &cells,
                  const RowPlaces &places);
  void drawBlockLabel(const Panel &panel, size_t block, double top,
                      double bottom);
  void drawRowNumbers(const Panel &panel, const SpikeCells &cells,
                      const RowPlaces &places, size_t begin, size_t end);
  void drawTotals(const Panel &panel, const SpikeCells &cells,
                  const RowPlaces &places);

  // TracePanel.cpp
  void drawTraces(const Panel &panel, llvm::StringRef title, size_t maxTraces,
                  double height, bool hasOneScale);
  void drawTrace(const Panel &panel, size_t row, MembraneRange scale,
                 double height);
  void drawSpikeTicks(const LayerHistory &layer, size_t row);
  MembraneRange getRange(const LayerHistory &layer,
                         llvm::ArrayRef<size_t> rows) const;

  const RunHistory &history;
  size_t numColumns;
  svg::Writer svg;
  Panel input{history.getInput(), "input", "channel"};
  Panel hidden{history.getHidden(), getName(Layer::Hidden), "neuron"};
  Panel output{history.getOutput(), getName(Layer::Output), "neuron"};
  double y = 0; ///< all above has been drawn
};

} // namespace tidepool::simulation::plot

#endif // TIDEPOOL_LIB_SIMULATION_PLOT_PICTURE_H
