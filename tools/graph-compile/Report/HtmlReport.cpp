//===- HtmlReport.cpp - A page about a compilation ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HtmlReport.h"

#include "Html.h"

#include "tidepool/Support/Svg.h"
#include "tidepool/Target/Dot/Svg.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;
using namespace tidepool::report;
using svg::formatNumber;

namespace {
/// Writes the sections of the page, one function each.
class HtmlReport {
public:
  HtmlReport(Contents &contents, llvm::raw_ostream &os)
      : contents(contents), summary(contents.summary), chip(contents.chip),
        core(contents.core),
        page(os, summary.network + " for " + chip.name.str(),
             picture::getSvgStyle()) {}

  void write();

private:
  void writeHead();
  void writeNetwork();
  void writeResources();
  void writeWarnings();
  void writeQuantization();
  void writeWeights();
  void writeModuleLoss();
  void writeFanOut();
  void writeMemory();
  void writeCost();
  void writeIds();
  void writeVerification();
  void writeTimings();
  void writeOrigin();

  Contents &contents;
  const Summary &summary;
  const xylo::Chip &chip;
  xylo::CoreOp core; ///< of integers
  Page page;
};
} // namespace

static std::string formatPercent(double share) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.1f %%", 100 * share);
  return text;
}

//===----------------------------------------------------------------------===//
// The network
//===----------------------------------------------------------------------===//

void HtmlReport::writeHead() {
  page.note((chip.product + ", time steps of " +
             formatNumber(contents.image.dt * 1e3) + " ms, quantised by " +
             summary.method)
                .str());
  std::vector<std::pair<std::string, std::string>> figures{
      {formatNumber(summary.inputs), "inputs"},
      {formatNumber(summary.hidden), "hidden neurons"},
      {formatNumber(summary.outputs), "output neurons"},
      {formatNumber(summary.fanOutEntries), "recurrent connections"}};
  if (summary.numBytes > 0)
    figures.push_back({formatNumber(summary.numBytes), "bytes of bitstream"});
  if (auto cycles = summary.cost->countWorstCycles())
    figures.push_back({simulation::formatClock(simulation::getClock(
                           cycles->getTotal(), summary.cost->dt)),
                       "clock for real time"});
  page.figures(figures);
}

/// "a, b; c, d and 3 more": the modules of each loop, as far as there is room.
static std::string describeLoops(ArrayRef<std::vector<std::string>> loops) {
  constexpr size_t maxShown = 8;
  constexpr double maxWidth = 420, fontSize = 15;
  auto countRest = [](size_t size) {
    return size <= maxShown
               ? ""
               : " and " + std::to_string(size - maxShown) + " more";
  };
  auto describe = [&](ArrayRef<std::string> loop) {
    SmallVector<std::string> names;
    for (StringRef name : loop.take_front(maxShown))
      names.push_back(svg::fit(name, maxWidth, fontSize));
    return llvm::join(names, ", ") + countRest(loop.size());
  };
  SmallVector<std::string> texts;
  for (ArrayRef<std::string> loop : loops.take_front(maxShown))
    texts.push_back(describe(loop));
  return llvm::join(texts, "; ") + countRest(loops.size());
}

void HtmlReport::writeNetwork() {
  page.section("network", "Network");
  std::string text = (llvm::Twine(summary.numModules) + " modules: " +
                      llvm::Twine(summary.numWeights) + " weights, " +
                      llvm::Twine(summary.numPopulations) + " populations. ")
                         .str();
  text += summary.loops.empty() ? "No loops." : "Loops: ";
  page.paragraph(text + describeLoops(summary.loops));
  if (contents.drawing)
    page.picture(*contents.drawing,
                 "Numbers beside the arrows count connections from node to "
                 "node; colours mark loops.");
  else
    page.note(llvm::toString(contents.drawing.takeError()));
}

//===----------------------------------------------------------------------===//
// The chip
//===----------------------------------------------------------------------===//

