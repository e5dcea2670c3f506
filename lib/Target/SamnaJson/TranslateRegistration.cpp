//===- TranslateRegistration.cpp - samna's JSON in graph-translate --------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schema.h"

#include "tidepool/Target/SamnaJson/CoreConversion.h"
#include "tidepool/Target/SamnaJson/SamnaJson.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::samna;
namespace cl = llvm::cl;

/// `--samna-dt`, of which a tool has but one.
static cl::opt<double> &getTimeStep() {
  static cl::OptionCategory category("Options of --samna-json-to-xylo");
  static cl::opt<double> dt(
      "samna-dt", cl::value_desc("seconds"), cl::cat(category),
      cl::desc("the time step of the network, which samna's configuration does "
               "not say"));
  return dt;
}

/// Tells what the core does not hold.
static void reportOthers(const ReadConfiguration &read, Location loc) {
  const Configuration &configuration = read.configuration;
  if (!read.otherSettings.empty())
    emitWarning(loc)
        << "settings that are no part of the network are left out: "
        << llvm::join(read.otherSettings, ", ");
  if (hasHibernationTimeWrap(*configuration.chip) &&
      configuration.hibernationTimeWrap != configuration.timeWrap)
    emitWarning(loc) << "time steps in hibernation become as long as others, "
                        "which have "
                     << configuration.timeWrap << " core clocks instead of "
                     << configuration.hibernationTimeWrap
                     << " (hibernationModeTimeResolutionWrap)";
  if (configuration.timeWrap == 0)
    return;
  std::string megahertz;
  llvm::raw_string_ostream(megahertz)
      << llvm::format("%.15g", configuration.timeWrap / getTimeStep() / 1e6);
  emitRemark(loc) << "a time step has " << configuration.timeWrap
                  << " core clocks; to keep that, assemble with the target "
                     "option core-clock="
                  << megahertz;
}

/// The module with the core of a configuration; null after an error.
static OwningOpRef<ModuleOp> readModule(const llvm::MemoryBuffer &buffer,
                                        MLIRContext *context) {
  context->printOpOnDiagnostic(false);
  Location loc =
      FileLineColLoc::get(context, buffer.getBufferIdentifier(), 0, 0);
  llvm::Expected<ReadConfiguration> read = readJson(buffer.getBuffer());
  if (!read) {
    emitError(loc) << llvm::toString(read.takeError());
    return {};
  }
  if (!getTimeStep().getNumOccurrences()) {
    emitError(loc) << "how long is a time step? samna's configuration does not "
                      "say; say --samna-dt=SECONDS";
    return {};
  }
  context->loadDialect<xylo::XyloDialect>();
  OwningOpRef<ModuleOp> module(ModuleOp::create(loc));
  OpBuilder builder(module->getBodyRegion());
  importConfiguration(builder, loc, read->configuration, "network",
                      getTimeStep());
  if (failed(verify(*module)))
    return {};
  reportOthers(*read, loc);
  return module;
}

void tidepool::samna::registerSamnaJsonTranslations() {
  // Registers the option before the command line is parsed.
  (void)getTimeStep();
  static TranslateToMLIRRegistration toXylo(
      "samna-json-to-xylo", "read a configuration of samna's as a xylo.core",
      [](llvm::SourceMgr &sourceMgr,
         MLIRContext *context) -> OwningOpRef<Operation *> {
        OwningOpRef<ModuleOp> module = readModule(
            *sourceMgr.getMemoryBuffer(sourceMgr.getMainFileID()), context);
        return OwningOpRef<Operation *>(module ? module.release().getOperation()
                                               : nullptr);
      },
      [](DialectRegistry &registry) { registry.insert<xylo::XyloDialect>(); });
}
