//===- MakeProducts.cpp - The numbers of products of weights --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Products.h"

#include <cmath>

using namespace mlir;
using namespace tidepool::graph;

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

/// Input nodes that an output node of a factor feeds, and how often.
using FedNodes = SmallVector<std::pair<int64_t, double>, 1>;

static std::vector<double> getNumbers(ElementsAttr attr) {
  auto view = FloatElementsView::ofVerified(attr);
  std::vector<double> numbers(view.size());
  view.forEachNonZero(0, view.size(), [&](int64_t index, double value) {
    numbers[index] = value;
  });
  return numbers;
}

/// What the weights give without any product.
static void useOwnMatrix(Product &product) {
  product.terms.clear();
  product.restRows.clear();
  product.biases.clear();
  product.terms[{product.op->getOperand(0), false}].numRows =
      product.op.getNumInputNodes();
  if (std::optional<ElementsAttr> biases = product.op.getBiases())
    product.biases = getNumbers(*biases);
}

/// Calls `visit(row, column, value)` for each number of a term that is not
/// zero.
template <typename Visit>
static void forEachNonZero(Product &product, const Term &term, Visit visit) {
  int64_t numColumns = product.getNumOutputs();
  if (!term.matrix.values.empty()) {
    for (auto [index, value] : llvm::enumerate(term.matrix.values))
      if (value != 0)
        visit(index / numColumns, index % numColumns, value);
    return;
  }
  FloatElementsView::ofVerified(product.op.getWeights())
      .forEachNonZero(0, term.numRows * numColumns,
                      [&](int64_t index, double value) {
                        visit(index / numColumns, index % numColumns, value);
                      });
}

/// Adds what arrives through `first`; `weights` are the product's own. Rows
/// that lie side by side as doubles are added several numbers at a time.
static void addProduct(Product &product, Product &first,
                       ArrayRef<FedNodes> feeds, ArrayRef<double> weights) {
  int64_t numColumns = product.getNumOutputs();
  auto addRow = [&](int64_t output, double value, double *row) {
    for (auto [node, times] : feeds[output]) {
      double scale = value * times;
      const double *factors = weights.data() + node * numColumns;
      for (int64_t column = 0; column < numColumns; ++column)
        row[column] += scale * factors[column];
    }
  };
  for (auto &[input, term] : first.terms) {
    double *values = product.terms[input].matrix.values.data();
    forEachNonZero(first, term, [&](int64_t row, int64_t output, double value) {
      addRow(output, value, values + row * numColumns);
    });
  }
  if (first.biases.empty())
    return;
  product.biases.resize(numColumns);
  for (auto [output, bias] : llvm::enumerate(first.biases))
    if (bias != 0)
      addRow(output, bias, product.biases.data());
}

/// Adds the rows of nodes that something else feeds.
static void addRest(Product &product) {
  if (product.restRows.empty())
    return;
  int64_t numColumns = product.getNumOutputs();
  auto weights = FloatElementsView::ofVerified(product.op.getWeights());
  Term &rest = product.terms[{product.op->getOperand(0), true}];
  for (auto [row, node] : llvm::enumerate(product.restRows)) {
    int64_t begin = node * numColumns;
    double *values = rest.matrix.values.data() + row * numColumns;
    weights.forEachNonZero(
        begin, begin + numColumns,
        [&](int64_t index, double value) { values[index - begin] += value; });
  }
}

