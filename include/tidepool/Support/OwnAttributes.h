//===- OwnAttributes.h - Misspelt attributes are errors ---------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR lets any op carry attributes that it does not know. A misspelt one
// (`shifts = 3 : i32`) would be kept, and what it was to say would get lost.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SUPPORT_OWNATTRIBUTES_H
#define TIDEPOOL_SUPPORT_OWNATTRIBUTES_H

#include "mlir/IR/OpDefinition.h"

namespace tidepool {

/// Emits an error on `op` if it has an attribute beyond its own, unless the
/// name of a dialect stands in front (`dialect.name`).
inline mlir::LogicalResult verifyOwnAttributes(mlir::Operation *op) {
  for (mlir::NamedAttribute attr : op->getDiscardableAttrs()) {
    if (attr.getName().getValue().contains('.'))
      continue;
    mlir::InFlightDiagnostic diag = op->emitOpError("has no attribute '");
    diag << attr.getName().getValue() << "'; ";
    if (op->getName().getAttributeNames().empty())
      return diag << "it has none";
    diag << "its attributes are ";
    llvm::interleaveComma(op->getName().getAttributeNames(), diag,
                          [&](mlir::StringAttr name) {
                            diag << '\'' << name.getValue() << '\'';
                          });
    return diag;
  }
  return mlir::success();
}

/// The trait of ops that have no attributes beyond their own.
template <typename ConcreteOp>
class OwnAttributes
    : public mlir::OpTrait::TraitBase<ConcreteOp, OwnAttributes> {
public:
  static mlir::LogicalResult verifyTrait(mlir::Operation *op) {
    return verifyOwnAttributes(op);
  }
};

} // namespace tidepool

#endif // TIDEPOOL_SUPPORT_OWNATTRIBUTES_H
