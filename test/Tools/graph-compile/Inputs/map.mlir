// Two weights add up in neuron 0 of 'a'; 'w_rec' feeds its second synapses; 'a' is aliased
// to 'b', a layer used by instance.
graph.network private @layer(%in: !graph.nodes<2>) -> !graph.nodes<2> {
  %neurons = graph.lif_neurons %in {name = "neurons", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>, tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  graph.output %neurons : !graph.nodes<2>
}
graph.network @map(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %w_both = graph.linear_weights %in {name = "w_both", weights = dense<[[1.0, 0.5], [0.0, 2.0]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %second = graph.select %in[1] : !graph.nodes<2> -> !graph.nodes<1>
  %w_one = graph.linear_weights %second {name = "w_one", weights = dense<0.25> : tensor<1x1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  %w_rec = graph.linear_weights %a {name = "w_rec", weights = dense<[[0.0, 0.25], [0.5, 0.25]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %first = graph.place %w_both[0, 2] : !graph.nodes<2> -> !graph.nodes<4>
  %again = graph.place %w_one[0] : !graph.nodes<1> -> !graph.nodes<4>
  %feedback = graph.place %w_rec[1, 3] : !graph.nodes<2> -> !graph.nodes<4>
  %current = graph.merge %first, %again, %feedback : !graph.nodes<4>
  %a = graph.lif_neurons %current {name = "a", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>, tau_syn = dense<0.008> : tensor<4xf64>, threshold = dense<1.0> : tensor<2xf64>} : !graph.nodes<4> -> !graph.nodes<2>
  %w_ab = graph.linear_weights %a {name = "w_ab", weights = dense<[[0.5, 1.0], [2.0, 0.25]]> : tensor<2x2xf64>} : !graph.nodes<2> -> !graph.nodes<2>
  %b = graph.instance @layer(%w_ab) {name = "b"} : (!graph.nodes<2>) -> !graph.nodes<2>
  %skip = graph.alias %a {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %b, %skip : !graph.nodes<2>
  %w_out = graph.linear_weights %sum {name = "w_out", weights = dense<1.0> : tensor<2x1xf64>} : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<1xf64>, tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>} : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
