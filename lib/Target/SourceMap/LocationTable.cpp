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

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/STLExtras.h"

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
  llvm::json::Object place;
  if (FileLineColLoc file = findPlace(loc)) {
    place["file"] = toUtf8(file.getFilename());
    // Files that have no lines start at none.
    if (file.getLine() > 0) {
      place["line"] = file.getLine();
      place["column"] = file.getColumn();
    }
  }
  if (auto name = dyn_cast<NameLoc>(loc))
    place["node"] = toUtf8(name.getName());
  if (place.empty())
    return calledFrom;
  if (calledFrom)
    place["called_from"] = *calledFrom;
  places.push_back(std::move(place));
  return places.size() - 1;
}
