//===- Reducer.h - Makes failing cases small --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_REDUCE_REDUCER_H
#define TIDEPOOL_REDUCE_REDUCER_H

#include "tidepool/Reduce/CaseSize.h"
#include "tidepool/Reduce/Reduction.h"

#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"

namespace tidepool::reduce {

/// A smaller module that may show what the user is after. It is valid.
struct Candidate {
  mlir::ModuleOp module;
  llvm::StringRef text; ///< the module in pretty form, without locations
};

/// Tells whether a candidate still shows what the user is after. An error ends
/// the reduction.
using InterestingTest =
    std::function<llvm::Expected<bool>(const Candidate &candidate)>;

/// Where a reduction stands.
struct ReducerProgress {
  unsigned numRuns;
  llvm::StringRef reduction; ///< the one that is being tried
  const CaseSize &size;
  bool isAccepted; ///< whether the last candidate was interesting
};

/// How long a reduction may take, and who is told about it.
struct ReducerOptions {
  /// How many candidates may be tested. The input and the result always are.
  unsigned maxRuns = 10000;
  /// Called after each run of the test.
  std::function<void(const ReducerProgress &)> onRun = {};
};

/// Reduces one case: tries all reductions on big groups of places first, then
/// on smaller ones, until none makes the case smaller. Deterministic if the
/// test is. The input must be valid; it stays as it is.
/// `reductions` must live as long as the reducer.
class Reducer {
public:
  /// Nothing is tested before `run`.
  Reducer(mlir::ModuleOp input, InterestingTest isInteresting,
          llvm::ArrayRef<Reduction> reductions = getReductions(),
          ReducerOptions options = {});

  /// Fails if the test does, or if it does not find the input interesting, or
  /// the result when it is asked once more.
  llvm::Error run();

  /// The smallest interesting module so far; the input at first.
  mlir::ModuleOp getModule() const { return *best; }
  /// The same in pretty form, without locations.
  llvm::StringRef getText() const { return text; }
  /// The size of it.
  const CaseSize &getSize() const { return size; }
  /// How many candidates have been tested.
  unsigned getNumRuns() const { return numRuns; }
  /// Whether `maxRuns` ended the reduction.
  bool isCutShort() const { return numRuns >= options.maxRuns; }

private:
  llvm::Expected<bool> reduceOnce();
  llvm::Expected<bool> reduce(const Reduction &reduction);
  llvm::Error tryChunks(const Reduction &reduction, mlir::ModuleOp base,
                        unsigned chunkSize, llvm::BitVector &taken);
  llvm::Expected<bool> tryPlaces(const Reduction &reduction,
                                 mlir::ModuleOp base, llvm::BitVector chosen);

  InterestingTest isInteresting;
  llvm::ArrayRef<Reduction> reductions;
  ReducerOptions options;

  mlir::OwningOpRef<mlir::ModuleOp> best;
  std::string text;
  CaseSize size;
  unsigned numRuns = 0;
  /// Into how many groups a reduction may divide its places now, and whether
  /// all reductions of a round have come down to single places.
  size_t maxChunks = 0;
  bool isFinest = true;
  /// Hashes of what has been tested, since rounds come upon the same again.
  llvm::StringSet<> tested;
};

} // namespace tidepool::reduce

#endif // TIDEPOOL_REDUCE_REDUCER_H
