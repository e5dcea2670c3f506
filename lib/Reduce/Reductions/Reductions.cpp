//===- Reductions.cpp - The reductions of the graph dialect ---------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reductions.h"

using namespace tidepool;
using reduce::Reduction;

llvm::ArrayRef<Reduction> reduce::getReductions() {
  static const Reduction reductions[] = {
      {"drop-networks",
       "drop networks, cores and whatever else stands at the top; instances of "
       "what is gone have open nodes as results",
       false, dropTopLevelOps},
      {"drop-modules",
       "drop modules, instances, holders and plumbing; open nodes take the "
       "place of their results",
       false, dropModules},
      {"bypass-modules",
       "drop modules, instances and holders that have results like their "
       "operands, which take their place",
       false, bypassModules},
      {"canonicalize", "fold plumbing", false, canonicalize},
      {"inline-holders", "dissolve holders", false, inlineHolders},
      {"inline-networks", "put networks in the place of their instances", false,
       inlineNetworks},
      {"drop-ports",
       "drop inputs and outputs of networks, holders and plain modules", false,
       dropPorts},
      {"drop-operands", "drop operands of merges", false, dropMergeOperands},
      {"remove-nodes",
       "remove inputs, outputs and neurons, with the rows and columns of "
       "weights that belong to them",
       true, removeNodes},
      {"zero-weights", "replace weights and biases by zeros", false,
       zeroWeights},
      {"splat-parameters", "make all values of a parameter the same", false,
       splatParameters},
      {"round-numbers", "round parameters that are splats to one digit", false,
       roundNumbers},
      {"drop-attributes",
       "drop names, biases, time steps, visibilities and discardable "
       "attributes",
       false, dropAttributes},
  };
  return reductions;
}
