//===- MultiplyWeights.cpp - Weights behind weights become one ------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights are visited after all weights that feed them. Each ends as a sum of
// terms: what one value contributes, as a matrix. The terms of weights fed by
// others follow from the terms of these, so a diamond of weights does not
// multiply its paths. Ops change only when all products are known.
//
//===----------------------------------------------------------------------===//

#include "PlumbingFilter.h"
#include "Repairs.h"

#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHMULTIPLYWEIGHTS
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
/// What feeds a term: a value, or only those of its nodes that weights to be
/// multiplied are not the only source of, and only what else feeds them.
using TermInput = std::pair<Value, /*isRest=*/unsigned>;

/// A part of what weights give.
struct Term {
  int64_t numRows = 0;
  /// Empty for the op's own matrix.
  Matrix matrix;
};

/// What becomes of one weights module.
struct Product {
  WeightsOpInterface op;
  SmallVector<unsigned> factors; ///< weights that feed it, by module
  llvm::MapVector<TermInput, Term> terms;
  std::vector<double> biases; ///< or empty
  SmallVector<int64_t> restRows;
  bool isDouble = false;
  bool canBeFactor = true;   ///< of what it feeds
  bool isMultiplied = false; ///< with all of its factors
  bool isKept = false;       ///< needed by something else than products
  unsigned numOpenUses = 0;  ///< products that are still to be made

  int64_t getNumOutputs() { return op.getNumOutputNodes(); }
};

/// Multiplies the weights of a network.
class WeightsMultiplier {
public:
  WeightsMultiplier(NetworkOp network, int64_t maxElements, bool remarks)
      : network(network), view(network), maxElements(maxElements),
        remarks(remarks) {}

  /// Returns whether anything has changed.
  bool run();
  /// Says what is left alone and why.
  void emitWarnings() const;

private:
  void findFactors();
  void excludeLoopsOfWeights();
  void excludeWaysOutOfLoops();
  void dropExcludedFactors();
  void findKept();
  /// Calls `visit` for each module after those that feed it, or, backwards,
  /// before. Returns the modules in and behind loops.
  SmallVector<unsigned> visitInOrder(ArrayRef<unsigned> modules, bool backwards,
                                     function_ref<void(unsigned)> visit);

  void multiply(unsigned module);
  void useOwnMatrix(Product &product);
  std::string makeProduct(unsigned module);
  bool planTerms(Product &product);
  /// Input nodes that an output node of a factor feeds, and how often.
  using FedNodes = SmallVector<std::pair<int64_t, double>, 1>;
  using Feeds = llvm::DenseMap<unsigned, std::vector<FedNodes>>;
  Feeds findFeeds(unsigned module);
  void addProduct(Product &product, Product &first, ArrayRef<FedNodes> feeds,
                  ArrayRef<double> weights);
  void addRest(Product &product);
  void releaseFactors(ArrayRef<unsigned> factors);
  bool isFactor(unsigned module) const {
    if (module == NetworkView::none)
      return false;
    auto it = products.find(module);
    return it != products.end() && it->second.canBeFactor;
  }

  void apply();
  Value buildInput(TermInput input, OpBuilder &builder, PlumbingFilter &filter);
  Value buildProduct(Product &product, PlumbingFilter &filter);
  void emitRemarkOn(unsigned module, Product &product);

  NetworkOp network;
  NetworkView view;
  int64_t maxElements;
  bool remarks;
  llvm::MapVector<unsigned, Product> products; ///< by module, in text order
  llvm::DenseMap<Value, Value> restInputs;
  llvm::DenseMap<Value, SmallVector<int64_t>> restRowsOf;
  SmallVector<std::pair<Location, std::string>> warnings;
};

struct MultiplyWeightsPass
    : tidepool::graph::impl::GraphMultiplyWeightsBase<MultiplyWeightsPass> {
  using GraphMultiplyWeightsBase::GraphMultiplyWeightsBase;
  void runOnOperation() override;
};
} // namespace

//===----------------------------------------------------------------------===//
// Which weights are multiplied
//===----------------------------------------------------------------------===//

