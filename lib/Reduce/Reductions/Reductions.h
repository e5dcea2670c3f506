//===- Reductions.h - The reductions of the graph dialect -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_REDUCE_REDUCTIONS_REDUCTIONS_H
#define TIDEPOOL_LIB_REDUCE_REDUCTIONS_REDUCTIONS_H

#include "tidepool/Reduce/Reduction.h"

namespace tidepool::reduce {

void dropTopLevelOps(mlir::ModuleOp module, Places &places);
void dropModules(mlir::ModuleOp module, Places &places);
void bypassModules(mlir::ModuleOp module, Places &places);
void dropMergeOperands(mlir::ModuleOp module, Places &places);
void dropPorts(mlir::ModuleOp module, Places &places);
void inlineHolders(mlir::ModuleOp module, Places &places);
void inlineNetworks(mlir::ModuleOp module, Places &places);
void canonicalize(mlir::ModuleOp module, Places &places);
void removeNodes(mlir::ModuleOp module, Places &places);
void zeroWeights(mlir::ModuleOp module, Places &places);
void splatParameters(mlir::ModuleOp module, Places &places);
void roundNumbers(mlir::ModuleOp module, Places &places);
void dropAttributes(mlir::ModuleOp module, Places &places);

} // namespace tidepool::reduce

#endif // TIDEPOOL_LIB_REDUCE_REDUCTIONS_REDUCTIONS_H
