//===- Parallel.h - Work in order, on all cores -----------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_SIM_PARALLEL_H
#define TIDEPOOL_TOOLS_GRAPH_SIM_PARALLEL_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace tidepool {

/// How many workers there are for so many jobs, 256 at most; 0 threads are all
/// cores.
unsigned getNumWorkers(size_t numJobs, unsigned numThreads);

/// Runs jobs 0 to numJobs - 1. Workers, which have their own threads, take them
/// in this order. Of several errors the one of the first job is returned, so
/// that it does not depend on the number of threads; jobs behind an error may
/// not be run.
llvm::Error
runInOrder(size_t numJobs, unsigned numWorkers,
           llvm::function_ref<llvm::Error(unsigned worker, size_t job)> run);

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_SIM_PARALLEL_H
