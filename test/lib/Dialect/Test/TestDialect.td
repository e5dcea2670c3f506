//===- TestDialect.td - Modules outside the graph dialect --*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_DIALECT_TEST_TESTDIALECT_TD
#define TIDEPOOL_TEST_DIALECT_TEST_TESTDIALECT_TD

include "mlir/IR/OpBase.td"
include "tidepool/Dialect/Graph/IR/GraphOpInterfaces.td"
include "tidepool/Dialect/Graph/IR/GraphTypes.td"

def Test_Dialect : Dialect {
  let name = "test";
  let cppNamespace = "::tidepool::test";
  let summary = "Modules as a user of the graph dialect would add them";
  let description = [{
    Uses nothing of the graph dialect but its public interface.
  }];
}

/// A module that says itself what it consists of.
class Test_ExpandableOp<string mnemonic, list<Trait> traits = []>
    : Op<Test_Dialect, mnemonic, !listconcat(traits, [
        DeclareOpInterfaceMethods<Graph_ExpandableModuleOpInterface>])> {
  let assemblyFormat = [{
    $input attr-dict `:` qualified(type($input)) `->` qualified(type($output))
  }];
}

def Test_WeightedRateOp : Test_ExpandableOp<"weighted_rate"> {
  let summary = "weights and the rate neurons behind them";
  let description = [{
    Expands to a `graph.holder` of the module's name with `graph.linear_weights`
    called `weights` and `graph.rate_neurons` called `neurons`.

    Shapes and units: `weights` (Nin, Nout); `tau` (Nout) in seconds; `bias`
    (Nout); `dt` in seconds.

    Rules:

    (C1) The parameters have these shapes and are finite.
    (C2) Time constants are above 0.

    Example:

    ```mlir
    graph.network @rates(%in: !graph.nodes<2>) -> !graph.nodes<3> {
      %x = test.weighted_rate %in {name = "x", weights = dense<0.5> : tensor<2x3xf32>,
          tau = dense<0.1> : tensor<3xf32>} : !graph.nodes<2> -> !graph.nodes<3>
      graph.output %x : !graph.nodes<3>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input,
                       ElementsAttr:$weights,
                       ElementsAttr:$tau,
                       OptionalAttr<ElementsAttr>:$bias,
                       OptionalAttr<F64Attr>:$dt,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let hasVerifier = 1;
}

def Test_PassThroughOp : Test_ExpandableOp<"pass_through",
    [AllTypesMatch<["input", "output"]>]> {
  let summary = "expands to its operand";
  let arguments = (ins Graph_NodesType:$input);
  let results = (outs Graph_NodesType:$output);
}

def Test_EndlessOp : Test_ExpandableOp<"endless",
    [AllTypesMatch<["input", "output"]>]> {
  let summary = "expands to another of its kind";
  let arguments = (ins Graph_NodesType:$input);
  let results = (outs Graph_NodesType:$output);
}

def Test_WrongTypesOp : Test_ExpandableOp<"wrong_types"> {
  let summary = "expands to a value with one node too many";
  let arguments = (ins Graph_NodesType:$input);
  let results = (outs Graph_NodesType:$output);
}

def Test_FailingOp : Test_ExpandableOp<"failing"> {
  let summary = "emits an error instead of expanding";
  let arguments = (ins Graph_NodesType:$input);
  let results = (outs Graph_NodesType:$output);
}

def Test_GroupOp : Op<Test_Dialect, "group", [
    IsolatedFromAbove, SingleBlock, NoTerminator,
    DeclareOpInterfaceMethods<Graph_ExpandableModuleOpInterface>]> {
  let summary = "a module with modules in a region of its own";
  let description = [{
    The last op of the region gives the results. Expands to a `graph.holder` with
    a copy of the ops of the region. Until then the graph dialect does not know
    what the region means.
  }];
  let arguments = (ins Variadic<Graph_NodesType>:$inputs,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Variadic<Graph_NodesType>:$outputs);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    `(` $inputs `)` attr-dict `:` functional-type($inputs, $outputs) $body
  }];
}

def Test_DecayNeuronsOp : Op<Test_Dialect, "decay_neurons", [
    AllTypesMatch<["input", "output"]>, Graph_ModuleOpInterface]> {
  let summary = "LIF neurons in terms of a chip";
  let description = [{
    All neurons are alike. Time constants are given as decay shifts: shift `d`
    stands for 2^d time steps of length `dt`. Each node drives all synapses of its
    neuron; `dash_syn` has one shift per synapse.

    Is lowered to `graph.lif_neurons`: with as many synapses, if the chip has
    them; with one, into which the input goes as often, if the synapses are alike;
    not at all, otherwise.

    Example:

    ```mlir
    graph.network @neurons(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %n = test.decay_neurons %in {name = "n", dash_mem = 4 : i64,
          dash_syn = array<i64: 3, 5>, dt = 1.0e-3 : f64} : !graph.nodes<2>
      graph.output %n : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input,
                       ConfinedAttr<I64Attr, [IntMinValue<1>, IntMaxValue<15>]>:$dash_mem,
                       ConfinedAttr<DenseI64ArrayAttr, [DenseArrayMinCt<1>]>:$dash_syn,
                       F64Attr:$dt,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let assemblyFormat = "$input attr-dict `:` qualified(type($input))";
}

#endif // TIDEPOOL_TEST_DIALECT_TEST_TESTDIALECT_TD
