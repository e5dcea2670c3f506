//===- RandomCase.h - Networks to reduce ------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_UNITTESTS_REDUCE_RANDOMCASE_H
#define TIDEPOOL_UNITTESTS_REDUCE_RANDOMCASE_H

#include <random>
#include <string>

namespace tidepool::reduce {

/// The text of a module with all ops of the graph dialect: networks with
/// instances of each other, loops, holders with straight ports, modules of all
/// kinds, foreign ops and plumbing. Only what `random` returns decides.
std::string makeRandomCase(std::mt19937 &random);

} // namespace tidepool::reduce

#endif // TIDEPOOL_UNITTESTS_REDUCE_RANDOMCASE_H
