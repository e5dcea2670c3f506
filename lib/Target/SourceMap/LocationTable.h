//===- LocationTable.h - Each location once ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_SOURCEMAP_LOCATIONTABLE_H
#define TIDEPOOL_LIB_TARGET_SOURCEMAP_LOCATIONTABLE_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <vector>

namespace tidepool::bitstream {

/// A place in a file.
struct Place {
  mlir::FileLineColLoc file; ///< null if there is none
  mlir::StringAttr node;     ///< of the file, or null
  /// The place of the holder or instance that this one is seen through.
  std::optional<unsigned> calledFrom;
};

/// As a JSON object with what there is of `file`, `line`, `column`, `node` and
/// `called_from`.
llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const Place &place);

/// Numbers places.
class LocationTable {
public:
  using Numbers = llvm::SmallVector<unsigned, 1>;

  /// The places that a location means: several if the op was made of several
  /// others, none if it is not known.
  Numbers add(mlir::Location loc);

  /// All places, by number.
  llvm::ArrayRef<Place> get() const { return places; }

private:
  std::optional<unsigned> addChain(mlir::Location loc);
  std::optional<unsigned> addPlace(mlir::Location loc,
                                   std::optional<unsigned> calledFrom);

  llvm::DenseMap<mlir::Location, std::optional<unsigned>> numbers;
  std::vector<Place> places;
};

} // namespace tidepool::bitstream

#endif // TIDEPOOL_LIB_TARGET_SOURCEMAP_LOCATIONTABLE_H
