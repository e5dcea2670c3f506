//===- Reducer.cpp - Makes failing cases small ----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Reduce/Reducer.h"

#include "Reductions/GraphSurgery.h"
#include "tidepool/Support/Error.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/SHA1.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::reduce;
using llvm::BitVector;

/// How many groups of places that are alike are tried before smaller groups
/// are.
static constexpr unsigned patience = 8;

/// Into how many groups places are divided at first, and how many times more
/// whenever that no longer helps. What one reduction can do only to single
/// places, another may do to all at once.
static constexpr size_t refinement = 8;

static std::string print(mlir::ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream os(text);
  // It is verified; the printer need not do so once more.
  module.print(os, OpPrintingFlags().assumeVerified());
  return text;
}

/// Whether the verifier accepts a module; keeps what it says to itself.
static bool isValid(mlir::ModuleOp module) {
  ScopedDiagnosticHandler silence(module.getContext(),
                                  [](Diagnostic &) { return success(); });
  return succeeded(verify(module));
}

static std::string hash(StringRef text) {
  return llvm::toStringRef(llvm::SHA1::hash(llvm::arrayRefFromStringRef(text)))
      .str();
}

Reducer::Reducer(mlir::ModuleOp input, InterestingTest isInteresting,
                 ArrayRef<Reduction> reductions, ReducerOptions options)
    : isInteresting(std::move(isInteresting)), reductions(reductions),
      options(std::move(options)), best(input.clone()), text(print(input)),
      size(CaseSize::of(input)) {
  tested.insert(hash(text));
}

llvm::Error Reducer::run() {
  llvm::Expected<bool> begins = isInteresting({*best, text});
  if (!begins)
    return begins.takeError();
  if (!*begins)
    return makeError("the input is not interesting");
  maxChunks = refinement;
  while (!isCutShort()) {
    isFinest = true;
    llvm::Expected<bool> reduced = reduceOnce();
    if (!reduced)
      return reduced.takeError();
    if (*reduced)
      continue;
    if (isFinest)
      break;
    maxChunks *= refinement;
  }
  llvm::Expected<bool> ends = isInteresting({*best, text});
  if (!ends)
    return ends.takeError();
  if (!*ends)
    return makeError("the result was interesting, but is not when it is tested "
                     "once more; the test must judge by its file alone");
  return llvm::Error::success();
}

/// One round of all reductions; tells whether any had success.
llvm::Expected<bool> Reducer::reduceOnce() {
  bool hasReduced = false;
  for (const Reduction &reduction : reductions) {
    llvm::Expected<bool> reduced = reduce(reduction);
    if (!reduced)
      return reduced;
    hasReduced |= *reduced;
  }
  return hasReduced;
}

/// Delta debugging: all places at once, then halves, quarters and so on, up to
/// `maxChunks` groups. The numbers of places are those in the module as it is
/// now.
llvm::Expected<bool> Reducer::reduce(const Reduction &reduction) {
  OwningOpRef<mlir::ModuleOp> base(best->clone());
  Places count;
  reduction.run(*base, count);
  BitVector taken(count.getCount());
  for (unsigned chunkSize = taken.size(); chunkSize > 0;
       chunkSize = chunkSize == 1 ? 0 : (chunkSize + 1) / 2) {
    // Where patience is short anyway, small groups cost little.
    if (!reduction.placesAreAlike &&
        llvm::divideCeil(taken.size() - taken.count(), chunkSize) > maxChunks) {
      isFinest = false;
      break;
    }
    if (llvm::Error error = tryChunks(reduction, *base, chunkSize, taken))
      return std::move(error);
  }
  return taken.any();
}

/// Tries groups of `chunkSize` neighbours among the places that are not taken
/// yet.
llvm::Error Reducer::tryChunks(const Reduction &reduction, mlir::ModuleOp base,
                               unsigned chunkSize, BitVector &taken) {
  BitVector left = taken;
  left.flip();
  SmallVector<unsigned> places(left.set_bits());
  unsigned numFailures = 0;
  for (size_t begin = 0; begin < places.size(); begin += chunkSize) {
    if (isCutShort())
      break;
    BitVector chosen = taken;
    for (unsigned place : ArrayRef(places).slice(begin).take_front(chunkSize))
      chosen.set(place);
    llvm::Expected<bool> accepted = tryPlaces(reduction, base, chosen);
    if (!accepted)
      return accepted.takeError();
    if (*accepted) {
      taken = std::move(chosen);
      numFailures = 0;
    } else if (reduction.placesAreAlike && ++numFailures == patience) {
      break;
    }
  }
  return llvm::Error::success();
}

llvm::Expected<bool> Reducer::tryPlaces(const Reduction &reduction,
                                        mlir::ModuleOp base, BitVector chosen) {
  OwningOpRef<mlir::ModuleOp> module(base.clone());
  Places places(std::move(chosen));
  reduction.run(*module, places);
  eraseUnusedOpens(*module);
  if (!isValid(*module))
    return false;
  CaseSize newSize = CaseSize::of(*module);
  if (!(newSize < size))
    return false;
  std::string newText = print(*module);
  if (!tested.insert(hash(newText)).second)
    return false;
  ++numRuns;
  llvm::Expected<bool> accepted = isInteresting({*module, newText});
  if (!accepted)
    return accepted;
  if (*accepted) {
    best = std::move(module);
    text = std::move(newText);
    size = newSize;
  }
  if (options.onRun)
    options.onRun({numRuns, reduction.name, size, *accepted});
  return *accepted;
}
