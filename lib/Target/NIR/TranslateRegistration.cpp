//===- TranslateRegistration.cpp - NIR files in graph-translate -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/Graph.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/Support/ToolMain.h"
#include "tidepool/Target/NIR/ExportFile.h"
#include "tidepool/Target/NIR/ImportFile.h"

#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;

static LogicalResult
writeNetwork(const std::shared_ptr<llvm::SourceMgr> &sourceMgr, raw_ostream &os,
             MLIRContext *context, const nir::ImportOptions &shared,
             const nir::ExportCommandLine &commandLine) {
  DialectRegistry registry;
  registerAllDialects(registry);
  context->appendDialectRegistry(registry);
  context->printOpOnDiagnostic(false);
  OwningOpRef<ModuleOp> module = parseModule(sourceMgr, context);
  if (!module)
    return failure();
  nir::ExportOptions options;
  options.convention = shared.convention;
  options.maxDenseElements = shared.maxDenseElements;
  commandLine.apply(options);
  return exportFile(*module, commandLine.getTop(), commandLine.isFlat(),
                    options, os);
}

void tidepool::nir::registerNIRTranslations() {
  static llvm::cl::OptionCategory category(
      "Options of --import-nir and --export-nir");
  static ImportCommandLine commandLine(category);
  static ExportCommandLine exportCommandLine(category);
  static TranslateRegistration exportNIR(
      "export-nir", "write a graph.network as a NIR file",
      [](const std::shared_ptr<llvm::SourceMgr> &sourceMgr, raw_ostream &os,
         MLIRContext *context) {
        return writeNetwork(sourceMgr, os, context, commandLine.get(),
                            exportCommandLine);
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
