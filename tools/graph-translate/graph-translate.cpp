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

static constexpr const char *overview =
    "Tidepool's translation driver: reads and writes formats\n\n"
    "  A network of a training tool, and back:\n"
    "    graph-translate --import-nir net.nir -o net.mlir\n"
    "    graph-translate --export-nir net.mlir -o net.nir\n"
    "  A picture of it:\n"
    "    graph-translate --graph-to-svg net.mlir -o net.svg\n"
    "  The words of a bitstream as other tools read them:\n"
    "    graph-translate --bitstream-to-ihex net.xbit -o net.hex\n"
    "  What is in a bitstream?\n"
    "    graph-translate --bitstream-info net.xbit\n"
    "    graph-translate --bitstream-to-words net.xbit\n"
    "    graph-translate --bitstream-to-xylo net.xbit | graph-opt "
    "--xylo-disassemble\n"
    "  A configuration of samna's as a network in the chip's terms:\n"
    "    graph-translate --samna-json-to-xylo --samna-dt=1e-3 net.json\n";

int main(int argc, char **argv) {
  return tidepool::runTool(argc, argv, [](int argc, char **argv) {
    tidepool::registerAllTranslations();
    return mlir::failed(mlir::mlirTranslateMain(argc, argv, overview));
  });
}