void HtmlReport::writeResources() {
  page.section("resources", "Resources");
  std::vector<std::vector<Cell>> rows;
  auto add = [&](StringRef name, size_t used, size_t available) {
    rows.push_back({Cell::text(name), Cell::meter(used, available)});
  };
  add("Inputs", summary.inputs, chip.maxInputs);
  add("Hidden neurons", summary.hidden, chip.maxHidden);
  add("Output neurons", summary.outputs, chip.maxOutputs);
  if (chip.maxExpansion) {
    add("Input expansion", summary.inputExpansion, *chip.maxExpansion);
    add("Output expansion", summary.outputExpansion, *chip.maxExpansion);
  }
  add("Largest fan-out", summary.largestFanOut, summary.maxFanOut);
  add("Fan-out memory", summary.fanOutEntries, chip.maxFanOutEntries);
  page.table({"Resource", "Used"}, rows);
}

/// "net.mlir:3:9"; empty if the diagnostic has no place in a file.
static std::string formatPlace(const llvm::json::Object &diag) {
  const llvm::json::Array *places = diag.getArray("locations");
  if (!places || places->empty())
    return "";
  const llvm::json::Object *place = places->front().getAsObject();
  int64_t line = place->getInteger("line").value_or(0);
  std::string text = place->getString("file").value_or("").str();
  // A NIR file has none.
  if (line == 0)
    return text;
  return (Twine(text) + ":" + Twine(line) + ":" +
          Twine(place->getInteger("column").value_or(0)))
      .str();
}

static Item makeItem(const llvm::json::Object &diag) {
  auto get = [&](StringRef key) {
    return diag.getString(key).value_or("").str();
  };
  return {get("message"), get("advice"), formatPlace(diag),
          get("severity") == "remark"};
}

static std::string formatCount(size_t count, StringRef what) {
  return (Twine(count) + " " + what + (count == 1 ? "" : "s")).str();
}

void HtmlReport::writeWarnings() {
  page.section("warnings", "Warnings");
  std::vector<Item> warnings, remarks;
  for (const llvm::json::Value &entry : contents.diagnostics)
    if (const llvm::json::Object *diag = entry.getAsObject()) {
      Item item = makeItem(*diag);
      (item.isRemark ? remarks : warnings).push_back(std::move(item));
    }
  if (warnings.empty() && remarks.empty())
    return page.paragraph("None.");
  page.paragraph(formatCount(warnings.size(), "warning") + ", " +
                 formatCount(remarks.size(), "remark") + ".");
  llvm::append_range(warnings, std::move(remarks));
  page.list(warnings);
}

void HtmlReport::writeFanOut() {
  page.section("fan-out", "Fan-out of hidden neurons");
  std::vector<size_t> fanOut(summary.hidden);
  for (int32_t source : core.getRecurrentWeights().getSources())
    ++fanOut[source];
  constexpr size_t maxBins = 64;
  size_t largest = std::max<size_t>(summary.largestFanOut, 1);
  size_t binWidth = llvm::divideCeil(largest, maxBins);
  size_t numBins = llvm::divideCeil(largest, binWidth);
  Histogram histogram = Histogram::ofIntegers(1, binWidth, numBins);
  for (size_t targets : fanOut)
    histogram.add(double(targets));
  page.charts([&] {
    page.histogram("Neurons by number of targets",
                   (formatNumber(double(histogram.zeros)) + " of " +
                    formatNumber(double(histogram.total)) +
                    " feed no hidden neuron; the chip allows " +
                    formatNumber(summary.maxFanOut) + " targets each"),
                   histogram);
  });
}

void HtmlReport::writeMemory() {
  page.section("memory", "Memory");
  std::vector<std::vector<Cell>> rows;
  for (const xylo::Bank &bank : chip.banks) {
    size_t words = 0, nonZero = 0;
    unsigned bits = bank.bits;
    for (const bitstream::Segment &segment : contents.image.segments)
      if (segment.kind == bitstream::SegmentKind::Bank &&
          segment.name == bank.name) {
        bits = segment.wordBits;
        words += segment.words.size();
        nonZero += llvm::count_if(segment.words,
                                  [](uint32_t word) { return word != 0; });
      }
    std::string address = "not public";
    if (bank.base)
      address = llvm::formatv("{0:x5}", *bank.base);
    rows.push_back(
        {Cell::code(bank.name), Cell::code(address), Cell::number(bits),
         Cell::meter(words, bank.depth),
         bank.isState ? Cell{"state", true} : Cell::number(double(nonZero))});
  }
  page.table({"Bank", "Address", "Bits", "Words written", "Not zero"}, rows);
  page.note("Banks of states start at zero.");
  if (!chip.hasAddresses())
    page.note("No public source has the memory map of this chip: names, sizes "
              "and widths of its banks are assumed, as docs/Xylo.md says.");
}

