//===- GraphDialect.td - The graph dialect -----------------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_GRAPHDIALECT_TD
#define TIDEPOOL_DIALECT_GRAPH_IR_GRAPHDIALECT_TD

include "mlir/IR/OpBase.td"

def Graph_Dialect : Dialect {
  let name = "graph";
  let cppNamespace = "::tidepool::graph";
  let summary = "The computational graph of a spiking neural network";
  let description = [{
    Modules (weights, neurons, aliases) are operations, the nodes that connect
    them are positions of SSA values of type `!graph.nodes<N>`. Regions are graph
    regions: a value may be used before it is defined, so a recurrent network
    needs no special operation.

    Example: a recurrent population of four neurons behind two inputs.

    ```mlir
    graph.network @speech(%audio: !graph.nodes<2>) -> !graph.nodes<4> {
      %w_in = graph.linear_weights %audio {name = "w_in",
          weights = dense<0.5> : tensor<2x4xf32>} : !graph.nodes<2> -> !graph.nodes<4>
      %sum = graph.merge %w_in, %w_rec : !graph.nodes<4>
      %hidden = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64,
          tau_mem = dense<0.02> : tensor<4xf32>, tau_syn = dense<0.01> : tensor<4xf32>,
          threshold = dense<1.0> : tensor<4xf32>} : !graph.nodes<4> -> !graph.nodes<4>
      %w_rec = graph.linear_weights %hidden {name = "w_rec",
          weights = dense<-0.1> : tensor<4x4xf32>} : !graph.nodes<4> -> !graph.nodes<4>
      graph.output %hidden : !graph.nodes<4>
    }
    ```

    Discardable attributes that `graph-detect-recurrence` leaves on modules:
    `graph.recurrent` (unit: the module is fed by a module that it feeds) and
    `graph.loop` (integer: the loop that the module is part of). Beside these,
    operations have no attributes beyond their own, but for those with the name of
    another dialect in front.
  }];
  let useDefaultTypePrinterParser = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  let hasRegionResultAttrVerify = 1;
  let extraClassDeclaration = [{
    /// Name of the unit attribute on modules that are recurrent by Rockpool's
    /// definition.
    static constexpr llvm::StringLiteral getRecurrentAttrName() {
      return llvm::StringLiteral("graph.recurrent");
    }
    /// Name of the integer attribute that numbers the loop of a module.
    static constexpr llvm::StringLiteral getLoopAttrName() {
      return llvm::StringLiteral("graph.loop");
    }
  }];
}

#endif // TIDEPOOL_DIALECT_GRAPH_IR_GRAPHDIALECT_TD
