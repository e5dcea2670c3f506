//===- HiddenOrderPlanner.cpp - Planners of hardware ids ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/HiddenOrderPlanner.h"
#include "tidepool/Support/Error.h"

using namespace tidepool;
using namespace tidepool::xylo;

LLVM_INSTANTIATE_REGISTRY(HiddenOrderPlannerRegistry)

HiddenOrderPlanner::~HiddenOrderPlanner() = default;

std::optional<HiddenOrder>
DefaultHiddenOrderPlanner::plan(const OrderConstraints &constraints) const {
  return findHiddenOrder(constraints);
}

llvm::Expected<std::unique_ptr<HiddenOrderPlanner>>
tidepool::xylo::createHiddenOrderPlanner(llvm::StringRef name) {
  if (name.empty())
    return std::make_unique<DefaultHiddenOrderPlanner>();
  std::string names;
  for (const auto &entry : HiddenOrderPlannerRegistry::entries()) {
    if (entry.getName() == name)
      return entry.instantiate();
    names += (names.empty() ? "'" : ", '") + entry.getName().str() + "'";
  }
  if (names.empty())
    return makeError("unknown planner '", name, "'; this tool has none");
  return makeError("unknown planner '", name, "'; planners are ", names);
}

llvm::Error
tidepool::xylo::checkHiddenOrder(const OrderConstraints &constraints,
                                 llvm::ArrayRef<unsigned> order) {
  if (order.size() != constraints.size())
    return makeError("orders ", order.size(), " hidden neurons of ",
                     constraints.size());
  std::vector<bool> isPlaced(constraints.size());
  for (unsigned neuron : order) {
    if (neuron >= isPlaced.size() || isPlaced[neuron])
      return makeError("orders hidden neuron ", neuron,
                       neuron < isPlaced.size() ? " twice"
                                                : ", which does not exist");
    isPlaced[neuron] = true;
  }
  unsigned inputs = countInputExpansion(constraints, order);
  unsigned outputs = countOutputExpansion(constraints, order);
  if (inputs > constraints.limit)
    return makeError("puts neurons that see the input among the first ", inputs,
                     ", but the chip lets ", constraints.limit, " see it");
  if (outputs > constraints.limit)
    return makeError("puts neurons that feed outputs among the last ", outputs,
                     ", but the chip lets ", constraints.limit, " feed them");
  return llvm::Error::success();
}
