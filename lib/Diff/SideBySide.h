//===- SideBySide.h - Two sorted lists at once ------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_SIDEBYSIDE_H
#define TIDEPOOL_LIB_DIFF_SIDEBYSIDE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

namespace tidepool::diff {

/// Calls `visit(oldItem, newItem)` for each place in either list, in order; an
/// item that one list does not have is null there. `getPlace()` of an item is
/// what the lists are sorted by, and different within a list.
template <typename Item, typename Visit>
void visitSideBySide(llvm::ArrayRef<Item> olds, llvm::ArrayRef<Item> news,
                     Visit visit) {
  while (!olds.empty() || !news.empty()) {
    bool takeOld = !olds.empty() &&
                   (news.empty() || olds[0].getPlace() <= news[0].getPlace());
    bool takeNew = !news.empty() &&
                   (olds.empty() || news[0].getPlace() <= olds[0].getPlace());
    visit(takeOld ? &olds[0] : nullptr, takeNew ? &news[0] : nullptr);
    olds = olds.drop_front(takeOld);
    news = news.drop_front(takeNew);
  }
}

/// Sorts items by their places.
template <typename Items>
void sortByPlace(Items &items) {
  llvm::sort(items, [](const auto &a, const auto &b) {
    return a.getPlace() < b.getPlace();
  });
}

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_SIDEBYSIDE_H
