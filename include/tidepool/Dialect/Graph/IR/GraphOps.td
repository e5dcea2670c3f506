//===- GraphOps.td - Operations of the graph dialect -------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_GRAPHOPS_TD
#define TIDEPOOL_DIALECT_GRAPH_IR_GRAPHOPS_TD

include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/CallInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/FunctionInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "tidepool/Dialect/Graph/IR/GraphDialect.td"
include "tidepool/Dialect/Graph/IR/GraphOpInterfaces.td"
include "tidepool/Dialect/Graph/IR/GraphParameters.td"
include "tidepool/Dialect/Graph/IR/GraphTypes.td"
include "tidepool/Support/OwnAttributes.td"

//===----------------------------------------------------------------------===//
// Constraints and base classes
//===----------------------------------------------------------------------===//

class Graph_Op<string mnemonic, list<Trait> traits = []>
    : Op<Graph_Dialect, mnemonic, !listconcat(traits, [OwnAttributes])>;

/// A module. It is deliberately not `Pure`: two equal populations are two
/// populations, and a module without users is reported and pruned, not lost.
class Graph_ModuleOp<string mnemonic, list<Trait> traits = []>
    : Graph_Op<mnemonic, !listconcat(traits, [
        DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>])> {
  let extraClassDefinition = [{
    void $cppClass::getAsmResultNames(::mlir::OpAsmSetValueNameFn setNameFn) {
      ::tidepool::graph::detail::nameResultsByModule(*this, setNameFn);
    }
  }];
}

/// Plumbing: says which nodes are which, and is dropped when nobody asks.
class Graph_PlumbingOp<string mnemonic, string resultName,
                       list<Trait> traits = []>
    : Graph_Op<mnemonic, !listconcat(traits, [
        Pure,
        DeclareOpInterfaceMethods<Graph_PlumbingOpInterface>,
        DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>])> {
  let results = (outs Graph_NodesType:$result);
  let extraClassDefinition = [{
    void $cppClass::getAsmResultNames(::mlir::OpAsmSetValueNameFn setNameFn) {
      setNameFn(getResult(), "}] # resultName # [{");
    }
  }];
}

//===----------------------------------------------------------------------===//
// Networks and holders
//===----------------------------------------------------------------------===//

def Graph_NetworkOp : Graph_Op<"network", [
    IsolatedFromAbove, FunctionOpInterface, RegionKindInterface,
    SingleBlock,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>,
    DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmBlockArgumentNames"]>,
    Graph_HolderOpInterface]> {
  let summary = "a named network";
  let description = [{
    A graph of modules behind a symbol. Its inputs are the nodes of all
    arguments concatenated, its outputs the nodes of all operands of its
    `graph.output`. `graph.instance` uses a network inside another one. A
    network is a symbol but no symbol table: names of modules are plain strings.

    The body is a graph region, so values may be used before they are defined.

    Rules:

    - (C1) The function type consists of `!graph.nodes` types.
    - (C2) The body is one block that ends in `graph.output`.
    - (C3) The types of the `graph.output` operands are the result types.
    - (C4) No node is fed by plumbing alone that leads back to itself.
    - (C5) No network contains itself through instances.
    - (C6) The values of the body have at most 67,108,864 nodes together.

    Example:

    ```mlir
    graph.network @relay(%in: !graph.nodes<3>) -> !graph.nodes<3> {
      graph.output %in : !graph.nodes<3>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
                       TypeAttrOf<FunctionType>:$function_type,
                       OptionalAttr<StrAttr>:$sym_visibility,
                       OptionalAttr<DictArrayAttr>:$arg_attrs,
                       OptionalAttr<DictArrayAttr>:$res_attrs);
  let regions = (region SizedRegion<1>:$body);
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name,
                                 "::mlir::FunctionType":$type)>];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    // FunctionOpInterface, CallableOpInterface
    ::mlir::Region *getCallableRegion() { return &getBody(); }
    ::llvm::ArrayRef<::mlir::Type> getArgumentTypes() {
      return getFunctionType().getInputs();
    }
    ::llvm::ArrayRef<::mlir::Type> getResultTypes() {
      return getFunctionType().getResults();
    }
    // RegionKindInterface
    static ::mlir::RegionKind getRegionKind(unsigned) {
      return ::mlir::RegionKind::Graph;
    }
  }];
}

def Graph_HolderOp : Graph_Op<"holder", [
    IsolatedFromAbove, RegionKindInterface,
    SingleBlock,
    DeclareOpInterfaceMethods<OpAsmOpInterface,
        ["getAsmResultNames", "getAsmBlockArgumentNames"]>,
    Graph_HolderOpInterface]> {
  let summary = "a group of modules, in place";
  let description = [{
    A graph inside a graph that touches the outside only through its operands and
    results: Rockpool's `GraphHolder`. It means nothing but grouping;
    `graph-flatten` dissolves it and prefixes the names inside with its own.

    Rules:

    - (C1) The block arguments have the operands' types.
    - (C2) The types of the `graph.output` operands are the result types.
    - (C3) The body is one block that ends in `graph.output`.

    Example:

    ```mlir
    graph.network @grouped(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %layer = graph.holder(%x = %in) : (!graph.nodes<2>) -> !graph.nodes<2> attributes {name = "layer"} {
        %w = graph.linear_weights %x {weights = dense<1.0> : tensor<2x2xf32>}
            : !graph.nodes<2> -> !graph.nodes<2>
        graph.output %w : !graph.nodes<2>
      }
      graph.output %layer : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins Variadic<Graph_NodesType>:$inputs,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Variadic<Graph_NodesType>:$outputs);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    static ::mlir::RegionKind getRegionKind(unsigned) {
      return ::mlir::RegionKind::Graph;
    }
  }];
}

