//===- HiddenOrder.h - The order of the hidden neurons ----------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds an order of hidden neurons that a chip can run. Neurons are numbers
// from 0 in the order of their modules in the network; an order lists them by
// hardware id. Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_HIDDENORDER_H
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_HIDDENORDER_H

#include "llvm/ADT/ArrayRef.h"

#include <optional>
#include <utility>
#include <vector>

namespace tidepool::xylo {

/// What an order of hidden neurons has to respect.
struct OrderConstraints {
  std::vector<unsigned> moduleOf; ///< by neuron, ascending
  std::vector<bool> seesInput;    ///< must be among the first `limit` ids
  std::vector<bool> feedsOutput;  ///< must be among the last `limit` ids
  unsigned limit;                 ///< the chip's expansion limit
  /// Source and target: the source should come first. At most one per source.
  std::vector<std::pair<unsigned, unsigned>> aliases;

  size_t size() const { return moduleOf.size(); }
};

using HiddenOrder = std::vector<unsigned>;

/// One more than the id of the last neuron that sees the input; 0 without one.
unsigned countInputExpansion(const OrderConstraints &constraints,
                             llvm::ArrayRef<unsigned> order);
/// The number of ids from the first neuron that feeds outputs to the end.
unsigned countOutputExpansion(const OrderConstraints &constraints,
                              llvm::ArrayRef<unsigned> order);

/// An order that keeps the limit, none if there is none. If some order also
/// puts every alias source before its target, the result does; otherwise no
/// further alias can be put right without giving up another one or the limit.
///
/// Among such orders it prefers that of the network, then one of whole modules,
/// then goes neuron by neuron, with as few expansion neurons as it takes.
///
/// O(n log n log limit) for n neurons where all aliases can be put right;
/// otherwise O(a n log n) for a aliases.
std::optional<HiddenOrder> findHiddenOrder(const OrderConstraints &constraints);

} // namespace tidepool::xylo

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_HIDDENORDER_H