void WeightsMultiplier::findFactors() {
  for (unsigned module = 0; module < view.getModules().size(); ++module)
    if (auto weights = view.getAs<WeightsOpInterface>(module))
      products[module].op = weights;
  for (auto &[module, product] : products) {
    llvm::SetVector<unsigned> factors;
    for (const NetworkView::Sources &sources : view.getInputs(module))
      for (const NetworkView::Source &source : sources)
        if (view.getAs<WeightsOpInterface>(source.module))
          factors.insert(source.module);
    product.factors = factors.takeVector();
    product.isDouble = hasDoubles(product.op);
  }
}

SmallVector<unsigned>
WeightsMultiplier::visitInOrder(ArrayRef<unsigned> modules, bool backwards,
                                function_ref<void(unsigned)> visit) {
  llvm::DenseMap<unsigned, SmallVector<unsigned>> next;
  llvm::DenseMap<unsigned, unsigned> numOpen;
  llvm::DenseSet<unsigned> included(modules.begin(), modules.end());
  for (unsigned module : modules)
    for (unsigned factor : products[module].factors) {
      if (!included.contains(factor))
        continue;
      next[backwards ? module : factor].push_back(backwards ? factor : module);
      ++numOpen[backwards ? factor : module];
    }
  SmallVector<unsigned> ready, left;
  for (unsigned module : modules)
    if (numOpen.lookup(module) == 0)
      ready.push_back(module);
  for (size_t k = 0; k < ready.size(); ++k) {
    for (unsigned other : next[ready[k]])
      if (--numOpen[other] == 0)
        ready.push_back(other);
    visit(ready[k]);
  }
  for (unsigned module : modules)
    if (numOpen.lookup(module) > 0)
      left.push_back(module);
  return left;
}

/// Nothing can be multiplied around a loop, or between two.
void WeightsMultiplier::excludeLoopsOfWeights() {
  auto ignore = [](unsigned) {};
  SmallVector<unsigned> all;
  for (auto &[module, product] : products)
    all.push_back(module);
  SmallVector<unsigned> behind = visitInOrder(all, false, ignore);
  SmallVector<unsigned> loops = visitInOrder(behind, true, ignore);
  if (loops.empty())
    return;
  warnings.push_back(
      {view.getModule(loops.front())->getLoc(),
       listModules(view, loops) +
           ": not multiplied, as weights in a loop without neurons have no "
           "meaning"});
  for (unsigned module : loops) {
    products[module].canBeFactor = false;
    products[module].factors.clear();
  }
}

/// Neurons reach weights of their own loop one step later. A product hears them
/// a step later only if it leads back into the loop as well.
void WeightsMultiplier::excludeWaysOutOfLoops() {
  RecurrenceAnalysis recurrence(network);
  auto isInLoop = [&](unsigned module, unsigned loop) {
    return module != NetworkView::none &&
           recurrence.getLoopId(view.getModule(module)) == loop;
  };
  for (auto &[module, product] : products) {
    std::optional<unsigned> loop = recurrence.getLoopId(product.op);
    if (!loop || !product.canBeFactor)
      continue;
    bool feedsWeights = false, feedsWeightsOutside = false;
    bool feedsOthersOutside = false, feedsOthersInside = false;
    for (const NetworkView::Sinks &sinks : view.getOutputs(module))
      for (const NetworkView::Sink &sink : sinks) {
        bool isInside = isInLoop(sink.module, *loop);
        bool isWeights = bool(view.getAs<WeightsOpInterface>(sink.module));
        feedsWeights |= isWeights;
        feedsWeightsOutside |= isWeights && !isInside;
        feedsOthersOutside |= !isWeights && !isInside;
        feedsOthersInside |= !isWeights && isInside;
      }
    product.canBeFactor =
        !feedsWeightsOutside && (!feedsOthersOutside || feedsOthersInside);
    if (!product.canBeFactor && feedsWeights)
      warnings.push_back(
          {product.op.getLoc(),
           ("'" + view.getLabel(module) +
            "' is not multiplied with the weights that it feeds: it is part of "
            "a loop and leads out of it as well, and without it neurons of the "
            "loop would be heard there a step earlier")
               .str()});
  }
}

void WeightsMultiplier::dropExcludedFactors() {
  for (auto &[module, product] : products) {
    llvm::erase_if(product.factors,
                   [&](unsigned factor) { return !isFactor(factor); });
    for (unsigned factor : product.factors)
      ++products[factor].numOpenUses;
  }
}

