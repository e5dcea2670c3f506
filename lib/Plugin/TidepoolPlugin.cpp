//===- TidepoolPlugin.cpp - Dialects and passes for stock mlir-opt --------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/InitAllDialects.h"
#include "tidepool/InitAllPasses.h"
#include "tidepool/Support/Version.h"

#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "llvm/Support/WithColor.h"

#include <mutex>

using namespace mlir;
using namespace tidepool;

/// Whether the tool had Tidepool's dialects or passes before it loaded the
/// plugin, as `isPresent` says on the first call. MLIR aborts when either is
/// registered from two libraries, so then those of the tool stay.
static bool isBuiltIn(bool isPresent) {
  static const bool result = [&] {
    if (isPresent)
      llvm::WithColor::warning()
          << "TidepoolPlugin is not used: this tool has Tidepool already\n";
    return isPresent;
  }();
  return result;
}

static void registerPluginPasses() {
  static std::once_flag isRegistered;
  if (!isBuiltIn(PassInfo::lookup("graph-flatten") != nullptr))
    std::call_once(isRegistered, registerAllPasses);
}

static void registerPluginDialects(DialectRegistry *registry) {
  if (isBuiltIn(bool(registry->getDialectAllocator("graph"))))
    return;
  registerAllDialects(*registry);
  registerPluginPasses();
}

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "TidepoolPlugin", TIDEPOOL_VERSION,
          registerPluginPasses};
}

extern "C" LLVM_ATTRIBUTE_WEAK DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "TidepoolPlugin", TIDEPOOL_VERSION,
          registerPluginDialects};
}
