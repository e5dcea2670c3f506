//===- NetworkTranslation.h - Translations of graph.network -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NETWORKTRANSLATION_H
#define TIDEPOOL_TARGET_NETWORKTRANSLATION_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "mlir/IR/BuiltinOps.h"

namespace tidepool {

/// Writes a network in another format. Fails after a diagnostic.
using TranslateNetwork =
    std::function<mlir::LogicalResult(graph::NetworkOp, llvm::raw_ostream &)>;

/// Registers `graph-translate --<option>`: reads a module and gives the network
/// that it is about to `translate`, in a module of its own with those that it
/// uses. That is the one called `--top`, or the only one that no instance uses.
/// To be called once for each option while the tool starts.
void registerNetworkTranslation(llvm::StringRef option,
                                llvm::StringRef description,
                                TranslateNetwork translate);

} // namespace tidepool

#endif // TIDEPOOL_TARGET_NETWORKTRANSLATION_H
