//===- Compare.cpp - Two files on the same spikes -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "tidepool/Support/Error.h"
#include "tidepool/Support/Json.h"
#include "tidepool/Support/OutputFiles.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace tidepool;
using namespace tidepool::simulation;

llvm::Error StageComparison::addSchedule(const NetworkFile &file,
                                         Simulator &onChip) {
  if (!file.isGraph())
    return llvm::Error::success();
  auto schedule =
      ScheduleComparison::create(*file.getReferenceNetwork(), onChip);
  if (!schedule)
    return schedule.takeError();
  schedules.push_back({file.getPath().str(), std::move(*schedule)});
  return llvm::Error::success();
}

llvm::Expected<StageComparison>
StageComparison::create(const NetworkFile &left, const NetworkFile &right) {
  StageComparison result;
  result.leftName = left.getPath().str();
  result.rightName = right.getPath().str();
  result.isExact = left.isExact() && right.isExact();
  for (auto [file, simulator] :
       {std::pair(&left, &result.left), std::pair(&right, &result.right)}) {
    auto made = file->makeSimulator(Schedule::Chip);
    if (!made)
      return inFile(file->getPath(), made.takeError());
    *simulator = std::move(*made);
  }
  auto stages = Comparison::create(*result.left, *result.right,
                                   result.isExact ? Comparison::Depth::States
                                                  : Comparison::Depth::Spikes);
  if (!stages)
    return stages.takeError();
  result.stages.emplace(std::move(*stages));
  result.counter.emplace(*result.left);
  if (llvm::Error error = result.addSchedule(left, *result.left))
    return std::move(error);
  if (llvm::Error error = result.addSchedule(right, *result.right))
    return std::move(error);
  return std::move(result);
}

llvm::Error StageComparison::run(RasterReader &raster) {
  std::vector<uint32_t> counts(getNumInputs());
  while (!hasFailed()) {
    llvm::Expected<bool> hasStep = raster.readStep(counts);
    if (!hasStep)
      return hasStep.takeError();
    if (!*hasStep)
      break;
    left->step(counts);
    right->step(counts);
    stages->record();
    counter->record(counts);
    for (auto &[file, schedule] : schedules)
      schedule.step(counts);
  }
  return llvm::Error::success();
}

llvm::Error StageComparison::getFailure() const {
  if (!hasFailed())
    return llvm::Error::success();
  return makeError("'", leftName, "' and '", rightName, "' differ first in ",
                   stages->getFirstDifference()->describe());
}

void StageComparison::print(llvm::raw_ostream &os) const {
  os << leftName << " against " << rightName << ": " << stages->getNumSteps()
     << " steps, " << stages->getNumNeurons() << " neurons\n";
  counter->getCounts().printClipped(os, left->getMaxInputSpikes());
  if (isExact) {
    if (!hasFailed())
      os << "  they agree in every state after every step\n";
    return;
  }
  os << "both in the chip's schedule:\n";
  stages->print(os);
  for (const auto &[file, schedule] : schedules)
    schedule.print(os, file);
}

std::string StageComparison::toJson() const {
  llvm::json::Array changes;
  for (const auto &[file, schedule] : schedules)
    changes.push_back(llvm::json::Object{{"file", toUtf8(file)},
                                         {"comparison", schedule.toJson()}});
  llvm::json::Object result = stages->toJson();
  result["files"] = llvm::json::Array{toUtf8(leftName), toUtf8(rightName)};
  result["exact"] = isExact;
  result["input_clipped"] = counter->getCounts().numClipped;
  result["schedule"] = std::move(changes);
  return llvm::formatv("{0:2}\n", llvm::json::Value(std::move(result))).str();
}

//===----------------------------------------------------------------------===//
// The command
//===----------------------------------------------------------------------===//

/// Options that only a run of one network has.
static llvm::Error checkCompareOptions(const Options &options) {
  if (options.networks.size() != 2)
    return makeError("--compare takes two networks");
  if (options.inputs.size() != 1)
    return makeError("--compare takes one input");
  for (const cl::Option *option : std::initializer_list<const cl::Option *>{
           &options.output, &options.trace, &options.plot, &options.stateIn,
           &options.stateOut, &options.schedule, &options.cost})
    if (option->getNumOccurrences() > 0)
      return makeError("--", option->ArgStr, " cannot be used with --compare");
  return llvm::Error::success();
}

llvm::Error tidepool::compareNetworks(const Options &options) {
  if (llvm::Error error = checkCompareOptions(options))
    return error;
  auto left = openNetwork(options.networks[0], options);
  if (!left)
    return left.takeError();
  auto right = openNetwork(options.networks[1], options);
  if (!right)
    return right.takeError();
  auto comparison = StageComparison::create(*left, *right);
  if (!comparison)
    return comparison.takeError();
  auto raster =
      RasterFile::open(options.inputs.front(), comparison->getNumInputs(),
                       options.getRasterOptions());
  if (!raster)
    return raster.takeError();
  if (raster->hasRecordings())
    return inFile(options.inputs.front(),
                  makeError("--compare takes a single recording"));
  auto reader = raster->read(0);
  if (!reader)
    return reader.takeError();
  if (llvm::Error error = comparison->run(**reader))
    return error;
  OutputFiles files;
  if (!options.summary.empty())
    if (llvm::Error error = files.add(options.summary, comparison->toJson()))
      return error;
  if (llvm::Error error = files.keep())
    return error;
  if (!options.quiet)
    comparison->print(llvm::errs());
  return comparison->getFailure();
}
