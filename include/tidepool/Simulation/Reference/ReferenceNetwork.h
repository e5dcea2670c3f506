//===- ReferenceNetwork.h - A network in real numbers -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modules and the nodes between them, as the graph dialect means them. Free of
// MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_REFERENCE_REFERENCENETWORK_H
#define TIDEPOOL_SIMULATION_REFERENCE_REFERENCENETWORK_H

#include "tidepool/Simulation/NetworkInfo.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

#include <variant>

namespace tidepool::simulation {

/// A node that feeds another, `times` over.
struct NodeSource {
  uint32_t node = 0;
  double times = 1;
};

/// What feeds each of a row of nodes.
class NodeInputs {
public:
  size_t size() const { return ends.size(); }
  llvm::ArrayRef<NodeSource> get(size_t k) const {
    size_t begin = k == 0 ? 0 : ends[k - 1];
    return llvm::ArrayRef(sources).slice(begin, ends[k] - begin);
  }
  /// All sources, row after row.
  llvm::ArrayRef<NodeSource> getAll() const { return sources; }
  /// Adds the next node.
  void add(llvm::ArrayRef<NodeSource> nodeSources) {
    llvm::append_range(sources, nodeSources);
    ends.push_back(sources.size());
  }

private:
  std::vector<NodeSource> sources;
  std::vector<uint32_t> ends;
};

/// Output j is the sum of input i times weight (i, j), plus a bias.
struct LinearWeights {
  /// Weights of input i, those that are not zero: entries rowEnd[i - 1] to
  /// rowEnd[i], in order of their columns.
  std::vector<size_t> rowEnd;
  std::vector<uint32_t> columns;
  std::vector<double> values;
  std::vector<double> biases; ///< by output, or empty

  void addEntry(uint32_t column, double value) {
    columns.push_back(column);
    values.push_back(value);
  }
  void endRow() { rowEnd.push_back(values.size()); }
};

/// Leaky integrate-and-fire neurons. Input node `neuron * numSynapses +
/// synapse` drives that synapse. Per step:
///
///   I[j,s] = (I[j,s] + input) * currentDecay[j,s]
///   V[j] = V[j] * membraneDecay[j] + sum over s of I[j,s] + bias[j]
///   n = max(0, floor(V[j] / threshold[j])), up to the spike limit
///   V[j] = V[j] - n * threshold[j]; output n
struct LIFNeurons {
  size_t numSynapses = 1;
  std::vector<double> membraneDecay; ///< exp(-dt / tau_mem)
  std::vector<double> currentDecay;  ///< exp(-dt / tau_syn), by input node
  std::vector<double> threshold, bias;
};

/// Rate neurons. Per step x[j] += (input + bias[j] - x[j]) * rate[j], output
/// max(0, x[j]).
struct RateNeurons {
  std::vector<double> rate; ///< dt / tau
  std::vector<double> bias;
};

/// Hands spikes on to the neurons that it is merged with.
struct Alias {};

struct ReferenceModule {
  std::string label;
  std::variant<LinearWeights, LIFNeurons, RateNeurons, Alias> meaning;
  NodeInputs inputs;
  /// Output node k is node firstOutput + k of the network.
  uint32_t firstOutput = 0, numOutputs = 0;
  /// Of neurons, where they are. They evolve in the order of their nodes.
  Layer layer = Layer::Hidden;
  std::vector<uint32_t> numbers; ///< in the layer, by output node

  bool isNeurons() const {
    return std::holds_alternative<LIFNeurons>(meaning) ||
           std::holds_alternative<RateNeurons>(meaning);
  }
  bool isAlias() const { return std::holds_alternative<Alias>(meaning); }
};

/// Nodes are numbered: the network's inputs, then the modules' outputs.
struct ReferenceNetwork {
  NetworkInfo info;
  std::vector<ReferenceModule> modules; ///< in text order
  NodeInputs outputs;                   ///< what feeds the network's outputs

  uint32_t getNumNodes() const {
    return modules.empty()
               ? info.numInputs
               : modules.back().firstOutput + modules.back().numOutputs;
  }
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_REFERENCE_REFERENCENETWORK_H
