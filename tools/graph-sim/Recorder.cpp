//===- Recorder.cpp - What happened in a run ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Recorder.h"

#include "tidepool/Simulation/Npy.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <numeric>

using namespace tidepool;
using namespace tidepool::simulation;

static uint64_t add(llvm::ArrayRef<uint8_t> counts) {
  return std::accumulate(counts.begin(), counts.end(), uint64_t(0));
}

void Recorder::record(const ChipSimulator &simulator) {
  ++numSteps;
  numHiddenSpikes += add(simulator.getHiddenSpikes());
  numOutputSpikes += add(simulator.getOutputSpikes());
  llvm::append_range(outputSpikes, simulator.getOutputSpikes());
  if (!withStates)
    return;
  llvm::append_range(hiddenSpikes, simulator.getHiddenSpikes());
  llvm::append_range(membrane, simulator.getMembrane());
  llvm::append_range(current, simulator.getCurrent(0));
  llvm::append_range(current2, simulator.getCurrent(1));
  llvm::append_range(outputMembrane, simulator.getOutputMembrane());
  llvm::append_range(outputCurrent, simulator.getOutputCurrent());
}

llvm::Error Recorder::addOutput(OutputFiles &outputs,
                                llvm::StringRef path) const {
  return outputs.add(path, writeNpy<uint8_t>({numSteps, network.outputs.size()},
                                             outputSpikes));
}

llvm::Error Recorder::addTraces(OutputFiles &outputs,
                                llvm::StringRef folder) const {
  if (llvm::Error error = outputs.addFolder(folder))
    return error;
  uint64_t numHidden = network.hidden.size();
  uint64_t numOutputs = network.outputs.size();
  std::pair<llvm::StringRef, std::string> files[] = {
      {"out_spikes", writeNpy<uint8_t>({numSteps, numOutputs}, outputSpikes)},
      {"hid_spikes", writeNpy<uint8_t>({numSteps, numHidden}, hiddenSpikes)},
      {"vmem", writeNpy<int16_t>({numSteps, numHidden}, membrane)},
      {"isyn", writeNpy<int16_t>({numSteps, numHidden}, current)},
      {"isyn2", writeNpy<int16_t>({numSteps, numHidden}, current2)},
      {"vmem_out", writeNpy<int16_t>({numSteps, numOutputs}, outputMembrane)},
      {"isyn_out", writeNpy<int16_t>({numSteps, numOutputs}, outputCurrent)},
  };
  for (auto &[name, bytes] : files) {
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, name + ".npy");
    if (llvm::Error error = outputs.add(path, std::move(bytes)))
      return error;
  }
  return llvm::Error::success();
}
