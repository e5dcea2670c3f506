//===- ExportOptions.h - How to write a NIR model ------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_EXPORT_EXPORTOPTIONS_H
#define TIDEPOOL_TARGET_NIR_EXPORT_EXPORTOPTIONS_H

#include "tidepool/Target/NIR/Import/ImportOptions.h"

namespace tidepool::nir {

/// Whose readers a file is for.
enum class Version {
  V1_0_5, ///< without v_reset, which readers from 1.0.2 on refuse
  V1_0_7
};

/// How to write what NIR can say in several ways.
struct ExportOptions {
  /// Auto is what `nir.convention` of the network says, else Exact.
  Convention convention = Convention::Auto;
  Version version = Version::V1_0_7;
  /// The largest matrix, in elements with zeros, that plumbing or sparse
  /// weights may become: NIR has dense matrices only.
  int64_t maxElements = int64_t(1) << 24;
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_EXPORT_EXPORTOPTIONS_H
