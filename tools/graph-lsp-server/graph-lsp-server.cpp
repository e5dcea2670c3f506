//===- graph-lsp-server.cpp - Networks in editors -------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"
#include "llvm/Support/LogicalResult.h"

int main(int argc, char **argv) {
  return tidepool::runTool(argc, argv, [](int argc, char **argv) {
    mlir::DialectRegistry registry;
    tidepool::registerAllDialects(registry);
    return mlir::failed(mlir::MlirLspServerMain(argc, argv, registry));
  });
}
