//===- NetworkFile.h - The networks that can be compared --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_DIFF_NETWORKFILE_H
#define TIDEPOOL_TOOLS_GRAPH_DIFF_NETWORKFILE_H

#include "Options.h"

#include "tidepool/Diff/DiffStages.h"
#include "tidepool/Support/ReadFile.h"

namespace tidepool {

/// The network in a file: a bitstream, a NIR file, or MLIR. Fails without a
/// text where MLIR has printed one.
llvm::Expected<diff::StageNetwork> readNetwork(llvm::StringRef path,
                                               const Options &options,
                                               mlir::MLIRContext &context);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_DIFF_NETWORKFILE_H
