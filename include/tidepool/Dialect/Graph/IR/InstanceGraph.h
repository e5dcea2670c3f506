//===- InstanceGraph.h - Which network uses which ---------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which network uses which. Everything here is linear in networks plus
// instances and free of recursion, so chains of any length are fine.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_INSTANCEGRAPH_H
#define TIDEPOOL_DIALECT_GRAPH_IR_INSTANCEGRAPH_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

namespace tidepool::graph {

/// The networks of one symbol table and the instances inside each of them,
/// both in text order. An instance whose callee does not exist is left out: the
/// verifier reports it.
class InstanceGraph {
public:
  struct Use {
    InstanceOp instance;
    NetworkOp callee;
  };

  /// Reads the networks directly inside `symbolTableOp`.
  explicit InstanceGraph(mlir::Operation *symbolTableOp);
  InstanceGraph(mlir::Operation *symbolTableOp,
                mlir::SymbolTableCollection &symbolTables);

  /// The networks in text order.
  llvm::ArrayRef<NetworkOp> getNetworks() const { return networks; }

  /// The instances inside `network`, holders included, in text order.
  llvm::ArrayRef<Use> getUses(NetworkOp network) const;

  /// The number of instances of `network` anywhere in the symbol table.
  unsigned getNumInstances(NetworkOp network) const;

  /// The networks that no instance uses, in text order.
  llvm::SmallVector<NetworkOp> getTopNetworks() const;

  /// Emits one error that shows the whole chain for the first network (in text
  /// order of the search) that contains itself.
  mlir::LogicalResult verifyNoRecursion() const;

private:
  llvm::SmallVector<NetworkOp> networks;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<Use, 2>> uses;
  llvm::DenseMap<mlir::Operation *, unsigned> numInstances;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_IR_INSTANCEGRAPH_H
