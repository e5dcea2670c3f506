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

#include "tidepool/Simulation/Plot/SpikePlot.h"

#include "Picture.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace tidepool;
using namespace tidepool::simulation;
using namespace tidepool::simulation::plot;
using svg::formatNumber;

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
path{fill:none}
.grid{stroke:#dde2e8}
.rule{stroke:#aab3be}
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

std::string plot::formatCount(double number, llvm::StringRef noun) {
  return formatNumber(number) + ' ' + noun.str() + (number == 1 ? "" : "s");
}

std::string plot::nameBlock(const HistoryBlock &block) {
  return block.numModules > 1 ? formatCount(block.numModules, "module")
                              : block.label;
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

/// "100 steps of 1 ms, 100 ms in all".
std::string Picture::describeRun() const {
  double dt = history.getInfo().dt, steps = history.getNumSteps();
  std::string text = formatCount(steps, "step");
  if (dt > 0 && std::isfinite(dt)) {
    text += " of " + formatTime(dt);
    if (steps > 1)
      text += ", " + formatTime(dt * steps) + " in all";
  }
  if (history.getBinWidth() > 1)
    text += "; each column is " + formatCount(history.getBinWidth(), "step");
  return text;
}

/// "12 spikes: 6 input, 4 hidden, 2 output".
std::string Picture::describeSpikes() const {
  double total = 0;
  std::vector<std::string> parts;
  for (const Panel *panel : {&input, &hidden, &output}) {
    if (!panel->layer.hasSpikes() || panel->layer.getNumNeurons() == 0)
      continue;
    total += panel->layer.getTotal();
    parts.push_back(formatNumber(panel->layer.getTotal()) + ' ' +
                    panel->layerName.str());
  }
  std::string text = formatCount(total, "spike");
  return parts.empty() ? text : text + ": " + llvm::join(parts, ", ");
}

/// "hidden: 12 of 40 neurons silent; output: all 7 neurons silent".
std::string Picture::describeSilence() const {
  std::vector<std::string> parts;
  for (const Panel *panel : {&input, &hidden, &output}) {
    size_t numSilent = panel->layer.getNumSilent();
    size_t numNeurons = panel->layer.getNumNeurons();
    if (!panel->layer.hasSpikes() || numSilent == 0)
      continue;
    std::string who = formatCount(numNeurons, panel->noun);
    if (numNeurons == 1)
      who = "the only " + panel->noun.str();
    else if (numSilent == numNeurons)
      who = "all " + who;
    else
      who = formatNumber(numSilent) + " of " + who;
    parts.push_back(panel->layerName.str() + ": " + who + " silent");
  }
  return parts.empty() ? "nothing is silent" : llvm::join(parts, "; ");
}

/// The labels of modules without a spike, where a layer has several modules.
std::string Picture::listSilentModules() const {
  constexpr size_t maxNamed = 5;
  constexpr double nameWidth = 130;
  std::vector<std::string> names;
  size_t numSilent = 0;
  for (const LayerHistory *layer : {&hidden.layer, &output.layer}) {
    if (!layer->hasSpikes() || layer->getBlocks().size() < 2)
      continue;
    for (const HistoryBlock &block : layer->getBlocks())
      if (layer->getTotal(block) == 0 && ++numSilent <= maxNamed)
        names.push_back(block.label.empty()
                            ? "unnamed"
                            : svg::fit(block.label, nameWidth, fontSize));
  }
  if (names.empty())
    return "";
  std::string text = "silent modules: " + llvm::join(names, ", ");
  if (numSilent > maxNamed)
    text += " and " + formatNumber(numSilent - maxNamed) + " more";
  return text;
}

std::vector<std::string> Picture::describe() const {
  std::vector<std::string> lines = {describeRun(), describeSpikes()};
  if (history.getNumSteps() > 0) {
    lines.push_back(describeSilence());
    if (std::string modules = listSilentModules(); !modules.empty())
      lines.push_back(modules);
  }
  return lines;
}

//===----------------------------------------------------------------------===//
// The picture
//===----------------------------------------------------------------------===//

void Picture::draw() {
  constexpr size_t maxHiddenTraces = 4, maxOutputTraces = 8;
  drawTitle();
  drawTimeAxis();
  drawRaster(input, "Input spikes");
  drawRaster(hidden, "Hidden spikes");
  drawTraces(hidden, "Hidden traces", maxHiddenTraces, 44,
             /*hasOneScale=*/false);
  drawTraces(output, "Output traces", maxOutputTraces, 38,
             /*hasOneScale=*/true);
  drawRaster(output, "Output spikes");
  drawStepAxis();
}

void Picture::drawHead(llvm::StringRef title) {
  y += 28;
  svg.text(margin, y, "head", title);
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
  svg.text(numberRight - 12, textY, "small muted end", unit);
}

void Picture::drawTimeAxis() {
  y += 18;
  double seconds = history.getInfo().dt * getNumShownSteps(), scale = 1;
  if (!(seconds > 0) || !std::isfinite(seconds))
    return;
  y += 14;
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
