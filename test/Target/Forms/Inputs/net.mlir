graph.network @net(%in: !graph.nodes<2>) -> !graph.nodes<1> {
  %w_in = graph.linear_weights %in {name = "w_in", weights = dense<[[1.0, -0.5], [0.25, 0.75]]> : tensor<2x2xf64>}
            : !graph.nodes<2> -> !graph.nodes<2>
  %hidden = graph.lif_neurons %sum {name = "hidden", dt = 1.0e-3 : f64, tau_mem = dense<0.016> : tensor<2xf64>,
              tau_syn = dense<0.008> : tensor<2xf64>, threshold = dense<2.0> : tensor<2xf64>}
              : !graph.nodes<2> -> !graph.nodes<2>
  %w_rec = graph.linear_weights %hidden {name = "w_rec", weights = dense<[[0.0, 1.0], [0.5, 0.0]]> : tensor<2x2xf64>}
             : !graph.nodes<2> -> !graph.nodes<2>
  %sum = graph.merge %w_in, %w_rec : !graph.nodes<2>
  %w_out = graph.linear_weights %hidden {name = "w_out", weights = dense<[[1.0], [-1.0]]> : tensor<2x1xf64>}
             : !graph.nodes<2> -> !graph.nodes<1>
  %readout = graph.lif_neurons %w_out {name = "readout", dt = 1.0e-3 : f64, tau_mem = dense<0.032> : tensor<1xf64>,
               tau_syn = dense<0.008> : tensor<1xf64>, threshold = dense<1.0> : tensor<1xf64>}
               : !graph.nodes<1> -> !graph.nodes<1>
  graph.output %readout : !graph.nodes<1>
}
