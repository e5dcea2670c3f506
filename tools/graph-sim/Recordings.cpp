//===- Recordings.cpp - An input file and what is made of it --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Recordings.h"

#include "tidepool/Support/Error.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

llvm::Error RecordingWriters::writeStep(const Simulator &simulator) {
  if (output)
    if (llvm::Error error = output->writeStep(simulator.getOutputs()))
      return error;
  for (auto &[writer, values] : traces)
    if (llvm::Error error = writer->writeStep(values))
      return error;
  return llvm::Error::success();
}

llvm::Error RecordingWriters::finish() {
  if (output)
    if (llvm::Error error = output->finish())
      return error;
  for (auto &[writer, values] : traces)
    if (llvm::Error error = writer->finish())
      return error;
  return llvm::Error::success();
}

llvm::Error Recordings::openTarget(OutputFiles &files, StringRef path,
                                   RasterFormat format, const Values &values) {
  llvm::Expected<OutputFile *> file = files.open(path);
  if (!file)
    return file.takeError();
  Target target{*file, format, nullptr};
  if (raster.hasRecordings()) {
    target.recordings = std::make_unique<RecordingsWriter>(
        **file, raster.getNumRecordings(), raster.getNumSteps().value_or(0),
        values);
    if (llvm::Error error = target.recordings->writeHeader())
      return error;
  }
  targets.push_back(std::move(target));
  return llvm::Error::success();
}

llvm::Error Recordings::openTargets(OutputFiles &files, Simulator &simulator) {
  if (!outputs.output.empty())
    if (llvm::Error error = openTarget(files, outputs.output, outputs.format,
                                       simulator.getOutputs()))
      return error;
  if (outputs.traceFolder.empty())
    return llvm::Error::success();
  if (llvm::Error error = files.addFolder(outputs.traceFolder))
    return error;
  for (const Signal &signal : simulator.getSignals()) {
    if (signal.isInternal)
      continue;
    llvm::SmallString<128> path(outputs.traceFolder);
    llvm::sys::path::append(path, signal.name + ".npy");
    if (llvm::Error error =
            openTarget(files, path, RasterFormat::Npy, asValues(signal.values)))
      return error;
  }
  return llvm::Error::success();
}

llvm::Error Recordings::open(OutputFiles &files, Simulator &simulator) {
  std::lock_guard<std::mutex> lock(mutex);
  if (!isOpen)
    if (llvm::Error error = openTargets(files, simulator))
      openError = llvm::toString(std::move(error));
  isOpen = true;
  return openError.empty() ? llvm::Error::success() : makeError(openError);
}

RecordingWriters Recordings::makeWriters(size_t recording,
                                         Simulator &simulator) const {
  auto make = [&](const Target &target, const Values &values) {
    if (target.recordings)
      return target.recordings->makeWriter(recording);
    return makeRasterWriter(target.format, *target.file, values);
  };
  RecordingWriters writers;
  const Target *next = targets.data();
  if (!outputs.output.empty())
    writers.output = make(*next++, simulator.getOutputs());
  if (outputs.traceFolder.empty())
    return writers;
  for (const Signal &signal : simulator.getSignals()) {
    if (signal.isInternal)
      continue;
    Values values = asValues(signal.values);
    writers.traces.emplace_back(make(*next++, values), values);
  }
  return writers;
}

llvm::Error Recordings::finishOne() {
  std::lock_guard<std::mutex> lock(mutex);
  if (numLeft > 0 && --numLeft > 0)
    return llvm::Error::success();
  for (Target &target : targets)
    if (llvm::Error error = target.file->close())
      return error;
  return llvm::Error::success();
}