static bool isFinite(const Product &product) {
  return llvm::all_of(product.biases,
                      [](double bias) { return std::isfinite(bias); }) &&
         llvm::all_of(product.terms, [](const auto &entry) {
           return entry.second.matrix.isFinite();
         });
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

namespace {
/// Makes all products of a network, each after those of its factors.
class ProductMaker {
public:
  ProductMaker(Products &products, int64_t maxElements);

  void make(unsigned module);

private:
  std::string tryToMake(unsigned module);
  void findRestRows(unsigned module);
  bool planTerms(Product &product);
  using Feeds = llvm::DenseMap<unsigned, std::vector<FedNodes>>;
  Feeds findFeeds(unsigned module);
  void giveUp(unsigned module, const std::string &problem);
  void releaseFactors(ArrayRef<unsigned> factors);
  Product &get(unsigned module) { return products.byModule[module]; }

  Products &products;
  const NetworkView &view;
  int64_t maxElements;
  /// By factor: products that are still to be made of it.
  llvm::DenseMap<unsigned, unsigned> numOpenUses;
};
} // namespace

ProductMaker::ProductMaker(Products &products, int64_t maxElements)
    : products(products), view(products.view), maxElements(maxElements) {
  for (auto &[module, product] : products.byModule)
    for (unsigned factor : product.factors)
      ++numOpenUses[factor];
}

void ProductMaker::make(unsigned module) {
  Product &product = get(module);
  useOwnMatrix(product);
  if (product.factors.empty())
    return;
  std::string problem = tryToMake(module);
  product.isMultiplied = problem.empty();
  if (!product.isMultiplied)
    giveUp(module, problem);
  releaseFactors(product.factors);
}

/// Makes a product; returns what stands in the way, if anything.
std::string ProductMaker::tryToMake(unsigned module) {
  Product &product = get(module);
  findRestRows(module);
  if (!planTerms(product))
    return "have more than max-elements=" + std::to_string(maxElements) +
           " elements";
  Feeds feeds = findFeeds(module);
  std::vector<double> weights = getNumbers(product.op.getWeights());
  for (unsigned factor : product.factors) {
    addProduct(product, get(factor), feeds[factor], weights);
    product.isDouble |= get(factor).isDouble;
  }
  addRest(product);
  return isFinite(product) ? "" : "be beyond all numbers";
}

void ProductMaker::findRestRows(unsigned module) {
  for (auto [node, sources] : llvm::enumerate(view.getInputs(module)))
    if (llvm::any_of(sources, [&](const NetworkView::Source &source) {
          return !products.isFactor(source.module);
        }))
      get(module).restRows.push_back(node);
}

/// Adds empty terms for all that the product will consist of; false if one is
/// too large.
bool ProductMaker::planTerms(Product &product) {
  product.terms.clear();
  for (unsigned factor : product.factors)
    for (auto &[input, term] : get(factor).terms)
      product.terms[input].numRows = term.numRows;
  if (!product.restRows.empty())
    product.terms[{product.op->getOperand(0), true}].numRows =
        product.restRows.size();
  int64_t numColumns = product.getNumOutputs();
  if (llvm::any_of(product.terms, [&](auto &entry) {
        return entry.second.numRows > maxElements / numColumns;
      }))
    return false;
  for (auto &[input, term] : product.terms)
    term.matrix.values.resize(term.numRows * numColumns);
  return true;
}

/// By factor and its output nodes: the input nodes of `module` that they feed.
ProductMaker::Feeds ProductMaker::findFeeds(unsigned module) {
  Feeds feeds;
  for (unsigned factor : get(module).factors)
    feeds[factor].resize(get(factor).getNumOutputs());
  for (auto [node, sources] : llvm::enumerate(view.getInputs(module)))
    for (const NetworkView::Source &source : sources)
      if (products.isFactor(source.module))
        feeds[source.module][source.node].push_back({node, source.times});
  return feeds;
}

void ProductMaker::giveUp(unsigned module, const std::string &problem) {
  Product &product = get(module);
  products.warn(product.op.getLoc(), "'" + view.getLabel(module) +
                                         "' is not multiplied with " +
                                         listModules(view, product.factors) +
                                         ": the product would " + problem);
  useOwnMatrix(product);
  product.isDouble = hasDoubles(product.op);
  for (unsigned factor : product.factors)
    get(factor).isKept = true;
}

/// What no further product needs is forgotten.
void ProductMaker::releaseFactors(ArrayRef<unsigned> factors) {
  for (unsigned factor : factors)
    if (--numOpenUses[factor] == 0 && !get(factor).isKept)
      get(factor).terms.clear();
}

void tidepool::graph::makeProducts(Products &products, int64_t maxElements) {
  ProductMaker maker(products, maxElements);
  products.visitInOrder(products.getModules(), /*backwards=*/false,
                        [&](unsigned module) { maker.make(module); });
}
