//===- DiagnosticFacts.cpp - Diagnostics for programs ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Support/DiagnosticFacts.h"

#include "tidepool/Support/Json.h"

#include "mlir/IR/Builders.h"

#include <cmath>

using namespace mlir;
using namespace tidepool;

namespace json = llvm::json;

//===----------------------------------------------------------------------===//
// Facts as metadata
//===----------------------------------------------------------------------===//

/// Metadata may be others' too; ours has this key.
static constexpr llvm::StringLiteral marker("tidepool.facts");

void tidepool::attachFacts(InFlightDiagnostic &diag,
                           const DiagnosticFacts &facts) {
  Diagnostic *underlying = diag.getUnderlyingDiagnostic();
  if (!underlying)
    return;
  Builder builder(underlying->getLocation().getContext());
  NamedAttrList attrs;
  attrs.append(marker, builder.getUnitAttr());
  attrs.append("id", builder.getStringAttr(facts.id));
  attrs.append("message", builder.getStringAttr(facts.message));
  if (facts.value)
    attrs.append("value", builder.getF64FloatAttr(*facts.value));
  if (facts.limit)
    attrs.append("limit", builder.getF64FloatAttr(*facts.limit));
  attrs.append("modules", builder.getStrArrayAttr(llvm::to_vector_of<StringRef>(
                              llvm::make_range(facts.modules.begin(),
                                               facts.modules.end()))));
  if (facts.numMoreModules)
    attrs.append("more_modules",
                 builder.getI64IntegerAttr(facts.numMoreModules));
  attrs.append("advice", builder.getStringAttr(facts.advice));
  if (!facts.moreErrors.empty())
    attrs.append("more_errors",
                 builder.getArrayAttr(llvm::to_vector_of<Attribute>(
                     ArrayRef<Location>(facts.moreErrors))));
  underlying->getMetadata().push_back(
      DiagnosticArgument(builder.getDictionaryAttr(attrs)));
}

static DictionaryAttr findFacts(Diagnostic &diag) {
  for (DiagnosticArgument &argument : diag.getMetadata())
    if (argument.getKind() ==
        DiagnosticArgument::DiagnosticArgumentKind::Attribute)
      if (auto facts = dyn_cast<DictionaryAttr>(argument.getAsAttribute());
          facts && facts.contains(marker))
        return facts;
  return {};
}

StringRef tidepool::getId(Diagnostic &diag) {
  DictionaryAttr facts = findFacts(diag);
  return facts ? facts.getAs<StringAttr>("id").getValue() : StringRef();
}

SmallVector<Location> tidepool::getErrorLocations(Diagnostic &diag) {
  DictionaryAttr facts = findFacts(diag);
  auto others = facts ? facts.getAs<ArrayAttr>("more_errors") : ArrayAttr();
  if (!others)
    return {diag.getLocation()};
  return llvm::map_to_vector(others.getAsRange<LocationAttr>(),
                             [](LocationAttr loc) { return Location(loc); });
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

StringRef tidepool::getName(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Note:
    return "note";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Error:
    return "error";
  case DiagnosticSeverity::Remark:
    return "remark";
  }
  llvm_unreachable("unknown severity");
}

FileLineColLoc tidepool::findPlace(Location loc) {
  FileLineColLoc found;
  loc->walk([&](Location inner) {
    found = dyn_cast<FileLineColLoc>(inner);
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

json::Value tidepool::toJson(Location loc) {
  FileLineColLoc place = findPlace(loc);
  if (!place)
    return nullptr;
  return json::Object{{"file", toUtf8(place.getFilename())},
                      {"line", place.getLine()},
                      {"column", place.getColumn()}};
}

/// Whole numbers without a point.
static json::Value toJson(Attribute attr) {
  auto number = dyn_cast_or_null<FloatAttr>(attr);
  if (!number)
    return nullptr;
  double value = number.getValueAsDouble();
  constexpr double largestExact = 9007199254740992.0; // 2^53
  if (value == std::nearbyint(value) && std::abs(value) <= largestExact)
    return static_cast<int64_t>(value);
  return value;
}

static void addFacts(json::Object &object, DictionaryAttr facts) {
  object["id"] = toUtf8(facts.getAs<StringAttr>("id"));
  object["message"] = toUtf8(facts.getAs<StringAttr>("message"));
  object["value"] = toJson(facts.get("value"));
  object["limit"] = toJson(facts.get("limit"));
  json::Array modules;
  for (StringAttr label :
       facts.getAs<ArrayAttr>("modules").getAsRange<StringAttr>())
    modules.push_back(toUtf8(label));
  object["modules"] = std::move(modules);
  if (auto count = facts.getAs<IntegerAttr>("more_modules"))
    object["more_modules"] = count.getInt();
  if (auto others = facts.getAs<ArrayAttr>("more_errors"))
    object["more_errors"] = others.size();
  object["advice"] = toUtf8(facts.getAs<StringAttr>("advice"));
}

json::Object tidepool::toJson(Diagnostic &diag) {
  json::Object object{{"severity", getName(diag.getSeverity())},
                      {"message", toUtf8(diag.str())}};
  if (DictionaryAttr facts = findFacts(diag))
    addFacts(object, facts);
  json::Array locations, notes;
  auto addLocation = [&](Location loc) {
    json::Value place = toJson(loc);
    if (place.kind() != json::Value::Null)
      locations.push_back(place);
    return place;
  };
  addLocation(diag.getLocation());
  for (Diagnostic &note : diag.getNotes())
    notes.push_back(
        json::Object{{"message", toUtf8(note.str())},
                     {"location", addLocation(note.getLocation())}});
  object["locations"] = std::move(locations);
  object["notes"] = std::move(notes);
  return object;
}

json::Object tidepool::errorToJson(StringRef message) {
  return json::Object{{"severity", getName(DiagnosticSeverity::Error)},
                      {"message", toUtf8(message)},
                      {"locations", json::Array()},
                      {"notes", json::Array()}};
}
