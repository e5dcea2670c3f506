//===- DiagnosticFacts.h - Diagnostics for programs -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A diagnostic is text for people. Facts attached to it (as MLIR's diagnostic
// metadata) tell programs the same without parsing that text.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_DIAGNOSTICFACTS_H
#define TIDEPOOL_SUPPORT_DIAGNOSTICFACTS_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Location.h"
#include "llvm/Support/JSON.h"

#include <optional>
#include <string>

namespace tidepool {

/// What a diagnostic says, piece by piece.
struct DiagnosticFacts {
  std::string id;              ///< of the kind of diagnostic: `fan-out`
  std::string message;         ///< the text without id and advice
  std::optional<double> value; ///< what was found
  std::optional<double> limit; ///< what may be
  llvm::SmallVector<std::string> modules; ///< labels, the culprit first
  size_t numMoreModules = 0; ///< that take part, but are not among `modules`
  std::string advice;        ///< how to mend it
  /// Where errors with the same id are that no diagnostic of their own tells.
  llvm::SmallVector<mlir::Location> moreErrors;
};

/// Attaches facts to a diagnostic. Handlers that know nothing of them print the
/// text as ever.
void attachFacts(mlir::InFlightDiagnostic &diag, const DiagnosticFacts &facts);

/// The place in a file that a location means, null if it means none.
mlir::FileLineColLoc findPlace(mlir::Location loc);

/// The id in the facts that are attached; empty if there are none.
llvm::StringRef getId(mlir::Diagnostic &diag);

/// Where all errors are that a diagnostic tells: its own place, or, where it
/// stands for errors that have no diagnostic, theirs.
llvm::SmallVector<mlir::Location> getErrorLocations(mlir::Diagnostic &diag);

/// "error", "warning", "remark" or "note".
llvm::StringRef getName(mlir::DiagnosticSeverity severity);

/// A diagnostic as JSON: `severity`, `message`; where facts are attached `id`,
/// `value`, `limit`, `modules` and `advice` (null or empty where there is
/// none), and `more_modules` and `more_errors` where there are such; its own
/// `locations` first and then those of its notes; `notes`.
/// A location is `{"file": ..., "line": ..., "column": ...}`.
llvm::json::Object toJson(mlir::Diagnostic &diag);

/// The same of an error that has no place in a file; `message` may be any
/// bytes.
llvm::json::Object errorToJson(llvm::StringRef message);

/// The place in a file that a location means, as in a diagnostic; null if it
/// means none.
llvm::json::Value toJson(mlir::Location loc);

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_DIAGNOSTICFACTS_H
