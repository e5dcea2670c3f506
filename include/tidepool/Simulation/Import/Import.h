//===- Import.h - From MLIR to networks that run ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one part of the simulation that knows MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_IMPORT_IMPORT_H
#define TIDEPOOL_SIMULATION_IMPORT_IMPORT_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Simulation/Chip/ChipNetwork.h"
#include "tidepool/Simulation/Reference/ReferenceSimulator.h"

namespace tidepool::simulation {

/// The meaning of a flat network in real numbers. Populations with a neuron
/// that drives a network output are output populations; their neurons are
/// numbered by the outputs that they drive, all others in text order.
///
/// Populations that name no time step take that of the others, or `dt` if none
/// names one. Fails, with a diagnostic at each op that stands in the way, if a
/// module is neither weights, LIF or rate neurons nor an alias, if more than
/// 2^27 weights are written as one number for a whole matrix, if time steps are
/// missing or differ by more than 1e-5, or if there is a loop that has no
/// meaning in the schedule.
mlir::FailureOr<ReferenceNetwork>
importNetwork(graph::NetworkOp network, Schedule schedule,
              std::optional<double> dt = std::nullopt);

/// A real core as the network of its populations, hidden and output, for the
/// schedule of a chip. Numbers are hardware ids. A decay shift d stands for the
/// time constant dt * 2^d.
ReferenceNetwork importRealCore(xylo::CoreOp core);

/// What the chip computes for a core of integers, taken from the core itself
/// and not from its image.
ChipNetwork importIntegerCore(xylo::CoreOp core);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_IMPORT_IMPORT_H
