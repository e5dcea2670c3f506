//===- Progress.cpp - How far a reduction is ------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"

using namespace tidepool;
using reduce::CaseSize;

/// Back to the beginning of the line, which becomes empty.
static constexpr const char *clearLine = "\r\x1b[K";

llvm::raw_ostream &tidepool::operator<<(llvm::raw_ostream &os,
                                        const CaseSize &size) {
  return os << size.operations << " operations, " << size.nodes << " nodes, "
            << size.numbers << " numbers";
}

Progress::~Progress() {
  if (hasLine)
    os << clearLine;
  os.flush();
}

void Progress::show(const reduce::ReducerProgress &progress) {
  if (!hasLine && !(isVerbose && progress.isAccepted))
    return;
  if (hasLine)
    os << clearLine;
  os << "run " << progress.numRuns << ", " << progress.reduction << ": "
     << progress.size;
  if (!hasLine)
    os << '\n';
  os.flush();
}
