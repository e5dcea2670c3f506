//===- NetworkInfo.h - What users know about a network ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What all stages of a network have in common: ports, and neurons by module.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_NETWORKINFO_H
#define TIDEPOOL_SIMULATION_NETWORKINFO_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tidepool::simulation {

/// Output neurons drive the network's outputs, all others are hidden. Each
/// layer counts its neurons from 0.
enum class Layer { Hidden, Output };

/// `hidden` or `output`.
inline const char *getName(Layer layer) {
  return layer == Layer::Hidden ? "hidden" : "output";
}

/// The neurons that a module of the network became.
struct Population {
  Layer layer = Layer::Hidden;
  std::string label;
  /// Their numbers in the layer, in the module's own order.
  std::vector<uint32_t> neurons;
};

struct NetworkInfo {
  std::string name;
  double dt = 0; ///< seconds per step; 0 if the network does not say
  size_t numInputs = 0;
  size_t numOutputs = 0;
  /// Each layer in the order of the modules in the text.
  std::vector<Population> populations;

  /// The number of neurons in a layer.
  size_t getNumNeurons(Layer layer) const {
    size_t count = 0;
    for (const Population &population : populations)
      if (population.layer == layer)
        count += population.neurons.size();
    return count;
  }
};

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_NETWORKINFO_H
