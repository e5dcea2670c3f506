//===- NetworkHash.h - The content hash of a network ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_NETWORKHASH_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_NETWORKHASH_H

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"

#include <string>

namespace tidepool::xylo {

/// SHA-256, in hexadecimal, of what the network is: modules with names and
/// parameters, and what feeds each of their nodes. The order of neurons counts,
/// as their ids on a chip follow it. That of other modules (in a network that
/// keeps the design rules), plumbing, number formats, locations and discardable
/// attributes make no difference.
std::string hashNetwork(const graph::NetworkView &view);

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_NETWORKHASH_H
