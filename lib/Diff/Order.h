//===- Order.h - Whether things changed places ------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_ORDER_H
#define TIDEPOOL_LIB_DIFF_ORDER_H

#include "tidepool/Diff/Report.h"
#include "tidepool/Support/Printable.h"
#include "tidepool/Support/Utf8.h"

namespace tidepool::diff {

/// Adds one difference if things come in another order. `partners` has, in old
/// order, the new place of each thing, all ones for those that are gone;
/// `getName` names the thing in a new place.
template <typename Partners, typename GetName>
void diffOrder(llvm::StringRef of, const Partners &partners, GetName getName,
               Report &report) {
  uint32_t last = 0;
  for (uint32_t partner : partners) {
    if (partner == ~0u)
      continue;
    if (partner < last)
      return report.add([&] {
        std::string name = getName(partner), before = getName(last);
        Difference difference;
        difference.text = ("order of " + of + ": " + toPrintable(name) +
                           " now comes before " + toPrintable(before))
                              .str();
        difference.facts = llvm::json::Object{{"kind", "order"},
                                              {"of", of},
                                              {"what", toUtf8(name)},
                                              {"before", toUtf8(before)}};
        return difference;
      });
    last = partner;
  }
}

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_ORDER_H
