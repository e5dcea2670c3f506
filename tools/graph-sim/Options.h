//===- Options.h - What a user asks of graph-sim ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_OPTIONS_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_OPTIONS_H

#include "tidepool/Simulation/Raster/RasterFile.h"
#include "tidepool/Simulation/Reference/ReferenceSimulator.h"
#include "tidepool/Target/NIR/ImportFile.h"

#include "llvm/Support/CommandLine.h"

namespace tidepool {

namespace cl = llvm::cl;

/// An option that names a format of rasters.
struct FormatOption : cl::opt<simulation::RasterFormat> {
  FormatOption(const char *name, const char *description,
               cl::OptionCategory &category)
      : opt(llvm::StringRef(name), cl::desc(description),
            cl::values(clEnumValN(simulation::RasterFormat::Npy, "npy",
                                  "NumPy's array"),
                       clEnumValN(simulation::RasterFormat::Csv, "csv",
                                  "a line for each step"),
                       clEnumValN(simulation::RasterFormat::Events, "events",
                                  "lines of step,channel,count")),
            cl::cat(category)) {}

  std::optional<simulation::RasterFormat> get() const {
    if (getNumOccurrences() == 0)
      return std::nullopt;
    return getValue();
  }
};

struct Options {
  cl::OptionCategory category{"Options of graph-sim"};

  cl::list<std::string> networks{
      cl::Positional, cl::OneOrMore,
      cl::desc("<network: .xbit, .nir, .mlir, .mlirbc or ->"),
      cl::cat(category)};
  cl::opt<bool> compare{
      "compare",
      cl::desc("Run two networks, or two stages of one, on the same spikes. "
               "Stages of integers must agree in every state; else the "
               "differences in spikes are reported"),
      cl::cat(category)};
  cl::list<std::string> inputs{
      "input",
      cl::OneOrMore,
      cl::CommaSeparated,
      cl::value_desc("file"),
      cl::desc("Spikes of each input channel in each step: .npy of shape "
               "(steps, inputs), or (recordings, steps, inputs); .csv, a line "
               "for each step; .events or .txt, a line step,channel or "
               "step,channel,count for each event; - for standard input. May "
               "be given several times"),
      cl::cat(category)};
  FormatOption inputFormat{
      "input-format", "Format of inputs whose name does not say it", category};
  cl::opt<uint64_t> steps{
      "steps", cl::value_desc("number"),
      cl::desc("Length of event lists, which by default end with their last "
               "event"),
      cl::cat(category)};
  cl::opt<std::string> output{
      "output", cl::value_desc("file"),
      cl::desc("Where to write the network's outputs, in the format of its "
               "name (.npy if it says none); a folder if there are several "
               "inputs"),
      cl::cat(category)};
  FormatOption outputFormat{"output-format", "Format of outputs", category};
  cl::opt<std::string> trace{
      "trace", cl::value_desc("folder"),
      cl::desc("Also write spikes and states of all neurons after each step, "
               "as arrays of shape (steps, neurons): out_spikes, hid_spikes, "
               "vmem, isyn, isyn2, vmem_out, isyn_out"),
      cl::cat(category)};
  cl::opt<std::string> plot{
      "plot", cl::value_desc("file.svg"),
      cl::desc("Also draw the run: spikes, membranes and outputs over time"),
      cl::cat(category)};
  cl::opt<std::string> stateIn{
      "state-in", cl::value_desc("file.json"),
      cl::desc("Go on from the state that --state-out wrote"),
      cl::cat(category)};
  cl::opt<std::string> stateOut{"state-out", cl::value_desc("file.json"),
                                cl::desc("Write the state after the last step"),
                                cl::cat(category)};
  cl::opt<unsigned> threads{
      "threads", cl::value_desc("number"), cl::init(0),
      cl::desc("How many recordings are run at the same time; all cores by "
               "default. Results do not depend on it"),
      cl::cat(category)};
  cl::opt<std::string> top{
      "top", cl::value_desc("network"),
      cl::desc("The network to run; needed if a file has several that no "
               "instance uses"),
      cl::cat(category)};
  cl::opt<simulation::Schedule> schedule{
      "schedule", cl::init(simulation::Schedule::Graph),
      cl::desc("When spikes arrive in a network of the graph dialect:"),
      cl::values(
          clEnumValN(simulation::Schedule::Graph, "graph",
                     "within the step, but one step later within a loop; "
                     "spikes without limit (default)"),
          clEnumValN(simulation::Schedule::Chip, "chip",
                     "as on the chip: from neuron to neuron one step later, 31 "
                     "spikes at most, 1 of output neurons")),
      cl::cat(category)};
  cl::opt<double> dt{"dt", cl::value_desc("seconds"),
                     cl::desc("The time step of a network that names none"),
                     cl::cat(category)};
  nir::ImportCommandLine nir{category};
  cl::opt<std::string> summary{"summary", cl::value_desc("file.json"),
                               cl::desc("Also write the summary as JSON"),
                               cl::cat(category)};
  cl::opt<bool> cost{
      "cost",
      cl::desc("Also tell what a step of the run costs the chip: active inputs "
               "and neurons, operations, cycles and the clock for real time, "
               "in the mean and at most. For bitstreams, images and cores of "
               "integers"),
      cl::cat(category)};
  cl::opt<bool> quiet{"quiet", cl::desc("Print no summary and no progress"),
                      cl::cat(category)};

  simulation::RasterFile::Options getRasterOptions() const {
    simulation::RasterFile::Options raster;
    raster.format = inputFormat.get();
    if (steps.getNumOccurrences() > 0)
      raster.numSteps = steps;
    return raster;
  }
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_OPTIONS_H
