//===- GraphParameters.td - Parameters of modules ----------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Apart from the ops, so that other dialects can give their modules the same.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_GRAPHPARAMETERS_TD
#define TIDEPOOL_DIALECT_GRAPH_IR_GRAPHPARAMETERS_TD

include "mlir/IR/CommonAttrConstraints.td"

/// A numeric parameter of a module. The data stay where the attribute keeps
/// them: see FloatElementsView.
def Graph_ParameterAttr : ConfinedAttr<ElementsAttr, [AttrConstraint<
    CPred<"::tidepool::graph::FloatElementsView::isSupported("
          "::llvm::cast<::mlir::ElementsAttr>($_self))">,
    "of f32 or f64 values, dense or dense_resource">]>;

/// A matrix of weights, which may be sparse: see MatrixView.
def Graph_MatrixAttr : ConfinedAttr<ElementsAttr, [AttrConstraint<
    CPred<"::tidepool::graph::MatrixView::isSupported("
          "::llvm::cast<::mlir::ElementsAttr>($_self))">,
    "of f32 or f64 values, dense, dense_resource or sparse">]>;

#endif // TIDEPOOL_DIALECT_GRAPH_IR_GRAPHPARAMETERS_TD
