//===- ConnectionOrigins.h - Which modules connect neurons ------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_SOURCEMAP_CONNECTIONORIGINS_H
#define TIDEPOOL_LIB_TARGET_SOURCEMAP_CONNECTIONORIGINS_H

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"

namespace tidepool::bitstream {

/// Which modules connect two neurons, whatever the values are: a connection
/// whose weight is zero has an origin as well.
class ConnectionOrigins {
public:
  /// Modules of the network view, ascending.
  using Modules = llvm::SmallVector<unsigned, 1>;
  /// An output node of a module, or a network input if the module is
  /// `NetworkView::none`.
  struct Source {
    unsigned module, node;
  };
  /// A neuron of a module.
  struct Neuron {
    unsigned module, index;
  };

  /// In time linear in the connections of the network, which the view outlives.
  explicit ConnectionOrigins(const graph::NetworkView &view);

  /// The weights from a source to a synapse, 0 or 1, of a neuron. Takes time
  /// linear in the weights behind the source or before the synapse, whatever is
  /// less, but for a logarithm.
  Modules findWeights(Source source, Neuron target, unsigned synapse) const;
  /// The aliases that a neuron is the source of.
  Modules findAliases(Neuron source) const;

private:
  const Modules &getWeightsBehind(Source source) const {
    return source.module == graph::NetworkView::none
               ? behindInputs[source.node]
               : behind[source.module][source.node];
  }

  const graph::NetworkView &view;
  std::vector<Modules> behindInputs; ///< weights, by network input
  /// Weights, by module and output node or input node.
  std::vector<std::vector<Modules>> behind, before;
};

} // namespace tidepool::bitstream

#endif // TIDEPOOL_LIB_TARGET_SOURCEMAP_CONNECTIONORIGINS_H
