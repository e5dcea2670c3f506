//===- Passes.td - Passes beside Tidepool's ----------------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STANDALONE_PASSES_PASSES_TD
#define STANDALONE_PASSES_PASSES_TD

include "mlir/Pass/PassBase.td"

def StandaloneCutWeights
    : Pass<"standalone-cut-weights", "::tidepool::graph::NetworkOp"> {
  let summary = "set small weights to zero";
  let description = [{
    Weights that are nearer to zero than `below` become zero, so that they take
    no fan-out memory. A remark tells how many of a module's weights that are.
  }];
  let options = [Option<"below", "below", "double", /*default=*/"0.01",
                        "Weights of this size remain">];
}

#endif // STANDALONE_PASSES_PASSES_TD
