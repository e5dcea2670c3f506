//===- Support.cpp - What all functions share -----------------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Objects.h"

#include "tidepool/Support/DiagnosticFacts.h"
#include "tidepool/Support/Version.h"

using namespace mlir;
using namespace tidepool;

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

TidepoolStatus tidepool::fail(TidepoolStatus status, const Twine &message,
                              TidepoolDiagnostics *diagnostics) {
  if (diagnostics)
    diagnostics->addError(message.str());
  return status;
}

bool tidepool::areGiven(std::initializer_list<Argument> arguments,
                        TidepoolDiagnostics *diagnostics) {
  for (const Argument &argument : arguments)
    if (!argument.value) {
      fail(TIDEPOOL_INVALID_ARGUMENT,
           "argument '" + Twine(argument.name) + "' is null", diagnostics);
      return false;
    }
  return true;
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

TidepoolView tidepoolBytesGetView(const TidepoolBytes *bytes) {
  return toView(bytes ? llvm::StringRef(bytes->bytes) : "");
}

void tidepoolBytesDestroy(TidepoolBytes *bytes) { delete bytes; }

TidepoolView tidepoolGetVersion() { return toView(getVersionString()); }

//===----------------------------------------------------------------------===//
// Diagnostics
//===----------------------------------------------------------------------===//

static TidepoolSeverity convert(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Note:
    return TIDEPOOL_NOTE;
  case DiagnosticSeverity::Remark:
    return TIDEPOOL_REMARK;
  case DiagnosticSeverity::Warning:
    return TIDEPOOL_WARNING;
  case DiagnosticSeverity::Error:
    return TIDEPOOL_ERROR;
  }
  llvm_unreachable("unknown severity");
}

static TidepoolDiagnostics::Entry convert(Diagnostic &diag) {
  TidepoolDiagnostics::Entry entry{convert(diag.getSeverity()), diag.str(), ""};
  if (FileLineColLoc place = findPlace(diag.getLocation())) {
    entry.file = place.getFilename().str();
    entry.line = place.getLine();
    entry.column = place.getColumn();
  }
  return entry;
}

void TidepoolDiagnostics::add(Diagnostic &diag) {
  entries.push_back(convert(diag));
  for (Diagnostic &note : diag.getNotes())
    entries.push_back(convert(note));
  json.push_back(toJson(diag));
}

void TidepoolDiagnostics::addError(std::string message) {
  json.push_back(errorToJson(message));
  entries.push_back({TIDEPOOL_ERROR, std::move(message), ""});
}

TidepoolDiagnostics *tidepoolDiagnosticsCreate() {
  return new TidepoolDiagnostics();
}

void tidepoolDiagnosticsDestroy(TidepoolDiagnostics *diagnostics) {
  delete diagnostics;
}

void tidepoolDiagnosticsClear(TidepoolDiagnostics *diagnostics) {
  if (diagnostics)
    *diagnostics = {};
}

size_t tidepoolDiagnosticsGetCount(const TidepoolDiagnostics *diagnostics) {
  return diagnostics ? diagnostics->entries.size() : 0;
}

/// One of the diagnostics, or one that says nothing.
static const TidepoolDiagnostics::Entry &
getEntry(const TidepoolDiagnostics *diagnostics, size_t index) {
  static const TidepoolDiagnostics::Entry none{TIDEPOOL_NOTE, "", ""};
  return index < tidepoolDiagnosticsGetCount(diagnostics)
             ? diagnostics->entries[index]
             : none;
}

TidepoolSeverity
tidepoolDiagnosticsGetSeverity(const TidepoolDiagnostics *diagnostics,
                               size_t index) {
  return getEntry(diagnostics, index).severity;
}

TidepoolView
tidepoolDiagnosticsGetMessage(const TidepoolDiagnostics *diagnostics,
                              size_t index) {
  return toView(getEntry(diagnostics, index).message);
}

TidepoolView tidepoolDiagnosticsGetFile(const TidepoolDiagnostics *diagnostics,
                                        size_t index) {
  return toView(getEntry(diagnostics, index).file);
}

uint32_t tidepoolDiagnosticsGetLine(const TidepoolDiagnostics *diagnostics,
                                    size_t index) {
  return getEntry(diagnostics, index).line;
}

uint32_t tidepoolDiagnosticsGetColumn(const TidepoolDiagnostics *diagnostics,
                                      size_t index) {
  return getEntry(diagnostics, index).column;
}

TidepoolBytes *
tidepoolDiagnosticsToJson(const TidepoolDiagnostics *diagnostics) {
  if (!diagnostics)
    return nullptr;
  auto *text = new TidepoolBytes();
  llvm::raw_string_ostream(text->bytes)
      << llvm::json::Value(llvm::json::Array(diagnostics->json));
  return text;
}
