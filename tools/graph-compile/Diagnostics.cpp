//===- Diagnostics.cpp - Where errors and warnings go ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Diagnostics.h"

#include "tidepool/Support/DiagnosticFacts.h"

#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace tidepool;

Diagnostics::Diagnostics(DiagnosticFormat format, bool forReport,
                         MLIRContext &context,
                         const std::shared_ptr<llvm::SourceMgr> &sourceMgr)
    : format(format) {
  // The place in the file says it; the op in generic form helps nobody here.
  context.printOpOnDiagnostic(false);
  if (format == DiagnosticFormat::Text)
    textHandler.emplace(*sourceMgr, &context);
  if (format == DiagnosticFormat::Text && !forReport)
    return;
  // A handler that succeeds keeps the diagnostic from those before it.
  collector.emplace(&context, [this](Diagnostic &diag) {
    collected.push_back(toJson(diag));
    return success(this->format == DiagnosticFormat::Json);
  });
}

LogicalResult Diagnostics::fail(const Twine &message) {
  if (format == DiagnosticFormat::Text)
    llvm::WithColor::error(llvm::errs(), "graph-compile") << message << '\n';
  else
    collected.push_back(errorToJson(message.str()));
  return failure();
}

Diagnostics::~Diagnostics() {
  if (format != DiagnosticFormat::Json)
    return;
  // Standard error has no buffer, and JSON is written in very small pieces.
  std::string text;
  llvm::raw_string_ostream(text)
      << llvm::json::Value(std::move(collected)) << '\n';
  llvm::errs() << text;
}
