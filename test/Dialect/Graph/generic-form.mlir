// RUN: graph-opt %s | FileCheck %s
// RUN: graph-opt %s | graph-opt --mlir-print-op-generic | graph-opt | FileCheck %s

// The generic form parses with all attributes in one dictionary in braces, which
// is how scripts write networks; op and attribute names are a contract.

// CHECK-LABEL: graph.network private @speech(%in: !graph.nodes<2> {port.unit = "A"}) -> !graph.nodes<2> {
// CHECK-NEXT:    %w_in = graph.linear_weights %in {name = "w_in",
// CHECK-SAME:      biases = dense<0.000000e+00> : tensor<4xf32>,
// CHECK-SAME:      weights = dense<5.000000e-01> : tensor<2x4xf32>} : !graph.nodes<2> -> !graph.nodes<4>
// CHECK-NEXT:    %merged = graph.merge %w_in, %w_rec : !graph.nodes<4>
// CHECK-NEXT:    %hidden = graph.lif_neurons %merged {name = "hidden",
// CHECK-SAME:      bias = dense<0.000000e+00> : tensor<4xf32>, dt = 1.000000e-03 : f64,
// CHECK-SAME:      tau_mem = dense<2.000000e-02> : tensor<4xf32>,
// CHECK-SAME:      tau_syn = dense<2.000000e-02> : tensor<4xf32>,
// CHECK-SAME:      threshold = dense<1.000000e+00> : tensor<4xf32>} : !graph.nodes<4> -> !graph.nodes<4>
// CHECK-NEXT:    %w_rec = graph.linear_weights %hidden {name = "w_rec"
// CHECK-NEXT:    %rates = graph.rate_neurons %hidden {name = "rates",
// CHECK-NEXT:    %population = graph.generic_neurons %rates {name = "population",
// CHECK-NEXT:    %skip = graph.alias %population {name = "skip"}
// CHECK-NEXT:    %plain = graph.module(%skip) {name = "plain"}
// CHECK-NEXT:    %selected = graph.select %plain[0, 2] : !graph.nodes<4> -> !graph.nodes<2>
// CHECK-NEXT:    %placed = graph.place %selected[1, 2] : !graph.nodes<2> -> !graph.nodes<3>
// CHECK-NEXT:    %open = graph.open : !graph.nodes<1>
// CHECK-NEXT:    %joined = graph.concat %open, %placed : (!graph.nodes<1>, !graph.nodes<3>) -> !graph.nodes<4>
// CHECK-NEXT:    %group = graph.holder([[X:%.+]] = %joined) : (!graph.nodes<4>) -> !graph.nodes<2> attributes {name = "group"} {
// CHECK-NEXT:      [[HALF:%.+]] = graph.select [[X]][0, 1]
// CHECK-NEXT:      graph.output [[HALF]] : !graph.nodes<2>
// CHECK-NEXT:    }
// CHECK-NEXT:    %copy = graph.instance @relay(%group) {name = "copy"} : (!graph.nodes<2>) -> !graph.nodes<2>
// CHECK-NEXT:    graph.output %copy : !graph.nodes<2>
"graph.network"() ({
^bb0(%audio: !graph.nodes<2>):
  %cur = "graph.linear_weights"(%audio) {name = "w_in",
      weights = dense<0.5> : tensor<2x4xf32>, biases = dense<0.0> : tensor<4xf32>}
      : (!graph.nodes<2>) -> !graph.nodes<4>
  %sum = "graph.merge"(%cur, %fb) : (!graph.nodes<4>, !graph.nodes<4>) -> !graph.nodes<4>
  %spk = "graph.lif_neurons"(%sum) {name = "hidden", tau_mem = dense<0.02> : tensor<4xf32>,
      tau_syn = dense<0.02> : tensor<4xf32>, threshold = dense<1.0> : tensor<4xf32>,
      bias = dense<0.0> : tensor<4xf32>, dt = 1.0e-3 : f64} : (!graph.nodes<4>) -> !graph.nodes<4>
  %fb = "graph.linear_weights"(%spk) {name = "w_rec", weights = dense<-0.1> : tensor<4x4xf32>}
      : (!graph.nodes<4>) -> !graph.nodes<4>
  %rates = "graph.rate_neurons"(%spk) {name = "rates", tau = dense<0.05> : tensor<4xf32>,
      bias = dense<0.0> : tensor<4xf32>, dt = 1.0e-3 : f64} : (!graph.nodes<4>) -> !graph.nodes<4>
  %population = "graph.generic_neurons"(%rates) {name = "population", dt = 1.0e-3 : f64}
      : (!graph.nodes<4>) -> !graph.nodes<4>
  %skip = "graph.alias"(%population) {name = "skip"} : (!graph.nodes<4>) -> !graph.nodes<4>
  %plain = "graph.module"(%skip) {name = "plain"} : (!graph.nodes<4>) -> !graph.nodes<4>
  %some = "graph.select"(%plain) {indices = array<i64: 0, 2>} : (!graph.nodes<4>) -> !graph.nodes<2>
  %spread = "graph.place"(%some) {indices = array<i64: 1, 2>} : (!graph.nodes<2>) -> !graph.nodes<3>
  %none = "graph.open"() : () -> !graph.nodes<1>
  %all = "graph.concat"(%none, %spread) : (!graph.nodes<1>, !graph.nodes<3>) -> !graph.nodes<4>
  %group = "graph.holder"(%all) ({
  ^bb0(%x: !graph.nodes<4>):
    %half = "graph.select"(%x) {indices = array<i64: 0, 1>} : (!graph.nodes<4>) -> !graph.nodes<2>
    "graph.output"(%half) : (!graph.nodes<2>) -> ()
  }) {name = "group"} : (!graph.nodes<4>) -> !graph.nodes<2>
  %copy = "graph.instance"(%group) {callee = @relay, name = "copy"} : (!graph.nodes<2>) -> !graph.nodes<2>
  "graph.output"(%copy) : (!graph.nodes<2>) -> ()
}) {sym_name = "speech", function_type = (!graph.nodes<2>) -> !graph.nodes<2>,
    sym_visibility = "private", arg_attrs = [{port.unit = "A"}], res_attrs = [{}]} : () -> ()

// CHECK-LABEL: graph.network @relay
"graph.network"() ({
^bb0(%in: !graph.nodes<2>):
  "graph.output"(%in) : (!graph.nodes<2>) -> ()
}) {sym_name = "relay", function_type = (!graph.nodes<2>) -> !graph.nodes<2>} : () -> ()
