//===- Fidelity.h - How much of a NIR node is kept --------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TARGET_NIR_IMPORT_FIDELITY_H
#define TIDEPOOL_TARGET_NIR_IMPORT_FIDELITY_H

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace tidepool::nir {

/// How an imported node relates to that of the file, best first.
enum class FidelityKind {
  Faithful,    ///< the same, but for rounding
  Approximate, ///< something is lost; the reason tells what
  Unsupported, ///< kept as a module that no chip can hold
  Undecided,   ///< errors elsewhere keep it from being known
  Refused,     ///< an error of the file, or of its reading
  Broken       ///< a part of it is missing or cannot be read
};

/// `faithful`, `approximate` and so on.
llvm::StringRef getName(FidelityKind kind);

/// The size of an error, where there is a number.
struct ErrorSize {
  llvm::StringLiteral quantity; ///< such as `late_share`
  double value;
};

/// How much of a node is kept. Made where the decision is taken; attributes,
/// tables and JSON are derived from it.
struct Fidelity {
  FidelityKind kind = FidelityKind::Faithful;
  std::string reason; ///< empty if faithful
  std::vector<ErrorSize> errors;

  /// Adds something that is lost.
  void addLoss(llvm::StringRef text, std::vector<ErrorSize> sizes);
  /// `faithful` or `approximate: <reason>`: the attribute `nir.fidelity`.
  std::string str() const;
  /// The way back; nothing if the text is none of these.
  static std::optional<Fidelity> parse(llvm::StringRef text);
};

} // namespace tidepool::nir

#endif // TIDEPOOL_TARGET_NIR_IMPORT_FIDELITY_H
