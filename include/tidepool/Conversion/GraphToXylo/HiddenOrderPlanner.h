//===- HiddenOrderPlanner.h - Planners of hardware ids ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lets drivers decide which hidden neuron gets which hardware id. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_HIDDENORDERPLANNER_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_HIDDENORDERPLANNER_H

#include "tidepool/Conversion/GraphToXylo/HiddenOrder.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/Registry.h"

#include <memory>

namespace tidepool::xylo {

/// Orders hidden neurons for a chip. A driver registers planners of its own as
/// classes and chooses one with `convert-graph-to-xylo{planner=NAME}` or
/// `graph-to-xylo-pipeline{planner=NAME}`:
///
/// ```c++
/// struct MyPlanner : xylo::HiddenOrderPlanner {
///   std::optional<xylo::HiddenOrder>
///   plan(const xylo::OrderConstraints &constraints) const override;
/// };
///
/// static xylo::HiddenOrderPlannerRegistry::Add<MyPlanner>
///     planner("my-planner", "what is best about it");
/// ```
class HiddenOrderPlanner {
public:
  virtual ~HiddenOrderPlanner();

  /// Every neuron of `constraints` once, by hardware id; none if there is no
  /// order that keeps the limit. The mapping refuses orders that break it. It
  /// may ask from several threads at once.
  virtual std::optional<HiddenOrder>
  plan(const OrderConstraints &constraints) const = 0;
};

/// The planners of a driver, by name.
using HiddenOrderPlannerRegistry = llvm::Registry<HiddenOrderPlanner>;

/// Tidepool's own planner: `findHiddenOrder`.
class DefaultHiddenOrderPlanner final : public HiddenOrderPlanner {
public:
  std::optional<HiddenOrder>
  plan(const OrderConstraints &constraints) const override;
};

/// The planner called `name`, or Tidepool's own if that is empty. Fails, with
/// the names that there are, if there is none.
llvm::Expected<std::unique_ptr<HiddenOrderPlanner>>
createHiddenOrderPlanner(llvm::StringRef name);

/// Fails, saying why, if `order` is not every neuron of `constraints` once or
/// breaks the limit.
llvm::Error checkHiddenOrder(const OrderConstraints &constraints,
                             llvm::ArrayRef<unsigned> order);

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_HIDDENORDERPLANNER_H
