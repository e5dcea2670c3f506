//===- Place.h - A place in a JSON file -------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_TARGET_SAMNAJSON_PLACE_H
#define TIDEPOOL_LIB_TARGET_SAMNAJSON_PLACE_H

#include "tidepool/Support/Error.h"

#include "llvm/ADT/StringRef.h"

namespace tidepool::samna {

/// A value in a JSON file, as the way to it. Costs nothing until it is printed;
/// the values on the way must outlive it.
class Place {
public:
  explicit Place(llvm::StringRef key) : key(key) {}

  Place getField(llvm::StringRef key) const { return Place(this, key, 0); }
  Place getElement(size_t index) const { return Place(this, {}, index); }

  /// An error at this place: all that a stream can print, in a row.
  template <typename... Args>
  llvm::Error makeError(Args &&...args) const {
    return tidepool::makeError(*this, ": ", std::forward<Args>(args)...);
  }

  /// `value0.reservoir.neurons[3].threshold`.
  friend llvm::raw_ostream &operator<<(llvm::raw_ostream &os,
                                       const Place &place) {
    if (!place.parent)
      return os << place.key;
    os << *place.parent;
    if (place.key.empty())
      return os << '[' << place.index << ']';
    return os << '.' << place.key;
  }

private:
  Place(const Place *parent, llvm::StringRef key, size_t index)
      : parent(parent), key(key), index(index) {}

  const Place *parent = nullptr;
  llvm::StringRef key; ///< empty for an element of an array
  size_t index = 0;
};

} // namespace tidepool::samna

#endif // TIDEPOOL_LIB_TARGET_SAMNAJSON_PLACE_H
