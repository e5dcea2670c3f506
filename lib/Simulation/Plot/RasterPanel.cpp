//===- RasterPanel.cpp - Who spiked when ----------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Picture.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;
using namespace tidepool::simulation::plot;
using svg::formatNumber;

/// The runs of cells in a panel, of some seven bytes each.
static constexpr size_t maxRuns = 30000;
static constexpr double maxPanelHeight = 500;

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

/// How high a panel of so many rows shall be: rows of few neurons are high
/// enough for numbers, those of many are pixels.
static double getPanelHeight(size_t numRows) {
  constexpr double usual = 260, highestRow = 12;
  double rowHeight = std::round(usual / numRows);
  rowHeight = std::max(1.0, std::min(highestRow, rowHeight));
  return std::min(maxPanelHeight, rowHeight * numRows);
}

static RowPlaces placeRows(const SpikeCells &cells, size_t numBlocks,
                           double height, double top) {
  constexpr size_t fewBlocks = 16;
  llvm::ArrayRef<SpikeCells::Row> rows = cells.getRows();
  RowPlaces places;
  places.top = places.bottom = top;
  // Odd, so that a line in the middle is sharp.
  places.blockGap = numBlocks <= fewBlocks ? 5 : 3;
  places.rowHeight = std::max(1.0, std::floor(height / rows.size()));
  for (size_t row = 0; row < rows.size(); ++row) {
    if (row > 0 && rows[row].block != rows[row - 1].block)
      places.bottom += places.blockGap;
    places.tops.push_back(places.bottom);
    places.bottom += places.rowHeight;
  }
  return places;
}

/// Calls `visit(block, begin, end)` for the rows of each block.
static void
forEachBlock(const SpikeCells &cells,
             llvm::function_ref<void(size_t, size_t, size_t)> visit) {
  llvm::ArrayRef<SpikeCells::Row> rows = cells.getRows();
  for (size_t begin = 0, end; begin < rows.size(); begin = end) {
    for (end = begin + 1;
         end < rows.size() && rows[end].block == rows[begin].block;)
      ++end;
    visit(rows[begin].block, begin, end);
  }
}

//===----------------------------------------------------------------------===//
// The panel
//===----------------------------------------------------------------------===//

void Picture::drawRaster(const Panel &panel, llvm::StringRef title) {
  const LayerHistory &layer = panel.layer;
  svg.open(panel.layerName);
  drawHead(title);
  if (layer.getNumNeurons() == 0 || !layer.hasSpikes()) {
    svg.text(plotLeft, y, "muted",
             layer.getNumNeurons() == 0
                 ? ("no " + llvm::Twine(panel.noun) + "s").str()
                 : "not recorded");
    svg.close();
    return;
  }
  SpikeCells cells(layer, numColumns, maxPanelHeight, maxRuns);
  double legendLeft = drawLegend(panel, cells);
  drawFacts(panel, legendLeft);
  svg.text(pageRight, y, "small muted end", "spikes in all");
  y += headGap;
  RowPlaces places = placeRows(cells, layer.getBlocks().size(),
                               getPanelHeight(layer.getRows().size()), y);
  drawGrid(places.bottom - y);
  drawCells(cells, places);
  drawBlocks(panel, cells, places);
  drawTotals(panel, cells, places);
  y = places.bottom;
  svg.close();
}

/// As many facts as there is room for.
void Picture::drawFacts(const Panel &panel, double right) {
  const LayerHistory &layer = panel.layer;
  std::string facts = formatCount(layer.getNumNeurons(), panel.noun);
  auto add = [&](std::string more) {
    if (plotLeft + svg::getWidth(facts + more, fontSize) < right)
      facts += more;
  };
  add(", " + formatCount(layer.getTotal(), "spike"));
  if (double steps = history.getNumSteps())
    add(", " + formatNumber(layer.getTotal() / steps) + " per step");
  svg.text(plotLeft, y, "muted", facts);
}

/// What shades mean. Returns where the legend begins.
double Picture::drawLegend(const Panel &panel, const SpikeCells &cells) {
  constexpr double swatch = 9, gap = 10;
  if (panel.layer.getTotal() == 0)
    return plotRight;
  const Shades &shades = cells.getShades();
  double x = plotRight;
  for (size_t shade = shades.size(); shade-- > 0;) {
    std::string label = shades.getLabel(shade);
    svg.text(x, y, "small muted end", label);
    x -= svg::getWidth(label, smallSize) + swatch + 4;
    svg.rect(x, y - swatch + 1, swatch, swatch, "swatch",
             shades.getOpacity(shade));
    x -= gap;
  }
  double steps = double(cells.getNumColumnsPerCell()) * history.getBinWidth();
  double neurons = cells.getNumNeuronsPerCell(panel.layer);
  std::string cell = formatCount(steps, "step");
  if (neurons > 1)
    cell = formatCount(neurons, panel.noun) + " \u00d7 " + cell;
  cell = "spikes in " + cell;
  svg.text(x, y, "small muted end", cell);
  return x - svg::getWidth(cell, smallSize) - gap;
}

