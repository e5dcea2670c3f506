//===- Checker.h - What parts of a configuration ask of others --*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_SAMNAJSON_CHECKER_H
#define TIDEPOOL_LIB_TARGET_SAMNAJSON_CHECKER_H

#include "Schema.h"

namespace tidepool::samna {

/// Fails with the place of a matrix whose shape does not fit the neurons, of an
/// alias that leads nowhere, or of a weight, bias or alias whose kind is
/// switched off.
llvm::Error checkConfiguration(const Configuration &configuration);

} // namespace tidepool::samna

#endif // TIDEPOOL_LIB_TARGET_SAMNAJSON_CHECKER_H
