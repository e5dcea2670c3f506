//===- TranslateRegistration.cpp - NIR files in graph-translate -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/Target/NIR/ExportFile.h"
#include "tidepool/Target/NIR/ImportFile.h"
#include "tidepool/Target/NetworkTranslation.h"

#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;

void tidepool::nir::registerNIRTranslations() {
  static llvm::cl::OptionCategory category(
      "Options of --import-nir and --export-nir");
  static ImportCommandLine commandLine(category);
  static ExportCommandLine exportCommandLine(category);
  registerNetworkTranslation(
      "export-nir", "write a graph.network as a NIR file",
      [](graph::NetworkOp network, raw_ostream &os) {
        ImportOptions shared = commandLine.get();
        ExportOptions options;
        options.convention = shared.convention;
        options.maxElements =
            commandLine.getMaxMatrix().value_or(options.maxElements);
        exportCommandLine.apply(options);
        return exportFile(network, exportCommandLine.isFlat(), options, os);
      });
  static TranslateToMLIRRegistration import(
      "import-nir", "read a NIR file as a graph.network",
      [](llvm::SourceMgr &sourceMgr,
         MLIRContext *context) -> OwningOpRef<Operation *> {
        const llvm::MemoryBuffer *buffer =
            sourceMgr.getMemoryBuffer(sourceMgr.getMainFileID());
        OwningOpRef<ModuleOp> module =
            importBuffer(buffer->getMemBufferRef(), commandLine.get(), context);
        return OwningOpRef<Operation *>(module ? module.release().getOperation()
                                               : nullptr);
      },
      [](DialectRegistry &registry) {
        registry.insert<graph::GraphDialect>();
      });
}
