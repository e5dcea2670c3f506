//===- standalone-opt.cpp - graph-opt with a dialect of its own -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Passes/Passes.h"
#include "Standalone/StandaloneDialect.h"

#include "tidepool/InitAllDialects.h"
#include "tidepool/InitAllPasses.h"
#include "tidepool/Support/OptMain.h"
#include "tidepool/Support/ToolMain.h"

using namespace tidepool;

/// Tidepool's passes in an order of our own: which loops a flat network has,
/// after what reaches no output is gone.
static void buildLoopsPipeline(mlir::OpPassManager &pm) {
  pm.addNestedPass<graph::NetworkOp>(graph::createGraphExpandModules());
  pm.addPass(graph::createGraphFlatten());
  pm.addNestedPass<graph::NetworkOp>(graph::createGraphPrune());
  pm.addNestedPass<graph::NetworkOp>(graph::createGraphDetectRecurrence());
}

int main(int argc, char **argv) {
  return runTool(argc, argv, [](int argc, char **argv) {
    mlir::DialectRegistry registry;
    registerAllDialects(registry);
    registry.insert<standalone::StandaloneDialect>();
    registerAllPasses();
    standalone::registerStandalonePasses();
    mlir::PassPipelineRegistration<>("standalone-loops",
                                     "Mark the loops of what is live",
                                     buildLoopsPipeline);
    return optMain(argc, argv, "A driver on top of Tidepool", registry);
  });
}
