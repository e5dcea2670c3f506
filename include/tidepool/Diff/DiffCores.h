//===- DiffCores.h - What differs between two cores -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIFF_DIFFCORES_H
#define TIDEPOOL_DIFF_DIFFCORES_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Diff/Report.h"

namespace tidepool::diff {

/// Adds all differences between two cores, which must have passed verification
/// and be both real or both of integers.
///
/// Neurons are matched by module and place in it, weights by what they connect,
/// so that a core whose ids are numbered anew has other ids and nothing else.
/// Weights of neurons that only one core has are counted, not told one by one.
/// Takes time and memory linear in the cores, but for sorting weights.
void diffCores(xylo::CoreOp oldCore, xylo::CoreOp newCore, Report &report);

/// The same without name, chip, time step, sizes, shifts, graph hash and ids:
/// for cores read from images, whose headers say these.
void diffCoreContents(xylo::CoreOp oldCore, xylo::CoreOp newCore,
                      Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_DIFF_DIFFCORES_H
