//===- Latency.h - Steps that NIR's own scheme adds -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_LATENCY_H
#define TIDEPOOL_TARGET_NIR_IMPORT_LATENCY_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/Import/Circuit.h"

namespace tidepool::nir {

/// Says at the first CubaLIF in a loop, if there is one, that the loop takes a
/// step less than under forward Euler as NIR's authors write it: their membrane
/// gets the synaptic current of the step before. In front of the loops of a
/// network that is a delay and changes nothing else, so nothing is said.
///
/// Pedersen et al., "Neuromorphic intermediate representation", Nature
/// Communications 15 (2024); its authors' NumPy form of the CubaLIF.
void reportLatency(graph::NetworkOp network, const Circuit &circuit,
                   Reporter &reporter);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_LATENCY_H
