//===- AliasPartners.h - What aliases are merged with -----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_ALIASPARTNERS_H
#define TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_ALIASPARTNERS_H

#include "tidepool/Dialect/Graph/Analysis/NetworkView.h"

namespace tidepool::xylo {

/// What aliases are merged with. Very many of them may be in one sum, so what
/// else is in it is looked up once.
class AliasPartners {
public:
  explicit AliasPartners(const graph::NetworkView &view) : view(view) {}

  /// The sources of what `sink` is that are no aliases.
  llvm::ArrayRef<graph::NetworkView::Source>
  get(const graph::NetworkView::Sink &sink) {
    auto [it, isNew] = partners.try_emplace({sink.module, sink.node});
    if (isNew)
      llvm::copy_if(sink.module == graph::NetworkView::none
                        ? view.getNetworkOutputs()[sink.node]
                        : view.getInputs(sink.module)[sink.node],
                    std::back_inserter(it->second),
                    [&](const graph::NetworkView::Source &source) {
                      return !view.getAs<graph::AliasOp>(source.module);
                    });
    return it->second;
  }

private:
  const graph::NetworkView &view;
  llvm::DenseMap<std::pair<unsigned, unsigned>, graph::NetworkView::Sources>
      partners;
};

} // namespace tidepool::xylo

#endif // TIDEPOOL_LIB_CONVERSION_GRAPHTOXYLO_ALIASPARTNERS_H
