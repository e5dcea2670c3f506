//===- Reduction.h - Ways to make a case smaller ----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_REDUCE_REDUCTION_H
#define TIDEPOOL_REDUCE_REDUCTION_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/BitVector.h"

#include <functional>

namespace tidepool::reduce {

/// The places where a reduction can change a module, numbered in the order in
/// which the reduction comes upon them, and which of them it is to change.
class Places {
public:
  /// Counts places, and changes none.
  Places() = default;
  /// Changes the places in `chosen`.
  explicit Places(llvm::BitVector chosen) : chosen(std::move(chosen)) {}

  /// Whether to change the next place. To be asked for all places before any
  /// of them is changed, so that their numbers do not depend on the choice.
  bool next() {
    unsigned place = count++;
    return place < chosen.size() && chosen.test(place);
  }

  /// How many places there are, once a reduction has been through them.
  unsigned getCount() const { return count; }

private:
  llvm::BitVector chosen;
  unsigned count = 0;
};

/// One way to make a module smaller. Changes at different places must not
/// depend on each other, but a change need not lead to a valid module: what
/// the verifier refuses is dropped before any test runs.
struct Reduction {
  std::string name;
  std::string description;
  /// Whether one place is about as good as the next, as it is with the neurons
  /// of a population. It does not pay to try all of them.
  bool placesAreAlike = false;
  std::function<void(mlir::ModuleOp, Places &)> run;
};

/// All reductions of the graph dialect, in the order in which they are best
/// tried: what removes much comes first.
llvm::ArrayRef<Reduction> getReductions();

} // namespace tidepool::reduce

#endif // TIDEPOOL_REDUCE_REDUCTION_H
