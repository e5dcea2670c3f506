//===- CheckDesignRules.cpp - The design rules as a pass ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChipOption.h"

#include "tidepool/Conversion/GraphToXylo/DesignRules.h"
#include "tidepool/Conversion/GraphToXylo/Passes.h"

namespace tidepool::xylo {
#define GEN_PASS_DEF_XYLOCHECKDESIGNRULES
#include "tidepool/Conversion/GraphToXylo/Passes.h.inc"
} // namespace tidepool::xylo

using namespace mlir;
using namespace tidepool::xylo;

namespace {
struct CheckDesignRulesPass
    : tidepool::xylo::impl::XyloCheckDesignRulesBase<CheckDesignRulesPass> {
  using XyloCheckDesignRulesBase::XyloCheckDesignRulesBase;

  void runOnOperation() override {
    const Chip *selected = findChipOption(getOperation(), chip);
    if (!selected || failed(requireFlat(getOperation())))
      return signalPassFailure();
    auto target = parseTargetOption(getOperation(), targetOptions, *selected);
    if (!target)
      return signalPassFailure();
    tidepool::graph::NetworkView view(getOperation());
    NeuronConnections connections(view);
    if (failed(requireAllWeights(view, connections)) ||
        failed(emitViolations(
            findViolations(view, connections, *selected, *target, weightBias))))
      return signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
