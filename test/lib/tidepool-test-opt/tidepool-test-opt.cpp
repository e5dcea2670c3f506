//===- tidepool-test-opt.cpp - graph-opt with the test dialect ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dialect/Test/TestDialect.h"
#include "tidepool/Conversion/GraphToXylo/HiddenOrderPlanner.h"
#include "tidepool/InitAllDialects.h"
#include "tidepool/InitAllPasses.h"
#include "tidepool/Support/OptMain.h"
#include "tidepool/Support/ToolMain.h"

using tidepool::xylo::HiddenOrder;

namespace {
/// The last neuron first, whatever the limits.
struct ReversePlanner : tidepool::xylo::HiddenOrderPlanner {
  std::optional<HiddenOrder>
  plan(const tidepool::xylo::OrderConstraints &constraints) const override {
    HiddenOrder order;
    for (unsigned neuron = constraints.size(); neuron > 0; --neuron)
      order.push_back(neuron - 1);
    return order;
  }
};

/// Finds nothing.
struct NoPlanner : tidepool::xylo::HiddenOrderPlanner {
  std::optional<HiddenOrder>
  plan(const tidepool::xylo::OrderConstraints &) const override {
    return std::nullopt;
  }
};

/// The first neuron again and again.
struct RepeatPlanner : tidepool::xylo::HiddenOrderPlanner {
  std::optional<HiddenOrder>
  plan(const tidepool::xylo::OrderConstraints &constraints) const override {
    return HiddenOrder(constraints.size(), 0);
  }
};
} // namespace

using Planners = tidepool::xylo::HiddenOrderPlannerRegistry;
static Planners::Add<ReversePlanner> reversePlanner("reverse", "from the end");
static Planners::Add<NoPlanner> noPlanner("none", "finds nothing");

static Planners::Add<RepeatPlanner> repeatPlanner("repeat", "wrong");

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
