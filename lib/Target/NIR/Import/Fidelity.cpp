//===- Fidelity.cpp - How much of a NIR node is kept ----------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Fidelity.h"

#include "llvm/Support/ErrorHandling.h"

using namespace tidepool::nir;
using llvm::StringRef;

StringRef tidepool::nir::getName(FidelityKind kind) {
  switch (kind) {
  case FidelityKind::Faithful:
    return "faithful";
  case FidelityKind::Approximate:
    return "approximate";
  case FidelityKind::Unsupported:
    return "unsupported";
  case FidelityKind::Undecided:
    return "undecided";
  case FidelityKind::Refused:
    return "refused";
  case FidelityKind::Broken:
    return "broken";
  }
  llvm_unreachable("unknown fidelity");
}

void Fidelity::addLoss(StringRef text, std::vector<ErrorSize> sizes) {
  kind = FidelityKind::Approximate;
  reason += (reason.empty() ? "" : "; ") + text.str();
  errors.insert(errors.end(), sizes.begin(), sizes.end());
}

std::string Fidelity::str() const {
  std::string text = getName(kind).str();
  return reason.empty() ? text : text + ": " + reason;
}

std::optional<Fidelity> Fidelity::parse(StringRef text) {
  auto [name, reason] = text.split(": ");
  for (FidelityKind kind : {FidelityKind::Faithful, FidelityKind::Approximate,
                            FidelityKind::Unsupported})
    if (getName(kind) == name)
      return Fidelity{kind, reason.str(), {}};
  return std::nullopt;
}
