//===- IdRanges.h - Lists of ids, shortened ---------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIFF_IDRANGES_H
#define TIDEPOOL_LIB_DIFF_IDRANGES_H

#include "tidepool/Diff/Report.h"

namespace tidepool::diff {

/// Ids as `0..3 7`; for programs a list of [first, number].
template <typename Ids>
Told tellIds(const Ids &ids) {
  std::vector<std::pair<int64_t, int64_t>> ranges;
  for (int64_t id : ids)
    if (!ranges.empty() && ranges.back().first + ranges.back().second == id)
      ++ranges.back().second;
    else
      ranges.push_back({id, 1});
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::json::Array list;
  for (auto [first, count] : ranges) {
    os << (text.empty() ? "" : " ") << first;
    if (count > 1)
      os << ".." << first + count - 1;
    list.push_back(llvm::json::Array{first, count});
  }
  return {std::move(text), std::move(list)};
}

} // namespace tidepool::diff

#endif // TIDEPOOL_LIB_DIFF_IDRANGES_H
