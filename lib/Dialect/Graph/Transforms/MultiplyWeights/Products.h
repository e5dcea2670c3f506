//===- Products.h - Products of weights on their way to ops ---*- C++ -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the steps of graph-multiply-weights hand on to each other.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_MULTIPLYWEIGHTS_PRODUCTS_H
#define TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_MULTIPLYWEIGHTS_PRODUCTS_H

#include "../Repairs.h"

#include "llvm/ADT/MapVector.h"

namespace tidepool::graph {

/// What feeds a term: a value, or only those of its nodes that weights to be
/// multiplied are not the only source of, and only what else feeds them.
using TermInput = std::pair<mlir::Value, /*isRest=*/unsigned>;

/// A part of what weights give.
struct Term {
  int64_t numRows = 0;
  std::optional<MatrixBuilder> matrix; ///< none for the op's own
};

/// What becomes of one weights module.
struct Product {
  WeightsOpInterface op;
  llvm::SmallVector<unsigned> factors; ///< weights that feed it, by module
  llvm::MapVector<TermInput, Term> terms;
  std::vector<double> biases; ///< or empty
  /// The input nodes that something else than factors feeds.
  llvm::SmallVector<int64_t> restRows;
  bool isDouble = false;
  bool canBeFactor = true;   ///< of what it feeds
  bool isMultiplied = false; ///< with all of its factors
  bool isKept = false;       ///< needed by something else than products

  int64_t getNumOutputs() { return op.getNumOutputNodes(); }
  MatrixView getOwnMatrix() { return MatrixView::ofVerified(op.getWeights()); }
};

/// All weights of a flat network.
struct Products {
  explicit Products(NetworkOp network);

  bool isFactor(unsigned module) const;
  /// Calls `visit` for each of the modules after those of them that feed it,
  /// or, backwards, before. Returns those in and behind loops, unvisited.
  llvm::SmallVector<unsigned>
  visitInOrder(llvm::ArrayRef<unsigned> modules, bool backwards,
               llvm::function_ref<void(unsigned)> visit);
  llvm::SmallVector<unsigned> getModules() const;
  void warn(mlir::Location loc, const llvm::Twine &text) {
    warnings.push_back({loc, text.str()});
  }

  NetworkOp network;
  NetworkView view;
  llvm::MapVector<unsigned, Product> byModule; ///< in text order
  llvm::SmallVector<std::pair<mlir::Location, std::string>> warnings;
};

/// Finds what can be multiplied with what, without a change of meaning.
void findFactors(Products &products);

/// Multiplies. A product is given up, with a warning, if one of its matrices
/// would have more than `maxElements` elements that are not zero, or numbers
/// that are not finite.
void makeProducts(Products &products, int64_t maxElements);

/// Puts the products in the place of the weights.
void buildProducts(Products &products, bool remarks);

} // namespace tidepool::graph

#endif // TIDEPOOL_LIB_DIALECT_GRAPH_TRANSFORMS_MULTIPLYWEIGHTS_PRODUCTS_H
