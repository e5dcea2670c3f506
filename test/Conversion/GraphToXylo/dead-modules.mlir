// RUN: graph-opt --verify-diagnostics --convert-graph-to-xylo=chip=xylo_a3 %s -o %t
// RUN: FileCheck %s --input-file=%t

// Modules that reach no output are mapped all the same, with a warning each: pruning is a
// pass of its own.
// CHECK-LABEL: xylo.core @net
// CHECK-NEXT: xylo.neurons hidden "hidden" ids [0]
// CHECK-NEXT: xylo.neurons hidden "dead" ids [1]
// CHECK-NEXT: xylo.neurons output "readout" ids [0]
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-warning @below {{'w_dead' reaches no network output but takes up room on the chip; graph-prune removes it}}
  %w_dead = graph.linear_weights %hidden {name = "w_dead", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-warning @below {{'dead' reaches no network output but takes up room on the chip; graph-prune removes it}}
  %dead = graph.lif_neurons %w_dead {name = "dead", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
