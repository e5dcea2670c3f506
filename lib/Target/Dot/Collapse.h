//===- Collapse.h - Several modules as one box ------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the modules of a flat network are drawn as if they are too many. A unit
// is a module, or a holder or instance that is not shown from inside.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_DOT_COLLAPSE_H
#define TIDEPOOL_LIB_TARGET_DOT_COLLAPSE_H

#include "tidepool/Target/Dot/NetworkDrawing.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tidepool::picture {

/// Units that are drawn as one.
struct Box {
  std::vector<size_t> units;     ///< ascending, at least one
  std::string label;             ///< relative to the frame; may be empty
  std::optional<size_t> cluster; ///< the frame around it
};

/// Puts units with labels `a/b` and `a/c` into one box `a`, and opens such
/// boxes as frames, the outer ones first, while there are at most `maxBoxes`.
/// The frames are appended to `clusters`.
std::vector<Box> groupByPrefix(llvm::ArrayRef<llvm::StringRef> labels,
                               size_t maxBoxes, std::vector<Cluster> &clusters);

/// Joins the inner boxes of every row of boxes that only feed the next one.
/// `getNext(box)` is the box that `box` alone feeds and that nothing else
/// feeds, if there is one.
std::vector<Box>
joinRows(std::vector<Box> boxes,
         llvm::function_ref<std::optional<size_t>(size_t box)> getNext);

/// Joins neighbours in the text, equally many everywhere, to get `maxBoxes` at
/// most.
std::vector<Box> joinNeighbours(std::vector<Box> boxes, size_t maxBoxes);

} // namespace tidepool::picture

#endif // TIDEPOOL_LIB_TARGET_DOT_COLLAPSE_H
