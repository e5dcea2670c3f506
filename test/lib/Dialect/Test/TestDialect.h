//===- TestDialect.h - Modules outside the graph dialect --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_DIALECT_TEST_TESTDIALECT_H
#define TIDEPOOL_TEST_DIALECT_TEST_TESTDIALECT_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "Dialect/Test/TestDialect.h.inc"

#define GET_OP_CLASSES
#include "Dialect/Test/TestOps.h.inc"

namespace tidepool::test {
/// Lets the test dialect offer patterns that lower its modules for a chip.
void registerLowerToChipNeurons(mlir::DialectRegistry &registry);
} // namespace tidepool::test

#endif // TIDEPOOL_TEST_DIALECT_TEST_TESTDIALECT_H
