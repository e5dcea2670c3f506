//===- NodeNames.h - Names that NIR files can have -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_EXPORT_NODENAMES_H
#define TIDEPOOL_TARGET_NIR_EXPORT_NODENAMES_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace tidepool::nir {

/// The name as that of a group in HDF5: what it cannot hold (slashes, control
/// characters, bytes that are no UTF-8, a single dot) becomes %XX.
std::string encodeName(llvm::StringRef name);

/// Whether a text can be stored as it is.
bool isStorable(llvm::StringRef text);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_EXPORT_NODENAMES_H
