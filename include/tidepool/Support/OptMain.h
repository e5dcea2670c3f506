//===- OptMain.h - The driver of graph-opt ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_OPTMAIN_H
#define TIDEPOOL_SUPPORT_OPTMAIN_H

#include "mlir/IR/DialectRegistry.h"
#include "llvm/ADT/StringRef.h"

namespace tidepool {

/// `MlirOptMain` that refuses files nested too deep for the stack. Shared by
/// `graph-opt` and drivers that add dialects of their own. Returns the exit
/// status.
int optMain(int argc, char **argv, llvm::StringRef toolName,
            mlir::DialectRegistry &registry);

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_OPTMAIN_H
