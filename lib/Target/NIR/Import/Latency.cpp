//===- Latency.cpp - Steps that NIR's own scheme adds ---------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Target/NIR/Import/Latency.h"

#include "tidepool/Dialect/Graph/Analysis/RecurrenceAnalysis.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace tidepool;
using namespace tidepool::nir;

void tidepool::nir::reportLatency(graph::NetworkOp network,
                                  const Circuit &circuit, Reporter &reporter) {
  // Ops of `graph.lif_neurons` come from nodes without a synapse too.
  llvm::StringSet<> withSynapse;
  for (const Vertex &vertex : circuit.vertices)
    if (vertex.type == NodeType::CubaLIF)
      withSynapse.insert(vertex.path);
  if (withSynapse.empty())
    return;
  graph::RecurrenceAnalysis recurrence(network);
  for (const auto &loop : recurrence.getLoops())
    for (Operation *op : loop.modules) {
      auto place = dyn_cast<NameLoc>(op->getLoc());
      if (isa<graph::LIFNeuronsOp>(op) && place &&
          withSynapse.contains(place.getName()))
        return reporter.remark(
            place.getName(),
            "is in a loop, which takes a step less here: the Euler scheme of "
            "NIR's authors gives a membrane the synaptic current of the step "
            "before, graph.lif_neurons that of the step itself");
    }
}
