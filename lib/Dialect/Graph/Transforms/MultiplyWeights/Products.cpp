//===- Products.cpp - Products of weights on their way to ops -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Products.h"

using namespace mlir;
using namespace tidepool::graph;

Products::Products(NetworkOp network) : network(network), view(network) {
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    if (auto weights = view.getAs<WeightsOpInterface>(module)) {
      byModule[module].op = weights;
      byModule[module].isDouble = hasDoubles(weights);
    }
}

bool Products::isFactor(unsigned module) const {
  if (module == NetworkView::none)
    return false;
  const auto *it = byModule.find(module);
  return it != byModule.end() && it->second.canBeFactor;
}

SmallVector<unsigned> Products::getModules() const {
  return llvm::map_to_vector(byModule,
                             [](const auto &entry) { return entry.first; });
}

SmallVector<unsigned>
Products::visitInOrder(ArrayRef<unsigned> modules, bool backwards,
                       function_ref<void(unsigned)> visit) {
  llvm::DenseMap<unsigned, SmallVector<unsigned>> next;
  llvm::DenseMap<unsigned, unsigned> numOpen;
  llvm::DenseSet<unsigned> included(modules.begin(), modules.end());
  for (unsigned module : modules)
    for (unsigned factor : byModule[module].factors) {
      if (!included.contains(factor))
        continue;
      next[backwards ? module : factor].push_back(backwards ? factor : module);
      ++numOpen[backwards ? factor : module];
    }
  SmallVector<unsigned> ready, left;
  for (unsigned module : modules)
    if (numOpen.lookup(module) == 0)
      ready.push_back(module);
  for (size_t k = 0; k < ready.size(); ++k) {
    for (unsigned other : next[ready[k]])
      if (--numOpen[other] == 0)
        ready.push_back(other);
    visit(ready[k]);
  }
  for (unsigned module : modules)
    if (numOpen.lookup(module) > 0)
      left.push_back(module);
  return left;
}
