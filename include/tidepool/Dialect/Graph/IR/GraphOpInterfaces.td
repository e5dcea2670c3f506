//===- GraphOpInterfaces.td - Op interfaces of graphs ------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_IR_GRAPHOPINTERFACES_TD
#define TIDEPOOL_DIALECT_GRAPH_IR_GRAPHOPINTERFACES_TD

include "mlir/IR/OpBase.td"

def Graph_ModuleOpInterface : OpInterface<"GraphModuleOpInterface"> {
  let cppNamespace = "::tidepool::graph";
  let description = [{
    A module: an operation that computes something from its input nodes for its
    output nodes. The input nodes are the nodes of all operands concatenated, the
    output nodes those of all results. Ops of any dialect may be modules.

    Rules:

    - (C1) All operands and results are of type `!graph.nodes`.
  }];
  let methods = [
    InterfaceMethod<[{
        The name that the user gave the module, null if there is none. Names need
        not be unique; `ModuleLabels` makes unique labels of them.
      }], "::mlir::StringAttr", "getModuleNameAttr", (ins), "", [{
        return $_op->template getAttrOfType<::mlir::StringAttr>("name");
      }]>,
    InterfaceMethod<"Gives the module a name.", "void", "setModuleName",
      (ins "::mlir::StringAttr":$name), "", [{
        $_op->setAttr("name", name);
      }]>,
    InterfaceMethod<"The number of input nodes over all operands.",
      "int64_t", "getNumInputNodes", (ins), "", [{
        return ::tidepool::graph::countNodes($_op->getOperandTypes());
      }]>,
    InterfaceMethod<"The number of output nodes over all results.",
      "int64_t", "getNumOutputNodes", (ins), "", [{
        return ::tidepool::graph::countNodes($_op->getResultTypes());
      }]>,
  ];
  let verify = [{ return ::tidepool::graph::detail::verifyModule($_op); }];
}

def Graph_WeightsOpInterface
    : OpInterface<"WeightsOpInterface", [Graph_ModuleOpInterface]> {
  let cppNamespace = "::tidepool::graph";
  let description = [{
    A module that passes a linear map of its input on within the step:
    `y = W^T x + b`.

    Rules:

    - (C1) There is one operand with Nin nodes and one result with Nout nodes.
    - (C2) The weights have shape (Nin, Nout), the biases shape (Nout).
    - (C3) All values are finite.
    - (C4) Sparse weights list the values that are not zero, and no others, row
      after row, each once.
  }];
  let methods = [
    InterfaceMethod<"The weights, shape (Nin, Nout), f32 or f64, dense or sparse.",
      "::mlir::ElementsAttr", "getWeights">,
    InterfaceMethod<"The biases, shape (Nout), if there are any.",
      "std::optional<::mlir::ElementsAttr>", "getBiases">,
  ];
  let verify = [{ return ::tidepool::graph::detail::verifyWeights($_op); }];
}

def Graph_NeuronsOpInterface
    : OpInterface<"NeuronsOpInterface", [Graph_ModuleOpInterface]> {
  let cppNamespace = "::tidepool::graph";
  let description = [{
    A population of neurons. Each of the Nout neurons has S = Nin / Nout
    synapses; input node `neuron * S + synapse` drives that synapse.

    Rules:

    - (C1) There is one operand with Nin nodes and one result with Nout nodes.
    - (C2) Nin is a multiple of Nout.
    - (C3) The time step, if given, is finite and above 0 (seconds).
  }];
  let methods = [
    InterfaceMethod<"The number of neurons (Nout).", "int64_t", "getNumNeurons",
      (ins), "", [{
        return ::tidepool::graph::countNodes($_op->getResultTypes());
      }]>,
    InterfaceMethod<"The number of synapses per neuron (Nin / Nout).",
      "int64_t", "getNumSynapses", (ins), "", [{
        return ::tidepool::graph::countNodes($_op->getOperandTypes()) /
               ::tidepool::graph::countNodes($_op->getResultTypes());
      }]>,
    InterfaceMethod<"The time step in seconds, if the population names one.",
      "std::optional<double>", "getTimeStep", (ins), "", [{
        return std::optional<double>();
      }]>,
  ];
  let verify = [{ return ::tidepool::graph::detail::verifyNeurons($_op); }];
}

def Graph_PlumbingOpInterface : OpInterface<"PlumbingOpInterface"> {
  let cppNamespace = "::tidepool::graph";
  let description = [{
    An operation that only says which nodes are which. Plumbing is no module:
    analyses look through it node by node.

    Rules:

    - (C1) There is exactly one result.
    - (C2) All operands and results are of type `!graph.nodes`.
  }];
  let methods = [
    InterfaceMethod<[{
        Calls `visit(resultNode, operand, operandNode)` for every connection,
        ordered by result node, then by operand. A result node that appears
        several times carries the sum of the nodes it is connected to; one that
        never appears has no source.
      }], "void", "visitConnections",
      (ins "::llvm::function_ref<void(int64_t, unsigned, int64_t)>":$visit)>,
  ];
  let verify = [{ return ::tidepool::graph::detail::verifyPlumbing($_op); }];
}

def Graph_HolderOpInterface : OpInterface<"GraphHolderOpInterface"> {
  let cppNamespace = "::tidepool::graph";
  let description = [{
    A graph behind ports: one region with one block whose arguments are the
    holder's inputs and whose `graph.output` names its outputs.

    Rules:

    - (C1) No node of the graph is fed by plumbing alone that leads back to
    itself: such a node has no value.
  }];
  let methods = [
    InterfaceMethod<"The block with the modules.",
      "::mlir::Block *", "getGraphBlock", (ins), "", [{
        return &$_op->getRegion(0).front();
      }]>,
    InterfaceMethod<"The terminator, whose operands are the outputs.",
      "::mlir::Operation *", "getGraphOutput", (ins), "", [{
        return $_op->getRegion(0).front().getTerminator();
      }]>,
  ];
}

def Graph_ExpandableModuleOpInterface
    : OpInterface<"ExpandableModuleOpInterface", [Graph_ModuleOpInterface]> {
  let cppNamespace = "::tidepool::graph";
  let description = [{
    A module that says itself which simpler modules it consists of. Implement it
    on ops of your own dialect; `graph-expand-modules` replaces each such op by
    what `expand` builds, until none is left.
  }];
  let methods = [
    InterfaceMethod<[{
        Builds the module's parts at the rewriter's insertion point, just before
        the op, and returns one value for each of its results. The op itself is
        replaced by the caller. On failure a diagnostic has been emitted. Build a
        `graph.holder` with the module's name to keep the parts' names unambiguous.
      }], "::mlir::FailureOr<::llvm::SmallVector<::mlir::Value>>", "expand",
      (ins "::mlir::RewriterBase &":$rewriter)>,
  ];
}

#endif // TIDEPOOL_DIALECT_GRAPH_IR_GRAPHOPINTERFACES_TD
