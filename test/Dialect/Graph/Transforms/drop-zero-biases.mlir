// RUN: graph-opt --graph-drop-zero-biases=remarks=false --split-input-file %s | FileCheck %s
// RUN: graph-opt --graph-drop-zero-biases --split-input-file --verify-diagnostics %s -o /dev/null

// Weights and neurons lose biases that are all zero, splats or not, negative zeros too.
// CHECK-LABEL: graph.network @zero
// CHECK-NOT:     bias
// CHECK:         graph.output
graph.network @zero(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  // expected-remark @below {{removed 'biases' of 'w': all are zero}}
  %w = graph.linear_weights %in {name = "w", weights = dense<1.0> : tensor<2x2xf32>, biases = dense<0.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-remark @below {{removed 'bias' of 'lif': all are zero}}
  %lif = graph.lif_neurons %w {name = "lif", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>, tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>, bias = dense<[0.0, -0.0]> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  // expected-remark @below {{removed 'bias' of 'rate': all are zero}}
  %rate = graph.rate_neurons %lif {name = "rate", tau = dense<0.05> : tensor<2xf32>, bias = dense<0.0> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %rate : !graph.nodes<2>
}

// -----

// A single number that is not zero keeps them all.
// CHECK-LABEL: graph.network @some
// CHECK:         graph.linear_weights {{.*}}biases = dense<[0.000000e+00, 1.000000e+00]>
// CHECK:         graph.lif_neurons {{.*}}bias = dense<[1.000000e+00, 0.000000e+00]>
graph.network @some(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %w = graph.linear_weights %in {name = "w", weights = dense<1.0> : tensor<2x2xf32>, biases = dense<[0.0, 1.0]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  %lif = graph.lif_neurons %w {name = "lif", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<2xf32>, tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<2xf32>, bias = dense<[1.0, 0.0]> : tensor<2xf32>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %lif : !graph.nodes<2>
}

// -----

// Holders are no border for this.
// CHECK-LABEL: graph.network @nested
// CHECK-NOT:     bias
// CHECK:         graph.output
graph.network @nested(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %h = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "h"} {
    // expected-remark @below {{removed 'biases' of 'h/w': all are zero}}
    %w = graph.linear_weights %x {name = "w", weights = dense<1.0> : tensor<1x1xf32>, biases = dense<0.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
    graph.output %w : !graph.nodes<1>
  }
  graph.output %h : !graph.nodes<1>
}
