//===- DiffNetworks.h - What differs between two networks -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIFF_DIFFNETWORKS_H
#define TIDEPOOL_DIFF_DIFFNETWORKS_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Diff/Report.h"

namespace tidepool::diff {

/// Adds all differences between two flat networks (without holders and
/// instances), which must have passed verification.
///
/// Modules are matched by label and compared by kind, number of nodes and
/// parameters, element by element; connections are compared node by node, with
/// plumbing looked through. What the content hash of a network leaves out
/// (`xylo::hashNetwork`) makes no difference: its own name, names of ports,
/// locations, discardable attributes, plumbing, f32 or f64, and where in the
/// text modules stand that are no neurons. Takes time and memory linear in the
/// networks, but for sorting connections.
void diffNetworks(graph::NetworkOp oldNetwork, graph::NetworkOp newNetwork,
                  Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_DIFF_DIFFNETWORKS_H
