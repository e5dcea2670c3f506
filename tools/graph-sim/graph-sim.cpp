//===- graph-sim.cpp - Runs networks on spikes ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/ChipSimulator.h"
#include "tidepool/Simulation/Raster.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

namespace cl = llvm::cl;
using namespace tidepool;
using namespace tidepool::simulation;

namespace {
struct Options {
  cl::OptionCategory category{"Options of graph-sim"};
  cl::opt<std::string> network{cl::Positional, cl::Required,
                               cl::desc("<network: .xbit or ->"),
                               cl::cat(category)};
  cl::opt<std::string> input{
      "input", cl::Required, cl::value_desc("file.npy"),
      cl::desc("Spikes of each input in each step: shape (steps, inputs)"),
      cl::cat(category)};
  cl::opt<std::string> output{
      "output", cl::value_desc("file.npy"),
      cl::desc("Where to write the output spikes: shape (steps, outputs)"),
      cl::cat(category)};
  cl::opt<std::string> trace{
      "trace", cl::value_desc("folder"),
      cl::desc("Also write what happens inside, as arrays of shape (steps, "
               "neurons)"),
      cl::cat(category)};
};

/// An array that grows by a row in each step.
template <typename T>
struct Recording {
  llvm::StringRef name;
  size_t width;
  std::vector<T> values;
};
} // namespace

static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false);
  if (!buffer)
    return llvm::createStringError(buffer.getError(),
                                   "cannot read '" + path +
                                       "': " + buffer.getError().message());
  return std::move(*buffer);
}

static llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes) {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error);
  if (!error) {
    os << bytes;
    os.flush();
    error = os.error();
    os.clear_error();
  }
  if (error)
    return llvm::createStringError(error, "cannot write '" + path +
                                              "': " + error.message());
  return llvm::Error::success();
}

template <typename T>
static llvm::Error writeRecording(llvm::StringRef folder,
                                  const Recording<T> &recording,
                                  size_t numSteps) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, recording.name + ".npy");
  return writeFile(path,
                   writeNpy<T>({numSteps, recording.width}, recording.values));
}

static llvm::Error simulate(const Options &options) {
  auto file = readFile(options.network);
  if (!file)
    return file.takeError();
  auto image = bitstream::decode((*file)->getBuffer());
  if (!image)
    return image.takeError();
  auto network = readNetwork(*image);
  if (!network)
    return network.takeError();
  auto spikes = readFile(options.input);
  if (!spikes)
    return spikes.takeError();
  auto array = readNpy((*spikes)->getBuffer());
  if (!array)
    return array.takeError();
  auto raster = makeRaster(*array, network->numInputs);
  if (!raster)
    return raster.takeError();

  size_t numHidden = network->hidden.size();
  size_t numOutputs = network->outputs.size();
  Recording<uint8_t> outSpikes{"out_spikes", numOutputs, {}};
  Recording<uint8_t> hidSpikes{"hid_spikes", numHidden, {}};
  Recording<int16_t> vmem{"vmem", numHidden, {}}, isyn{"isyn", numHidden, {}},
      isyn2{"isyn2", numHidden, {}}, vmemOut{"vmem_out", numOutputs, {}},
      isynOut{"isyn_out", numOutputs, {}};
  ChipSimulator simulator(*network);
  for (size_t step = 0; step < raster->numSteps; ++step) {
    simulator.step(raster->getStep(step));
    llvm::append_range(outSpikes.values, simulator.getOutputSpikes());
    if (options.trace.empty())
      continue;
    llvm::append_range(hidSpikes.values, simulator.getHiddenSpikes());
    for (const NeuronState &state : simulator.getHiddenState()) {
      vmem.values.push_back(state.membrane);
      isyn.values.push_back(state.current[0]);
      isyn2.values.push_back(state.current[1]);
    }
    for (const NeuronState &state : simulator.getOutputState()) {
      vmemOut.values.push_back(state.membrane);
      isynOut.values.push_back(state.current[0]);
    }
  }
  if (!options.output.empty())
    if (llvm::Error error = writeFile(
            options.output, writeNpy<uint8_t>({raster->numSteps, numOutputs},
                                              outSpikes.values)))
      return error;
  if (options.trace.empty())
    return llvm::Error::success();
  if (std::error_code error = llvm::sys::fs::create_directories(options.trace))
    return llvm::createStringError(error, "cannot create '" + options.trace +
                                              "': " + error.message());
  for (const Recording<uint8_t> *recording : {&outSpikes, &hidSpikes})
    if (llvm::Error error =
            writeRecording(options.trace, *recording, raster->numSteps))
      return error;
  for (const Recording<int16_t> *recording :
       {&vmem, &isyn, &isyn2, &vmemOut, &isynOut})
    if (llvm::Error error =
            writeRecording(options.trace, *recording, raster->numSteps))
      return error;
  return llvm::Error::success();
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    Options options;
    cl::HideUnrelatedOptions(options.category);
    cl::ParseCommandLineOptions(argc, argv,
                                "Runs a network on spikes, bit by bit as the "
                                "chip does\n");
    llvm::Error error = simulate(options);
    if (!error)
      return 0;
    llvm::WithColor::error(llvm::errs(), "graph-sim")
        << llvm::toString(std::move(error)) << '\n';
    return 1;
  });
}
