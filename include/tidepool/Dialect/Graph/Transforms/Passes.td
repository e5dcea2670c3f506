//===- Passes.td - Passes over graphs ----------------------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_PASSES_TD
#define TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def GraphExpandModules
    : Pass<"graph-expand-modules", "::tidepool::graph::NetworkOp"> {
  let summary = "replace modules by the simpler modules they consist of";
  let description = [{
    Asks every op with `ExpandableModuleOpInterface`, of whatever dialect, to
    build its parts, and goes on with the parts until nothing expands. A module
    that keeps expanding into expandable modules is an error after
    `max-generations` rounds.

    Example: see `examples/standalone`, whose dialect has such a module.
  }];
  let dependentDialects = ["::tidepool::graph::GraphDialect"];
  let options = [Option<"maxGenerations", "max-generations", "unsigned",
                        /*default=*/"100",
                        "How often the parts of a module may expand again">];
}

def GraphFlatten : Pass<"graph-flatten", "::mlir::ModuleOp"> {
  let summary = "dissolve holders and instances";
  let description = [{
    Puts the modules of holders and instantiated networks in their place. A
    module inside gets the name `outer/inner` of the labels on the way to it (a
    label is the name, else the op's short name; repeats in text order get `#1`,
    `#2`, ...) and a location that shows both places. Prefixes longer than 256
    characters are abbreviated to `~1`, `~2`, ...

    What remains are the networks that no instance uses. Instantiated networks
    have gone into them and are removed, public ones too: a network that others
    are built from is no entry point. `keep-public` keeps the public ones, each
    flattened; with a chain of n public networks the result then has size
    proportional to n squared.

    Ports that pass straight through and close on themselves, so that nodes would
    be fed by nothing but themselves, are an error.

    Example:

    ```mlir
    graph.network private @layer(%x: !graph.nodes<2>) -> !graph.nodes<2> {
      %w = graph.linear_weights %x {name = "w", weights = dense<1.0> : tensor<2x2xf32>}
          : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %w : !graph.nodes<2>
    }
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %a = graph.instance @layer(%in) {name = "a"} : (!graph.nodes<2>) -> !graph.nodes<2>
      graph.output %a : !graph.nodes<2>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %w = graph.linear_weights %in {name = "a/w", weights = dense<1.0> : tensor<2x2xf32>}
          : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %w : !graph.nodes<2>
    }
    ```
  }];
  let dependentDialects = ["::tidepool::graph::GraphDialect"];
  let options = [Option<"keepPublic", "keep-public", "bool",
                        /*default=*/"false",
                        "Keep public networks that instances use">];
}

