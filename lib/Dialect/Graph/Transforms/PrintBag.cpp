//===- PrintBag.cpp - Prints what the ports of networks reach -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Analysis/Bag.h"
#include "tidepool/Dialect/Graph/Analysis/ModuleLabels.h"
#include "tidepool/Dialect/Graph/Transforms/Passes.h"

namespace tidepool::graph {
#define GEN_PASS_DEF_GRAPHPRINTBAG
#include "tidepool/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace tidepool::graph

using namespace mlir;
using namespace tidepool::graph;

namespace {
struct PrintBagPass : tidepool::graph::impl::GraphPrintBagBase<PrintBagPass> {
  explicit PrintBagPass(raw_ostream &os = llvm::errs()) : os(os) {}
  void runOnOperation() override;

private:
  raw_ostream &os;
};
} // namespace

static void printModule(Operation *module, const ModuleLabels &labels,
                        raw_ostream &os) {
  os << "  " << module->getName() << " '" << labels.get(module)
     << "': " << countNodes(module->getOperandTypes()) << " -> "
     << countNodes(module->getResultTypes()) << '\n';
}

static void printBag(NetworkOp network, raw_ostream &os) {
  Bag bag = bagGraph(network);
  ModuleLabels labels(network);
  os << "bag of '" << network.getSymName() << "': " << bag.modules.size()
     << " modules, " << bag.nodes.size() << " nodes\n";
  DenseSet<Operation *> reached(bag.modules.begin(), bag.modules.end());
  for (Operation *module : bag.modules)
    printModule(module, labels, os);

  SmallVector<Operation *> others;
  walkGraph(network, [&](Operation *op) {
    if (isa<GraphModuleOpInterface, InstanceOp>(op) && !reached.contains(op))
      others.push_back(op);
  });
  if (others.empty())
    return;
  os << "not reached: " << others.size() << " modules\n";
  for (Operation *module : others)
    printModule(module, labels, os);
}

void PrintBagPass::runOnOperation() {
  getOperation().walk([&](NetworkOp network) { printBag(network, os); });
  markAllAnalysesPreserved();
}

std::unique_ptr<Pass> tidepool::graph::createGraphPrintBag(raw_ostream &os) {
  return std::make_unique<PrintBagPass>(os);
}
