//===- TracePanel.cpp - Membranes of a few telling neurons ----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Picture.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>
#include <numeric>

using namespace tidepool;
using namespace tidepool::simulation;
using namespace tidepool::simulation::plot;
using svg::formatNumber;

/// A neuron as `module[3]`, by its place in the module.
static std::string nameRow(const Panel &panel, size_t row) {
  const HistoryRow &members = panel.layer.getRows()[row];
  const HistoryBlock &block = panel.layer.getBlocks()[members.block];
  std::string places = std::to_string(members.first);
  if (members.numNeurons > 1)
    places += "\u2013" + std::to_string(members.first + members.numNeurons - 1);
  if (block.label.empty())
    return panel.noun.str() + ' ' + places;
  return block.label + '[' + places + ']';
}

//===----------------------------------------------------------------------===//
// Choosing neurons
//===----------------------------------------------------------------------===//

/// The most active rows, each block's own best ones first; among equals those
/// whose membrane rose highest. In the order of rows.
static std::vector<size_t> chooseRows(const LayerHistory &layer,
                                      size_t numColumns, size_t maxChosen,
                                      bool byBlock) {
  size_t numRows = layer.getRows().size();
  std::vector<float> peaks(numRows, -std::numeric_limits<float>::infinity());
  for (size_t column = 0; column < numColumns; ++column)
    for (size_t row = 0; row < numRows; ++row)
      peaks[row] = std::max(peaks[row], layer.getMembrane(column, row).high);
  std::vector<size_t> order(numRows);
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](size_t a, size_t b) {
    return std::tuple(-layer.getRowTotal(a), -peaks[a], a) <
           std::tuple(-layer.getRowTotal(b), -peaks[b], b);
  });
  if (byBlock) {
    std::vector<size_t> best, others;
    std::vector<bool> hasBest(layer.getBlocks().size());
    for (size_t row : order) {
      size_t block = layer.getRows()[row].block;
      (hasBest[block] ? others : best).push_back(row);
      hasBest[block] = true;
    }
    order = std::move(best);
    llvm::append_range(order, others);
  }
  order.resize(std::min(order.size(), maxChosen));
  llvm::sort(order);
  return order;
}

//===----------------------------------------------------------------------===//
// Membranes
//===----------------------------------------------------------------------===//

MembraneRange Picture::getRange(const LayerHistory &layer,
                                llvm::ArrayRef<size_t> rows) const {
  MembraneRange range{std::numeric_limits<float>::infinity(),
                      -std::numeric_limits<float>::infinity()};
  for (size_t column = 0; column < numColumns; ++column)
    for (size_t row : rows) {
      MembraneRange cell = layer.getMembrane(column, row);
      range.low = std::min(range.low, cell.low);
      range.high = std::max(range.high, cell.high);
    }
  return range;
}

static std::string describeTraces(const LayerHistory &layer, size_t numTraces,
                                  bool hasOneScale) {
  std::string text = "membranes of ";
  if (numTraces < layer.getRows().size())
    text += formatNumber(numTraces) + " of the most active neurons";
  else
    text += "all neurons";
  if (numTraces > 1)
    text += hasOneScale ? ", on one scale" : ", each on its own scale";
  return layer.hasSpikes() ? text + "; ticks are spikes" : text;
}

void Picture::drawTraces(const Panel &panel, llvm::StringRef title,
                         size_t maxTraces, double height, bool hasOneScale) {
  const LayerHistory &layer = panel.layer;
  if (!layer.hasMembranes() || layer.getRows().empty())
    return;
  std::vector<size_t> rows =
      chooseRows(layer, numColumns, maxTraces, /*byBlock=*/!hasOneScale);
  svg.open(panel.layerName);
  drawHead(title);
  svg.text(plotLeft, y, "muted",
           describeTraces(layer, rows.size(), hasOneScale));
  if (layer.hasSpikes())
    svg.text(pageRight, y, "small muted end", "spikes in all");
  y += headGap;
  constexpr double gap = 6;
  for (size_t row : rows) {
    MembraneRange scale =
        getRange(layer, hasOneScale ? llvm::ArrayRef(rows) : row);
    drawTrace(panel, row, scale, height);
    y += height + gap;
  }
  y -= gap;
  svg.close();
}

namespace {
/// Where membranes are in a box of this size. Units are tenths of pixels.
class TraceScale {
public:
  TraceScale(MembraneRange range, size_t numColumns, double width,
             double height)
      : range(range), numColumns(numColumns), width(width), height(height) {}

