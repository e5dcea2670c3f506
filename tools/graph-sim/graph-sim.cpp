//===- graph-sim.cpp - Runs networks on spikes ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkFile.h"
#include "Recorder.h"

#include "tidepool/Simulation/Raster.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/ToolMain.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

#include <cmath>

namespace cl = llvm::cl;
using namespace tidepool;
using namespace tidepool::simulation;

namespace {
struct Options {
  cl::OptionCategory category{"Options of graph-sim"};
  cl::opt<std::string> network{
      cl::Positional, cl::Required,
      cl::desc("<network: .xbit, .mlir, .mlirbc or ->"), cl::cat(category)};
  cl::opt<std::string> input{
      "input", cl::Required, cl::value_desc("file.npy"),
      cl::desc("Spikes of each input channel in each step: integers or "
               "booleans of shape (steps, inputs)"),
      cl::cat(category)};
  cl::opt<std::string> output{
      "output", cl::value_desc("file.npy"),
      cl::desc("Where to write the output spikes, of shape (steps, outputs)"),
      cl::cat(category)};
  cl::opt<std::string> trace{
      "trace", cl::value_desc("folder"),
      cl::desc("Also write spikes and states of all neurons after each step, "
               "as arrays of shape (steps, neurons): out_spikes, hid_spikes, "
               "vmem, isyn, isyn2, vmem_out, isyn_out"),
      cl::cat(category)};
  cl::opt<std::string> top{
      "top", cl::value_desc("network"),
      cl::desc("The network to run; needed if there are several that no "
               "instance uses"),
      cl::cat(category)};
  cl::opt<Schedule> schedule{
      "schedule", cl::init(Schedule::Graph),
      cl::desc("When spikes arrive in a network of the graph dialect:"),
      cl::values(
          clEnumValN(Schedule::Graph, "graph",
                     "within the step, but one step later within a loop; "
                     "spikes without limit (default)"),
          clEnumValN(Schedule::Chip, "chip",
                     "as on the chip: from neuron to neuron one step later, 31 "
                     "spikes at most, 1 of output neurons")),
      cl::cat(category)};
  cl::opt<double> dt{"dt", cl::value_desc("seconds"),
                     cl::desc("The time step of a network that names none"),
                     cl::cat(category)};
  cl::opt<bool> quiet{"quiet", cl::desc("Print no summary"), cl::cat(category)};
};
} // namespace

static llvm::Expected<Raster> readRasterFile(llvm::StringRef path,
                                             size_t numChannels) {
  auto file = readFile(path);
  if (!file)
    return file.takeError();
  auto array = readNpy((*file)->getBuffer());
  if (!array)
    return inFile(path, array.takeError());
  auto raster = makeRaster(*array, numChannels);
  if (!raster)
    return inFile(path, raster.takeError());
  return raster;
}

/// "12 spikes (0.4 per step)".
static void printRate(llvm::raw_ostream &os, double spikes, size_t steps) {
  os << llvm::format("%.10g spikes", spikes);
  if (steps > 0)
    os << " (" << llvm::format("%.3g", double(spikes) / steps) << " per step)";
  os << '\n';
}

static void printSummary(const NetworkInfo &network, const Raster &raster,
                         const Recorder &recorder) {
  llvm::raw_ostream &os = llvm::errs();
  size_t steps = raster.numSteps;
  os << network.name << ": " << steps << " steps of "
     << llvm::format("%g", network.dt) << " s\n";
  os << "  input    ";
  printRate(os, raster.getNumSpikes(), steps);
  os << "  hidden   ";
  printRate(os, recorder.getNumHiddenSpikes(), steps);
  os << "  output   ";
  printRate(os, recorder.getNumOutputSpikes(), steps);
  if (raster.numClipped > 0)
    os << "  clipped  " << raster.numClipped
       << " input counts were above 15, which is all that the chip takes\n";
}

static llvm::Error simulate(const Options &options) {
  NetworkOptions networkOptions{options.top, std::nullopt};
  if (options.dt.getNumOccurrences() > 0) {
    if (!(options.dt > 0) || !std::isfinite(options.dt))
      return makeError("--dt is a time step in seconds, above 0");
    networkOptions.dt = options.dt;
  }
  auto network = NetworkFile::read(options.network, networkOptions);
  if (!network)
    return network.takeError();
  auto simulator = network->makeSimulator(options.schedule);
  if (!simulator)
    return inFile(options.network, simulator.takeError());
  const NetworkInfo &info = (*simulator)->getInfo();
  auto raster = readRasterFile(options.input, info.numInputs);
  if (!raster)
    return raster.takeError();
  Recorder recorder(**simulator, /*withStates=*/!options.trace.empty());
  std::vector<uint32_t> counts(raster->numChannels);
  for (size_t step = 0; step < raster->numSteps; ++step) {
    llvm::copy(raster->getStep(step), counts.begin());
    (*simulator)->step(counts);
    recorder.record();
  }
  OutputFiles outputs;
  if (!options.output.empty())
    if (llvm::Error error = recorder.addOutput(outputs, options.output))
      return error;
  if (!options.trace.empty())
    if (llvm::Error error = recorder.addTraces(outputs, options.trace))
      return error;
  if (llvm::Error error = outputs.keep())
    return error;
  if (!options.quiet)
    printSummary(info, *raster, recorder);
  return llvm::Error::success();
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    Options options;
    cl::HideUnrelatedOptions(options.category);
    cl::ParseCommandLineOptions(
        argc, argv,
        "Tidepool's simulator: runs a bitstream, a memory image or a quantised "
        "core on spikes, bit by bit as the chip does\n\n"
        "  Run a recording and keep the output spikes:\n"
        "    graph-sim net.xbit --input=spikes.npy --output=out.npy\n"
        "  See every state of every neuron:\n"
        "    graph-sim net.xbit --input=spikes.npy --trace=traces\n");
    llvm::Error error = simulate(options);
    if (!error)
      return 0;
    // MLIR has printed its own errors, with their places.
    std::string text = llvm::toString(std::move(error));
    if (!text.empty())
      llvm::WithColor::error(llvm::errs(), "graph-sim") << text << '\n';
    return 1;
  });
}
