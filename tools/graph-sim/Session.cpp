//===- Session.cpp - All that one command does ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "NetworkFile.h"
#include "Parallel.h"
#include "Summary.h"

#include "tidepool/Simulation/RunRaster.h"
#include "tidepool/Support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/Path.h"

using namespace tidepool;
using namespace tidepool::simulation;
using llvm::StringRef;

void OrderedCounts::add(size_t recording, SpikeCounts counts) {
  std::lock_guard<std::mutex> lock(mutex);
  waiting.emplace(recording, std::move(counts));
  for (auto first = waiting.begin();
       first != waiting.end() && first->first == next; ++next) {
    total.add(first->second);
    first = waiting.erase(first);
  }
}

//===----------------------------------------------------------------------===//
// Before the run
//===----------------------------------------------------------------------===//

/// Refuses to write what is also read.
llvm::Error Session::checkTarget(StringRef path) const {
  if (llvm::Error error = checkIsNotRead(path, options.networks))
    return error;
  return checkIsNotRead(path, options.inputs);
}

llvm::Error Session::checkOptions() const {
  for (const cl::opt<std::string> *path :
       {&options.output, &options.plot, &options.summary, &options.stateOut})
    if (llvm::Error error = checkTarget(path->getValue()))
      return error;
  unsigned numStandardInputs = llvm::count(options.inputs, "-") +
                               llvm::count(options.networks, "-") +
                               (options.stateIn == "-");
  if (numStandardInputs > 1)
    return makeError("standard input can be read only once, but is named ",
                     numStandardInputs, " times");
  if (options.inputs.size() == 1)
    return llvm::Error::success();
  llvm::StringSet<> stems;
  for (StringRef input : options.inputs)
    if (!stems.insert(llvm::sys::path::stem(input)).second)
      return makeError("two inputs are called '", llvm::sys::path::stem(input),
                       "'; their outputs would have one name");
  return llvm::Error::success();
}

static StringRef getExtension(RasterFormat format) {
  switch (format) {
  case RasterFormat::Npy:
    return ".npy";
  case RasterFormat::Csv:
    return ".csv";
  case RasterFormat::Events:
    return ".events";
  }
  llvm_unreachable("unknown format");
}

/// Where the outputs of an input go: into folders if there are several inputs.
llvm::Expected<Recordings::Outputs>
Session::planOutputs(StringRef input, const RasterFile &raster) {
  bool areSeveral = options.inputs.size() > 1;
  std::optional<RasterFormat> format = options.outputFormat.get();
  if (!format && !areSeveral)
    format = findRasterFormat(options.output);
  Recordings::Outputs outputs{
      options.output, format.value_or(RasterFormat::Npy), options.trace};
  if (raster.hasRecordings() && outputs.format != RasterFormat::Npy &&
      !outputs.output.empty())
    return makeError("'", input,
                     "': only .npy files have room for the outputs "
                     "of several recordings in one");
  if (!areSeveral)
    return outputs;
  StringRef stem = llvm::sys::path::stem(input);
  auto descend = [](std::string &path, const llvm::Twine &name) {
    llvm::SmallString<128> longer(path);
    llvm::sys::path::append(longer, name);
    path = longer.str().str();
  };
  if (!outputs.output.empty())
    descend(outputs.output, stem + getExtension(outputs.format));
  if (!outputs.traceFolder.empty())
    descend(outputs.traceFolder, stem);
  return outputs;
}

llvm::Error Session::openInputs() {
  RasterFile::Options rasterOptions = options.getRasterOptions();
  for (StringRef path : options.inputs) {
    auto raster =
        RasterFile::open(path, simulator.getInfo().numInputs, rasterOptions);
    if (!raster)
      return raster.takeError();
    if (rasterOptions.numSteps && raster->getFormat() != RasterFormat::Events)
      return makeError("'", path,
                       "': --steps is for event lists; other "
                       "rasters say how long they are");
    auto outputs = planOutputs(path, *raster);
    if (!outputs)
      return outputs.takeError();
    if (llvm::Error error = checkTarget(outputs->output))
      return error;
    firstRecording.push_back(firstRecording.back() +
                             raster->getNumRecordings());
    inputs.push_back(
        std::make_unique<Recordings>(std::move(*raster), std::move(*outputs)));
  }
  bool areSeveral = inputs.size() > 1;
  if (areSeveral && !options.output.empty())
    if (llvm::Error error = files.addFolder(options.output))
      return error;
  if (!areSeveral && !inputs.front()->getRaster().hasRecordings())
    return llvm::Error::success();
  if (!options.stateOut.empty())
    return makeError("--state-out is for a single recording; a batch has no "
                     "one state in the end");
  if (!options.plot.empty())
    return makeError("--plot draws a single recording");
  return llvm::Error::success();
}

