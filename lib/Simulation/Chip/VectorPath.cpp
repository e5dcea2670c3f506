//===- VectorPath.cpp - Which vector instructions run ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Simulation/Chip/VectorPath.h"

#include "Kernels.h"

#include "llvm/Support/ErrorHandling.h"

using namespace tidepool::simulation;

llvm::StringRef tidepool::simulation::getName(VectorPath path) {
  switch (path) {
  case VectorPath::Portable:
    return "portable";
  case VectorPath::AVX2:
    return "avx2";
  case VectorPath::AVX512:
    return "avx512";
  }
  llvm_unreachable("all paths are named");
}

std::optional<VectorPath>
tidepool::simulation::findVectorPath(llvm::StringRef name) {
  for (VectorPath path : allVectorPaths)
    if (getName(path) == name)
      return path;
  return std::nullopt;
}

bool tidepool::simulation::isSupported(VectorPath path) {
#ifdef TIDEPOOL_HAS_X86_PATHS
  if (path == VectorPath::AVX512)
    return __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl");
  if (path == VectorPath::AVX2)
    return __builtin_cpu_supports("avx2");
#endif
  return path == VectorPath::Portable;
}

VectorPath tidepool::simulation::getBestVectorPath() {
  VectorPath best = VectorPath::Portable;
  for (VectorPath path : allVectorPaths)
    if (isSupported(path))
      best = path;
  return best;
}
