//===- LocationTable.h - Each location once ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_SOURCEMAP_LOCATIONTABLE_H
#define TIDEPOOL_LIB_TARGET_SOURCEMAP_LOCATIONTABLE_H

#include "mlir/IR/Location.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/JSON.h"

#include <optional>
#include <vector>

namespace tidepool::bitstream {

/// Numbers places in files.
class LocationTable {
public:
  using Numbers = llvm::SmallVector<unsigned, 1>;

  /// The places that a location means: several if the op was made of several
  /// others, none if it is not known.
  Numbers add(mlir::Location loc);

  /// All places, by number: `file`, `line` and `column`, `node` of the file,
  /// and `called_from`, the number of the place of a holder or instance.
  const std::vector<llvm::json::Object> &get() const { return places; }

private:
  std::optional<unsigned> addChain(mlir::Location loc);
  std::optional<unsigned> addPlace(mlir::Location loc,
                                   std::optional<unsigned> calledFrom);

  llvm::DenseMap<mlir::Location, std::optional<unsigned>> numbers;
  std::vector<llvm::json::Object> places;
};

} // namespace tidepool::bitstream

#endif // TIDEPOOL_LIB_TARGET_SOURCEMAP_LOCATIONTABLE_H