def GraphDetectRecurrence
    : Pass<"graph-detect-recurrence", "::tidepool::graph::NetworkOp"> {
  let summary = "mark recurrent modules and loops";
  let description = [{
    Sets `graph.recurrent` on exactly the modules that are recurrent by
    Rockpool's definition (one module is both a source of an input node and a
    sink of an output node), and `graph.loop = <id>` on every module of a strongly
    connected component that has a cycle. Ids follow the text order of the loops'
    first modules. Marks of an earlier run are removed.

    Holders are looked through. Instances count as one module; flatten first to
    see the loops inside.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %sum = graph.merge %in, %back : !graph.nodes<1>
      %n = graph.generic_neurons %sum {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
      %back = graph.linear_weights %n {name = "back", weights = dense<0.5> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %n : !graph.nodes<1>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %sum = graph.merge %in, %back : !graph.nodes<1>
      %n = graph.generic_neurons %sum {graph.loop = 0 : i64, graph.recurrent, name = "n"}
          : !graph.nodes<1> -> !graph.nodes<1>
      %back = graph.linear_weights %n {graph.loop = 0 : i64, graph.recurrent, name = "back",
          weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %n : !graph.nodes<1>
    }
    ```
  }];
  let dependentDialects = ["::tidepool::graph::GraphDialect"];
  let options = [Option<"remarks", "remarks", "bool", /*default=*/"false",
                        "Emit remarks: how many there are, and each loop">];
}

def GraphPrune : Pass<"graph-prune", "::tidepool::graph::NetworkOp"> {
  let summary = "remove modules from which no output can be reached";
  let description = [{
    Removes modules, loops of modules included, whose output reaches no output of
    the network, and the plumbing, holders and instances that only they used.
    Nodes that a removed module was a source of become `graph.open`.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %n = graph.generic_neurons %in {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
      %probe = graph.linear_weights %n {name = "probe", weights = dense<0.5> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %n : !graph.nodes<1>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %n = graph.generic_neurons %in {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %n : !graph.nodes<1>
    }
    ```
  }];
  let dependentDialects = ["::tidepool::graph::GraphDialect"];
  let options = [Option<"remarks", "remarks", "bool", /*default=*/"false",
                        "Emit a remark at each module that is removed">];
}

def GraphPrintBag : Pass<"graph-print-bag", "::mlir::ModuleOp"> {
  let summary = "print the modules and nodes that the ports reach";
  let description = [{
    Prints, for every network, the modules and nodes that can be reached from its
    inputs and outputs when connections are followed both ways (Rockpool's
    `bag_graph`), and the modules that cannot. Goes to standard error.

    Example:

    ```console
    $ build/bin/graph-opt examples/braille.mlir --graph-print-bag -o /dev/null 2>&1 | head -n 3
    bag of 'braille': 5 modules, 186 nodes
      graph.linear_weights 'fc1': 12 -> 40
      graph.lif_neurons 'lif1.lif': 40 -> 40
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Repairs: what chips cannot hold, said in another way
//===----------------------------------------------------------------------===//

class GraphRepairPass<string name> : Pass<name, "::tidepool::graph::NetworkOp"> {
  let dependentDialects = ["::tidepool::graph::GraphDialect"];
  Option remarksOption = Option<"remarks", "remarks", "bool", /*default=*/"true",
                                "Emit a remark at each module that is changed">;
  let options = [remarksOption];
}

def GraphDropZeroBiases : GraphRepairPass<"graph-drop-zero-biases"> {
  let summary = "remove biases that are all zero";
  let description = [{
    Removes the `biases` of linear weights and the `bias` of neurons where all
    of them are zero. Biases of which only some are zero stay.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %fc = graph.linear_weights %in {name = "fc", weights = dense<0.5> : tensor<2x2xf32>,
          biases = dense<0.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %fc : !graph.nodes<2>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %fc = graph.linear_weights %in {name = "fc", weights = dense<0.5> : tensor<2x2xf32>}
          : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %fc : !graph.nodes<2>
    }
    ```
  }];
}

def GraphRemovePassthroughs : GraphRepairPass<"graph-remove-passthroughs"> {
  let summary = "remove weights that pass every node on unchanged";
  let description = [{
    Removes weights with an identity matrix and no biases but zeros. They stay

    - where neurons or other modules would then be fed by anything but weights,
      or a network input would feed anything but weights: that is what
      `graph-insert-weights` puts them there for;
    - in loops, where neurons reach weights one step later;
    - where aliases take part, before or behind them: what an alias is merged
      with says what it means;
    - if nothing uses them.

    Neurons behind which an identity led to network outputs drive these directly
    afterwards. The chip's schedule, which takes all ways through weights one
    step later, had no output neurons there; now it has, one step earlier.

    Networks with holders are left as they are: flatten first.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %w = graph.linear_weights %in {name = "w", weights = dense<0.5> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      %n = graph.generic_neurons %w {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
      %readout = graph.linear_weights %n {name = "readout", weights = dense<1.0> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %readout : !graph.nodes<1>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %w = graph.linear_weights %in {name = "w", weights = dense<0.5> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      %n = graph.generic_neurons %w {name = "n"} : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %n : !graph.nodes<1>
    }
    ```
  }];
}

def GraphMultiplyWeights : GraphRepairPass<"graph-multiply-weights"> {
  let summary = "multiply weights that feed weights into one matrix";
  let description = [{
    Weights W2 that the weights W1 feed become one matrix W1 * W2 behind what
    feeds W1, with the biases b1 * W2 + b2. Plumbing between them is followed
    node by node. A chain or a diamond of weights ends as one matrix for each
    value that feeds its first weights.

    The product keeps the name and attributes of the later weights, and takes
    attributes of the earlier ones that these lack (not the marks of
    `graph-detect-recurrence`, which speak of the old connections). If something
    else feeds W2 too, the rows of those nodes become a matrix of their own with
    the same name. W1 goes, unless it feeds something else as well. Numbers are
    multiplied in double precision and are f64 if any were, else f32. A product
    is sparse if that takes fewer bytes; a dense one of up to 4096 elements
    stands in the text, a larger one is a resource called `<network>.<name>`.

    Left alone with a warning:

    - products with more than `max-elements` elements that are not zero, or with
      an infinite one;
    - loops of weights alone, which have no meaning;
    - weights in a loop that lead out of it as well, where a product would hear
      neurons a step earlier than the weights do. Inside of a loop a neuron
      reaches weights one step later, outside within the step.

    Networks with holders are left as they are: flatten first.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
      %a = graph.linear_weights %in {name = "a", weights = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>}
          : !graph.nodes<2> -> !graph.nodes<2>
      %b = graph.linear_weights %a {name = "b", weights = dense<[[1.0], [10.0]]> : tensor<2x1xf32>}
          : !graph.nodes<2> -> !graph.nodes<1>
      graph.output %b : !graph.nodes<1>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
      %b = graph.linear_weights %in {name = "b", weights = dense<[[21.0], [43.0]]> : tensor<2x1xf32>}
          : !graph.nodes<2> -> !graph.nodes<1>
      graph.output %b : !graph.nodes<1>
    }
    ```
  }];
  let options = [remarksOption,
                 Option<"maxElements", "max-elements", "int64_t",
                        /*default=*/"16777216",
                        "Leave products with more elements that are not zero alone">];
}

def GraphMergeWeights : GraphRepairPass<"graph-merge-weights"> {
  let summary = "add parallel weights up into one matrix";
  let description = [{
    Weights that are fed by the same nodes, node by node, and whose results go to
    the same nodes and nowhere else become one matrix, the sum of theirs, biases
    included. Weights whose result is merged n times as often as another one's
    count n times.

    The first one of those that count least keeps its place, name and attributes,
    and takes attributes of the others that it lacks. Sums are made in double
    precision and are f64 if any part was, else f32. A sum is sparse if that
    takes fewer bytes; a dense one of up to 4096 elements stands in the text, a
    larger one is a resource called `<network>.<name>`.

    Left alone with a warning:

    - sums with an infinite element;
    - sums with more than `max-elements` elements that are not zero, if the parts
      hold fewer numbers: one number may stand for a whole matrix.

    Networks with holders are left as they are: flatten first.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
      %a = graph.linear_weights %in {name = "a", weights = dense<[[1.0], [2.0]]> : tensor<2x1xf32>}
          : !graph.nodes<2> -> !graph.nodes<1>
      %b = graph.linear_weights %in {name = "b", weights = dense<[[0.5], [0.0]]> : tensor<2x1xf32>}
          : !graph.nodes<2> -> !graph.nodes<1>
      %sum = graph.merge %a, %b : !graph.nodes<1>
      graph.output %sum : !graph.nodes<1>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
      %a = graph.linear_weights %in {name = "a", weights = dense<[[1.5], [2.0]]> : tensor<2x1xf32>}
          : !graph.nodes<2> -> !graph.nodes<1>
      graph.output %a : !graph.nodes<1>
    }
    ```
  }];
  let options = [remarksOption,
                 Option<"maxElements", "max-elements", "int64_t",
                        /*default=*/"16777216",
                        "Leave sums alone that have more elements that are not zero">];
}

def GraphInsertWeights : GraphRepairPass<"graph-insert-weights"> {
  let summary = "put identity weights in front of neurons fed by no weights";
  let description = [{
    Where network inputs or modules other than weights feed neurons, an identity
    matrix of f32 passes these nodes on, one for each population, sparse from six
    nodes on. Only the
    nodes with such a source go through it, and only what does not come from
    weights; for neurons with several synapses the nodes are those of the
    synapses. Aliases stay merged with the neurons that they add to. Instances
    and ops that are no modules are left alone: nothing is known about what they
    give.

    The weights are called `<source>-<target>` by the labels of the modules. The
    network's inputs are called `input`; of several sources the first is named,
    an alias only if there is nothing else.

    Left alone with a warning: more than `max-elements` nodes. Networks with
    holders are left as they are: flatten first.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %n = graph.generic_neurons %in {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %n : !graph.nodes<2>
    }
    ```

    becomes

    ```mlir
    graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<2> {
      %w = graph.linear_weights %in {name = "input-n", weights = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32>}
          : !graph.nodes<2> -> !graph.nodes<2>
      %n = graph.generic_neurons %w {name = "n"} : !graph.nodes<2> -> !graph.nodes<2>
      graph.output %n : !graph.nodes<2>
    }
    ```
  }];
  let options = [remarksOption,
                 Option<"maxElements", "max-elements", "int64_t",
                        /*default=*/"16777216",
                        "Leave matrices with more elements that are not zero out">];
}

#endif // TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_PASSES_TD
