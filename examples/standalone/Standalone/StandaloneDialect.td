//===- StandaloneDialect.td - A dialect beside Tidepool's --*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STANDALONE_STANDALONEDIALECT_TD
#define STANDALONE_STANDALONEDIALECT_TD

include "mlir/IR/OpBase.td"
include "tidepool/Dialect/Graph/IR/GraphOpInterfaces.td"
include "tidepool/Dialect/Graph/IR/GraphTypes.td"

def Standalone_Dialect : Dialect {
  let name = "standalone";
  let cppNamespace = "::standalone";
  let summary = "Neuron modules beside those of the graph dialect";
}

def Standalone_RivalNeuronsOp : Op<Standalone_Dialect, "rival_neurons", [
    AllTypesMatch<["input", "output"]>,
    DeclareOpInterfaceMethods<Graph_ExpandableModuleOpInterface>]> {
  let summary = "LIF neurons of which each inhibits all others";
  let description = [{
    All neurons are alike. A spike of one takes `inhibition` from the synaptic
    currents of the others. Time constants and `dt` are in seconds.

    Expands to a `graph.holder` of the module's name with the neurons and the
    weights of a loop.

    Rules:

    (C1) There are at least two neurons.
    (C2) Time constants, threshold, inhibition and time step are finite and above
    0.
  }];
  let arguments = (ins Graph_NodesType:$input,
                       F64Attr:$tau_mem,
                       F64Attr:$tau_syn,
                       F64Attr:$threshold,
                       F64Attr:$inhibition,
                       F64Attr:$dt,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let assemblyFormat = "$input attr-dict `:` qualified(type($input))";
  let hasVerifier = 1;
}

#endif // STANDALONE_STANDALONEDIALECT_TD
