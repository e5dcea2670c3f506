//===- Verification.h - Do all stages run alike? ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_VERIFICATION_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_VERIFICATION_H

#include "tidepool/Simulation/Chip/ActivityCounter.h"
#include "tidepool/Simulation/Chip/ChipNetwork.h"
#include "tidepool/Simulation/Chip/SaturationCounter.h"
#include "tidepool/Simulation/Raster/RasterFile.h"
#include "tidepool/Simulation/Reference/ReferenceSimulator.h"
#include "tidepool/Simulation/ScheduleComparison.h"
#include "tidepool/Simulation/SpikeCounter.h"

namespace tidepool {

/// The stages of a compilation that can be run.
struct CompiledStages {
  simulation::ReferenceNetwork graph; ///< as written, flat
  simulation::ChipNetwork core;       ///< of integers
  simulation::ChipNetwork image;
  simulation::ChipNetwork bitstream; ///< as a host reads it
};

/// What running all stages on the same spikes has shown.
class Verification {
public:
  /// Runs them. Fails if core, image and bitstream differ in any state after
  /// any step, or if the input does.
  static llvm::Expected<std::unique_ptr<Verification>>
  run(CompiledStages stages, simulation::RasterReader &input);

  /// A table for people.
  void print(llvm::raw_ostream &os) const;
  /// The same for programs.
  llvm::json::Value toJson() const;

private:
  using SimulatorPtr = std::unique_ptr<simulation::Simulator>;

  explicit Verification(CompiledStages stages) : stages(std::move(stages)) {}
  llvm::Error prepare();
  llvm::Error step(llvm::ArrayRef<uint32_t> counts);

  CompiledStages stages;
  SimulatorPtr graph, core, image, bitstream; ///< all in the chip's schedule
  /// Of the core.
  std::optional<simulation::SpikeCounter> counter;
  std::optional<simulation::SaturationCounter> saturation;
  std::optional<simulation::ActivityCounter> activity;
  /// Exact: core against image, image against bitstream.
  std::optional<simulation::Comparison> assembly, serialization;
  /// The graph against the core.
  std::optional<simulation::Comparison> quantization;
  std::optional<simulation::ScheduleComparison> scheduling;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_VERIFICATION_H
