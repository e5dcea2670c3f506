//===- JsonNumber.h - Any number as JSON ------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_JSONNUMBER_H
#define TIDEPOOL_SIMULATION_JSONNUMBER_H

#include "llvm/Support/JSON.h"

namespace tidepool::simulation {

/// `value` as JSON. Networks of real numbers may leave the range of double
/// precision, for which JSON has no numbers: "inf", "-inf" and "nan" are
/// strings, and so is "-0.0", whose sign readers of JSON lose.
llvm::json::Value toJsonNumber(double value);

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_JSONNUMBER_H
