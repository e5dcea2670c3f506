//===- NodeThreads.h - Nodes that stand or fall together --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_REDUCE_REDUCTIONS_NODETHREADS_H
#define TIDEPOOL_LIB_REDUCE_REDUCTIONS_NODETHREADS_H

#include "GraphSurgery.h"

#include "llvm/ADT/IntEqClasses.h"

namespace tidepool::reduce {

/// Which nodes of a module's values can be removed only together. A thread runs
/// through plumbing and ports, where a node on one side is a node on the other,
/// and through neurons, from their synapses to their outputs. It ends at
/// weights, which have a row or a column for each node.
class NodeThreads {
public:
  explicit NodeThreads(mlir::ModuleOp module);

  /// All values with nodes, in text order.
  llvm::ArrayRef<mlir::Value> getValues() const { return values; }

  /// The thread of a node of a value. Threads are numbered from 0 in the order
  /// of their first nodes.
  unsigned getThread(mlir::Value value, int64_t node) const {
    return threads[firstNode.lookup(value) + node];
  }
  unsigned getNumThreads() const { return threads.getNumClasses(); }

  /// Whether a thread passes an op that has to be left as it is.
  bool isPinned(unsigned thread) const { return pinned.test(thread); }

private:
  void number(mlir::Value value);
  void join(mlir::Operation *op);
  void join(mlir::Value a, mlir::Value b);
  void joinAll(mlir::ValueRange a, mlir::ValueRange b);
  void joinNeurons(mlir::Value input, mlir::Value output);
  void pin(mlir::Operation *op);

  unsigned getNode(mlir::Value value, int64_t node) const {
    return firstNode.lookup(value) + node;
  }

  llvm::SmallVector<mlir::Value> values;
  llvm::DenseMap<mlir::Value, unsigned> firstNode;
  unsigned numNodes = 0;
  llvm::IntEqClasses threads;
  llvm::SmallVector<mlir::Value> pinnedValues;
  llvm::BitVector pinned;
  InstanceMap instances;
};

} // namespace tidepool::reduce

#endif // TIDEPOOL_LIB_REDUCE_REDUCTIONS_NODETHREADS_H