static std::vector<Cell> makeRow(StringRef name, double count) {
  return {Cell::text(name), Cell::number(count)};
}

static std::vector<std::vector<Cell>>
makeRows(const simulation::CycleCount &cycles) {
  std::vector<std::vector<Cell>> rows{
      makeRow("Input", cycles.input),
      makeRow("Currents of hidden neurons", cycles.hiddenCurrents),
      makeRow("Currents of output neurons", cycles.outputCurrents),
      makeRow("Spikes of hidden neurons", cycles.hiddenSpiking),
      makeRow("Spikes of output neurons", cycles.outputSpiking),
      makeRow("Total", cycles.getTotal())};
  if (cycles.parallelOperations > 0)
    rows.push_back(makeRow("Beside them: operations of the second synapse",
                           cycles.parallelOperations));
  return rows;
}

static std::vector<std::vector<Cell>>
makeRows(const simulation::OperationCount &operations) {
  return {makeRow("Input weights added", operations.inputAdditions),
          makeRow("Recurrent weights added", operations.recurrentAdditions),
          makeRow("Output weights added", operations.outputAdditions),
          makeRow("Spikes passed on by aliases", operations.aliasAdditions),
          makeRow("Neurons updated", operations.neuronUpdates)};
}

void HtmlReport::writeCost() {
  page.section("cost", "Cost of a time step");
  page.paragraph("Cycles: " + summary.cost->describeCycles() + ".");
  if (auto cycles = summary.cost->countWorstCycles())
    page.table({"Part", "Cycles"}, makeRows(*cycles));
  page.paragraph("Operations: " + summary.cost->describeOperations() + ".");
  page.table({"Operation", "Number"}, makeRows(summary.cost->worst));
  page.note("The worst case: every input channel and every hidden neuron "
            "spikes in every step.");
  if (summary.cost->countWorstCycles())
    page.note("Cycles are those of SynSense's public model, with its margin of "
              "20 % on the clock.");
}

/// "0 to 39, 41".
static std::string formatIds(ArrayRef<int32_t> ids) {
  SmallVector<std::string> ranges;
  for (size_t begin = 0, end; begin < ids.size(); begin = end) {
    for (end = begin + 1; end < ids.size() && ids[end] == ids[end - 1] + 1;)
      ++end;
    ranges.push_back(std::to_string(ids[begin]));
    if (end - begin > 1)
      ranges.back() += " to " + std::to_string(ids[end - 1]);
  }
  return llvm::join(ranges, ", ");
}

void HtmlReport::writeIds() {
  page.section("ids", "Hardware ids");
  std::vector<std::vector<Cell>> rows;
  for (auto neurons : core.getBody().getOps<xylo::NeuronsOp>())
    rows.push_back({Cell::code(neurons.getLabel()),
                    Cell::text(stringifyPopulation(neurons.getPopulation())),
                    Cell::number(double(neurons.getIds().size())),
                    Cell::text(formatIds(neurons.getIds()))});
  page.table({"Module", "Layer", "Neurons", "Ids"}, rows);
}

//===----------------------------------------------------------------------===//
// Quantisation
//===----------------------------------------------------------------------===//

static Histogram makeRealHistogram(DenseElementsAttr weights) {
  double largest = 0;
  for (double weight : weights.getValues<double>())
    largest = std::max(largest, std::fabs(weight));
  if (largest == 0)
    largest = 1;
  Histogram histogram(-largest, largest, 51);
  for (double weight : weights.getValues<double>())
    histogram.add(weight);
  return histogram;
}

static Histogram makeIntegerHistogram(DenseElementsAttr weights) {
  Histogram histogram = Histogram::ofIntegers(-127, 5, 51);
  for (int8_t weight : weights.getValues<int8_t>())
    histogram.add(weight);
  return histogram;
}

