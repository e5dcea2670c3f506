//===- graph-sim.cpp - Runs networks on spikes ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetworkFile.h"
#include "Options.h"
#include "Session.h"

#include "tidepool/Simulation/ChipSimulator.h"
#include "tidepool/Support/ToolMain.h"

#include "llvm/Support/WithColor.h"

using namespace tidepool;
using namespace tidepool::simulation;

static constexpr const char *overview =
    "Tidepool's simulator: runs a bitstream, a memory image or a quantised "
    "core on spikes, bit by bit as the chip does\n\n"
    "  Run a recording and keep the output spikes:\n"
    "    graph-sim net.xbit --input=spikes.npy --output=out.npy\n"
    "  Texts will do as well, and can come through a pipe:\n"
    "    graph-sim net.xbit --input=spikes.csv --output=out.events\n"
    "    sort -n log.txt | graph-sim net.xbit --input=- --input-format=events\n"
    "  See every state of every neuron:\n"
    "    graph-sim net.xbit --input=spikes.npy --trace=traces\n"
    "  Run many recordings on all cores, each from the same state:\n"
    "    graph-sim net.xbit --input=a.npy --input=b.npy --output=outputs\n"
    "    graph-sim net.xbit --input=recordings_steps_inputs.npy "
    "--output=out.npy\n"
    "  Run a long recording in pieces:\n"
    "    graph-sim net.xbit --input=morning.npy --state-out=noon.json\n"
    "    graph-sim net.xbit --input=evening.npy --state-in=noon.json\n";

static llvm::Error simulate(const Options &options) {
  auto network = readNetworkFile(options.network);
  if (!network)
    return network.takeError();
  ChipSimulator simulator(*network);
  return Session(options, simulator).run();
}

/// Makes room for an option of ours: libLLVM has one of this name, for a part
/// of it that is not used here.
static void removeForeignOption(llvm::StringRef name) {
  auto &options = cl::getRegisteredOptions();
  auto found = options.find(name);
  if (found != options.end())
    found->second->removeArgument();
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    removeForeignOption("threads");
    Options options;
    cl::HideUnrelatedOptions(options.category);
    cl::ParseCommandLineOptions(argc, argv, overview);
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
