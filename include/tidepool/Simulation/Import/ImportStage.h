//===- ImportStage.h - Networks of any stage ---------------------*- C++
//-*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_IMPORT_IMPORTSTAGE_H
#define TIDEPOOL_SIMULATION_IMPORT_IMPORTSTAGE_H

#include "tidepool/Simulation/Chip/ChipNetwork.h"
#include "tidepool/Simulation/Reference/ReferenceSimulator.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <optional>

namespace tidepool::simulation {

/// What a module leaves open.
struct StageOptions {
  std::string top; ///< the network, if there are several
  /// In which a graph has to have a meaning.
  Schedule schedule = Schedule::Graph;
  std::optional<double> dt; ///< for graphs that name no time step, in seconds
};

/// A network of any stage, to be run: either as the chip does, integer by
/// integer, or in real numbers.
struct StageNetwork {
  /// One of both; they stay in place when this moves.
  std::unique_ptr<ChipNetwork> chip;
  std::unique_ptr<ReferenceNetwork> reference;
  /// Whether it is a network of the `graph` dialect, which has two schedules;
  /// all others run in the chip's.
  bool isGraph = false;

  /// A simulator, which this has to outlive. The schedule is for graphs.
  llvm::Expected<std::unique_ptr<Simulator>>
  makeSimulator(Schedule schedule) const;
};

/// What the words of an image mean.
llvm::Expected<StageNetwork> importImage(const bitstream::Image &image);

/// The networks of the `graph` dialect, the one `xylo.core` or the one
/// `xylo.image` that a module holds. Networks are flattened in place. Fails
/// after diagnostics if the module holds anything else.
mlir::FailureOr<StageNetwork> importStage(mlir::ModuleOp module,
                                          const StageOptions &options);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_IMPORT_IMPORTSTAGE_H
