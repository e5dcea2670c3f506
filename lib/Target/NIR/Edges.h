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

/// The edges in a dataset, between nodes that are in the order of their names.
llvm::Expected<std::vector<Edge>> readEdges(const Object &dataset,
                                            llvm::ArrayRef<Node> nodes);

} // namespace tidepool::nir

#endif // TIDEPOOL_LIB_TARGET_NIR_EDGES_H
