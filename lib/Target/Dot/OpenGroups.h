//===- OpenGroups.h - Which holders and instances are shown -----*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_DOT_OPENGROUPS_H
#define TIDEPOOL_LIB_TARGET_DOT_OPENGROUPS_H

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/Dot/DrawNetwork.h"

#include "mlir/IR/OwningOpRef.h"

namespace tidepool::picture {

/// Whether an op inside a network is drawn at all: not plumbing, no terminator.
bool isDrawn(mlir::Operation &op);

/// A network in which every instance that is shown from inside is a holder: a
/// copy, unless there are no instances. And the holders whose modules are
/// shown; the others are one box each.
class OpenGroups {
public:
  OpenGroups(graph::NetworkOp original, const DrawingOptions &options);

  graph::NetworkOp getNetwork() { return network; }
  bool isOpen(mlir::Operation *holder) const { return open.contains(holder); }
  /// The network that an open holder, or an instance, is a use of; null for
  /// other ops.
  mlir::StringAttr getCallee(mlir::Operation *op) const;

private:
  mlir::Block *findBody(mlir::Operation &op) const;
  size_t countDrawn(mlir::Block *body);
  mlir::Operation *expand(graph::InstanceOp instance);
  void openByDepth(const DrawingOptions &options);

  mlir::SymbolTable networks;
  mlir::OwningOpRef<graph::NetworkOp> copy;
  graph::NetworkOp network;
  bool expandInstances;
  llvm::DenseSet<mlir::Operation *> open;
  llvm::DenseMap<mlir::Operation *, mlir::StringAttr> callees;
  llvm::DenseMap<mlir::Block *, size_t> numDrawn;
};

/// How many modules there are in networks, those of holders and instances
/// included. Numbers too big for their type are its maximum.
class ModuleCounts {
public:
  /// Counts what `network` needs.
  explicit ModuleCounts(graph::NetworkOp network);

  /// Of a network.
  uint64_t getOf(mlir::StringAttr network) const {
    return counts.lookup(network);
  }
  /// Of a module or instance.
  uint64_t getOf(mlir::Operation *op) const;

private:
  llvm::DenseMap<mlir::StringAttr, uint64_t> counts;
};

} // namespace tidepool::picture

#endif // TIDEPOOL_LIB_TARGET_DOT_OPENGROUPS_H