void HtmlReport::writeWeights() {
  auto describe = [](const Histogram &histogram) {
    return formatNumber(double(histogram.total - histogram.zeros)) + " of " +
           formatNumber(double(histogram.total)) + " are not zero";
  };
  auto show = [&](StringRef layer, ElementsAttr real, ElementsAttr integer) {
    if (integer.getNumElements() == 0)
      return;
    Histogram before = makeRealHistogram(cast<DenseElementsAttr>(real));
    Histogram after = makeIntegerHistogram(cast<DenseElementsAttr>(integer));
    page.histogram((layer + " weights, real").str(), describe(before), before);
    page.histogram((layer + " weights on the chip").str(), describe(after),
                   after);
  };
  xylo::CoreOp real = contents.realCore;
  page.charts([&] {
    show("Input", real.getInputWeights().getWeights(),
         core.getInputWeights().getWeights());
    show("Recurrent", real.getRecurrentWeights().getWeights(),
         core.getRecurrentWeights().getWeights());
    show("Output", real.getOutputWeights().getWeights(),
         core.getOutputWeights().getWeights());
  });
}

void HtmlReport::writeModuleLoss() {
  std::vector<std::vector<Cell>> rows;
  for (auto [k, loss] : llvm::enumerate(summary.loss.modules)) {
    double tau = std::max(std::fabs(loss.membrane.largestError),
                          std::fabs(loss.synapses.largestError));
    rows.push_back({Cell::code(loss.label),
                    Cell::number(double(loss.weights.count)),
                    Cell::number(double(loss.weights.toZero)),
                    Cell::number(double(loss.weights.clipped)),
                    {formatPercent(loss.weights.getRmsError()), true},
                    {formatNumber(double(loss.threshold.smallest)) + " to " +
                         formatNumber(double(loss.threshold.largest)),
                     true},
                    {formatPercent(tau), true}});
    if (summary.loss.firing) {
      const ModuleFiring &firing = (*summary.loss.firing)[k];
      rows.back().push_back(Cell::number(double(firing.never.size())));
      rows.back().push_back(Cell::number(double(firing.always.size())));
    }
  }
  std::vector<StringRef> heads{
      "Module",    "Weights",    "Became 0",           "Clipped",
      "RMS error", "Thresholds", "Worst time constant"};
  if (summary.loss.firing) {
    heads.push_back("Never fire");
    heads.push_back("Always fire");
  }
  page.table(heads, rows);
}

void HtmlReport::writeQuantization() {
  page.section("quantisation", "Quantisation");
  writeWeights();
  writeModuleLoss();
  page.note("RMS error: of the weights, relative to their own RMS. Worst time "
            "constant: how far the chip's, which are powers of two steps, are "
            "off at most. Neurons that never or always fire do so whatever the "
            "input is.");
}

//===----------------------------------------------------------------------===//
// The compilation
//===----------------------------------------------------------------------===//

void HtmlReport::writeVerification() {
  if (!contents.verification)
    return;
  page.section("verification", "Verification");
  std::string text;
  llvm::raw_string_ostream os(text);
  contents.verification->print(os);
  page.preformatted(text);
}

void HtmlReport::writeTimings() {
  if (!contents.timings)
    return;
  page.section("time", "Time");
  double total = contents.timings->getTotal();
  std::vector<std::vector<Cell>> rows;
  for (const auto &[name, seconds] : contents.timings->get())
    rows.push_back({Cell::code(name),
                    Cell::bar(seconds / total),
                    {formatNumber(std::round(seconds * 1e5) / 1e2), true}});
  page.table({"Pass or step", "", "Milliseconds"}, rows);
}

void HtmlReport::writeOrigin() {
  page.section("origin", "To make it again");
  std::vector<std::vector<Cell>> rows;
  auto add = [&](StringRef name, StringRef value) {
    rows.push_back({Cell::text(name), Cell::code(value)});
  };
  add("Command", contents.command);
  add("SHA-256 of the input", contents.inputHash);
  if (const auto &provenance = contents.image.provenance) {
    add("Options", provenance->options);
    add("Compiler", provenance->compiler);
    add("Hash of the network", provenance->graphHash);
  }
  if (!contents.bitstreamHash.empty())
    add("SHA-256 of the bitstream", contents.bitstreamHash);
  page.table({"", ""}, rows);
}

void HtmlReport::write() {
  writeHead();
  writeNetwork();
  writeResources();
  writeWarnings();
  writeQuantization();
  writeFanOut();
  writeMemory();
  writeCost();
  writeIds();
  writeVerification();
  writeTimings();
  writeOrigin();
}

std::string tidepool::report::makeHtmlReport(Contents contents) {
  std::string text;
  llvm::raw_string_ostream os(text);
  HtmlReport(contents, os).write();
  return text;
}
