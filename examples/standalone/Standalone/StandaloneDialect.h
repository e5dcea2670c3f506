//===- StandaloneDialect.h - A dialect beside Tidepool's --------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STANDALONE_STANDALONEDIALECT_H
#define STANDALONE_STANDALONEDIALECT_H

#include "tidepool/Dialect/Graph/IR/Graph.h"

#include "Standalone/StandaloneDialect.h.inc"

#define GET_OP_CLASSES
#include "Standalone/StandaloneOps.h.inc"

#endif // STANDALONE_STANDALONEDIALECT_H
