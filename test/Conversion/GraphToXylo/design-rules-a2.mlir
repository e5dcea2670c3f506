// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-check-design-rules=chip=xylo_a2 %s

// Without expansion limits inputs and outputs reach all 1000 neurons.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1000xf32>} : !graph.nodes<1> -> !graph.nodes<1000>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1000xf32>,
      tau_syn = dense<0.01> : tensor<1000xf32>, threshold = dense<1.0> : tensor<1000xf32>} : !graph.nodes<1000> -> !graph.nodes<1000>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1000x1xf32>} : !graph.nodes<1000> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// hidden-neurons: there are 1000.
// differs (hidden-count): more are an error.
// expected-error @below {{[hidden-neurons] 1001 hidden neurons, but 'xylo_a2' has 1000; make populations smaller}}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1001xf32>} : !graph.nodes<1> -> !graph.nodes<1001>
  // expected-note @below {{'hidden' has 1001}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1001xf32>,
      tau_syn = dense<0.01> : tensor<1001xf32>, threshold = dense<1.0> : tensor<1001xf32>} : !graph.nodes<1001> -> !graph.nodes<1001>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1001x1xf32>} : !graph.nodes<1001> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// output-channels: there are 8.
// differs (output-channels): more are an error.
// expected-error @below {{[output-channels] 9 output neurons, but 'xylo_a2' has 8; make the populations that drive network outputs smaller}}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<9> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x9xf32>} : !graph.nodes<1> -> !graph.nodes<9>
  // expected-note @below {{'readout' has 9}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<9xf32>,
      tau_syn = dense<0.01> : tensor<9xf32>, threshold = dense<1.0> : tensor<9xf32>} : !graph.nodes<9> -> !graph.nodes<9>
  graph.output %o : !graph.nodes<9>
}

// -----

// fan-out: a neuron feeds 64 hidden neurons. Output neurons do not count.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x64xf32>} : !graph.nodes<1> -> !graph.nodes<64>
  %sum = graph.merge %wi, %rec : !graph.nodes<64>
  %h = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<64xf32>,
      tau_syn = dense<0.01> : tensor<64xf32>, threshold = dense<1.0> : tensor<64xf32>} : !graph.nodes<64> -> !graph.nodes<64>
  %rec = graph.linear_weights %h {name = "w_rec", weights = dense<0.5> : tensor<64x64xf32>} : !graph.nodes<64> -> !graph.nodes<64>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<64x1xf32>} : !graph.nodes<64> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// fan-out: a neuron does not feed 65.
// differs (fan-out-limit): the fan-out of every neuron is checked.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x65xf32>} : !graph.nodes<1> -> !graph.nodes<65>
  %sum = graph.merge %wi, %rec : !graph.nodes<65>
  // expected-error @below {{[fan-out] neuron 0 of 'hidden' feeds 65 hidden neurons, but 'xylo_a2' has 64 entries per neuron; remove connections with small weights}}
  %h = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<65xf32>,
      tau_syn = dense<0.01> : tensor<65xf32>, threshold = dense<1.0> : tensor<65xf32>} : !graph.nodes<65> -> !graph.nodes<65>
  // expected-note @below {{through 'w_rec'}}
  %rec = graph.linear_weights %h {name = "w_rec", weights = dense<0.5> : tensor<65x65xf32>} : !graph.nodes<65> -> !graph.nodes<65>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<65x1xf32>} : !graph.nodes<65> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// fan-out: paths that cancel leave no connection.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x65xf32>} : !graph.nodes<1> -> !graph.nodes<65>
  %sum = graph.merge %wi, %plus, %minus : !graph.nodes<65>
  %h = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<65xf32>,
      tau_syn = dense<0.01> : tensor<65xf32>, threshold = dense<1.0> : tensor<65xf32>} : !graph.nodes<65> -> !graph.nodes<65>
  %plus = graph.linear_weights %h {name = "w_plus", weights = dense<0.5> : tensor<65x65xf32>} : !graph.nodes<65> -> !graph.nodes<65>
  %minus = graph.linear_weights %h {name = "w_minus", weights = dense<-0.5> : tensor<65x65xf32>} : !graph.nodes<65> -> !graph.nodes<65>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<65x1xf32>} : !graph.nodes<65> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}
