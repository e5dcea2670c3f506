//===- Diagnostics.h - Where errors and warnings go -------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TOOLS_GRAPH_COMPILE_DIAGNOSTICS_H
#define TIDEPOOL_TOOLS_GRAPH_COMPILE_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/SourceMgr.h"

#include <memory>
#include <optional>

namespace tidepool {

enum class DiagnosticFormat { Text, Json };

/// Prints errors and warnings, MLIR's and the tool's own, to standard error: as
/// text at once, or as one JSON array when it goes out of scope.
class Diagnostics {
public:
  /// Keeps them all if `forReport` is set, and for JSON.
  Diagnostics(DiagnosticFormat format, bool forReport,
              mlir::MLIRContext &context,
              const std::shared_ptr<llvm::SourceMgr> &sourceMgr);
  ~Diagnostics();

  /// Reports an error of the tool itself, which has no place in the input.
  mlir::LogicalResult fail(const llvm::Twine &message);

  DiagnosticFormat getFormat() const { return format; }
  /// All that were kept so far, as `--diagnostics=json` prints them.
  const llvm::json::Array &getCollected() const { return collected; }

private:
  DiagnosticFormat format;
  std::optional<mlir::SourceMgrDiagnosticHandler> textHandler;
  std::optional<mlir::ScopedDiagnosticHandler> collector;
  llvm::json::Array collected;
};

} // namespace tidepool

#endif // TIDEPOOL_TOOLS_GRAPH_COMPILE_DIAGNOSTICS_H
