//===- DeepStack.h - Room for deep recursion --------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_DEEPSTACK_H
#define TIDEPOOL_SUPPORT_DEEPSTACK_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <cstddef>

namespace tidepool {

/// The deepest nesting of regions in a text file that is accepted.
constexpr unsigned maxNestingDepth = 20000;

/// The bytes of a stack on which MLIR can recurse over that. Measured: it needs
/// 2.2 KiB per nested region, five times as much under AddressSanitizer. Only
/// pages that are touched cost memory.
constexpr size_t deepStackSize = size_t(512) << 20;

/// Runs `work` on a thread with such a stack and waits for it. Fails, with
/// nothing done, if the system gives no such thread.
llvm::Error runOnDeepStack(llvm::function_ref<void()> work);

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_DEEPSTACK_H
