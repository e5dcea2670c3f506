//===- ToolMain.h - What all tools do first ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's parser, printer and verifier recurse over nested regions, so deeply
// nested files need a deep stack. The tools run on one, and refuse what would
// overflow even that.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_TOOLMAIN_H
#define TIDEPOOL_SUPPORT_TOOLMAIN_H

#include "tidepool/Support/DeepStack.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Support/LLVM.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/SourceMgr.h"

#include <memory>

namespace tidepool {

/// Runs `toolMain` on a thread whose stack, like that of every thread started
/// later, has room for `maxNestingDepth` nested regions. Also installs LLVM's
/// crash handlers and the tool's `--version`. Returns the exit status.
int runTool(int argc, char **argv,
            llvm::function_ref<int(int argc, char **argv)> toolMain);

/// Fails with an error if `text` is a binary file that MLIR does not read, or
/// at the place where it nests deeper than `maxNestingDepth`. Anything in
/// bytecode form passes.
mlir::LogicalResult checkText(llvm::MemoryBufferRef text);

/// Parses the main file of `sourceMgr` as a module, unless `checkText` would
/// refuse it; null after an error.
mlir::OwningOpRef<mlir::ModuleOp>
parseModule(const std::shared_ptr<llvm::SourceMgr> &sourceMgr,
            mlir::MLIRContext *context);

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_TOOLMAIN_H
