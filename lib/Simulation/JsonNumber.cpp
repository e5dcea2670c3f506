//===- JsonNumber.cpp - Any number as JSON --------------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/JsonNumber.h"

#include <cmath>

llvm::json::Value tidepool::simulation::toJsonNumber(double value) {
  if (std::isnan(value))
    return "nan";
  if (std::isinf(value))
    return value > 0 ? "inf" : "-inf";
  if (value == 0 && std::signbit(value))
    return "-0.0";
  return value;
}
