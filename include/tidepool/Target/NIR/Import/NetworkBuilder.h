//===- NetworkBuilder.h - Building the ops of an imported network -*- C++
//-*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_NETWORKBUILDER_H
#define TIDEPOOL_TARGET_NIR_IMPORT_NETWORKBUILDER_H

#include "tidepool/Target/NIR/Import/Neurons.h"
#include "tidepool/Target/NIR/Import/Scaling.h"
#include "tidepool/Target/NIR/Import/WeightMatrix.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace tidepool::nir {

/// What becomes of a leaf that is no port and no Flatten. Exactly one of these
/// forms has something in it; a leaf without any becomes a `graph.module`.
struct LeafPlan {
  std::optional<Weights> weights;
  std::optional<LIFParameters> neurons;
  ChannelValues kept;               ///< of nodes without a form of their own
  std::optional<Fidelity> fidelity; ///< none before the form is known
};

/// What a node can become.
enum class NodeForm {
  Port,  ///< an argument or result of the network or holder around it
  Wires, ///< nothing: it passes on what it gets
  Holder,
  Weights,
  LIFNeurons,
  GenericNeurons,
  PlainModule
};

/// What a node becomes by this plan.
NodeForm getForm(const Vertex &vertex, const LeafPlan &plan);

/// Everything that is known about a network before its first op is built.
struct ImportPlan {
  std::vector<NodeShapes> shapes; ///< by vertex
  std::vector<LeafPlan> leaves;   ///< by vertex
  Scaling scaling;
  std::optional<Reading> reading; ///< of the neurons, if there are any
  std::string reset;
  std::string name; ///< of the network
  std::string version;
};

/// Builds a module with the network. Takes the weights out of the plan.
mlir::OwningOpRef<mlir::ModuleOp> buildNetwork(const Circuit &circuit,
                                               ImportPlan plan,
                                               const Reporter &reporter,
                                               mlir::MLIRContext *context);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_NETWORKBUILDER_H
