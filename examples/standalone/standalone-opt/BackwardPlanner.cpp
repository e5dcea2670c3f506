//===- BackwardPlanner.cpp - The last module gets the first ids -----------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/HiddenOrderPlanner.h"

#include "llvm/ADT/STLExtras.h"

#include <numeric>

using namespace tidepool::xylo;

namespace {
/// Numbers hidden neurons from the last module to the first where the chip
/// allows it, else as Tidepool does.
struct BackwardPlanner : HiddenOrderPlanner {
  std::optional<HiddenOrder>
  plan(const OrderConstraints &constraints) const override {
    HiddenOrder order(constraints.size());
    std::iota(order.begin(), order.end(), 0);
    llvm::stable_sort(order, [&](unsigned a, unsigned b) {
      return constraints.moduleOf[a] > constraints.moduleOf[b];
    });
    if (llvm::Error error = checkHiddenOrder(constraints, order)) {
      consumeError(std::move(error));
      return findHiddenOrder(constraints);
    }
    return order;
  }
};
} // namespace

static HiddenOrderPlannerRegistry::Add<BackwardPlanner>
    planner("backward", "the last module gets the first ids");
