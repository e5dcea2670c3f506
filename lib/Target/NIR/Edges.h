//===- Edges.h - Reads the edges of a graph ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_NIR_EDGES_H
#define TIDEPOOL_LIB_TARGET_NIR_EDGES_H

#include "Object.h"

namespace tidepool::nir {

/// Reads the edges in a dataset, between nodes that are in the order of their
/// names. Fails after it has read all of them whose ends are there.
llvm::Error readEdges(const Object &dataset, llvm::ArrayRef<Node> nodes,
                      std::vector<Edge> &edges);

} // namespace tidepool::nir

#endif // TIDEPOOL_LIB_TARGET_NIR_EDGES_H
