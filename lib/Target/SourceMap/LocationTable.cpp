//===- LocationTable.cpp - Each location once -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LocationTable.h"

#include "tidepool/Support/DiagnosticFacts.h"
#include "tidepool/Support/Utf8.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::bitstream;

LocationTable::Numbers LocationTable::add(Location loc) {
  Numbers found;
  llvm::SmallVector<Location> rest = {loc};
  while (!rest.empty()) {
    Location next = rest.pop_back_val();
    if (auto fused = dyn_cast<FusedLoc>(next))
      llvm::append_range(rest, llvm::reverse(fused.getLocations()));
    else if (std::optional<unsigned> number = addChain(next))
      if (!llvm::is_contained(found, *number))
        found.push_back(*number);
  }
  return found;
}

/// Adds a place and those that it was called from, outermost first. There may
/// be a hundred thousand of them.
std::optional<unsigned> LocationTable::addChain(Location loc) {
  llvm::SmallVector<CallSiteLoc> calls;
  while (auto call = dyn_cast<CallSiteLoc>(loc)) {
    if (numbers.contains(loc))
      break;
    calls.push_back(call);
    loc = call.getCaller();
  }
  auto [it, isNew] = numbers.try_emplace(loc);
  if (isNew)
    it->second = addPlace(loc, std::nullopt);
  std::optional<unsigned> number = it->second;
  for (CallSiteLoc call : llvm::reverse(calls))
    numbers[call] = number = addPlace(call.getCallee(), number);
  return number;
}

std::optional<unsigned>
LocationTable::addPlace(Location loc, std::optional<unsigned> calledFrom) {
  Place place{findPlace(loc), {}, calledFrom};
  if (auto name = dyn_cast<NameLoc>(loc))
    place.node = name.getName();
  if (!place.file && !place.node)
    return calledFrom;
  places.push_back(place);
  return places.size() - 1;
}

llvm::raw_ostream &tidepool::bitstream::operator<<(llvm::raw_ostream &os,
                                                   const Place &place) {
  auto quote = [](StringRef text) -> llvm::json::Value { return toUtf8(text); };
  llvm::ListSeparator separator(",");
  os << '{';
  if (place.file)
    os << separator << "\"file\":" << quote(place.file.getFilename());
  // Files that have no lines start at none.
  if (place.file && place.file.getLine() > 0)
    os << separator << "\"line\":" << place.file.getLine() << separator
       << "\"column\":" << place.file.getColumn();
  if (place.node)
    os << separator << "\"node\":" << quote(place.node);
  if (place.calledFrom)
    os << separator << "\"called_from\":" << *place.calledFrom;
  return os << '}';
}
