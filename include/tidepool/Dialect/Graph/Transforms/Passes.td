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

#endif // TIDEPOOL_DIALECT_GRAPH_TRANSFORMS_PASSES_TD
