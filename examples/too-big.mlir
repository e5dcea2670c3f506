// A network that Xylo Audio 3 cannot hold, to see how that is reported: one
// thousand hidden neurons that all see the input and all feed the output.
//
//   graph-compile too-big.mlir --chip=xylo_a3 -o too-big.xbit
graph.network @too_big(%in: !graph.nodes<16>) -> !graph.nodes<1> {
  %current = graph.linear_weights %in {name = "w_in", weights = dense<0.1> : tensor<16x1000xf32>}
      : !graph.nodes<16> -> !graph.nodes<1000>
  %hidden = graph.lif_neurons %current {name = "hidden", dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<1000xf32>, tau_syn = dense<0.01> : tensor<1000xf32>,
      threshold = dense<1.0> : tensor<1000xf32>} : !graph.nodes<1000> -> !graph.nodes<1000>
  %sum = graph.linear_weights %hidden {name = "w_out", weights = dense<0.1> : tensor<1000x1xf32>}
      : !graph.nodes<1000> -> !graph.nodes<1>
  %out = graph.lif_neurons %sum {name = "readout", dt = 1.0e-3 : f64,
      tau_mem = dense<0.02> : tensor<1xf32>, tau_syn = dense<0.01> : tensor<1xf32>,
      threshold = dense<1.0> : tensor<1xf32>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %out : !graph.nodes<1>
}
