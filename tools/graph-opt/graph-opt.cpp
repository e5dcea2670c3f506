//===- graph-opt.cpp - Runs passes over networks --------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/InitAllDialects.h"
#include "tidepool/InitAllPasses.h"
#include "tidepool/Support/OptMain.h"
#include "tidepool/Support/ToolMain.h"

static constexpr const char *overview =
    "Tidepool's pass driver: runs passes over networks, and prints what they "
    "make of them\n\n"
    "  Check a file:\n"
    "    graph-opt net.mlir -o /dev/null\n"
    "  Run passes, one after the other:\n"
    "    graph-opt net.mlir --graph-flatten --graph-prune\n"
    "  Which loops are there?\n"
    "    graph-opt net.mlir --graph-detect-recurrence=remarks=true -o "
    "/dev/null\n"
    "  What stands in the way of a chip?\n"
    "    graph-opt net.mlir --xylo-check-design-rules=chip=xylo_a3 -o "
    "/dev/null\n"
    "  All the way to the chip's memory, and what each pass did:\n"
    "    graph-opt net.mlir --graph-to-xylo-pipeline=chip=xylo_a3 \\\n"
    "        --mlir-print-ir-after-change\n";

int main(int argc, char **argv) {
  return tidepool::runTool(argc, argv, [](int argc, char **argv) {
    mlir::DialectRegistry registry;
    tidepool::registerAllDialects(registry);
    tidepool::registerAllPasses();
    return tidepool::optMain(argc, argv, overview, registry);
  });
}
