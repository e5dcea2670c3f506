//===- WriteFile.h - Writes NIR files ---------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the HDF5 files that hold networks in NIR, as the nir package up to
// 1.0.7 does: contiguous, uncompressed, little-endian. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_WRITEFILE_H
#define TIDEPOOL_TARGET_NIR_WRITEFILE_H

#include "tidepool/Target/NIR/Model.h"

#include "llvm/Support/raw_ostream.h"

namespace tidepool::nir {

/// Writes a model whose nodes are sorted by name. The same model gives the same
/// bytes everywhere: nothing in them tells a time or a place.
///
/// HDF5 goes back and forth in what it writes, so that the file comes into
/// being in the folder for temporary files; `os` gets it when it is whole, and
/// nothing on failure. Of large arrays only some rows are in memory at a time.
llvm::Error writeFile(const Model &model, llvm::raw_ostream &os);

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_WRITEFILE_H
