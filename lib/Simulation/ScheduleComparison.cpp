//===- ScheduleComparison.cpp - What the chip's schedule changes ----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/ScheduleComparison.h"

#include "llvm/Support/raw_ostream.h"

using namespace tidepool::simulation;

llvm::Expected<ScheduleComparison>
ScheduleComparison::create(const ReferenceNetwork &network, Simulator &onChip) {
  ScheduleComparison result;
  auto graph = ReferenceSimulator::create(network, Schedule::Graph);
  if (!graph) {
    result.reason = llvm::toString(graph.takeError());
    return std::move(result);
  }
  result.graph = std::move(*graph);
  auto comparison =
      Comparison::create(*result.graph, onChip, Comparison::Depth::Spikes);
  if (!comparison)
    return comparison.takeError();
  result.comparison.emplace(std::move(*comparison));
  return std::move(result);
}

void ScheduleComparison::step(llvm::ArrayRef<uint32_t> counts) {
  if (!comparison)
    return;
  graph->step(counts);
  comparison->record();
}

void ScheduleComparison::print(llvm::raw_ostream &os,
                               llvm::StringRef name) const {
  os << "what the chip's schedule changes: " << name
     << " against itself in the chip's schedule\n";
  if (comparison)
    comparison->print(os);
  else
    os << "  unknown, as it has only that one: " << reason << '\n';
}

llvm::json::Value ScheduleComparison::toJson() const {
  if (!comparison)
    return nullptr;
  return comparison->toJson();
}
