//===- count-spikes.cpp - Runs a bitstream as the chip does ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/ChipSimulator.h"
#include "tidepool/Simulation/RunRaster.h"
#include "tidepool/Simulation/SpikeCounter.h"
#include "tidepool/Target/Bitstream/Bitstream.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace tidepool;
using namespace tidepool::simulation;

static llvm::Error countSpikes(llvm::StringRef networkFile,
                               llvm::StringRef inputFile) {
  auto bytes = llvm::MemoryBuffer::getFile(networkFile);
  if (!bytes)
    return llvm::createFileError(networkFile, bytes.getError());
  llvm::Expected<bitstream::Image> image =
      bitstream::decode((*bytes)->getBuffer());
  if (!image)
    return image.takeError();
  llvm::Expected<ChipNetwork> network = readNetwork(*image);
  if (!network)
    return network.takeError();

  ChipSimulator simulator(*network);
  SpikeCounter counter(simulator);
  llvm::Expected<RasterFile> raster =
      RasterFile::open(inputFile, network->info.numInputs, {});
  if (!raster)
    return raster.takeError();
  auto reader = raster->read(/*recording=*/0);
  if (!reader)
    return reader.takeError();
  auto count = [&](llvm::ArrayRef<uint32_t> inputs) {
    counter.record(inputs);
    return llvm::Error::success();
  };
  if (llvm::Error error = runRaster(simulator, **reader, {count}))
    return error;
  for (double channel : counter.getCounts().channels)
    llvm::outs() << uint64_t(channel) << '\n';
  return llvm::Error::success();
}

int main(int argc, char **argv) {
  if (argc != 3) {
    llvm::errs() << "usage: count-spikes NETWORK.xbit INPUT.events\n";
    return 1;
  }
  llvm::Error error = countSpikes(argv[1], argv[2]);
  if (!error)
    return 0;
  llvm::errs() << "error: " << toString(std::move(error)) << '\n';
  return 1;
}
