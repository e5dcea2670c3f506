//===- Progress.h - How far a reduction is ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_REDUCE_PROGRESS_H
#define TIDEPOOL_TOOLS_GRAPH_REDUCE_PROGRESS_H

#include "tidepool/Reduce/Reducer.h"

#include "llvm/Support/raw_ostream.h"

namespace tidepool {

/// Prints a size: `12 operations, 340 nodes, 80 numbers`.
llvm::raw_ostream &operator<<(llvm::raw_ostream &os,
                              const reduce::CaseSize &size);

/// Shows how far a reduction is: in a line of a terminal that is removed in the
/// end, or in a line for each step that succeeds.
class Progress {
public:
  Progress(llvm::raw_ostream &os, bool isVerbose, bool isQuiet)
      : os(os), isVerbose(isVerbose),
        hasLine(os.is_displayed() && !isVerbose && !isQuiet) {}
  ~Progress();

  void show(const reduce::ReducerProgress &progress);

private:
  llvm::raw_ostream &os;
  bool isVerbose;
  bool hasLine;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_REDUCE_PROGRESS_H
