//===- tidepool-test-opt.cpp - graph-opt with the test dialect ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dialect/Test/TestDialect.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/InitAllPasses.h"
#include "tidepool/Support/OptMain.h"
#include "tidepool/Support/ToolMain.h"

int main(int argc, char **argv) {
  return tidepool::runTool(argc, argv, [](int argc, char **argv) {
    mlir::DialectRegistry registry;
    tidepool::registerAllDialects(registry);
    registry.insert<tidepool::test::TestDialect>();
    tidepool::test::registerLowerToChipNeurons(registry);
    tidepool::registerAllPasses();
    return tidepool::optMain(argc, argv, "Tidepool's test driver", registry);
  });
}
