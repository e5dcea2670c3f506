//===- Verification.cpp - Do all stages run alike? ------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verification.h"

#include "tidepool/Simulation/Chip/ChipSimulator.h"
#include "tidepool/Simulation/Chip/Cost.h"
#include "tidepool/Simulation/RunRaster.h"
#include "tidepool/Support/Error.h"
#include "tidepool/Support/Json.h"

#include "llvm/Support/raw_ostream.h"

using namespace tidepool;
using namespace tidepool::simulation;

static llvm::Error create(std::optional<Comparison> &comparison,
                          Simulator &left, Simulator &right,
                          Comparison::Depth depth) {
  auto created = Comparison::create(left, right, depth);
  if (!created)
    return created.takeError();
  comparison.emplace(std::move(*created));
  return llvm::Error::success();
}

llvm::Error Verification::prepare() {
  auto onChip = ReferenceSimulator::create(stages.graph, Schedule::Chip);
  if (!onChip)
    return onChip.takeError();
  graph = std::move(*onChip);
  core = std::make_unique<ChipSimulator>(stages.core);
  image = std::make_unique<ChipSimulator>(stages.image);
  bitstream = std::make_unique<ChipSimulator>(stages.bitstream);
  counter.emplace(*core);
  saturation.emplace(stages.core, *core);
  activity.emplace(stages.core, *core);
  using Depth = Comparison::Depth;
  if (auto error = create(assembly, *core, *image, Depth::States))
    return error;
  if (auto error = create(serialization, *image, *bitstream, Depth::States))
    return error;
  if (auto error = create(quantization, *graph, *core, Depth::Spikes))
    return error;
  auto created = ScheduleComparison::create(stages.graph, *graph);
  if (!created)
    return created.takeError();
  scheduling.emplace(std::move(*created));
  return llvm::Error::success();
}

static llvm::Error checkExact(const Comparison &comparison,
                              llvm::StringRef stages) {
  if (const std::optional<Difference> &found = comparison.getFirstDifference())
    return makeError("internal error: ", stages, " run differently from ",
                     found->describe());
  return llvm::Error::success();
}

llvm::Error Verification::step(llvm::ArrayRef<uint32_t> counts) {
  for (Simulator *simulator :
       {graph.get(), core.get(), image.get(), bitstream.get()})
    simulator->step(counts);
  counter->record(counts);
  saturation->count();
  activity->record(counts);
  for (std::optional<Comparison> *comparison :
       {&assembly, &serialization, &quantization})
    (*comparison)->record();
  scheduling->step(counts);
  if (auto error = checkExact(*assembly, "core and image"))
    return error;
  return checkExact(*serialization, "image and bitstream");
}

llvm::Expected<std::unique_ptr<Verification>>
Verification::run(CompiledStages stages, RasterReader &input) {
  std::unique_ptr<Verification> verification(
      new Verification(std::move(stages)));
  if (llvm::Error error = verification->prepare())
    return std::move(error);
  if (llvm::Error error =
          forEachStep(input, verification->stages.core.info.numInputs,
                      [&](llvm::ArrayRef<uint32_t> counts) {
                        return verification->step(counts);
                      }))
    return std::move(error);
  return std::move(verification);
}

void Verification::print(llvm::raw_ostream &os) const {
  const SpikeCounts &counts = counter->getCounts();
  os << "verified on " << counts.numSteps << " steps with "
     << counts.numInputSpikes << " input spikes\n";
  counts.printClipped(os, core->getMaxInputSpikes());
  saturation->getCounts().print(os, core->getInfo());
  os << "  core, image and bitstream agree in every state of "
     << assembly->getNumNeurons() << " neurons\n"
     << "what quantising changes: the graph, in the chip's schedule, against "
        "the core\n";
  quantization->print(os);
  scheduling->print(os, "the graph");
  Cost(stages.core).print(os, activity->getCounts());
}

llvm::json::Value Verification::toJson() const {
  llvm::json::Array limits;
  for (const Population &population : core->getInfo().populations) {
    llvm::json::Object module = saturation->getCounts().toJson(population);
    module["module"] = toUtf8(population.label);
    limits.push_back(std::move(module));
  }
  return llvm::json::Object{
      {"at_limit", std::move(limits)},
      {"steps", counter->getCounts().numSteps},
      {"input_spikes", counter->getCounts().numInputSpikes},
      {"input_clipped", counter->getCounts().numClipped},
      {"exact", true},
      {"quantization", quantization->toJson()},
      {"schedule", scheduling->toJson()},
      {"cost", Cost(stages.core).toJson(activity->getCounts())}};
}
