//===- SpikeCells.cpp - Spikes as shaded cells ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SpikeCells.h"

#include "tidepool/Support/Svg.h"

#include <algorithm>
#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;

static constexpr size_t maxShades = 4;

//===----------------------------------------------------------------------===//
// Shades
//===----------------------------------------------------------------------===//

Shades::Shades(double least, double greatest)
    : least(least), greatest(greatest) {
  if (greatest <= maxShades) {
    for (size_t count = 1; count == 1 || count <= std::ceil(greatest); ++count)
      bounds.push_back(count);
    return;
  }
  // Alike counts shall look alike: the scale spans a factor of 8 at least.
  double low = std::max(1.0, std::min(least, greatest / 8));
  double middle = std::sqrt(low * greatest);
  for (double bound :
       {low, std::sqrt(low * middle), middle, std::sqrt(middle * greatest)})
    bounds.push_back(std::ceil(bound));
  while (bounds.size() > 1 && bounds[1] <= least)
    bounds.erase(bounds.begin());
}

size_t Shades::find(double count) const {
  auto above = std::upper_bound(bounds.begin() + 1, bounds.end(), count);
  return above - bounds.begin() - 1;
}

double Shades::getOpacity(size_t shade) const {
  double faintest = 0.35 + 0.4 / size();
  return size() == 1 ? 1 : faintest + (1 - faintest) * shade / (size() - 1);
}

std::string Shades::getLabel(size_t shade) const {
  double low = std::max(bounds[shade], least);
  double high = shade + 1 < size() ? bounds[shade + 1] - 1 : greatest;
  if (low >= high)
    return svg::formatShort(low);
  return svg::formatShort(low) + "\u2013" + svg::formatShort(high);
}

//===----------------------------------------------------------------------===//
// Cells
//===----------------------------------------------------------------------===//

SpikeCells::SpikeCells(const LayerHistory &layer, size_t numColumns,
                       size_t maxRows, size_t maxRuns)
    : numColumns(numColumns) {
  // Below these, rows and columns are worth the same; above, columns are finer
  // than a screen.
  constexpr size_t fineColumns = 500, fineRows = 100;
  rowFactor = (layer.getRows().size() + maxRows - 1) / maxRows;
  rowFactor = std::max<size_t>(rowFactor, 1);
  foldRows(layer);
  while (rows.size() > maxRows && rowFactor < layer.getRows().size()) {
    rowFactor *= 2;
    foldRows(layer);
  }
  addUp(layer);
  while (countRuns() > maxRuns && getNumCellColumns() > 1) {
    if (getNumCellColumns() <= fineColumns && rows.size() > fineRows &&
        rowFactor < layer.getRows().size())
      rowFactor *= 2;
    else
      columnFactor *= 2;
    foldRows(layer);
    addUp(layer);
  }
}

void SpikeCells::foldRows(const LayerHistory &layer) {
  rows.clear();
  for (size_t block = 0; block < layer.getBlocks().size(); ++block) {
    // Rows of one height shall have about as many neurons.
    const HistoryBlock &members = layer.getBlocks()[block];
    size_t numFolded = (members.numRows + rowFactor - 1) / rowFactor;
    for (size_t k = 0; k < numFolded; ++k) {
      size_t begin = members.numRows * k / numFolded;
      size_t end = members.numRows * (k + 1) / numFolded;
      rows.push_back({block, members.firstRow + begin, end - begin});
    }
  }
}

void SpikeCells::addUp(const LayerHistory &layer) {
  size_t width = getNumCellColumns();
  counts.assign(rows.size() * width, 0);
  for (size_t row = 0; row < rows.size(); ++row)
    for (size_t column = 0; column < numColumns; ++column)
      for (size_t k = 0; k < rows[row].count; ++k)
        counts[row * width + column / columnFactor] +=
            layer.getSpikes(column, rows[row].first + k);
  double least = 0, greatest = 0;
  for (double count : counts) {
    greatest = std::max(greatest, count);
    if (count > 0)
      least = least == 0 ? count : std::min(least, count);
  }
  shades = Shades(least, greatest);
}

size_t SpikeCells::getNumNeuronsPerCell(const LayerHistory &layer) const {
  size_t greatest = 0;
  for (const Row &row : rows) {
    size_t numNeurons = 0;
    for (size_t k = 0; k < row.count; ++k)
      numNeurons += layer.getRows()[row.first + k].numNeurons;
    greatest = std::max(greatest, numNeurons);
  }
  return greatest;
}

void SpikeCells::forEachRun(llvm::function_ref<void(Run)> visit) const {
  size_t width = getNumCellColumns();
  for (size_t row = 0; row < rows.size(); ++row) {
    llvm::ArrayRef<double> cells =
        llvm::ArrayRef(counts).slice(row * width, width);
    for (size_t begin = 0, end; begin < width; begin = end) {
      end = begin + 1;
      if (cells[begin] == 0)
        continue;
      size_t shade = shades.find(cells[begin]);
      while (end < width && cells[end] > 0 && shades.find(cells[end]) == shade)
        ++end;
      visit({shade, row, begin * columnFactor,
             std::min(end * columnFactor, numColumns)});
    }
  }
}

size_t SpikeCells::countRuns() const {
  size_t count = 0;
  forEachRun([&](Run) { ++count; });
  return count;
}