void WeightsMultiplier::findKept() {
  for (auto &[module, product] : products) {
    bool isUsed = false;
    for (const NetworkView::Sinks &sinks : view.getOutputs(module))
      for (const NetworkView::Sink &sink : sinks) {
        isUsed = true;
        // Weights take all factors among their sources, or none.
        product.isKept |= !product.canBeFactor ||
                          !view.getAs<WeightsOpInterface>(sink.module) ||
                          products[sink.module].factors.empty();
      }
    product.isKept |= !isUsed;
  }
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

static std::vector<double> getNumbers(ElementsAttr attr) {
  auto view = FloatElementsView::ofVerified(attr);
  std::vector<double> numbers(view.size());
  view.forEachNonZero(0, view.size(), [&](int64_t index, double value) {
    numbers[index] = value;
  });
  return numbers;
}

void WeightsMultiplier::useOwnMatrix(Product &product) {
  product.terms.clear();
  product.restRows.clear();
  product.biases.clear();
  product.terms[{product.op->getOperand(0), false}].numRows =
      product.op.getNumInputNodes();
  if (std::optional<ElementsAttr> biases = product.op.getBiases())
    product.biases = getNumbers(*biases);
}

/// Adds empty terms for all that the product will consist of; false if one is
/// too large.
bool WeightsMultiplier::planTerms(Product &product) {
  product.terms.clear();
  for (unsigned factor : product.factors)
    for (auto &[input, term] : products[factor].terms)
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

/// By factor and its output nodes: the input nodes of `module` that they feed.
WeightsMultiplier::Feeds WeightsMultiplier::findFeeds(unsigned module) {
  Feeds feeds;
  for (unsigned factor : products[module].factors)
    feeds[factor].resize(products[factor].getNumOutputs());
  for (auto [node, sources] : llvm::enumerate(view.getInputs(module)))
    for (const NetworkView::Source &source : sources)
      if (isFactor(source.module))
        feeds[source.module][source.node].push_back({node, source.times});
  return feeds;
}

/// Adds what arrives through `first`; `weights` are the product's own. Rows
/// that lie side by side as doubles are added several numbers at a time.
void WeightsMultiplier::addProduct(Product &product, Product &first,
                                   ArrayRef<FedNodes> feeds,
                                   ArrayRef<double> weights) {
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
void WeightsMultiplier::addRest(Product &product) {
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

/// What no further product needs is forgotten.
void WeightsMultiplier::releaseFactors(ArrayRef<unsigned> factors) {
  for (unsigned factor : factors) {
    Product &product = products[factor];
    if (--product.numOpenUses == 0 && !product.isKept)
      product.terms.clear();
  }
}

/// Makes the product; what stands in the way, if anything.
std::string WeightsMultiplier::makeProduct(unsigned module) {
  Product &product = products[module];
  for (auto [node, sources] : llvm::enumerate(view.getInputs(module)))
    if (llvm::any_of(sources, [&](const NetworkView::Source &source) {
          return !isFactor(source.module);
        }))
      product.restRows.push_back(node);
  if (!planTerms(product))
    return "have more than max-elements=" + std::to_string(maxElements) +
           " elements";
  Feeds feeds = findFeeds(module);
  std::vector<double> weights = getNumbers(product.op.getWeights());
  for (unsigned factor : product.factors) {
    addProduct(product, products[factor], feeds[factor], weights);
    product.isDouble |= products[factor].isDouble;
  }
  addRest(product);
  Matrix biases;
  biases.biases = product.biases;
  bool isFinite =
      biases.isFinite() && llvm::all_of(product.terms, [](auto &entry) {
        return entry.second.matrix.isFinite();
      });
  return isFinite ? "" : "be beyond all numbers";
}

void WeightsMultiplier::multiply(unsigned module) {
  Product &product = products[module];
  useOwnMatrix(product);
  if (product.factors.empty())
    return;
  std::string problem = makeProduct(module);
  product.isMultiplied = problem.empty();
  if (!product.isMultiplied) {
    warnings.push_back(
        {product.op.getLoc(),
         ("'" + view.getLabel(module) + "' is not multiplied with " +
          listModules(view, product.factors) + ": the product would " + problem)
             .str()});
    useOwnMatrix(product);
    product.isDouble = hasDoubles(product.op);
    for (unsigned factor : product.factors)
      products[factor].isKept = true;
  }
  releaseFactors(product.factors);
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

Value WeightsMultiplier::buildInput(TermInput input, OpBuilder &builder,
                                    PlumbingFilter &filter) {
  auto [value, isRest] = input;
  if (!isRest)
    return value;
  Value &rest = restInputs[value];
  if (rest)
    return rest;
  rest = filter.get(value);
  ArrayRef<int64_t> rows = restRowsOf[value];
  if (static_cast<int64_t>(rows.size()) != countNodes(value))
    rest = SelectOp::create(builder, value.getLoc(), rest, rows);
  return rest;
}

/// The ops of a product: one per term, and their sum.
Value WeightsMultiplier::buildProduct(Product &product,
                                      PlumbingFilter &filter) {
  SmallVector<Operation *> ops{product.op};
  for (unsigned factor : product.factors)
    ops.push_back(view.getModule(factor));
  OpBuilder builder(product.op);
  Location loc = fuseLocations(ops);
  SmallVector<Value> results;
  for (auto &[input, term] : product.terms) {
    Matrix &matrix = term.matrix;
    matrix.isDouble = product.isDouble;
    // They count once, so the first term has them.
    if (results.empty())
      matrix.biases = product.biases;
    LinearWeightsOp weights =
        matrix.build(builder, loc, buildInput(input, builder, filter),
                     product.getNumOutputs(), product.op.getModuleNameAttr());
    inheritAttributes(weights, ops);
    results.push_back(weights.getOutput());
    matrix = {};
  }
  if (results.size() == 1)
    return results.front();
  return MergeOp::create(builder, loc, results.front().getType(), results);
}

void WeightsMultiplier::emitRemarkOn(unsigned module, Product &product) {
  InFlightDiagnostic diag = emitRemark(product.op.getLoc());
  diag << "multiplied '" << view.getLabel(module) << "' with the weights that "
       << "feed it, " << listModules(view, product.factors);
  for (unsigned factor : product.factors)
    if (products[factor].isKept)
      diag.attachNote(view.getModule(factor)->getLoc())
          << "'" << view.getLabel(factor) << "' stays for what else it feeds";
}

void WeightsMultiplier::apply() {
  PlumbingFilter filter(network, [&](Value value) {
    Operation *op = value.getDefiningOp();
    return !isa_and_present<WeightsOpInterface>(op) ||
           !isFactor(view.getIndex(op));
  });
  SmallVector<std::pair<Operation *, Value>> replaced;
  for (auto &[module, product] : products) {
    if (product.isMultiplied && !product.restRows.empty())
      restRowsOf[product.op->getOperand(0)] = product.restRows;
    if (product.isMultiplied && remarks)
      emitRemarkOn(module, product);
  }
  for (auto &[module, product] : products)
    if (!product.isKept)
      replaced.push_back({product.op, Value()});
    else if (product.isMultiplied)
      replaced.push_back({product.op, buildProduct(product, filter)});
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

bool WeightsMultiplier::run() {
  findFactors();
  excludeLoopsOfWeights();
  excludeWaysOutOfLoops();
  dropExcludedFactors();
  findKept();
  SmallVector<unsigned> all;
  for (auto &[module, product] : products)
    all.push_back(module);
  visitInOrder(all, false, [&](unsigned module) { multiply(module); });
  if (llvm::none_of(products,
                    [](auto &entry) { return entry.second.isMultiplied; }))
    return false;
  apply();
  tidyPlumbing(network);
  return true;
}

void WeightsMultiplier::emitWarnings() const {
  for (const auto &[loc, text] : warnings)
    emitWarning(loc) << text;
}

void MultiplyWeightsPass::runOnOperation() {
  NetworkOp network = getOperation();
  if (hasHolders(network, remarks))
    return markAllAnalysesPreserved();
  // Weights that lead out of a loop may be split into some that do so and some
  // outside of the loop, which can be multiplied further.
  for (bool isChanged = false;; isChanged = true) {
    WeightsMultiplier multiplier(network, maxElements, remarks);
    if (multiplier.run())
      continue;
    multiplier.emitWarnings();
    if (!isChanged)
      markAllAnalysesPreserved();
    return;
  }
}
