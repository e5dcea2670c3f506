//===- Graph.h - The graph dialect ------------------------------*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Dialect, types, interfaces and operations of the graph dialect, and the small
// functions that its interfaces rest on.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_GRAPH_H
#define TIDEPOOL_DIALECT_GRAPH_IR_GRAPH_H

#include "tidepool/Dialect/Graph/IR/MatrixView.h"
#include "tidepool/Support/OwnAttributes.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include <optional>

namespace tidepool::graph {

/// The most nodes that the values of one network may have together.
constexpr int64_t maxNumNodes = int64_t(1) << 26;

/// The number of nodes that values of these types carry together. Types other
/// than `!graph.nodes` have none.
int64_t countNodes(mlir::TypeRange types);

/// The number of nodes of one value of type `!graph.nodes`.
int64_t countNodes(mlir::Value value);

/// What a module, holder or instance is called before repeats are numbered: its
/// `name`, else the op's short name (`lif_neurons`).
llvm::StringRef getBaseLabel(mlir::Operation *op);

/// Visits the ops of the graph inside `holder` in text order, those in nested
/// holders included. Regions of all other ops are their own business.
void walkGraph(mlir::Operation *holder,
               llvm::function_ref<void(mlir::Operation *)> visit);

namespace detail {
mlir::LogicalResult verifyModule(mlir::Operation *op);
mlir::LogicalResult verifyWeights(mlir::Operation *op);
mlir::LogicalResult verifyNeurons(mlir::Operation *op);
mlir::LogicalResult verifyPlumbing(mlir::Operation *op);
/// Checks the kinds of the attributes that a custom parser has collected in
/// `state`; without, one of the wrong kind would be dropped in silence.
mlir::ParseResult verifyParsedAttributes(mlir::OpAsmParser &parser,
                                         llvm::SMLoc loc,
                                         mlir::OperationState &state);
/// Names an op's results after a label.
void nameResults(mlir::Operation *op, llvm::StringRef label,
                 mlir::OpAsmSetValueNameFn setNameFn);
/// Names an op's results after its module name, else after its short name.
void nameResultsByModule(mlir::Operation *op,
                         mlir::OpAsmSetValueNameFn setNameFn);
} // namespace detail

} // namespace tidepool::graph

#include "tidepool/Dialect/Graph/IR/GraphDialect.h.inc"

#define GET_TYPEDEF_CLASSES
#include "tidepool/Dialect/Graph/IR/GraphTypes.h.inc"

#include "tidepool/Dialect/Graph/IR/GraphOpInterfaces.h.inc"

#define GET_OP_CLASSES
#include "tidepool/Dialect/Graph/IR/GraphOps.h.inc"

#endif // TIDEPOOL_DIALECT_GRAPH_IR_GRAPH_H
