//===- MakeProducts.cpp - The numbers of products of weights --------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../RowSum.h"
#include "Products.h"

using namespace mlir;
using namespace tidepool::graph;

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

/// Input nodes that an output node of a factor feeds, and how often.
using FedNodes = SmallVector<std::pair<int64_t, double>, 1>;

/// What the weights give without any product.
static void useOwnMatrix(Product &product) {
  product.terms.clear();
  product.restRows.clear();
  product.biases.clear();
  product.terms[{product.op->getOperand(0), false}].numRows =
      product.op.getNumInputNodes();
  if (std::optional<ElementsAttr> biases = product.op.getBiases()) {
    product.biases.resize(product.getNumOutputs());
    FloatElementsView::ofVerified(*biases).addScaled(0, 1, product.biases);
  }
}

static MatrixView getView(Product &product, const Term &term) {
  return term.matrix ? term.matrix->getView() : product.getOwnMatrix();
}

/// Adds what the biases of `first` become.
static void addBiases(Product &product, const Product &first,
                      ArrayRef<FedNodes> feeds) {
  if (first.biases.empty())
    return;
  product.biases.resize(product.getNumOutputs());
  MatrixView weights = product.getOwnMatrix();
  for (auto [output, bias] : llvm::enumerate(first.biases))
    for (auto [node, times] : feeds[output])
      weights.forEachNonZeroIn(
          node, [&, scale = bias * times](int64_t column, double value) {
            product.biases[column] += scale * value;
          });
}

static bool isFinite(const Product &product) {
  return areFinite(product.biases) &&
         llvm::all_of(product.terms, [](const auto &entry) {
           return entry.second.matrix->isFinite();
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
  void planTerms(Product &product);
  using Feeds = llvm::DenseMap<unsigned, std::vector<FedNodes>>;
  bool makeTerm(Product &product, TermInput input, Term &term,
                const Feeds &feeds);
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
  planTerms(product);
  Feeds feeds = findFeeds(module);
  for (unsigned factor : product.factors) {
    addBiases(product, get(factor), feeds[factor]);
    product.isDouble |= get(factor).isDouble;
  }
  for (auto &[input, term] : product.terms)
    if (!makeTerm(product, input, term, feeds))
      return "have more than max-elements=" + std::to_string(maxElements) +
             " elements that are not zero";
  return isFinite(product) ? "" : "be beyond all numbers";
}

void ProductMaker::findRestRows(unsigned module) {
  for (auto [node, sources] : llvm::enumerate(view.getInputs(module)))
    if (llvm::any_of(sources, [&](const NetworkView::Source &source) {
          return !products.isFactor(source.module);
        }))
      get(module).restRows.push_back(node);
}

/// Adds empty terms for all that the product will consist of.
void ProductMaker::planTerms(Product &product) {
  product.terms.clear();
  for (unsigned factor : product.factors)
    for (auto &[input, term] : get(factor).terms)
      product.terms[input].numRows = term.numRows;
  if (!product.restRows.empty())
    product.terms[{product.op->getOperand(0), true}].numRows =
        product.restRows.size();
}

/// Row by row, adds what arrives through each factor, or the rows of nodes that
/// something else feeds. False if the matrix becomes too large.
bool ProductMaker::makeTerm(Product &product, TermInput input, Term &term,
                            const Feeds &feeds) {
  MatrixView weights = product.getOwnMatrix();
  struct Part {
    MatrixView matrix;
    ArrayRef<FedNodes> feeds;
  };
  SmallVector<Part> parts;
  for (unsigned factor : product.factors) {
    auto *part = get(factor).terms.find(input);
    if (part != get(factor).terms.end())
      parts.push_back(
          {getView(get(factor), part->second), feeds.find(factor)->second});
  }
  bool isRest = input == TermInput(product.op->getOperand(0), true);
  bool haveEqualRows = !isRest && llvm::all_of(parts, [](const Part &part) {
    return part.matrix.isSplat();
  });
  RowSum sum(product.getNumOutputs());
  auto addRow = [&](int64_t row) {
    sum.clear();
    for (const Part &part : parts)
      part.matrix.forEachNonZeroIn(row, [&](int64_t output, double value) {
        for (auto [node, times] : part.feeds[output])
          sum.add(weights, node, value * times);
      });
    if (isRest)
      sum.add(weights, product.restRows[row], 1);
  };
  term.matrix.emplace(term.numRows, product.getNumOutputs());
  for (int64_t row = 0; row < term.numRows; ++row) {
    if (row == 0 || !haveEqualRows)
      addRow(row);
    sum.copyTo(*term.matrix, row);
    int64_t numAlike = row == 0 && haveEqualRows ? term.numRows : 1;
    if (term.matrix->getNumEntries() * numAlike > maxElements)
      return false;
  }
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
