// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-check-design-rules=chip=xylo_imu %s

// synapses: the IMU has one.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x2xf32>} : !graph.nodes<1> -> !graph.nodes<2>
  // expected-error @below {{[synapses] 'hidden' has 2 synapses per neuron, but 'xylo_imu' has 1 for hidden neurons}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<2xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<2> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}
