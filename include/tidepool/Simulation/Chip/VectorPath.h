//===- VectorPath.h - Which vector instructions run -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The simulator's loops exist once in source and once per instruction set in
// the program. All of them give the same results.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SIMULATION_CHIP_VECTORPATH_H
#define TIDEPOOL_SIMULATION_CHIP_VECTORPATH_H

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace tidepool::simulation {

/// Instruction sets, from what every processor has to the widest vectors.
enum class VectorPath { Portable, AVX2, AVX512 };

inline constexpr VectorPath allVectorPaths[] = {
    VectorPath::Portable, VectorPath::AVX2, VectorPath::AVX512};

/// `portable`, `avx2` or `avx512`.
llvm::StringRef getName(VectorPath path);
/// The path of this name, if there is one.
std::optional<VectorPath> findVectorPath(llvm::StringRef name);

/// Whether both this build and this processor have it.
bool isSupported(VectorPath path);
/// The widest that is supported.
VectorPath getBestVectorPath();

} // namespace tidepool::simulation

#endif // TIDEPOOL_SIMULATION_CHIP_VECTORPATH_H
