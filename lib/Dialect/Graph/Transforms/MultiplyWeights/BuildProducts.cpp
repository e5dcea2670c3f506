//===- BuildProducts.cpp - Products in the place of weights ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../PlumbingFilter.h"
#include "Products.h"

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// Builds the ops of products.
class ProductBuilder {
public:
  explicit ProductBuilder(Products &products);

  void replaceWeights();

private:
  Value build(Product &product);
  Value buildInput(TermInput input, OpBuilder &builder);

  Products &products;
  PlumbingFilter filter; ///< leaves what no factor feeds
  llvm::DenseMap<Value, Value> restInputs;
  llvm::DenseMap<Value, ArrayRef<int64_t>> restRows;
};
} // namespace

ProductBuilder::ProductBuilder(Products &products)
    : products(products), filter(products.network, [&](Value value) {
        Operation *op = value.getDefiningOp();
        return !isa_and_present<WeightsOpInterface>(op) ||
               !products.isFactor(products.view.getIndex(op));
      }) {
  for (auto &[module, product] : products.byModule)
    if (product.isMultiplied && !product.restRows.empty())
      restRows[product.op->getOperand(0)] = product.restRows;
}

/// All products are built before any of the weights goes.
void ProductBuilder::replaceWeights() {
  SmallVector<std::pair<Operation *, Value>> replaced;
  for (auto &[module, product] : products.byModule)
    if (!product.isKept)
      replaced.push_back({product.op, Value()});
    else if (product.isMultiplied)
      replaced.push_back({product.op, build(product)});
  for (auto [op, value] : replaced) {
    OpBuilder builder(op);
    Value result = op->getResult(0);
    if (!value) // what plumbing may still name, but nothing takes
      value = OpenOp::create(builder, op->getLoc(), result.getType());
    result.replaceAllUsesWith(value);
  }
  for (auto [op, value] : replaced)
    op->erase();
}

/// The ops of a product: one per term, and their sum.
Value ProductBuilder::build(Product &product) {
  SmallVector<Operation *> ops{product.op};
  for (unsigned factor : product.factors)
    ops.push_back(products.view.getModule(factor));
  OpBuilder builder(product.op);
  Location loc = fuseLocations(ops);
  SmallVector<Value> results;
  for (auto &[input, term] : product.terms) {
    // They count once, so the first term has them.
    ArrayRef<double> biases;
    if (results.empty())
      biases = product.biases;
    LinearWeightsOp weights = buildWeights(
        builder, loc, buildInput(input, builder), std::move(*term.matrix),
        biases, product.isDouble, product.op.getModuleNameAttr());
    inheritAttributes(weights, ops);
    results.push_back(weights.getOutput());
    term.matrix.reset();
  }
  if (results.size() == 1)
    return results.front();
  return MergeOp::create(builder, loc, results.front().getType(), results);
}

Value ProductBuilder::buildInput(TermInput input, OpBuilder &builder) {
  auto [value, isRest] = input;
  if (!isRest)
    return value;
  Value &rest = restInputs[value];
  if (rest)
    return rest;
  rest = filter.get(value);
  ArrayRef<int64_t> rows = restRows[value];
  if (static_cast<int64_t>(rows.size()) != countNodes(value))
    rest = SelectOp::create(builder, value.getLoc(), rest, rows);
  return rest;
}

static void emitRemarkOn(Products &products, unsigned module) {
  const NetworkView &view = products.view;
  Product &product = products.byModule[module];
  InFlightDiagnostic diag = emitRemark(product.op.getLoc());
  diag << "multiplied '" << view.getLabel(module) << "' with the weights that "
       << "feed it, " << listModules(view, product.factors);
  for (unsigned factor : product.factors)
    if (products.byModule[factor].isKept)
      diag.attachNote(view.getModule(factor)->getLoc())
          << "'" << view.getLabel(factor) << "' stays for what else it feeds";
}

void tidepool::graph::buildProducts(Products &products, bool remarks) {
  if (remarks)
    for (auto &[module, product] : products.byModule)
      if (product.isMultiplied)
        emitRemarkOn(products, module);
  ProductBuilder(products).replaceWeights();
}