llvm::Error Session::readStateFile() {
  if (options.stateIn.empty())
    return llvm::Error::success();
  auto file = readFile(options.stateIn);
  if (!file)
    return file.takeError();
  auto state = readState((*file)->getBuffer());
  if (!state)
    return inFile(options.stateIn, state.takeError());
  if (llvm::Error error = restoreState(simulator, *state))
    return inFile(options.stateIn, std::move(error));
  start = std::move(*state);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// The run
//===----------------------------------------------------------------------===//

/// The steps of all recordings, if all are known.
std::optional<uint64_t> Session::countSteps() const {
  uint64_t total = 0;
  for (const std::unique_ptr<Recordings> &input : inputs) {
    std::optional<uint64_t> steps = input->getRaster().getNumSteps();
    if (!steps)
      return std::nullopt;
    total = llvm::SaturatingMultiplyAdd<uint64_t>(
        *steps, input->getNumRecordings(), total);
  }
  return total;
}

/// What is counted of one recording.
struct Session::Counters {
  SpikeCounter spikes;
  std::optional<SaturationCounter> saturation;
  std::optional<ActivityCounter> activity;

  void record(llvm::ArrayRef<uint32_t> inputs) {
    spikes.record(inputs);
    if (saturation)
      saturation->count();
    if (activity)
      activity->record(inputs);
  }
};

Session::Counters Session::makeCounters(Simulator &simulator) const {
  Counters counters{SpikeCounter(simulator), std::nullopt, std::nullopt};
  if (chip && wantsSummary())
    counters.saturation.emplace(*chip, simulator);
  if (options.cost && wantsSummary())
    counters.activity.emplace(*chip, simulator);
  return counters;
}

void Session::addCounts(size_t recording, const Counters &counters) {
  counts.add(recording, counters.spikes.getCounts());
  std::lock_guard<std::mutex> lock(mutex);
  if (counters.saturation)
    saturation.add(counters.saturation->getCounts());
  if (counters.activity)
    activity.add(counters.activity->getCounts());
}

llvm::Error Session::runOne(Simulator &simulator, size_t index,
                            Progress &progress) {
  size_t number =
      llvm::upper_bound(firstRecording, index) - firstRecording.begin() - 1;
  Recordings &input = *inputs[number];
  size_t recording = index - firstRecording[number];
  simulator.reset();
  if (start)
    if (llvm::Error error = restoreState(simulator, *start))
      return error;
  if (llvm::Error error = input.open(files, simulator))
    return error;
  auto reader = input.getRaster().read(recording);
  if (!reader)
    return reader.takeError();
  RecordingWriters writers = input.makeWriters(recording, simulator);
  Counters counters = makeCounters(simulator);
  if (!options.plot.empty())
    plot.emplace(simulator);
  auto record = [&](llvm::ArrayRef<uint32_t> inputs) {
    counters.record(inputs);
    if (plot)
      plot->record(inputs);
    constexpr uint64_t interval = 64;
    if (counters.spikes.getCounts().numSteps % interval == 0)
      progress.advance(interval);
    return writers.writeStep(simulator);
  };
  if (llvm::Error error = runRaster(simulator, **reader, StepObserver(record)))
    return error;
  if (llvm::Error error = writers.finish())
    return error;
  addCounts(index, counters);
  return input.finishOne();
}

llvm::Error Session::runAll() {
  size_t numRecordings = firstRecording.back();
  unsigned numWorkers = getNumWorkers(numRecordings, options.threads);
  // Clones are made where they are used, so that they lie apart in memory.
  std::vector<std::unique_ptr<Simulator>> clones(numWorkers);
  Progress progress(llvm::errs(), countSteps(), !options.quiet);
  if (llvm::Error error = runInOrder(
          numRecordings, numWorkers, [&](unsigned worker, size_t index) {
            if (numWorkers == 1)
              return runOne(simulator, index, progress);
            if (!clones[worker])
              clones[worker] = simulator.clone();
            return runOne(*clones[worker], index, progress);
          }))
    return error;
  work = simulator.getWorkCount();
  for (const std::unique_ptr<Simulator> &clone : clones)
    if (clone)
      work.add(clone->getWorkCount());
  // Arrays without recordings are outputs, too.
  for (const std::unique_ptr<Recordings> &input : inputs)
    if (input->getNumRecordings() == 0)
      if (llvm::Error error = input->open(files, simulator))
        return error;
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// After the run
//===----------------------------------------------------------------------===//

llvm::Error Session::writeStateFile() {
  if (options.stateOut.empty())
    return llvm::Error::success();
  uint64_t numSteps =
      counts.getTotal().numSteps + (start ? start->numSteps : 0);
  return files.add(options.stateOut,
                   writeState(saveState(simulator, numSteps)));
}

llvm::Error Session::writeSummary() {
  Summary summary{simulator.getInfo(),
                  counts.getTotal(),
                  simulator.getMaxInputSpikes(),
                  firstRecording.back(),
                  start ? start->numSteps : 0,
                  work,
                  chip && wantsSummary() ? &saturation : nullptr,
                  std::nullopt,
                  activity};
  if (options.cost)
    summary.cost.emplace(*chip);
  if (!options.summary.empty())
    if (llvm::Error error = files.add(options.summary, summary.toJson()))
      return error;
  if (plot)
    if (llvm::Error error = files.add(options.plot, plot->toSvg()))
      return error;
  if (llvm::Error error = files.keep())
    return error;
  if (!options.quiet)
    summary.print(llvm::errs());
  return llvm::Error::success();
}

llvm::Error Session::run() {
  using Part = llvm::Error (Session::*)();
  if (llvm::Error error = checkOptions())
    return error;
  for (Part part :
       {&Session::openInputs, &Session::readStateFile, &Session::runAll,
        &Session::writeStateFile, &Session::writeSummary})
    if (llvm::Error error = (this->*part)())
      return error;
  return llvm::Error::success();
}
