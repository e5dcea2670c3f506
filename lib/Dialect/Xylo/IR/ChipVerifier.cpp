//===- ChipVerifier.cpp - Checks shared by core and image -----------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChipVerifier.h"

#include <cmath>

using namespace mlir;
using namespace tidepool::xylo;

LogicalResult tidepool::xylo::verifyChipAndTimeStep(Operation *op,
                                                    StringRef chip, double dt) {
  if (!findChip(chip))
    return op->emitOpError("knows no chip '")
           << chip << "'; chips are " << listChipNames();
  if (!std::isfinite(dt) || dt <= 0)
    return op->emitOpError("expects a time step that is finite and above 0 "
                           "seconds, but got ")
           << dt;
  return success();
}

LogicalResult tidepool::xylo::verifySizes(Operation *op, const Chip &chip,
                                          const NetworkSizes &sizes) {
  int64_t maxExpansion = chip.maxExpansion.value_or(chip.maxHidden);
  struct {
    StringRef what;
    int64_t size, limit;
  } checks[] = {
      {"inputs", sizes.inputs, chip.maxInputs},
      {"hidden neurons", sizes.hidden, chip.maxHidden},
      {"output neurons", sizes.outputs, chip.maxOutputs},
      {"input expansion neurons", sizes.inputExpansion,
       std::min(maxExpansion, sizes.hidden)},
      {"output expansion neurons", sizes.outputExpansion,
       std::min(maxExpansion, sizes.hidden)},
  };
  for (const auto &check : checks)
    if (check.size > check.limit)
      return op->emitOpError("has ")
             << check.size << ' ' << check.what << ", but '" << chip.name
             << "' has room for " << check.limit << " here";
  return success();
}

LogicalResult tidepool::xylo::verifyIds(Operation *op, ArrayRef<int32_t> ids) {
  if (ids.empty())
    return op->emitOpError("expects at least one id");
  for (int32_t id : ids)
    if (id < 0)
      return op->emitOpError("expects ids of at least 0, but got ") << id;
  return success();
}
