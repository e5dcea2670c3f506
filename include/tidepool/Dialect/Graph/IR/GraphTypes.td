//===- GraphTypes.td - Types of the graph dialect ----------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_GRAPHTYPES_TD
#define TIDEPOOL_DIALECT_GRAPH_IR_GRAPHTYPES_TD

include "mlir/IR/AttrTypeBase.td"
include "tidepool/Dialect/Graph/IR/GraphDialect.td"

def Graph_NodesType : TypeDef<Graph_Dialect, "Nodes"> {
  let mnemonic = "nodes";
  let summary = "an ordered list of nodes";
  let description = [{
    A list of `size` nodes (channels). Node k of a value has the modules that
    define the value as its sources and the modules that use the value as its
    sinks.

    Rules:

    - (C1) `size` is in [1, 1048576]. The upper bound keeps the memory that a few
    bytes of text can ask for in proportion; it is a thousand times the number
    of neurons on the largest chip.

    Example: a network with sixteen inputs, which are its outputs too.

    ```mlir
    graph.network @wire(%in: !graph.nodes<16>) -> !graph.nodes<16> {
      graph.output %in : !graph.nodes<16>
    }
    ```
  }];
  let parameters = (ins "int64_t":$size);
  let assemblyFormat = "`<` $size `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The largest list of nodes that one value can carry.
    static constexpr int64_t maxSize = int64_t(1) << 20;
  }];
}

#endif // TIDEPOOL_DIALECT_GRAPH_IR_GRAPHTYPES_TD
