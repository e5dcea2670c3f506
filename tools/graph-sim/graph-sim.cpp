//===- graph-sim.cpp - Runs networks on spikes ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compare.h"
#include "NetworkFile.h"
#include "Options.h"
#include "Session.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/ToolMain.h"

#include "llvm/Support/WithColor.h"

using namespace tidepool;
using namespace tidepool::simulation;

static constexpr const char *overview =
    "Tidepool's simulator: runs any stage of a network on spikes. Bitstreams, "
    "images and cores of integers run bit by bit as the chip does, graphs and "
    "real cores in double precision\n\n"
    "  Run a recording and keep the output spikes:\n"
    "    graph-sim net.xbit --input=spikes.npy --output=out.npy\n"
    "  Texts will do as well, and can come through a pipe:\n"
    "    graph-sim net.xbit --input=spikes.csv --output=out.events\n"
    "    sort -n log.txt | graph-sim net.xbit --input=- --input-format=events\n"
    "  See every state of every neuron:\n"
    "    graph-sim net.xbit --input=spikes.npy --trace=traces\n"
    "  Judge the network at a glance:\n"
    "    graph-sim net.xbit --input=spikes.npy --plot=run.svg\n"
    "  Run many recordings on all cores, each from the same state:\n"
    "    graph-sim net.xbit --input=a.npy --input=b.npy --output=outputs\n"
    "    graph-sim net.xbit --input=recordings_steps_inputs.npy "
    "--output=out.npy\n"
    "  Run a long recording in pieces:\n"
    "    graph-sim net.xbit --input=morning.npy --state-out=noon.json\n"
    "    graph-sim net.xbit --input=evening.npy --state-in=noon.json\n"
    "  See what a run costs the chip in cycles and operations:\n"
    "    graph-sim net.xbit --input=spikes.npy --cost\n"
    "  See what quantising changed, or whether anything behind it did:\n"
    "    graph-sim --compare net.mlir net.xbit --input=spikes.npy\n";

/// Runs one network.
static llvm::Error simulate(const Options &options) {
  if (options.networks.size() != 1)
    return makeError("one network is run at a time; --compare takes two");
  auto network = openNetwork(options.networks.front(), options);
  if (!network)
    return network.takeError();
  if (!network->isGraph() && options.schedule.getNumOccurrences() > 0 &&
      options.schedule == Schedule::Graph)
    return inFile(network->getPath(),
                  makeError("this is no network of the graph dialect; it runs "
                            "in the schedule of the chip"));
  if (options.cost && !network->isExact())
    return inFile(network->getPath(),
                  makeError("--cost is for what runs as a chip: a bitstream, a "
                            "xylo.image or a xylo.core of integers"));
  auto simulator = network->makeSimulator(options.schedule);
  if (!simulator)
    return inFile(network->getPath(), simulator.takeError());
  return Session(options, **simulator, network->getChipNetwork()).run();
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
    llvm::Error error =
        options.compare ? compareNetworks(options) : simulate(options);
    if (!error)
      return 0;
    // MLIR has printed its own errors, with their places.
    std::string text = llvm::toString(std::move(error));
    if (!text.empty())
      llvm::WithColor::error(llvm::errs(), "graph-sim") << text << '\n';
    return 1;
  });
}
