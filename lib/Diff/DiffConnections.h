//===- DiffConnections.h - Which nodes are connected otherwise --*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_DIFFCONNECTIONS_H
#define TIDEPOOL_LIB_DIFF_DIFFCONNECTIONS_H

#include "NetworkMatch.h"

#include "tidepool/Diff/Report.h"

namespace tidepool::diff {

/// Adds all connections between nodes that only one of the networks has, or as
/// often as the other has not. Neighbours are told as one.
void diffConnections(const NetworkMatch &match, Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_DIFFCONNECTIONS_H
