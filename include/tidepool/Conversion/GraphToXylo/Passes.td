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

def XyloCheckDesignRules
    : Pass<"xylo-check-design-rules", "::tidepool::graph::NetworkOp"> {
  let summary = "report everything that a chip cannot hold";
  let description = [{
    Checks a flat network against every design rule of the chip and reports all
    violations at once, each at the op that causes it, as
    `error: [rule-id] value found, limit, modules; advice`.
    docs/DesignRules.md explains the rules.
  }];
  let options = [Option<"chip", "chip", "std::string", /*default=*/"",
                        "The chip, for example xylo_a3">,
                 Xylo_WeightBiasOption];
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
  }];
  let dependentDialects = ["::tidepool::xylo::XyloDialect"];
  let options = [Option<"chip", "chip", "std::string", /*default=*/"",
                        "The chip, for example xylo_a3">,
                 Xylo_WeightBiasOption,
                 Option<"planner", "planner", "std::string", /*default=*/"",
                        "Who orders hidden neurons, if not Tidepool">];
}

#endif // TIDEPOOL_CONVERSION_GRAPHTOXYLO_PASSES_TD
