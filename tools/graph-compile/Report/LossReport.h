//===- LossReport.h - What quantising cost ----------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_LOSSREPORT_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_LOSSREPORT_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Dialect/Xylo/Transforms/QuantizationLoss.h"
#include "tidepool/Simulation/Chip/FiringAnalysis.h"

#include "llvm/Support/JSON.h"

#include <optional>

namespace tidepool {

/// Neurons of a module of which the integers decide whether they fire.
struct ModuleFiring {
  std::vector<unsigned> never, always; ///< numbers in the module
};

/// What became of each module on its way to the chip.
struct LossReport {
  std::vector<xylo::ModuleLoss> modules; ///< in the order of the core
  /// By module; missing if there is no image that could tell.
  std::optional<std::vector<ModuleFiring>> firing;

  /// Sorts what is known of the neurons by the modules of the core.
  void addFiring(xylo::CoreOp core, const simulation::FiringAnalysis &analysis);

  /// A line per module, of the first few.
  void print(llvm::raw_ostream &os) const;
  /// Everything, as `{"modules": [...]}`.
  llvm::json::Object toJson() const;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_REPORT_LOSSREPORT_H
