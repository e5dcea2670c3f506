//===- ExportFile.cpp - Networks as NIR files -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/ExportFile.h"

#include "tidepool/Dialect/Graph/Transforms/Passes.h"
#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"
#include "tidepool/Target/NIR/Export.h"
#include "tidepool/Target/NIR/WriteFile.h"

#include "mlir/Pass/PassManager.h"

namespace cl = llvm::cl;
using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

ExportCommandLine::ExportCommandLine(cl::OptionCategory &category)
    : version("nir-version", cl::init(Version::V1_0_7),
              cl::desc("--export-nir: whose readers the file is for:"),
              cl::values(clEnumValN(Version::V1_0_5, "1.0.5",
                                    "without v_reset, which versions 1.0.2 to "
                                    "1.0.5 refuse"),
                         clEnumValN(Version::V1_0_7, "1.0.7",
                                    "1.0.6 and later (default)")),
              cl::cat(category)),
      flat("nir-flat", cl::desc("--export-nir: dissolve holders and instances"),
           cl::cat(category)) {}

void ExportCommandLine::apply(ExportOptions &options) const {
  options.version = version;
}

LogicalResult tidepool::nir::exportFile(graph::NetworkOp network, bool isFlat,
                                        const ExportOptions &options,
                                        raw_ostream &os) {
  if (isFlat) {
    auto module = network->getParentOfType<ModuleOp>();
    PassManager passes(module->getName());
    passes.addPass(graph::createGraphFlatten());
    if (failed(passes.run(module)))
      return failure();
    network = *module.getOps<graph::NetworkOp>().begin();
  }
  FailureOr<Model> model = exportNetwork(network, options);
  if (failed(model))
    return failure();
  if (llvm::Error error = writeFile(*model, os))
    return network.emitError(llvm::toString(std::move(error)));
  return success();
}
