// RUN: graph-opt --convert-graph-to-xylo="chip=xylo_a3 weight-bias=fold" %s 2>/dev/null | FileCheck %s

// Sums are rounded, but not in the order of the text, which the hash does not see. From left
// to right the weights would add up to 2 and 1, and only the biases of the second network to
// more than 0.
// CHECK-LABEL: xylo.core @forwards
// CHECK-SAME: graph_hash = "[[$HASH:[0-9a-f]+]]"
// CHECK: xylo.neurons hidden {{.*}} bias dense<0.000000e+00>
// CHECK: xylo.input_weights dense<2.000000e+00>
// CHECK-LABEL: xylo.core @backwards
// CHECK-SAME: graph_hash = "[[$HASH]]"
// CHECK: xylo.neurons hidden {{.*}} bias dense<0.000000e+00>
// CHECK: xylo.input_weights dense<2.000000e+00>
graph.network @forwards(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", weights = dense<9007199254740994.0> : tensor<1x1xf64>, biases = dense<1.0e16> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %in {name = "b", weights = dense<1.0> : tensor<1x1xf64>, biases = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %c = graph.linear_weights %in {name = "c", weights = dense<-9007199254740994.0> : tensor<1x1xf64>, biases = dense<-1.0e16> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %current = graph.merge %a, %b, %c : !graph.nodes<1>
  %hidden = graph.lif_neurons %current {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

graph.network @backwards(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %a = graph.linear_weights %in {name = "a", weights = dense<9007199254740994.0> : tensor<1x1xf64>, biases = dense<1.0e16> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %c = graph.linear_weights %in {name = "c", weights = dense<-9007199254740994.0> : tensor<1x1xf64>, biases = dense<-1.0e16> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %b = graph.linear_weights %in {name = "b", weights = dense<1.0> : tensor<1x1xf64>, biases = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %current = graph.merge %a, %b, %c : !graph.nodes<1>
  %hidden = graph.lif_neurons %current {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<1.0> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>,
      tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
