// One number can stand for more weights than any memory holds.

// RUN: graph-opt --verify-diagnostics --xylo-check-design-rules=chip=xylo_a3 %s -o /dev/null
// RUN: graph-opt --verify-diagnostics --convert-graph-to-xylo=chip=xylo_a3 %s -o /dev/null
// RUN: not graph-compile --check --chip=xylo_a3 %s | FileCheck %s
// CHECK: error: with 'w' there are more than 33554432 weights

graph.network @net(%in: !graph.nodes<8192>) -> !graph.nodes<8192> {
  // expected-error @below {{with 'w' there are more than 33554432 weights between neurons, far beyond what a chip holds, so nothing is checked; make populations smaller}}
  %w = graph.linear_weights %in {name = "w", weights = dense<0.5> : tensor<8192x8192xf32>}
      : !graph.nodes<8192> -> !graph.nodes<8192>
  %spikes = graph.lif_neurons %w {tau_mem = dense<0.02> : tensor<8192xf32>,
      tau_syn = dense<0.01> : tensor<8192xf32>, threshold = dense<1.0> : tensor<8192xf32>}
      : !graph.nodes<8192> -> !graph.nodes<8192>
  graph.output %spikes : !graph.nodes<8192>
}