def Graph_InstanceOp : Graph_Op<"instance", [
    CallOpInterface,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>,
    DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let summary = "a use of a network";
  let description = [{
    Stands for a copy of the network `callee`. `graph-flatten` replaces it by
    the network's modules and prefixes their names with the instance's.

    Rules:

    - (C1) `callee` names a `graph.network` in the nearest symbol table.
    - (C2) The operand and result types are the network's argument and result
    types.

    Example:

    ```mlir
    graph.network private @layer(%x: !graph.nodes<2>) -> !graph.nodes<2> {
      %w = graph.linear_weights %x {weights = dense<1.0> : tensor<2x2xf32>}
          : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %w : !graph.nodes<2>
    }
    graph.network @twice(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %a = graph.instance @layer(%in) {name = "a"} : (!graph.nodes<2>) -> !graph.nodes<2>
      %b = graph.instance @layer(%a) {name = "b"} : (!graph.nodes<2>) -> !graph.nodes<2>
      graph.output %b : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee,
                       Variadic<Graph_NodesType>:$inputs,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Variadic<Graph_NodesType>:$outputs);
  let assemblyFormat = [{
    $callee `(` $inputs `)` `` custom<ModuleAttributes>(prop-dict, attr-dict)
    `:` functional-type($inputs, $outputs)
  }];
  let extraClassDeclaration = [{
    // CallOpInterface: passes of MLIR that change a network's ports find its
    // instances by it.
    ::mlir::CallInterfaceCallable getCallableForCallee() {
      return getCalleeAttr();
    }
    void setCalleeFromCallable(::mlir::CallInterfaceCallable callee);
    ::mlir::Operation::operand_range getArgOperands() { return getInputs(); }
    ::mlir::MutableOperandRange getArgOperandsMutable() {
      return getInputsMutable();
    }
    // ArgAndResultAttrsOpInterface: only the network's ports have attributes.
    ::mlir::ArrayAttr getArgAttrsAttr() { return nullptr; }
    ::mlir::ArrayAttr getResAttrsAttr() { return nullptr; }
    void setArgAttrsAttr(::mlir::ArrayAttr) {}
    void setResAttrsAttr(::mlir::ArrayAttr) {}
    ::mlir::Attribute removeArgAttrsAttr() { return nullptr; }
    ::mlir::Attribute removeResAttrsAttr() { return nullptr; }
  }];
}

def Graph_OutputOp : Graph_Op<"output", [
    Terminator, ReturnLike, Pure, ParentOneOf<["NetworkOp", "HolderOp"]>]> {
  let summary = "the outputs of a network or holder";
  let description = [{
    Rules:

    - (C1) It ends the body of a `graph.network` or a `graph.holder`.

    Example:

    ```mlir
    graph.network @two(%a: !graph.nodes<1>, %b: !graph.nodes<2>) -> (!graph.nodes<2>, !graph.nodes<1>) {
      graph.output %b, %a : !graph.nodes<2>, !graph.nodes<1>
    }
    ```
  }];
  let arguments = (ins Variadic<Graph_NodesType>:$values);
  let assemblyFormat = "($values^ `:` qualified(type($values)))? attr-dict";
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

def Graph_PlainModuleOp : Graph_ModuleOp<"module", [
    DeclareOpInterfaceMethods<Graph_ModuleOpInterface>]> {
  let summary = "a module that nothing is known about";
  let description = [{
    Rockpool's plain `GraphModule`: it has input and output nodes and a name, and
    no meaning. No chip can hold it; it marks the place of a module that a user's
    own pass replaces.

    Example:

    ```mlir
    graph.network @front_end(%in: !graph.nodes<4>) -> !graph.nodes<2> {
      %features = graph.module(%in) {name = "features"} : (!graph.nodes<4>) -> !graph.nodes<2>
      graph.output %features : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins Variadic<Graph_NodesType>:$inputs,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Variadic<Graph_NodesType>:$outputs);
  let assemblyFormat = [{
    `(` $inputs `)` `` custom<ModuleAttributes>(prop-dict, attr-dict)
    `:` functional-type($inputs, $outputs)
  }];
}

def Graph_LinearWeightsOp : Graph_ModuleOp<"linear_weights", [
    DeclareOpInterfaceMethods<Graph_WeightsOpInterface, ["getWeights", "getBiases"]>]> {
  let summary = "a matrix of weights";
  let description = [{
    Passes `W^T x (+ biases)` on within the step.

    Shapes: `weights` (Nin, Nout), `biases` (Nout).

    Rules: those of `WeightsOpInterface`.

    Weights that are mostly zero, such as those of a convolution, are best written
    as `sparse<positions, values>`: memory and time then grow with the values that
    are there, in all passes and tools. An entry takes 16 bytes more than a dense
    element, so f32 weights gain if fewer than one in five is not zero. Both forms
    mean the same and have the same content hash.

    Example:

    ```mlir
    graph.network @weights(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %w = graph.linear_weights %in {name = "fc",
          weights = dense<[[0.5, -0.25, 0.0], [1.0, 0.0, 0.75]]> : tensor<2x3xf32>}
          : !graph.nodes<2> -> !graph.nodes<3>
      %pool = graph.linear_weights %w {name = "pool",
          weights = sparse<[[0, 0], [1, 0], [2, 1]], [1.0, 1.0, 0.5]> : tensor<3x2xf32>}
          : !graph.nodes<3> -> !graph.nodes<2>
      graph.output %pool : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input,
                       Graph_MatrixAttr:$weights,
                       OptionalAttr<Graph_ParameterAttr>:$biases,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let assemblyFormat = [{
    $input `` custom<ModuleAttributes>(prop-dict, attr-dict) `:` qualified(type($input)) `->` qualified(type($output))
  }];
}

def Graph_LIFNeuronsOp : Graph_ModuleOp<"lif_neurons", [
    DeclareOpInterfaceMethods<Graph_NeuronsOpInterface, ["getTimeStep"]>]> {
  let summary = "leaky integrate-and-fire neurons with synapses";
  let description = [{
    Per step of length dt, for neuron j with synapses s:

    ```
    I[j,s] += input;  I[j,s] *= exp(-dt / tau_syn[j,s])
    V[j] = V[j] * exp(-dt / tau_mem[j]) + sum_s I[j,s] + bias[j]
    n = max(0, floor(V[j] / threshold[j])), up to the spike limit
    V[j] -= n * threshold[j];  output n
    ```

    Shapes and units: `tau_mem` (Nout) and `tau_syn` (Nin) in seconds,
    `threshold` (Nout), `bias` (Nout; absent means zero), `dt` in seconds. Entry
    `neuron * S + synapse` of `tau_syn` belongs to that synapse.

    Rules, beside those of `NeuronsOpInterface`:

    - (C1) The parameters have these shapes and are finite.
    - (C2) Time constants and thresholds are above 0.

    Example:

    ```mlir
    graph.network @two_synapses(%in: !graph.nodes<4>) -> !graph.nodes<2> {
      %spikes = graph.lif_neurons %in {name = "hidden", dt = 1.0e-3 : f64,
          tau_mem = dense<0.02> : tensor<2xf32>,
          tau_syn = dense<[0.01, 0.005, 0.01, 0.005]> : tensor<4xf32>,
          threshold = dense<1.0> : tensor<2xf32>} : !graph.nodes<4> -> !graph.nodes<2>
      graph.output %spikes : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input,
                       Graph_ParameterAttr:$tau_mem,
                       Graph_ParameterAttr:$tau_syn,
                       Graph_ParameterAttr:$threshold,
                       OptionalAttr<Graph_ParameterAttr>:$bias,
                       OptionalAttr<F64Attr>:$dt,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let assemblyFormat = [{
    $input `` custom<ModuleAttributes>(prop-dict, attr-dict) `:` qualified(type($input)) `->` qualified(type($output))
  }];
  let hasVerifier = 1;
}

def Graph_RateNeuronsOp : Graph_ModuleOp<"rate_neurons", [
    DeclareOpInterfaceMethods<Graph_NeuronsOpInterface, ["getTimeStep"]>]> {
  let summary = "rectified rate neurons";
  let description = [{
    Per step of length dt, for neuron j:

    ```
    x[j] += (input + bias[j] - x[j]) * dt / tau[j];  output max(0, x[j])
    ```

    Shapes and units: `tau` (Nout) in seconds, `bias` (Nout; absent means zero),
    `dt` in seconds.

    Rules, beside those of `NeuronsOpInterface`:

    - (C1) The parameters have these shapes and are finite.
    - (C2) Time constants are above 0.

    Example:

    ```mlir
    graph.network @rates(%in: !graph.nodes<3>) -> !graph.nodes<3> {
      %r = graph.rate_neurons %in {name = "rates", dt = 1.0e-3 : f64,
          tau = dense<0.05> : tensor<3xf32>} : !graph.nodes<3> -> !graph.nodes<3>
      graph.output %r : !graph.nodes<3>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input,
                       Graph_ParameterAttr:$tau,
                       OptionalAttr<Graph_ParameterAttr>:$bias,
                       OptionalAttr<F64Attr>:$dt,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let assemblyFormat = [{
    $input `` custom<ModuleAttributes>(prop-dict, attr-dict) `:` qualified(type($input)) `->` qualified(type($output))
  }];
  let hasVerifier = 1;
}

def Graph_GenericNeuronsOp : Graph_ModuleOp<"generic_neurons", [
    DeclareOpInterfaceMethods<Graph_NeuronsOpInterface, ["getTimeStep"]>]> {
  let summary = "neurons of no particular kind";
  let description = [{
    Rockpool's `GenericNeurons`: a population that keeps a state and has no
    further meaning.

    Rules: those of `NeuronsOpInterface`.

    Example:

    ```mlir
    graph.network @population(%in: !graph.nodes<3>) -> !graph.nodes<3> {
      %n = graph.generic_neurons %in {name = "population"} : !graph.nodes<3> -> !graph.nodes<3>
      graph.output %n : !graph.nodes<3>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input,
                       OptionalAttr<F64Attr>:$dt,
                       OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let assemblyFormat = [{
    $input `` custom<ModuleAttributes>(prop-dict, attr-dict) `:` qualified(type($input)) `->` qualified(type($output))
  }];
}

def Graph_AliasOp : Graph_ModuleOp<"alias", [
    DeclareOpInterfaceMethods<Graph_ModuleOpInterface>,
    AllTypesMatch<["input", "output"]>]> {
  let summary = "spikes of one neuron added to the output of another";
  let description = [{
    Adds the spikes of its source neuron to the output of its target within the
    step. The target of an alias is the neuron that the alias is merged with.

    Rules:

    - (C1) There are as many output as input nodes.

    Example: the residual path around a layer.

    ```mlir
    graph.network @residual(%first: !graph.nodes<2>, %second: !graph.nodes<2>) -> !graph.nodes<2> {
      %skip = graph.alias %first {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
      %out = graph.merge %second, %skip : !graph.nodes<2>
      graph.output %out : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input, OptionalAttr<StrAttr>:$name);
  let results = (outs Graph_NodesType:$output);
  let assemblyFormat = [{
    $input `` custom<ModuleAttributes>(prop-dict, attr-dict) `:` qualified(type($input)) `->` qualified(type($output))
  }];
}

//===----------------------------------------------------------------------===//
// Plumbing
//===----------------------------------------------------------------------===//

def Graph_MergeOp : Graph_PlumbingOp<"merge", "merged", [
    SameOperandsAndResultType /* merge_c1, merge_c2 */]> {
  let summary = "the node-by-node sum of lists of nodes";
  let description = [{
    Node k of the result carries the sum of node k of every operand. An operand
    given twice counts twice.

    Rules:

    - (C1) There is at least one operand.
    - (C2) All operands and the result have the same type.

    Folds: a merge of one operand; operands without a source; merges of merges
    that have no other use.

    Example:

    ```mlir
    graph.network @sum(%a: !graph.nodes<2>, %b: !graph.nodes<2>) -> !graph.nodes<2> {
      %sum = graph.merge %a, %b, %b : !graph.nodes<2>
      graph.output %sum : !graph.nodes<2>
    }
    ```
  }];
  let arguments = (ins Variadic<Graph_NodesType>:$inputs);
  let assemblyFormat = "$inputs attr-dict `:` qualified(type($result))";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def Graph_SelectOp : Graph_PlumbingOp<"select", "selected"> {
  let summary = "some nodes of a list, in a given order";
  let description = [{
    Node k of the result is node `indices[k]` of the input. An index may repeat.

    Rules:

    - (C1) Every index is in [0, number of input nodes).
    - (C2) There is one index for every result node.

    Folds: the identity; selects of selects, of concats, of places and of open
    nodes.

    Example:

    ```mlir
    graph.network @even(%x: !graph.nodes<6>) -> !graph.nodes<3> {
      %even = graph.select %x[0, 2, 4] : !graph.nodes<6> -> !graph.nodes<3>
      graph.output %even : !graph.nodes<3>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input, DenseI64ArrayAttr:$indices);
  let assemblyFormat = [{
    $input `` $indices attr-dict `:` qualified(type($input)) `->` qualified(type($result))
  }];
  let builders = [OpBuilder<(ins "::mlir::Value":$input,
                                 "::llvm::ArrayRef<int64_t>":$indices)>];
  let hasFolder = 1;
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

def Graph_PlaceOp : Graph_PlumbingOp<"place", "placed"> {
  let summary = "a list of nodes at given positions of a longer one";
  let description = [{
    Node `indices[k]` of the result is node k of the input; the other nodes of
    the result have no source.

    Rules:

    - (C1) Every index is in [0, number of result nodes) and appears once.
    - (C2) There is one index for every input node.

    Folds: the identity; places of places and of open nodes. A place that only
    permutes becomes a select.

    Example:

    ```mlir
    graph.network @spread(%x: !graph.nodes<3>) -> !graph.nodes<6> {
      %spread = graph.place %x[1, 2, 5] : !graph.nodes<3> -> !graph.nodes<6>
      graph.output %spread : !graph.nodes<6>
    }
    ```
  }];
  let arguments = (ins Graph_NodesType:$input, DenseI64ArrayAttr:$indices);
  let assemblyFormat = [{
    $input `` $indices attr-dict `:` qualified(type($input)) `->` qualified(type($result))
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

def Graph_ConcatOp : Graph_PlumbingOp<"concat", "joined"> {
  let summary = "lists of nodes one behind the other";
  let description = [{
    Rules:

    - (C1) There is at least one operand.
    - (C2) The result has as many nodes as the operands together.

    Folds: a concat of one operand; concats of concats that have no other use;
    neighbours that select from the same value; open nodes.

    Example:

    ```mlir
    graph.network @join(%a: !graph.nodes<2>, %b: !graph.nodes<3>) -> !graph.nodes<5> {
      %both = graph.concat %a, %b : (!graph.nodes<2>, !graph.nodes<3>) -> !graph.nodes<5>
      graph.output %both : !graph.nodes<5>
    }
    ```
  }];
  let arguments = (ins Variadic<Graph_NodesType>:$inputs);
  let assemblyFormat = [{
    $inputs attr-dict `:` functional-type($inputs, $result)
  }];
  let builders = [OpBuilder<(ins "::mlir::ValueRange":$inputs)>];
  let hasFolder = 1;
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

def Graph_OpenOp : Graph_PlumbingOp<"open", "open"> {
  let summary = "nodes without a source";
  let description = [{
    Example:

    ```mlir
    graph.network @unconnected() -> !graph.nodes<2> {
      %none = graph.open : !graph.nodes<2>
      graph.output %none : !graph.nodes<2>
    }
    ```
  }];
  let assemblyFormat = "attr-dict `:` qualified(type($result))";
}

#endif // TIDEPOOL_DIALECT_GRAPH_IR_GRAPHOPS_TD
