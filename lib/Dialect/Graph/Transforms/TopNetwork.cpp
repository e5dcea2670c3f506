//===- TopNetwork.cpp - The network that a file is about ------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/Transforms/TopNetwork.h"

#include "tidepool/Dialect/Graph/IR/InstanceGraph.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::graph;

/// The network to take: `name`, or the only one that no instance uses.
static NetworkOp selectTop(const InstanceGraph &graph, ModuleOp module,
                           StringRef name) {
  SmallVector<NetworkOp> candidates;
  for (NetworkOp network : graph.getNetworks())
    if (name.empty() ? graph.getNumInstances(network) == 0
                     : network.getSymName() == name)
      candidates.push_back(network);
  if (candidates.size() == 1)
    return candidates.front();
  if (graph.getNetworks().empty()) {
    module.emitError("there is no graph.network");
    return {};
  }
  InFlightDiagnostic diag = module.emitError();
  if (!name.empty())
    diag << "there is no network '" << name << "'; networks are ";
  else
    diag << "which network? say --top=NAME; candidates are ";
  llvm::interleaveComma(
      name.empty() ? ArrayRef(candidates) : graph.getNetworks(), diag,
      [&](NetworkOp network) { diag << '\'' << network.getSymName() << '\''; });
  return {};
}

/// Erases all networks that `top` does not use.
static void keepOnly(const InstanceGraph &graph, NetworkOp top) {
  DenseSet<Operation *> kept{top};
  SmallVector<NetworkOp> worklist{top};
  while (!worklist.empty())
    for (InstanceGraph::Use use : graph.getUses(worklist.pop_back_val()))
      if (kept.insert(use.callee).second)
        worklist.push_back(use.callee);
  for (NetworkOp network : graph.getNetworks())
    if (!kept.contains(network))
      network->erase();
}

FailureOr<NetworkOp> tidepool::graph::keepTopNetwork(ModuleOp module,
                                                     StringRef name) {
  InstanceGraph graph(module);
  NetworkOp top = selectTop(graph, module, name);
  if (!top)
    return failure();
  keepOnly(graph, top);
  return top;
}
