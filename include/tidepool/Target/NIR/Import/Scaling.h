//===- Scaling.h - Gains of neurons moved into weights ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_SCALING_H
#define TIDEPOOL_TARGET_NIR_IMPORT_SCALING_H

#include "tidepool/Target/NIR/Import/Circuit.h"

namespace tidepool::nir {

/// What the values on each wire are multiplied with on their way: the gains of
/// the neurons at its end, which `graph.lif_neurons` does not have. Gains move
/// against the direction of the wires, through ports and Flatten nodes, as long
/// as all ways onward ask for the same, up to the weights; where they meet no
/// weights, the wire gets a diagonal matrix.
struct Scaling {
  /// A factor per channel, by id. Id 0 stands for ones and is empty.
  std::vector<std::vector<double>> factors = {{}};
  std::vector<uint32_t> factorOfWire;
  std::vector<bool> needsDiagonal; ///< by wire

  /// The different factors with which the weights `vertex` are needed.
  std::vector<uint32_t> getVariants(const Circuit &circuit,
                                    uint32_t vertex) const;
};

/// `gains` is by vertex, empty for those without; `hasMatrix` tells which
/// vertices are weights that can be scaled.
Scaling planScaling(const Circuit &circuit,
                    llvm::ArrayRef<std::vector<double>> gains,
                    const std::vector<bool> &hasMatrix);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_SCALING_H