void Picture::drawCells(const SpikeCells &cells, const RowPlaces &places) {
  std::vector<std::string> data(cells.getShades().size());
  std::vector<SpikeCells::Run> last(data.size(), {0, SIZE_MAX, 0, 0});
  cells.forEachRun([&](SpikeCells::Run run) {
    llvm::raw_string_ostream os(data[run.shade]);
    SpikeCells::Run &previous = last[run.shade];
    if (previous.row == run.row)
      os << 'm' << run.begin - previous.end << " 0";
    else
      os << 'M' << run.begin << ' '
         << svg::Px{places.getMiddle(run.row) - places.top};
    os << 'h' << run.end - run.begin;
    previous = run;
  });
  // Where there is room, a pixel parts rows.
  double stroke =
      places.rowHeight >= 4 ? places.rowHeight - 1 : places.rowHeight;
  for (size_t shade = 0; shade < data.size(); ++shade)
    svg.path(data[shade], "spikes", plotLeft, places.top,
             plotWidth / std::max<size_t>(numColumns, 1), 1, stroke,
             cells.getShades().getOpacity(shade));
}

//===----------------------------------------------------------------------===//
// Beside the panel
//===----------------------------------------------------------------------===//

/// Labels of blocks, as many as there is room for, and lines between them,
/// which reach to the labels if they don't cross them.
void Picture::drawBlocks(const Panel &panel, const SpikeCells &cells,
                         const RowPlaces &places) {
  double nextLabel = places.top;
  bool isLow = false;
  forEachBlock(cells, [&](size_t block, size_t begin, size_t end) {
    bool wasLow = isLow;
    double top = places.tops[begin],
           bottom = places.tops[end - 1] + places.rowHeight;
    isLow = bottom - top < lineHeight;
    double lineY = top - places.blockGap / 2;
    if (begin > 0)
      svg.line(isLow || wasLow ? plotLeft : margin, lineY,
               isLow || wasLow ? plotRight : pageRight, lineY, "rule");
    if ((top + bottom) / 2 >= nextLabel) {
      drawBlockLabel(panel, block, top, bottom);
      nextLabel = (top + bottom) / 2 + lineHeight;
    }
    drawRowNumbers(panel, cells, places, begin, end);
  });
}

void Picture::drawBlockLabel(const Panel &panel, size_t block, double top,
                             double bottom) {
  const HistoryBlock &members = panel.layer.getBlocks()[block];
  std::string label = svg::fit(nameBlock(members), labelWidth, fontSize);
  size_t numSilent = panel.layer.getNumSilent(block);
  double middle = (top + bottom) / 2;
  bool hasRoom = bottom - top >= 2 * lineHeight;
  if (label.empty() || numSilent == 0 || !hasRoom) {
    svg.text(margin, getBaseLine(middle), "", label);
    return;
  }
  constexpr double halfLine = 6.5;
  svg.text(margin, getBaseLine(middle - halfLine), "", label);
  svg.text(margin, getBaseLine(middle + halfLine), "small muted",
           numSilent == members.numNeurons
               ? "all silent"
               : formatNumber(numSilent) + " of " +
                     formatNumber(members.numNeurons) + " silent");
}

/// The places of neurons in their block: of all rows if they are high enough,
/// else of the first and the last.
void Picture::drawRowNumbers(const Panel &panel, const SpikeCells &cells,
                             const RowPlaces &places, size_t begin,
                             size_t end) {
  auto write = [&](double middle, size_t place) {
    svg.text(numberRight, getBaseLine(middle), "small muted end",
             std::to_string(place));
  };
  auto getPlace = [&](size_t row) {
    return panel.layer.getRows()[cells.getRows()[row].first].first;
  };
  if (places.rowHeight >= smallSize) {
    for (size_t row = begin; row < end; ++row)
      write(places.getMiddle(row), getPlace(row));
    return;
  }
  double top = places.tops[begin],
         bottom = places.tops[end - 1] + places.rowHeight;
  if (bottom - top < 2 * lineHeight)
    return;
  size_t block = cells.getRows()[begin].block;
  write(top + smallSize / 2, getPlace(begin));
  write(bottom - smallSize / 2, panel.layer.getBlocks()[block].numNeurons - 1);
}

/// A bar for each row; numbers for rows if they are high enough, else for
/// blocks.
void Picture::drawTotals(const Panel &panel, const SpikeCells &cells,
                         const RowPlaces &places) {
  std::vector<double> totals;
  for (const SpikeCells::Row &row : cells.getRows()) {
    totals.push_back(0);
    for (size_t k = 0; k < row.count; ++k)
      totals.back() += panel.layer.getRowTotal(row.first + k);
  }
  double greatest = *llvm::max_element(totals);
  std::string bars;
  llvm::raw_string_ostream os(bars);
  for (size_t row = 0; row < totals.size(); ++row)
    if (totals[row] > 0)
      os << "M0 " << svg::Px{places.getMiddle(row) - places.top} << 'h'
         << svg::Px{barWidth * totals[row] / greatest};
  double stroke =
      places.rowHeight >= 4 ? places.rowHeight - 2 : places.rowHeight;
  svg.path(bars, "spikes", barLeft, places.top, 1, 1, stroke, 0.6);

  double nextNumber = places.top;
  auto write = [&](double middle, double total) {
    if (middle < nextNumber)
      return;
    svg.text(pageRight, getBaseLine(middle), "small end",
             svg::formatShort(total));
    nextNumber = middle + lineHeight;
  };
  if (places.rowHeight >= smallSize) {
    for (size_t row = 0; row < totals.size(); ++row)
      write(places.getMiddle(row), totals[row]);
    return;
  }
  forEachBlock(cells, [&](size_t block, size_t begin, size_t end) {
    write((places.tops[begin] + places.tops[end - 1] + places.rowHeight) / 2,
          panel.layer.getTotal(panel.layer.getBlocks()[block]));
  });
}
