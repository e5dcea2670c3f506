//===- NetworkFile.h - The networks that can be run -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_NETWORKFILE_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_NETWORKFILE_H

#include "tidepool/Simulation/ChipNetwork.h"

#include "llvm/Support/MemoryBuffer.h"

namespace tidepool {

/// The bytes of a file; `-` is standard input.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readFile(llvm::StringRef path);

/// `error`, with the file that it is about.
llvm::Error inFile(llvm::StringRef path, llvm::Error error);

/// The network in a file: a bitstream, or MLIR with one `xylo.image` or one
/// `xylo.core` of integers, which is assembled first. Fails without a text
/// where MLIR has printed one.
llvm::Expected<simulation::ChipNetwork> readNetworkFile(llvm::StringRef path);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_NETWORKFILE_H
