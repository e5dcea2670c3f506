//===- SpikePlot.cpp - A picture of a run ---------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Panels from top to bottom, with one time axis. To the left of each are its
// labels, to the right its totals.
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/SpikePlot.h"

#include "SpikeCells.h"
#include "Svg.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <numeric>

using namespace tidepool::simulation;
using svg::formatNumber;

// The columns of the page, in pixels.
static constexpr double pageWidth = 900, margin = 16;
static constexpr double plotLeft = 146, plotWidth = 600,
                        plotRight = plotLeft + plotWidth;
static constexpr double barLeft = plotRight + 10, barWidth = 68;
static constexpr double pageRight = pageWidth - margin;
static constexpr double indexRight = plotLeft - 6;
static constexpr double labelWidth = 92;
static constexpr double fontSize = 11, smallSize = 10;
/// The least distance of base lines.
static constexpr double lineHeight = 12;

/// Runs of cells in a panel, of some seven bytes each.
static constexpr size_t maxRuns = 40000;
static constexpr double maxPanelHeight = 500;
static constexpr size_t maxHiddenTraces = 4, maxOutputTraces = 8;

// Blue and vermilion differ for all kinds of colour vision, and in grey.
static constexpr llvm::StringLiteral style = R"(<style>
text{font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;font-size:11px;fill:#1c2530;font-variant-numeric:tabular-nums}
.name{font-size:19px;font-weight:600}
.head{font-size:13px;font-weight:600}
.small{font-size:10px}
.muted{fill:#5d6875}
.end{text-anchor:end}
.middle{text-anchor:middle}
.page{fill:#fff}
.field{fill:#f6f7f9}
path{fill:none;stroke-width:1}
.grid{stroke:#dde2e8}
.rule{stroke:#aab3be}
.spikes,.line{stroke-width:inherit}
.line{stroke-linejoin:round;stroke-linecap:round}
.input .spikes{stroke:#4a5a70}
.input .swatch{fill:#4a5a70}
.hidden .spikes,.hidden .line{stroke:#0b66ad}
.hidden .swatch,.hidden .band{fill:#0b66ad}
.output .spikes,.output .line{stroke:#c24a08}
.output .swatch,.output .band{fill:#c24a08}
.band{fill-opacity:.25}
@media screen and (prefers-color-scheme:dark){
text{fill:#e4e8ed}
.muted{fill:#98a3b0}
.page{fill:#14181d}
.field{fill:#1b2027}
.grid{stroke:#2d343d}
.rule{stroke:#5a6572}
.input .spikes{stroke:#b4c0cf}
.input .swatch{fill:#b4c0cf}
.hidden .spikes,.hidden .line{stroke:#5cb3f2}
.hidden .swatch,.hidden .band{fill:#5cb3f2}
.output .spikes,.output .line{stroke:#f39a5c}
.output .swatch,.output .band{fill:#f39a5c}
}
</style>
)";

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

/// "1 neuron", "12 neurons".
static std::string formatCount(double number, llvm::StringRef noun) {
  return formatNumber(number) + ' ' + noun.str() + (number == 1 ? "" : "s");
}

/// "12 of 40 neurons silent"; nothing if none is.
static std::string describeSilence(size_t numSilent, size_t numAll,
                                   llvm::StringRef noun) {
  if (numSilent == 0)
    return "";
  if (numAll == 1)
    return ("its " + noun + " silent").str();
  if (numSilent == numAll)
    return "all " + formatCount(numAll, noun) + " silent";
  return formatNumber(numSilent) + " of " + formatCount(numAll, noun) +
         " silent";
}

/// A time with its unit: "100 µs".
static std::string formatTime(double seconds) {
  const std::pair<double, const char *> units[] = {
      {1, " s"}, {1e-3, " ms"}, {1e-6, " \u00b5s"}};
  for (auto [unit, name] : units)
    if (seconds >= unit)
      return formatNumber(seconds / unit) + name;
  return formatNumber(seconds / 1e-9) + " ns";
}

namespace {
/// A layer with the words for it.
struct Panel {
  const LayerHistory &layer;
  llvm::StringRef classes; ///< as in the style
  llvm::StringRef title;
  llvm::StringRef noun; ///< for one of its rows
};
} // namespace

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

static std::string nameBlock(const HistoryBlock &block) {
  return block.numModules > 1 ? formatCount(block.numModules, "module")
                              : block.label;
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
// The picture
//===----------------------------------------------------------------------===//

namespace {
class Picture {
public:
  Picture(const RunHistory &history, llvm::raw_ostream &os)
      : history(history), numColumns(history.getNumColumns()), svg(os) {}

  void draw();
  double getHeight() const { return y; }
  std::vector<std::string> describe() const;

private:
  void drawTitle();
  void drawTimeAxis();
  void drawStepAxis();
  void drawTicks(double unitsPerPlot, llvm::StringRef unit, bool isAbove);
  void drawGrid(double height);

  void drawHead(llvm::StringRef title, llvm::StringRef facts);
  void drawLegend(const Shades &shades);
  void drawRaster(const Panel &panel);
  void drawCells(const SpikeCells &cells, llvm::ArrayRef<double> rowY,
                 double rowHeight);
  void drawBlocks(const Panel &panel, const SpikeCells &cells,
                  llvm::ArrayRef<double> rowY, double rowHeight);
  void drawBlockLabel(const Panel &panel, size_t block, double top,
                      double bottom);
  void drawTotals(const Panel &panel, const SpikeCells &cells,
                  llvm::ArrayRef<double> rowY, double rowHeight);
  void drawMembranes(const Panel &panel, size_t maxTraces, double height,
                     bool hasOneScale);
  void drawTrace(const Panel &panel, size_t row, MembraneRange scale,
                 double height);
  void drawSpikeTicks(const LayerHistory &layer, size_t row);

  std::string describeLayer(const Panel &panel) const;
  MembraneRange getRange(const LayerHistory &layer,
                         llvm::ArrayRef<size_t> rows) const;
  /// The steps that the panels show.
  double getNumShownSteps() const {
    return std::max<double>(1, double(numColumns) * history.getBinWidth());
  }

  const RunHistory &history;
  size_t numColumns;
  svg::Writer svg;
  Panel input{history.getInput(), "input", "Input spikes", "channel"};
  Panel hidden{history.getHidden(), "hidden", "Hidden spikes", "neuron"};
  Panel output{history.getOutput(), "output", "Output spikes", "neuron"};
  double y = 0; ///< all above has been drawn
};
} // namespace

void Picture::draw() {
  drawTitle();
  drawTimeAxis();
  drawRaster(input);
  drawRaster(hidden);
  drawMembranes(hidden, maxHiddenTraces, 44, /*hasOneScale=*/false);
  drawMembranes(output, maxOutputTraces, 38, /*hasOneScale=*/true);
  drawRaster(output);
  drawStepAxis();
}

//===----------------------------------------------------------------------===//
// Title and axes
//===----------------------------------------------------------------------===//

/// How the run was, line by line.
std::vector<std::string> Picture::describe() const {
  double dt = history.getInfo().dt, steps = history.getNumSteps();
  std::string run = formatCount(steps, "step");
  if (dt > 0)
    run += " of " + formatTime(dt) + ", " + formatTime(dt * steps) + " in all";
  if (history.getBinWidth() > 1)
    run += "; a column is " + formatCount(history.getBinWidth(), "step");
  std::vector<std::string> silences;
  for (const Panel *panel : {&input, &hidden, &output}) {
    std::string silence =
        panel->layer.hasSpikes()
            ? describeSilence(panel->layer.getNumSilent(),
                              panel->layer.getNumNeurons(), panel->noun)
            : "";
    if (!silence.empty())
      silences.push_back(panel->classes.str() + ": " + silence);
  }
  std::vector<std::string> lines = {run};
  lines.push_back(silences.empty() ? "no neuron and no channel silent"
                                   : llvm::join(silences, "; "));
  return lines;
}

void Picture::drawTitle() {
  constexpr double nameSize = 19;
  y = 34;
  llvm::StringRef name = history.getInfo().name;
  svg.text(margin, y, "name",
           name.empty() ? "network"
                        : svg::fit(name, pageWidth - 2 * margin, nameSize));
  y += 6;
  for (const std::string &line : describe())
    svg.text(margin, y += 16, "", line);
}

/// The distance of about six ticks on an axis that ends at `end`: 1, 2 or 5
/// times a power of ten.
static double getTickDistance(double end, double least) {
  double distance = least;
  while (distance * 60 < end)
    distance *= 10;
  for (double factor : {1, 2, 5})
    if (distance * factor * 7 >= end)
      return distance * factor;
  return distance * 10;
}

void Picture::drawTicks(double end, llvm::StringRef unit, bool isAbove) {
  double distance = getTickDistance(end, isAbove ? 1e-3 : 1);
  double textY = isAbove ? y - 7 : y + 15;
  svg.line(plotLeft, y, plotRight, y, "rule");
  for (size_t k = 0; k * distance <= end * (1 + 1e-9); ++k) {
    double x = plotLeft + k * distance / end * plotWidth;
    svg.line(x, y, x, y + (isAbove ? -4 : 4), "rule");
    svg.text(x, textY, "small muted middle", formatNumber(k * distance));
  }
  svg.text(barLeft + 12, textY, "small muted", unit);
}

void Picture::drawTimeAxis() {
  double dt = history.getInfo().dt;
  y += 18;
  if (!(dt > 0))
    return;
  y += 14;
  double seconds = dt * getNumShownSteps(), scale = 1;
  const char *unit = "s";
  for (const char *smaller : {"ms", "\u00b5s", "ns"}) {
    if (seconds * scale >= 1)
      break;
    scale *= 1000;
    unit = smaller;
  }
  drawTicks(seconds * scale, unit, /*isAbove=*/true);
}

void Picture::drawStepAxis() {
  y += 8;
  drawTicks(getNumShownSteps(), "steps", /*isAbove=*/false);
  y += 30;
}

/// The ground of a panel's body, with lines at the ticks of steps.
void Picture::drawGrid(double height) {
  svg.rect(plotLeft, y, plotWidth, height, "field");
  double end = getNumShownSteps(), distance = getTickDistance(end, 1);
  for (size_t k = 1; k * distance < end; ++k) {
    double x = plotLeft + k * distance / end * plotWidth;
    svg.line(x, y, x, y + height, "grid");
  }
}

//===----------------------------------------------------------------------===//
// Rasters
//===----------------------------------------------------------------------===//

void Picture::drawHead(llvm::StringRef title, llvm::StringRef facts) {
  constexpr double headSize = 13;
  y += 28;
  svg.text(margin, y, "head", title);
  svg.text(margin + svg::getWidth(title, headSize) + 12, y, "muted", facts);
}

void Picture::drawLegend(const Shades &shades) {
  constexpr double swatch = 9;
  double x = plotRight;
  for (size_t shade = shades.size(); shade-- > 0;) {
    std::string label = shades.getLabel(shade);
    svg.text(x, y, "small muted end", label);
    x -= svg::getWidth(label, smallSize) + swatch + 4;
    svg.rect(x, y - swatch + 1, swatch, swatch, "swatch",
             shades.getOpacity(shade));
    x -= 10;
  }
  svg.text(x, y, "small muted end", "spikes in a cell");
}

std::string Picture::describeLayer(const Panel &panel) const {
  const LayerHistory &layer = panel.layer;
  if (layer.getNumNeurons() == 0)
    return ("no " + panel.noun + "s").str();
  std::string facts = formatCount(layer.getNumNeurons(), panel.noun) + ", ";
  if (!layer.hasSpikes())
    return facts + "spikes not recorded";
  facts += formatCount(layer.getTotal(), "spike");
  if (double steps = history.getNumSteps())
    facts += ", " + formatNumber(layer.getTotal() / steps) + " per step";
  return facts;
}

/// How high so many rows are drawn.
static double getRowHeight(size_t numRows, double panelHeight) {
  constexpr double highest = 12;
  return std::max(1.0, std::min(highest, std::floor(panelHeight / numRows)));
}

void Picture::drawRaster(const Panel &panel) {
  const LayerHistory &layer = panel.layer;
  svg.open(panel.classes);
  drawHead(panel.title, describeLayer(panel));
  if (layer.getNumNeurons() == 0 || !layer.hasSpikes()) {
    svg.close();
    return;
  }
  SpikeCells cells(layer, numColumns, maxPanelHeight, maxRuns);
  if (layer.getTotal() > 0)
    drawLegend(cells.getShades());
  svg.text(pageRight, y, "small muted end", "spikes in all");
  y += 8;
  // A gap of a few pixels parts blocks.
  constexpr double blockGap = 4, wanted = 260;
  size_t numWanted = layer.getRows().size();
  double rowHeight =
      numWanted > wanted
          ? getRowHeight(cells.getRows().size(),
                         std::min<double>(numWanted, maxPanelHeight))
          : getRowHeight(cells.getRows().size(), wanted);
  std::vector<double> rowY;
  double height = 0;
  for (auto [index, row] : llvm::enumerate(cells.getRows())) {
    if (index > 0 && row.block != cells.getRows()[index - 1].block)
      height += blockGap;
    rowY.push_back(y + height);
    height += rowHeight;
  }
  drawGrid(height);
  drawCells(cells, rowY, rowHeight);
  drawBlocks(panel, cells, rowY, rowHeight);
  drawTotals(panel, cells, rowY, rowHeight);
  y += height;
  svg.close();
}

void Picture::drawCells(const SpikeCells &cells, llvm::ArrayRef<double> rowY,
                        double rowHeight) {
  std::vector<std::string> data(cells.getShades().size());
  std::vector<SpikeCells::Run> last(data.size(), {0, SIZE_MAX, 0, 0});
  cells.forEachRun([&](SpikeCells::Run run) {
    llvm::raw_string_ostream os(data[run.shade]);
    SpikeCells::Run &previous = last[run.shade];
    if (previous.row == run.row)
      os << 'm' << run.begin - previous.end << " 0";
    else
      os << 'M' << run.begin << ' '
         << svg::Px{rowY[run.row] - rowY.front() + rowHeight / 2};
    os << 'h' << run.end - run.begin;
    previous = run;
  });
  double stroke = rowHeight >= 4 ? rowHeight - 1 : rowHeight;
  for (size_t shade = 0; shade < data.size(); ++shade)
    svg.path(data[shade], "spikes", plotLeft, rowY.front(),
             plotWidth / std::max<size_t>(numColumns, 1), 1, stroke,
             cells.getShades().getOpacity(shade));
}

/// The base line of small text in the middle between two heights.
static double getBaseLine(double top, double bottom) {
  return (top + bottom) / 2 + 3.5;
}

void Picture::drawBlockLabel(const Panel &panel, size_t block, double top,
                             double bottom) {
  const HistoryBlock &members = panel.layer.getBlocks()[block];
  std::string label = svg::fit(nameBlock(members), labelWidth, fontSize);
  std::string silence =
      describeSilence(panel.layer.getNumSilent(block), members.numNeurons, "");
  bool isTall = bottom - top >= 2 * lineHeight + 4;
  if (label.empty() || !isTall || silence.empty()) {
    svg.text(margin, getBaseLine(top, bottom), "", label);
    return;
  }
  svg.text(margin, getBaseLine(top, bottom) - 6, "", label);
  svg.text(margin, getBaseLine(top, bottom) + 7, "small muted",
           members.numNeurons == panel.layer.getNumSilent(block)
               ? "all silent"
               : formatNumber(panel.layer.getNumSilent(block)) + " of " +
                     formatNumber(members.numNeurons) + " silent");
}

/// Labels of blocks, lines between them, and places in them.
void Picture::drawBlocks(const Panel &panel, const SpikeCells &cells,
                         llvm::ArrayRef<double> rowY, double rowHeight) {
  llvm::ArrayRef<SpikeCells::Row> rows = cells.getRows();
  double lastLabel = -lineHeight;
  for (size_t begin = 0, end; begin < rows.size(); begin = end) {
    size_t block = rows[begin].block;
    for (end = begin + 1; end < rows.size() && rows[end].block == block;)
      ++end;
    double top = rowY[begin], bottom = rowY[end - 1] + rowHeight;
    if (begin > 0)
      svg.line(margin, top - 2, pageRight, top - 2, "rule");
    if ((top + bottom) / 2 >= lastLabel + lineHeight) {
      drawBlockLabel(panel, block, top, bottom);
      lastLabel = (top + bottom) / 2;
    }
    bool isEachNamed = rowHeight >= smallSize;
    for (size_t row = begin; row < end; ++row)
      if (isEachNamed || (bottom - top >= 2 * lineHeight &&
                          (row == begin || row + 1 == end))) {
        const HistoryRow &first = panel.layer.getRows()[rows[row].first];
        bool isLast = !isEachNamed && row + 1 == end;
        double middle = isEachNamed ? rowY[row] + rowHeight / 2
                        : isLast    ? bottom - smallSize / 2
                                    : top + smallSize / 2;
        size_t place = isLast ? panel.layer.getBlocks()[block].numNeurons - 1
                              : first.first;
        svg.text(indexRight, getBaseLine(middle, middle), "small muted end",
                 std::to_string(place));
      }
  }
}

void Picture::drawTotals(const Panel &panel, const SpikeCells &cells,
                         llvm::ArrayRef<double> rowY, double rowHeight) {
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
      os << 'M' << 0 << ' ' << svg::Px{rowY[row] - rowY.front() + rowHeight / 2}
         << 'h' << svg::Px{barWidth * totals[row] / greatest};
  double stroke = rowHeight >= 4 ? rowHeight - 2 : rowHeight;
  svg.path(bars, "spikes", barLeft, rowY.front(), 1, 1, stroke, 0.6);
  double lastLabel = -lineHeight;
  auto write = [&](double middle, double total) {
    if (middle < lastLabel + lineHeight)
      return;
    svg.text(pageRight, getBaseLine(middle, middle), "small end",
             svg::formatShort(total));
    lastLabel = middle;
  };
  if (rowHeight >= lineHeight) {
    for (size_t row = 0; row < totals.size(); ++row)
      write(rowY[row] + rowHeight / 2, totals[row]);
    return;
  }
  for (size_t begin = 0, end; begin < totals.size(); begin = end) {
    size_t block = cells.getRows()[begin].block;
    for (end = begin + 1;
         end < totals.size() && cells.getRows()[end].block == block;)
      ++end;
    write((rowY[begin] + rowY[end - 1] + rowHeight) / 2,
          panel.layer.getTotal(panel.layer.getBlocks()[block]));
  }
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

void Picture::drawMembranes(const Panel &panel, size_t maxTraces, double height,
                            bool hasOneScale) {
  const LayerHistory &layer = panel.layer;
  if (!layer.hasMembranes() || layer.getRows().empty())
    return;
  std::vector<size_t> rows =
      chooseRows(layer, numColumns, maxTraces, /*byBlock=*/!hasOneScale);
  std::string facts;
  if (rows.size() < layer.getRows().size())
    facts = formatNumber(rows.size()) + " of the most active neurons, ";
  facts +=
      hasOneScale && rows.size() > 1 ? "on one scale" : "each on its own scale";
  if (layer.hasSpikes())
    facts += "; ticks are spikes";
  svg.open(panel.classes);
  drawHead(&panel == &hidden ? "Hidden membranes" : "Output membranes", facts);
  y += 8;
  constexpr double gap = 6;
  for (size_t row : rows) {
    drawTrace(panel, row,
              getRange(layer, hasOneScale ? llvm::ArrayRef(rows) : row),
              height);
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
  llvm::StringRef getData() const { return data; }

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

void Picture::drawTrace(const Panel &panel, size_t row, MembraneRange scale,
                        double height) {
  const LayerHistory &layer = panel.layer;
  constexpr double tickHeight = 9;
  drawGrid(height);
  svg.text(margin, getBaseLine(y, y + height), "",
           svg::fit(nameRow(panel, row), labelWidth, fontSize));
  if (layer.hasSpikes()) {
    svg.text(pageRight, getBaseLine(y, y + height), "small end",
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
    outline(path, layer, row, places, begin, end);
  }
  bool isBand = llvm::StringRef(path.getData()).contains('z');
  svg.path(path.getData(), isBand ? "line band" : "line", plotLeft, top, 0.1,
           0.1, isBand ? 8 : 12);
  svg.text(indexRight, y + 12, "small muted end", formatNumber(scale.high));
  if (scale.low < scale.high)
    svg.text(indexRight, y + height - 3, "small muted end",
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

//===----------------------------------------------------------------------===//
// SpikePlot
//===----------------------------------------------------------------------===//

void SpikePlot::write(llvm::raw_ostream &os) const {
  std::string body;
  llvm::raw_string_ostream bodyStream(body);
  Picture picture(history, bodyStream);
  picture.draw();
  svg::Px height{picture.getHeight()};
  os << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\""
     << height << "\" viewBox=\"0 0 900 " << height
     << "\" role=\"img\" aria-labelledby=\"title about\">\n"
     << "<title id=\"title\">" << svg::escape(history.getInfo().name)
     << ": spikes of a run</title>\n<desc id=\"about\">"
     << svg::escape(llvm::join(picture.describe(), ". ")) << "</desc>\n"
     << style << "<rect class=\"page\" width=\"900\" height=\"" << height
     << "\"/>\n"
     << body << "</svg>\n";
}

std::string SpikePlot::toSvg() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  write(os);
  return text;
}
