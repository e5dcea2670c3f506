// RUN: graph-opt --split-input-file --verify-diagnostics --xylo-check-design-rules=chip=xylo_a1 %s

// neuron-bias: the first chip has none.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  // expected-error @below {{[neuron-bias] 'hidden' has biases, which 'xylo_a1' does not have; train without biases or use another chip}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>, bias = dense<0.1> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// neuron-bias: a bias of zero is none.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>, bias = dense<0.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %o : !graph.nodes<1>
}

// -----

// neuron-memory: 998 hidden neurons, one of padding and 8 outputs fit.
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<8> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x998xf32>} : !graph.nodes<1> -> !graph.nodes<998>
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<998xf32>,
      tau_syn = dense<0.01> : tensor<998xf32>, threshold = dense<1.0> : tensor<998xf32>} : !graph.nodes<998> -> !graph.nodes<998>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<998x8xf32>} : !graph.nodes<998> -> !graph.nodes<8>
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<8xf32>,
      tau_syn = dense<0.01> : tensor<8xf32>, threshold = dense<1.0> : tensor<8xf32>} : !graph.nodes<8> -> !graph.nodes<8>
  graph.output %o : !graph.nodes<8>
}

// -----

// neuron-memory: 999 hidden neurons need two of padding, and no longer fit.
// differs (padding-room): padding counts.
// expected-error @below {{[neuron-memory] 1009 hidden, padding and output neurons together, but 'xylo_a1' has 1008 words in each neuron bank; use fewer neurons}}
graph.network @net(%in: !graph.nodes<1>) -> !graph.nodes<8> {
  %wi = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<1x999xf32>} : !graph.nodes<1> -> !graph.nodes<999>
  // expected-note @below {{'hidden' has 999}}
  %h = graph.lif_neurons %wi {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<999xf32>,
      tau_syn = dense<0.01> : tensor<999xf32>, threshold = dense<1.0> : tensor<999xf32>} : !graph.nodes<999> -> !graph.nodes<999>
  %wo = graph.linear_weights %h {name = "w_out", weights = dense<0.5> : tensor<999x8xf32>} : !graph.nodes<999> -> !graph.nodes<8>
  // expected-note @below {{'readout' has 8}}
  %o = graph.lif_neurons %wo {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<8xf32>,
      tau_syn = dense<0.01> : tensor<8xf32>, threshold = dense<1.0> : tensor<8xf32>} : !graph.nodes<8> -> !graph.nodes<8>
  graph.output %o : !graph.nodes<8>
}

// -----

// input-memory: 998 hidden neurons and one of padding see 16 inputs.
graph.network @net(%in: !graph.nodes<16>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<16x998xf32>}
      : !graph.nodes<16> -> !graph.nodes<998>
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<998xf32>, tau_syn = dense<0.01> : tensor<998xf32>,
      threshold = dense<1.0> : tensor<998xf32>} : !graph.nodes<998> -> !graph.nodes<998>
  %w_out = graph.linear_weights %hidden {name = "w_out", weights = dense<0.5> : tensor<998x1xf32>}
      : !graph.nodes<998> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<1xf32>, tau_syn = dense<0.01> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// input-memory: 1000 hidden neurons and one of padding do not, though the neuron banks have room.
// expected-error @below {{[input-memory] 16016 input weights of hidden and padding neurons, but 'xylo_a1' has 16000 words for them; use fewer inputs or hidden neurons}}
graph.network @net(%in: !graph.nodes<16>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {name = "w_in", weights = dense<0.5> : tensor<16x1000xf32>}
      : !graph.nodes<16> -> !graph.nodes<1000>
  // expected-note @below {{'hidden' has 1000}}
  %hidden = graph.lif_neurons %w_in {name = "hidden", dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<1000xf32>, tau_syn = dense<0.01> : tensor<1000xf32>,
      threshold = dense<1.0> : tensor<1000xf32>} : !graph.nodes<1000> -> !graph.nodes<1000>
  %w_out = graph.linear_weights %hidden {name = "w_out", weights = dense<0.5> : tensor<1000x1xf32>}
      : !graph.nodes<1000> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<1xf32>, tau_syn = dense<0.01> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
