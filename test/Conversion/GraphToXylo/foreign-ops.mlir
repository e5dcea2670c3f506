// RUN: graph-opt --allow-unregistered-dialect --verify-diagnostics --xylo-check-design-rules=chip=xylo_a3 %s

// Ops of other dialects are modules without a form on the chip, whatever the types of
// their values; they hide nothing else that is wrong.
// expected-error @below {{[input-channels] 17 network inputs, but 'xylo_a3' has 16}}
graph.network @net(%in: !graph.nodes<17>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<17x1xf32>} : !graph.nodes<17> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[module-kind] 'number' is a other.number, which has no form on 'xylo_a3'; rewrite it to weights, LIF neurons and aliases}}
  %number = "other.number"() : () -> i32
  // expected-error @below {{[module-kind] 'odd' is a other.neurons, which has no form on 'xylo_a3'}}
  %odd = "other.neurons"(%h, %number) {name = "odd"} : (!graph.nodes<1>, i32) -> !graph.nodes<1>
  %wo = graph.linear_weights %odd {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}
