//===- Neurons.h - Neurons of NIR as those of the graph dialect -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_NEURONS_H
#define TIDEPOOL_TARGET_NIR_IMPORT_NEURONS_H

#include "tidepool/Target/NIR/Import/Fidelity.h"
#include "tidepool/Target/NIR/Import/Shapes.h"

#include <map>

namespace tidepool::nir {

/// The parameters of a node with one number per channel, by name. `w_in` is
/// there for every CubaLI and CubaLIF; `v_reset` only if the file has it.
using ChannelValues = std::map<std::string, std::vector<double>>;

/// Whether nodes of this type become neurons of some form.
bool isPopulation(NodeType type);

/// Whether a node of this type has a number per channel for each parameter,
/// and is no weight.
bool hasChannelValues(NodeType type);

/// Reads the parameters of such a node, of known shape. Reports what cannot be:
/// time constants and thresholds that are not above zero.
ChannelValues readChannelValues(const Vertex &vertex, const NodeShapes &shapes,
                                Reporter &reporter);

/// The reason why a parameter of this name cannot have this value, or null.
const char *findFault(llvm::StringRef name, double value);

/// A layer of LIF or CubaLIF nodes.
struct NeuronLayer {
  uint32_t vertex = 0;
  NodeType type = NodeType::CubaLIF;
  ChannelValues values;

  const std::vector<double> &get(llvm::StringRef name) const {
    return values.at(name.str());
  }
  /// tau or tau_mem.
  const std::vector<double> &getMembraneTaus() const {
    return get(hasSynapse() ? "tau_mem" : "tau");
  }
  bool hasSynapse() const { return type == NodeType::CubaLIF; }
};

/// How the parameters of a file are read: never Auto.
struct Reading {
  Convention convention = Convention::Exact;
  double dt = 1e-3; ///< seconds
  std::string reason;
  bool isAssumed = false; ///< nothing in the file or the options says so
};

/// What a time constant amounts to in one step.
struct Leak {
  double decay = 0; ///< what is left
  double share = 0; ///< what is gone: 1 - decay, without cancellation
  double tau = 0;   ///< decay = exp(-dt / tau)
};

/// `tau` is a file's.
Leak getLeak(double tau, const Reading &reading);

/// Parameters of `graph.lif_neurons`, one per channel.
struct LIFParameters {
  std::vector<double> tauMem, tauSyn, threshold, bias;
  /// What the weights into each neuron are multiplied with.
  std::vector<double> factors;
  Fidelity fidelity;
};

/// What is lost of neurons without a synapse.
Fidelity getSynapseLoss(const NeuronLayer &layer);

/// The same neurons under `graph.lif_neurons`' equations. With a the decays of
/// membrane and synapse per step and 1 - a the gains (times r and w_in), a
/// weight is multiplied by g_mem * g_syn / a_syn: `lif_neurons` decays its
/// synapse after adding, NIR before. A factor that is 1 but for the rounding of
/// the parameters (1e-6) is 1. A LIF node, which has no synapse, gets the
/// one with a decay of 1/2 and the same charge: an input leaves 2^-s of itself
/// after s steps.
llvm::Expected<LIFParameters> convertNeurons(const NeuronLayer &layer,
                                             const Reading &reading);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_NEURONS_H
