//===- NeuronParameters.h - Neurons of the graph dialect in NIR *- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_EXPORT_NEURONPARAMETERS_H
#define TIDEPOOL_TARGET_NIR_EXPORT_NEURONPARAMETERS_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/Export/ExportOptions.h"
#include "tidepool/Target/NIR/Import/Neurons.h"

namespace tidepool::nir {

/// What a node has beside its name.
struct NodeContent {
  NodeType type = NodeType::CubaLIF;
  std::map<std::string, Parameter> parameters;
  Metadata metadata;
};

/// The CubaLIF that does what the neurons do. With a what is left of a state
/// after a step,
///
///     r = 1 / (1 - a_mem),  w_in = a_syn / (1 - a_syn),
///     v_leak = bias / (1 - a_mem),  v_threshold = threshold,
///
/// so that an input arrives with a gain of a_syn at the synapse and of one at
/// the membrane. The time constants are the same for Exact; for Euler they are
/// dt / (1 - a). Rockpool, which ignores gains, gets r = tau_mem / dt * exp(-dt
/// / tau_mem), w_in = 1 and v_leak = bias.
///
/// What reading would not give back to the last bit and in the same type is in
/// the metadata. An error names the neuron that cannot be expressed.
llvm::Expected<NodeContent>
makeCubaLIF(graph::LIFNeuronsOp op, const Reading &reading, Version version);

/// The node that an op came from, from the attributes that the import left on
/// it: `nir.type` and `nir.PARAMETER`.
llvm::Expected<NodeContent> makeKeptNode(mlir::Operation *op, Version version);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_EXPORT_NEURONPARAMETERS_H
