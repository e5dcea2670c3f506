//===- NetworkMatch.h - Which module of a network is which of another *- C++
//-*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_NETWORKMATCH_H
#define TIDEPOOL_LIB_DIFF_NETWORKMATCH_H

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"

namespace tidepool::diff {

/// Two flat networks side by side. Modules are the same if they have the same
/// label and are of the same kind.
class NetworkMatch {
public:
  static constexpr unsigned none = graph::NetworkView::none;

  NetworkMatch(const graph::NetworkView &oldView,
               const graph::NetworkView &newView);

  const graph::NetworkView &getOld() const { return oldView; }
  const graph::NetworkView &getNew() const { return newView; }

  /// The same module in the other network, or `none`.
  unsigned getNewModule(unsigned oldModule) const {
    return newModuleOf[oldModule];
  }
  unsigned getOldModule(unsigned newModule) const {
    return oldModuleOf[newModule];
  }

private:
  const graph::NetworkView &oldView, &newView;
  std::vector<unsigned> newModuleOf, oldModuleOf;
};

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_NETWORKMATCH_H
