//===- DiffModuleIds.h - Which ids belong to which module -------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_DIFFMODULEIDS_H
#define TIDEPOOL_LIB_DIFF_DIFFMODULEIDS_H

#include "tidepool/Diff/Report.h"
#include "tidepool/Target/Bitstream/Image.h"

namespace tidepool::diff {

/// Adds the modules that have other ids in one provenance than in the other.
void diffModuleIds(const bitstream::Provenance &oldProvenance,
                   const bitstream::Provenance &newProvenance, Report &report);

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_DIFFMODULEIDS_H