  int64_t getX(size_t column) const {
    return std::llround(width * 10 * (column + 0.5) / numColumns);
  }
  int64_t getY(double value) const {
    double span = double(range.high) - range.low;
    double part = span > 0 ? (value - range.low) / span : 0.5;
    return std::llround(height * 10 * (1 - part));
  }

private:
  MembraneRange range;
  size_t numColumns;
  double width, height;
};

/// A path with relative coordinates, which are short.
class PathBuilder {
public:
  void moveTo(int64_t x, int64_t y) {
    os << 'M' << x << ' ' << y;
    setPosition(x, y);
  }
  void lineTo(int64_t x, int64_t y) {
    os << 'l' << x - lastX << (y < lastY ? "" : " ") << y - lastY;
    setPosition(x, y);
  }
  void close() { os << 'z'; }
  std::string takeData() { return std::move(data); }

private:
  void setPosition(int64_t x, int64_t y) {
    lastX = x;
    lastY = y;
  }
  std::string data;
  llvm::raw_string_ostream os{data};
  int64_t lastX = 0, lastY = 0;
};
} // namespace

/// Follows columns [begin, end) along the highest membranes and back along the
/// lowest.
static void outline(PathBuilder &path, const LayerHistory &layer, size_t row,
                    const TraceScale &scale, size_t begin, size_t end) {
  auto high = [&](size_t column) {
    return scale.getY(layer.getMembrane(column, row).high);
  };
  bool isLine = true;
  path.moveTo(scale.getX(begin), high(begin));
  for (size_t column = begin; column < end; ++column) {
    MembraneRange cell = layer.getMembrane(column, row);
    isLine &= cell.low == cell.high;
    path.lineTo(scale.getX(column), high(column));
  }
  if (isLine)
    return;
  for (size_t column = end; column-- > begin;)
    path.lineTo(scale.getX(column),
                scale.getY(layer.getMembrane(column, row).low));
  path.close();
}

/// An outline for each stretch of columns that have a membrane.
static std::string outlineRow(const LayerHistory &layer, size_t row,
                              const TraceScale &scale, size_t numColumns) {
  PathBuilder path;
  auto isThere = [&](size_t column) {
    MembraneRange cell = layer.getMembrane(column, row);
    return cell.low <= cell.high;
  };
  for (size_t begin = 0, end; begin < numColumns; begin = end) {
    end = begin + 1;
    if (!isThere(begin))
      continue;
    while (end < numColumns && isThere(end))
      ++end;
    outline(path, layer, row, scale, begin, end);
  }
  return path.takeData();
}

void Picture::drawTrace(const Panel &panel, size_t row, MembraneRange scale,
                        double height) {
  const LayerHistory &layer = panel.layer;
  constexpr double tickHeight = 9;
  drawGrid(height);
  svg.text(margin, getBaseLine(y + height / 2), "",
           svg::fit(nameRow(panel, row), labelWidth, fontSize));
  if (layer.hasSpikes()) {
    svg.text(pageRight, getBaseLine(y + height / 2), "small end",
             svg::formatShort(layer.getRowTotal(row)));
    drawSpikeTicks(layer, row);
  }
  if (scale.low > scale.high)
    return;
  double top = y + tickHeight, body = height - tickHeight - 3;
  TraceScale places(scale, numColumns, plotWidth, body);
  if (scale.low < 0 && scale.high > 0) {
    double zero = top + places.getY(0) / 10.0;
    svg.line(plotLeft, zero, plotRight, zero, "grid");
  }
  std::string path = outlineRow(layer, row, places, numColumns);
  bool isBand = llvm::StringRef(path).contains('z');
  svg.path(path, isBand ? "line band" : "line", plotLeft, top, 0.1, 0.1,
           isBand ? 8 : 12);
  svg.text(numberRight, y + 12, "small muted end", formatNumber(scale.high));
  if (scale.low < scale.high)
    svg.text(numberRight, y + height - 3, "small muted end",
             formatNumber(scale.low));
}

void Picture::drawSpikeTicks(const LayerHistory &layer, size_t row) {
  std::string data;
  llvm::raw_string_ostream os(data);
  for (size_t column = 0; column < numColumns; ++column)
    if (layer.getSpikes(column, row) > 0)
      os << 'M' << svg::Px{(column + 0.5) * plotWidth / numColumns} << " 0v6";
  svg.path(data, "spikes", plotLeft, y + 1, 1, 1, 1.2);
}
