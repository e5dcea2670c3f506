//===- ModuleLabels.h - What modules are called to users --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wherever a module is named to a user (rules, reports, id maps, bitstreams)
// its label is: its name, else the op's short name; repeats in text order get
// `#1`,
// `#2`, ...; modules inside holders and instances are called `outer/inner`.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_ANALYSIS_MODULELABELS_H
#define TIDEPOOL_DIALECT_GRAPH_ANALYSIS_MODULELABELS_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace tidepool::graph {

/// Gives out the unique labels of one network, holder or instance.
class LabelScope {
public:
  /// The label of the next op in text order. `base` is what the op is called
  /// before repeats are numbered.
  std::string next(llvm::StringRef base);

private:
  llvm::StringSet<> used;
  llvm::StringMap<unsigned> nextNumber;
};

/// Makes the prefixes of labels inside holders and instances.
class LabelPrefixes {
public:
  /// Prefixes longer than this are abbreviated. Without a bound the names in a
  /// chain of n nested networks would take memory quadratic in n.
  static constexpr size_t maxLength = 256;

  /// The prefix of everything inside the op with label `label`, itself
  /// prefixed: `label/`, or, where that is too long, `~k/` for the k-th such
  /// op.
  std::string enter(llvm::StringRef label);

private:
  unsigned numAbbreviated = 0;
};

/// The labels of all modules, holders and instances of a network or holder.
class ModuleLabels {
public:
  explicit ModuleLabels(mlir::Operation *holder);

  /// The label of an op inside the holder.
  llvm::StringRef get(mlir::Operation *op) const;

private:
  llvm::DenseMap<mlir::Operation *, std::string> labels;
};

} // namespace tidepool::graph

#endif // TIDEPOOL_DIALECT_GRAPH_ANALYSIS_MODULELABELS_H
