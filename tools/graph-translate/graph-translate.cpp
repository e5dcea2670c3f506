//===- graph-translate.cpp - Translates to and from other formats ---------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/InitAllTranslations.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"

int main(int argc, char **argv) {
  return tidepool::runTool(argc, argv, [](int argc, char **argv) {
    tidepool::registerAllTranslations();
    return mlir::failed(
        mlir::mlirTranslateMain(argc, argv, "Tidepool's translation driver"));
  });
}
