//===- Networks.h - Networks of any size to measure with --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Networks built in memory. The network to look at is always called `net`.
//
// Those of a wanted number of modules are for the graph dialect: all values
// carry four nodes, all parameters are splats, and no module has a name, so
// that labels have to be numbered. Those that fill a chip have random weights,
// the same on every machine.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_BENCHMARKS_NETWORKS_H
#define TIDEPOOL_BENCHMARKS_NETWORKS_H

#include "tidepool/Dialect/Xylo/IR/Chips.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace tidepool::benchmarks {

/// Builds a network of `numModules` modules in `context`, which has the graph
/// dialect loaded.
using Generator = mlir::OwningOpRef<mlir::ModuleOp> (*)(
    mlir::MLIRContext &context, int64_t numModules);

/// Weights and neurons in turn, each fed by the one before.
mlir::OwningOpRef<mlir::ModuleOp> buildChain(mlir::MLIRContext &context,
                                             int64_t numModules);

/// A binary tree. The leaves are weights that the network's input feeds; every
/// other module is a population fed by a merge of its two children.
mlir::OwningOpRef<mlir::ModuleOp> buildMergeTree(mlir::MLIRContext &context,
                                                 int64_t numModules);

/// Dense loops in a row. A loop has eight populations, each of which feeds all
/// eight through weights of its own and a merge: 72 modules, every one of them
/// recurrent. Eight more weights, one behind each population, lead on to the
/// population of the same rank in the next loop. `numModules` is a multiple of
/// 80.
mlir::OwningOpRef<mlir::ModuleOp> buildLoops(mlir::MLIRContext &context,
                                             int64_t numModules);

/// A tree of holders, `numModules` a power of ten: a holder holds ten holders
/// in a row, one at the bottom a chain of ten modules.
mlir::OwningOpRef<mlir::ModuleOp> buildHolderTree(mlir::MLIRContext &context,
                                                  int64_t numModules);

/// The same tree by instances, `numModules` a power of ten: a network holds ten
/// instances of the next smaller one, so that a few definitions stand for all
/// modules.
mlir::OwningOpRef<mlir::ModuleOp> buildInstanceTree(mlir::MLIRContext &context,
                                                    int64_t numModules);

/// As many networks as modules: each holds weights and an instance of the next.
mlir::OwningOpRef<mlir::ModuleOp> buildInstanceChain(mlir::MLIRContext &context,
                                                     int64_t numModules);

/// One recurrent population of 990 neurons between 16 inputs and 8 outputs.
/// Every neuron feeds 16 of the population, through a matrix of f64 that is
/// mostly zero, and 2 of the outputs; input weights are dense.
mlir::OwningOpRef<mlir::ModuleOp> buildWideNetwork(mlir::MLIRContext &context);

/// 32 recurrent populations of 30 neurons in a row between 16 inputs and 8
/// outputs, 960 hidden neurons. Recurrent, input and output matrices are dense;
/// every neuron feeds 3 of the next population, because the fan-out memory has
/// no room for more: 31,590 entries.
mlir::OwningOpRef<mlir::ModuleOp> buildDeepNetwork(mlir::MLIRContext &context);

/// The largest network that `chip` can hold: as many inputs, hidden and output
/// neurons, synapses and connections as it has, in one recurrent population.
/// The first neurons see the inputs, the last ones feed the outputs.
mlir::OwningOpRef<mlir::ModuleOp> buildFullNetwork(mlir::MLIRContext &context,
                                                   const xylo::Chip &chip);

} // namespace tidepool::benchmarks

#endif // TIDEPOOL_BENCHMARKS_NETWORKS_H
