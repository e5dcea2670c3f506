// RUN: graph-opt --split-input-file --verify-diagnostics --convert-graph-to-xylo=chip=xylo_a3 %s

// The mapping checks the design rules itself, and reports what is wrong with all networks
// before it gives up.
// expected-error @below {{[two-populations] the network has no output neurons}}
graph.network @passes_through(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{[network-output] network output 0 is driven by a network input, which is no LIF population}}
  graph.output %in : !graph.nodes<1>
}
// expected-error @below {{[two-populations] the network has no output neurons}}
graph.network @does_nothing(%in: !graph.nodes<1>) {
  graph.output
}

// -----

// Holders hide modules.
graph.network @held(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // expected-error @below {{'graph.holder' op hides modules; run graph-flatten first}}
  %held = graph.holder(%x = %in) : (!graph.nodes<1>) -> !graph.nodes<1> {
    graph.output %x : !graph.nodes<1>
  }
  graph.output %held : !graph.nodes<1>
}

// -----

// 100 neurons see the input and feed outputs: fewer than the chip has of either kind, but
// the first 128 and the last 128 of 200 neurons have only 56 in common.
// expected-error @below {{[output-expansion] 100 hidden neurons both see network inputs and reach output neurons, but of 200 hidden neurons only 56 can do both on 'xylo_a3': the first 128 see inputs, the last 128 reach outputs; let fewer neurons do both}}
graph.network @too_many_do_both(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w_first = graph.linear_weights %in {weights = dense<0.5> : tensor<1x100xf32>} : !graph.nodes<1> -> !graph.nodes<100>
  // expected-note @below {{'lif_neurons' has 100}}
  %first = graph.lif_neurons %w_first {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<100xf32>,
      tau_syn = dense<0.01> : tensor<100xf32>, threshold = dense<1.0> : tensor<100xf32>} : !graph.nodes<100> -> !graph.nodes<100>
  %w_between = graph.linear_weights %first {weights = dense<0.5> : tensor<100x100xf32>} : !graph.nodes<100> -> !graph.nodes<100>
  %second = graph.lif_neurons %w_between {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<100xf32>,
      tau_syn = dense<0.01> : tensor<100xf32>, threshold = dense<1.0> : tensor<100xf32>} : !graph.nodes<100> -> !graph.nodes<100>
  %w_out = graph.linear_weights %first {weights = dense<0.5> : tensor<100x1xf32>} : !graph.nodes<100> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}

// -----

// Each weight is a number, their sum is none.
graph.network @overflow(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  %w = graph.linear_weights %in {weights = dense<1.5e308> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %sum = graph.merge %w, %w : !graph.nodes<1>
  // expected-error @below {{parallel weights into neuron 0 of 'hidden' add up to more than a number can hold; use smaller ones}}
  %hidden = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_out = graph.linear_weights %hidden {weights = dense<0.5> : tensor<1x1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.02> : tensor<1xf32>,
      tau_syn = dense<0.01> : tensor<1xf32>, threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
