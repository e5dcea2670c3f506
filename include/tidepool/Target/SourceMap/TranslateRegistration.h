//===- TranslateRegistration.h - Named words in graph-translate -*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_SOURCEMAP_TRANSLATEREGISTRATION_H
#define TIDEPOOL_TARGET_SOURCEMAP_TRANSLATEREGISTRATION_H

namespace tidepool::bitstream {

/// Registers `--bitstream-to-words`.
void registerSourceMapTranslations();

} // namespace tidepool::bitstream

#endif // TIDEPOOL_TARGET_SOURCEMAP_TRANSLATEREGISTRATION_H
