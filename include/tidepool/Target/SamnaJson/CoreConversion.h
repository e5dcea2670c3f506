//===- CoreConversion.h - From samna's configurations to cores --*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_SAMNAJSON_CORECONVERSION_H
#define TIDEPOOL_TARGET_SAMNAJSON_CORECONVERSION_H

#include "tidepool/Dialect/Xylo/IR/Xylo.h"
#include "tidepool/Target/SamnaJson/Configuration.h"

#include "mlir/IR/Builders.h"

namespace tidepool::samna {

/// The quantised core of a configuration that was read, at the builder's
/// insertion point. What a configuration does not say is given: the network's
/// name, and the time step `dt` in seconds. The neurons are called `hidden` and
/// `output`. The caller verifies the core: sizes and fan-out come from a file.
xylo::CoreOp importConfiguration(mlir::OpBuilder &builder, mlir::Location loc,
                                 const Configuration &configuration,
                                 llvm::StringRef name, double dt);

/// Registers `--samna-json-to-xylo`.
void registerSamnaJsonTranslations();

} // namespace tidepool::samna

#endif // TIDEPOOL_TARGET_SAMNAJSON_CORECONVERSION_H
