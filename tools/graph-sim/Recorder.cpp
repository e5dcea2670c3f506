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

template <typename T>
static void append(std::string &bytes, llvm::ArrayRef<T> values) {
  bytes.append(reinterpret_cast<const char *>(values.data()),
               values.size() * sizeof(T));
}

static llvm::StringRef getType(const uint8_t *) { return "|u1"; }
static llvm::StringRef getType(const int16_t *) { return "<i2"; }
static llvm::StringRef getType(const double *) { return "<f8"; }

Recorder::Recorder(Simulator &simulator, bool withStates)
    : simulator(simulator), signals(simulator.getSignals()),
      withStates(withStates), traces(signals.size()) {}

void Recorder::record() {
  ++numSteps;
  for (auto [signal, trace] : llvm::zip(signals, traces))
    std::visit(
        [&, &signal = signal, &trace = trace](auto values) {
          if (signal.name == "hid_spikes" || signal.name == "out_spikes")
            for (auto value : values)
              numSpikes[static_cast<size_t>(signal.layer)] += value;
          if (withStates)
            append(trace, llvm::ArrayRef(values.data(), values.size()));
        },
        signal.values);
  std::visit([&](auto values) { append(output, values); },
             simulator.getOutputs());
}

llvm::Error Recorder::addOutput(OutputFiles &outputs,
                                llvm::StringRef path) const {
  std::string header = std::visit(
      [&](auto values) {
        return writeNpyHeader({numSteps, values.size()},
                              getType(values.data()));
      },
      simulator.getOutputs());
  return outputs.add(path, header + output);
}

llvm::Error Recorder::addTraces(OutputFiles &outputs,
                                llvm::StringRef folder) const {
  if (llvm::Error error = outputs.addFolder(folder))
    return error;
  for (auto [signal, trace] : llvm::zip(signals, traces)) {
    if (signal.isInternal)
      continue;
    std::string header = std::visit(
        [&](auto values) {
          return writeNpyHeader({numSteps, values.size()},
                                getType(values.data()));
        },
        signal.values);
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, signal.name + ".npy");
    if (llvm::Error error = outputs.add(path, header + trace))
      return error;
  }
  return llvm::Error::success();
}
