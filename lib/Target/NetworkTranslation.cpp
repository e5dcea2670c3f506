//===- NetworkTranslation.cpp - Translations of graph.network -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NetworkTranslation.h"

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"

#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/CommandLine.h"

using namespace mlir;
using namespace tidepool;
namespace cl = llvm::cl;

/// `--top`, of which a tool has but one.
static StringRef getTop() {
  static cl::opt<std::string> top(
      "top", cl::value_desc("name"),
      cl::desc("The network to translate; needed if there are several that no "
               "instance uses"));
  return top;
}

void tidepool::registerNetworkTranslation(StringRef option,
                                          StringRef description,
                                          TranslateNetwork translate) {
  // Registers the option before the command line is parsed.
  (void)getTop();
  TranslateRegistration(
      option, description,
      [translate = std::move(translate)](
          const std::shared_ptr<llvm::SourceMgr> &sourceMgr, raw_ostream &os,
          MLIRContext *context) -> LogicalResult {
        DialectRegistry registry;
        registerAllDialects(registry);
        context->appendDialectRegistry(registry);
        context->printOpOnDiagnostic(false);
        OwningOpRef<ModuleOp> module = parseModule(sourceMgr, context);
        if (!module)
          return failure();
        FailureOr<graph::NetworkOp> network =
            graph::keepTopNetwork(*module, getTop());
        return failed(network) ? failure() : translate(*network, os);
      });
}
