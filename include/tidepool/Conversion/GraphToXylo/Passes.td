//===- Passes.td - From graphs to Xylo cores ---------------*- tablegen -*-===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CONVERSION_GRAPHTOXYLO_PASSES_TD
#define TIDEPOOL_CONVERSION_GRAPHTOXYLO_PASSES_TD

include "mlir/Pass/PassBase.td"

def Xylo_WeightBiasOption
    : Option<"weightBias", "weight-bias", "::tidepool::xylo::WeightBias",
             /*default=*/"::tidepool::xylo::WeightBias::Error",
             "What becomes of the biases of weights",
             "::tidepool::xylo::getWeightBiasValues()">;

def Xylo_TargetOptionsOption
    : Option<"targetOptions", "target-options", "std::string", /*default=*/"",
             "What is taken of uncertain facts, as for xylo-assemble">;

def XyloCheckDesignRules
    : Pass<"xylo-check-design-rules", "::tidepool::graph::NetworkOp"> {
  let summary = "report everything that a chip cannot hold";
  let description = [{
    Checks a flat network against every design rule of the chip and reports all
    violations at once, each at the op that causes it, as
    `error: [rule-id] value found, limit, modules; advice`.
    docs/DesignRules.md explains the rules.

    Example: these neurons have no time step.

    <!-- breaks: time-step on xylo_a3 -->
    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %w0 = graph.linear_weights %in {name = "w0", weights = dense<0.5> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      %hidden = graph.lif_neurons %w0 {name = "hidden", tau_mem = dense<0.02> : tensor<1xf32>,
          tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      %w1 = graph.linear_weights %hidden {name = "w1", weights = dense<0.5> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      %out = graph.lif_neurons %w1 {name = "out", tau_mem = dense<0.02> : tensor<1xf32>,
          tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %out : !graph.nodes<1>
    }
    ```
  }];
  let options = [Option<"chip", "chip", "std::string", /*default=*/"",
                        "The chip, for example xylo_a3">,
                 Xylo_WeightBiasOption, Xylo_TargetOptionsOption];
}

def XyloLowerToChipNeurons
    : Pass<"xylo-lower-to-chip-neurons", "::tidepool::graph::NetworkOp"> {
  let summary = "rewrite modules of other dialects for a chip";
  let description = [{
    Applies the patterns that dialects offer for the chip by implementing
    `LowerToChipNeuronsPatternInterface`, until none applies any more. Networks
    may be nested; modules in holders are rewritten in place. Without such a
    dialect nothing happens.

    What no pattern rewrites stays as it is: nothing is folded, merged, reordered
    or pruned, except dead ops of other dialects that are free of side effects.
    Modules that every pattern declines are left for `xylo-check-design-rules` to
    report.

    Patterns that still apply after `max-rewrites` rewrites are an error.

    Example: see [Modules of other dialects](#modules-of-other-dialects).
  }];
  let dependentDialects = ["::tidepool::graph::GraphDialect"];
  let options = [Option<"chip", "chip", "std::string", /*default=*/"",
                        "The chip, for example xylo_a3">,
                 Option<"maxRewrites", "max-rewrites", "unsigned",
                        /*default=*/"1000000",
                        "How many rewrites a network may take">];
}

def ConvertGraphToXylo : Pass<"convert-graph-to-xylo", "::mlir::ModuleOp"> {
  let summary = "map flat networks to the neurons of a chip";
  let description = [{
    Replaces each `graph.network` by a `xylo.core` with real parameters. Mapping
    goes node by node: permuted, partial and parallel connections land where the
    nodes say, and parallel weights add up. Input channel k is network input node
    k; output neuron k drives network output node k. Hidden neurons are numbered
    in the order of their modules, or, where the chip's expansion limits ask for
    it, neuron by neuron: those that inputs reach lowest, those that reach outputs
    highest.

    Networks that break a design rule are refused with every violation.

    Weights on the chip have no biases. `weight-bias=drop` leaves them out,
    `weight-bias=fold` adds them to the biases of the neurons behind; both warn.
    By default such networks are refused.

    Alias sources are numbered before their targets, as the chip counts an alias
    in the same step only then. Where that and the expansion limits do not go
    together, the limits win, with a warning.

    `planner` names another order of hidden neurons, which the driver has
    registered (`HiddenOrderPlanner`); it is refused where it breaks the limits.

    Example:

    ```mlir
    graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
      %w0 = graph.linear_weights %in {name = "w0", weights = dense<0.5> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      %hidden = graph.lif_neurons %w0 {name = "hidden", dt = 1.0e-3 : f64,
          tau_mem = dense<0.016> : tensor<1xf64>, tau_syn = dense<0.008> : tensor<1xf64>,
          threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
      %w1 = graph.linear_weights %hidden {name = "w1", weights = dense<0.25> : tensor<1x1xf32>}
          : !graph.nodes<1> -> !graph.nodes<1>
      %out = graph.lif_neurons %w1 {name = "out", dt = 1.0e-3 : f64,
          tau_mem = dense<0.016> : tensor<1xf64>, tau_syn = dense<0.008> : tensor<1xf64>,
          threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
      graph.output %out : !graph.nodes<1>
    }
    ```

    becomes, with `chip=xylo_a3`,

    ```mlir
    xylo.core @net on "xylo_a3" dt 1.000000e-03 attributes {
        graph_hash = "79f332562755c6a0491b1311616763cd0a789ed7d77a76cd244f114358e50f17"} {
      xylo.neurons hidden "hidden" ids [0]
          dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
          threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
      xylo.neurons output "out" ids [0]
          dash_mem dense<4.0> : tensor<1xf64> dash_syn dense<3.0> : tensor<1x1xf64>
          threshold dense<1.0> : tensor<1xf64> bias dense<0.0> : tensor<1xf64>
      xylo.input_weights dense<0.5> : tensor<1x1x1xf64>
      xylo.recurrent_weights from [] to [] dense<> : tensor<0x1xf64>
      xylo.output_weights dense<0.25> : tensor<1x1xf64>
    }
    ```
  }];
  let dependentDialects = ["::tidepool::xylo::XyloDialect"];
  let options = [Option<"chip", "chip", "std::string", /*default=*/"",
                        "The chip, for example xylo_a3">,
                 Xylo_WeightBiasOption,
                 Option<"planner", "planner", "std::string", /*default=*/"",
                        "Who orders hidden neurons, if not Tidepool">,
                 Xylo_TargetOptionsOption];
}

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_PASSES_TD
